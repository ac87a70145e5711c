package dev.quotarouter;

import dev.quotarouter.provider.ChatProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The providers by their names: those that were given, and those that are found when a name asks for them. */
final class Providers {
    private final Map<String, ChatProvider> byName = new HashMap<>();
    private final List<ChatProvider> found = new ArrayList<>();

    Providers(List<ChatProvider> given) {
        given.forEach(provider -> byName.put(provider.name(), provider));
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    Optional<ChatProvider> find(String name) {
        ChatProvider known = byName.get(name);
        return known != null ? Optional.of(known) : load(name);
    }

    /** Closes those that were found: nobody else can. */
    void close() {
        found.forEach(ChatProvider::close);
    }

    private Optional<ChatProvider> load(String name) {
        for (ChatProvider candidate : ServiceLoader.load(ChatProvider.class)) {
            if (candidate.name().equals(name)) {
                byName.put(name, candidate);
                found.add(candidate);
                return Optional.of(candidate);
            }
            candidate.close();
        }
        return Optional.empty();
    }
}
