package dev.quotarouter.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Google Cloud project: its models, one book for each base model, whatever key is used, its files and caches. */
record Project(
        String name,
        QuotaTier tier,
        Map<String, SimulatedModel> models,
        Map<String, QuotaBook> books,
        Set<String> resources) {
    Project {
        models = Map.copyOf(models);
        books = Map.copyOf(books);
        resources = Set.copyOf(resources);
    }

    Optional<SimulatedModel> model(String model) {
        return Optional.ofNullable(models.get(model));
    }

    /** {@return the answer to a request for a file or cache that is not the project's, as if there were none} */
    Optional<RawReply> complaint(SimulatedRequest request) {
        return request.resources().stream()
                .filter(resource -> !resources.contains(resource))
                .findFirst()
                .map(resource -> resource.startsWith("files/")
                        ? "You do not have permission to access the File " + resource.substring("files/".length())
                                + " or it may not exist."
                        : "CachedContent not found (or permission denied)")
                .map(message -> ErrorBody.permissionDenied(message).reply());
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
                .sorted(Comparator.comparing(SimulatedModel::name))
                .toList();
    }
}
