package dev.quotarouter.internal.assembly;

import dev.quotarouter.config.TagFiltering;
import dev.quotarouter.internal.assembly.ModelGroup.Member;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which deployments of a group may serve a request, by its tags and its region. Immutable.
 *
 * <p>A request with tags goes to the deployments that have them; where there are none, to those tagged {@code default}. One without
 * goes to these alone, where there are any, and else to all.
 */
record RequestFilter(TagFiltering filtering) {
    private static final String DEFAULT = "default";

    /** {@return those of the group that may serve} */
    ModelGroup admit(ModelGroup group, RouteKey key) {
        List<Member> members = group.members().stream()
                .filter(member -> key.region().isEmpty() || key.region().equals(member.region()))
                .toList();
        return new ModelGroup(filtering == TagFiltering.OFF ? members : tagged(members, key.tags()));
    }

    private List<Member> tagged(List<Member> members, Set<String> tags) {
        List<Member> defaults = filter(members, member -> member.tags().contains(DEFAULT));
        if (tags.isEmpty()) {
            return defaults.isEmpty() ? members : defaults;
        }
        List<Member> matching = filter(members, member -> matches(member.tags(), tags));
        return matching.isEmpty() ? defaults : matching;
    }

    private boolean matches(Set<String> has, Set<String> tags) {
        return filtering == TagFiltering.ALL
                ? has.containsAll(tags)
                : tags.stream().anyMatch(has::contains);
    }

    private static List<Member> filter(List<Member> members, Predicate<Member> wanted) {
        return members.stream().filter(wanted).toList();
    }
}
