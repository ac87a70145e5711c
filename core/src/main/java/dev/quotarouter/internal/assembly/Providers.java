package dev.quotarouter.internal.assembly;

import dev.quotarouter.provider.ChatProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The providers by their names: those that were given, and those that are found when a name asks for them. Thread-safe.
 */
public final class Providers {
    private final Map<String, ChatProvider> byName = new ConcurrentHashMap<>();
    private final List<ChatProvider> found = new CopyOnWriteArrayList<>();

    /** With those that were given; they are not closed here. */
    public Providers(List<ChatProvider> given) {
        given.forEach(provider -> byName.put(provider.name(), provider));
    }

    /** {@return whether there is one of the name} */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    Optional<ChatProvider> find(String name) {
        ChatProvider known = byName.get(name);
        return known != null ? Optional.of(known) : load(name);
    }

    /** {@return the provider of a configuration that was checked} */
    ChatProvider require(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("there is no provider " + name));
    }

    /** Closes those that were found: nobody else can. */
    public void close() {
        found.forEach(ChatProvider::close);
    }

    private Optional<ChatProvider> load(String name) {
        for (ChatProvider candidate : ServiceLoader.load(ChatProvider.class)) {
            if (candidate.name().equals(name)) {
                ChatProvider first = byName.putIfAbsent(name, candidate);
                if (first == null) {
                    found.add(candidate);
                    return Optional.of(candidate);
                }
                candidate.close(); // Somebody else has found it meanwhile.
                return Optional.of(first);
            }
            candidate.close();
        }
        return Optional.empty();
    }
}
