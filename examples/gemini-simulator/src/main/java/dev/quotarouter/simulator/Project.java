package dev.quotarouter.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Google Cloud project: its models, and one book for each base model, whatever key is used. */
record Project(String name, QuotaTier tier, Map<String, SimulatedModel> models, Map<String, QuotaBook> books) {
    Project {
        models = Map.copyOf(models);
        books = Map.copyOf(books);
    }

    Optional<SimulatedModel> model(String model) {
        return Optional.ofNullable(models.get(model));
    }

    QuotaBook book(SimulatedModel model) {
        QuotaBook book = books.get(model.baseModel());
        if (book == null) {
            throw new IllegalArgumentException("project " + name + " has no book for " + model.baseModel());
        }
        return book;
    }

    List<SimulatedModel> modelsByName() {
        return models.values().stream()
                .sorted(java.util.Comparator.comparing(SimulatedModel::name))
                .toList();
    }
}
