package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.GroupTerms;
import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.internal.assembly.ModelGroup.Member;
import dev.quotarouter.internal.name.NamePattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which deployments a name stands for: as an alias, else as a model group, else as the id of a deployment, else as one that the
 * most specific wildcard catches which serves it. Thread-safe.
 */
final class ModelGroups {
    /** How many names wildcards may catch, so that names which somebody makes up do not fill the memory. */
    static final int MOST_CAUGHT = 1_000;

    private final Map<String, List<String>> aliases;
    private final Map<String, GroupTerms> terms;
    private final SlotMaker slots;
    private final Runnable caughtFirst;
    private final Map<String, ModelGroup> written = new LinkedHashMap<>();
    private final Map<String, ModelGroup> byId = new LinkedHashMap<>();
    private final List<List<Wildcard>> wildcards;
    private final Map<String, ModelGroup> caught = new ConcurrentHashMap<>();

    /**
     * The names of a configuration.
     *
     * @param slots makes what is asked for
     * @param caughtFirst is run before a name that a wildcard caught is used for the first time
     */
    ModelGroups(RouterConfig config, List<Deployment> deployments, SlotMaker slots, Runnable caughtFirst) {
        this.caughtFirst = caughtFirst;
        this.aliases = config.aliases();
        this.terms = config.groups();
        this.slots = slots;
        Map<String, List<Member>> members = new LinkedHashMap<>();
        Map<NamePattern, List<Wildcard>> patterns = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            String name = deployment.modelGroup();
            if (NamePattern.isPattern(name)) {
                NamePattern pattern = NamePattern.of(name);
                patterns.computeIfAbsent(pattern, fresh -> new ArrayList<>()).add(new Wildcard(pattern, deployment));
            } else {
                Member member = member(deployment);
                members.computeIfAbsent(name, fresh -> new ArrayList<>()).add(member);
                byId.putIfAbsent(member.slot().id(), new ModelGroup(List.of(member)));
            }
        }
        members.forEach((name, all) -> written.put(name, ModelGroup.union(List.of(new ModelGroup(all)))));
        wildcards = patterns.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(NamePattern.MOST_SPECIFIC_FIRST))
                .map(entry -> List.copyOf(entry.getValue()))
                .toList();
    }

    /** {@return the deployments that the name stands for; empty if it is unknown} */
    Optional<ModelGroup> find(String name) {
        List<String> targets = aliases.get(name);
        if (targets != null) {
            ModelGroup behind = ModelGroup.union(targets.stream()
                    .flatMap(target -> findGroup(target).stream())
                    .toList());
            return Optional.of(behind.under(terms.getOrDefault(name, GroupTerms.NONE)));
        }
        return findGroup(name);
    }

    /** {@return whether anything goes by the name} */
    boolean isKnown(String name) {
        return find(name).filter(group -> !group.members().isEmpty()).isPresent();
    }

    /** {@return the names under which something may be written for the name: its own, what an alias stands for, its wildcard} */
    List<String> writtenAs(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        List<String> targets = aliases.getOrDefault(name, List.of());
        if (targets.size() == 1) {
            names.addAll(targets);
        }
        String asked = names.get(names.size() - 1);
        if (!written.containsKey(asked)) {
            wildcards.stream()
                    .map(group -> group.get(0).name())
                    .filter(pattern -> pattern.matches(asked))
                    .forEach(pattern -> names.add(pattern.toString()));
        }
        return names;
    }

    /** {@return the names that are written: groups, wildcards, aliases} */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(written.keySet());
        wildcards.forEach(group -> names.add(group.get(0).name().toString()));
        names.addAll(aliases.keySet());
        return names;
    }

    /** {@return the deployments of a written name; of a wildcard those that it has caught so far} */
    ModelGroup membersOf(String written) {
        if (!NamePattern.isPattern(written)) {
            return find(written).orElse(new ModelGroup(List.of()));
        }
        NamePattern pattern = NamePattern.of(written);
        return ModelGroup.union(caught.entrySet().stream()
                .filter(entry -> pattern.matches(entry.getKey()))
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** {@return the names that wildcards have caught so far, but for those that only deployments at rest stand for: made-up ones} */
    Set<String> caught(long now) {
        return caught.entrySet().stream()
                .filter(entry -> entry.getValue().members().stream()
                        .anyMatch(member -> member.slot().circuit().opensAt(now) <= now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<ModelGroup> findGroup(String name) {
        ModelGroup exact = written.getOrDefault(name, byId.get(name));
        return exact != null ? Optional.of(exact) : findCaught(name);
    }

    private Optional<ModelGroup> findCaught(String name) {
        ModelGroup known = caught.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (caught.size() >= MOST_CAUGHT || NamePattern.isPattern(name)) {
            return Optional.empty();
        }
        Optional<ModelGroup> made = wildcards.stream()
                .map(wildcard -> serving(wildcard, name))
                .filter(group -> !group.members().isEmpty())
                .findFirst();
        made.ifPresent(group -> {
            caughtFirst.run();
            caught.putIfAbsent(name, group);
        });
        return made;
    }

    private Member member(Deployment deployment) {
        return Member.of(
                slots.slot(deployment), deployment, terms.getOrDefault(deployment.modelGroup(), GroupTerms.NONE));
    }

    private ModelGroup serving(List<Wildcard> wildcard, String name) {
        List<Deployment> served = wildcard.stream()
                .flatMap(one -> one.serving(name).stream())
                .filter(slots::canCall)
                .toList();
        // All before any is made: what one declares holds for its whole project.
        served.forEach(slots::declare);
        return new ModelGroup(served.stream().map(this::member).toList());
    }
}
