package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.config.GroupTerms;
import dev.quotarouter.config.RetryTerms;
import dev.quotarouter.internal.admission.AttemptTerms;
import dev.quotarouter.internal.admission.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The deployments that stand under one name. Immutable. */
record ModelGroup(List<Member> members) {
    ModelGroup {
        members = List.copyOf(members);
    }

    /** A deployment with what it is under this name: under another it may have another weight or other retries. */
    record Member(
            Slot slot,
            OptionalInt order,
            OptionalDouble weight,
            RetryTerms ownRetries,
            RetryTerms retriesOfName,
            Set<String> tags,
            Optional<String> region) {
        static Member of(Slot slot, Deployment deployment, GroupTerms group) {
            return new Member(
                    slot,
                    deployment.terms().order(),
                    deployment.terms().weight(),
                    deployment.retries(),
                    group.retries(),
                    Set.copyOf(deployment.scope().tags()),
                    deployment.scope().region());
        }

        /** {@return what follows its failures: as it says itself, else as is said for the name} */
        AttemptTerms attempts() {
            RetryTerms said = ownRetries.or(retriesOfName);
            return new AttemptTerms(said.numRetries(), ErrorClasses.byKind(said.retryPolicy()), said.retryAfter());
        }
    }

    /** {@return the members under another name, of which this is said: it goes before what is said of the group} */
    ModelGroup under(GroupTerms alias) {
        return new ModelGroup(members.stream()
                .map(member -> new Member(
                        member.slot,
                        member.order,
                        member.weight,
                        member.ownRetries,
                        alias.retries().or(member.retriesOfName),
                        member.tags,
                        member.region))
                .toList());
    }

    /** {@return the members by their {@code order}, the lowest first; those that have none come last} */
    List<List<Member>> byOrder() {
        Map<Integer, List<Member>> tiers = new TreeMap<>();
        for (Member member : members) {
            tiers.computeIfAbsent(member.order().orElse(Integer.MAX_VALUE), fresh -> new ArrayList<>())
                    .add(member);
        }
        return List.copyOf(tiers.values());
    }

    /** {@return the members of several groups, each deployment once, as the first of them has it} */
    static ModelGroup union(Collection<ModelGroup> groups) {
        Map<Slot, Member> members = new LinkedHashMap<>();
        groups.forEach(group -> group.members.forEach(member -> members.putIfAbsent(member.slot(), member)));
        return new ModelGroup(List.copyOf(members.values()));
    }
}
