package dev.quotarouter.internal.quota;

import dev.quotarouter.internal.quota.SharedProjects.Member;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.util.List;

/** That some pools are one quota, and what speaks for it. Guarded by the lock of {@link SharedProjects}. */
final class Suspicion {
    private static final double CERTAIN = 5_000;
    // Minutes end a guard later for us than for the provider.
    private static final long ONE_PERCENT = 100;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    // Until then, what was used before has left; until then, the others keep what they got.
    private static final long SPLIT_MILLIS = Duration.ofSeconds(75).toMillis();
    private static final long KEPT_MILLIS = Duration.ofSeconds(150).toMillis();

    private final List<Member> members;
    private final QuotaSpan span;
    private final long limit;
    private double evidence = 1;
    private long firstUsed = -1;
    private long seenAt;

    Suspicion(List<Member> members, Shortfall shortfall) {
        this.members = List.copyOf(members);
        this.span = shortfall.span();
        this.limit = shortfall.limit();
    }

    List<Member> members() {
        return members;
    }

    boolean concerns(Member refused, Shortfall shortfall) {
        return span == shortfall.span() && members.contains(refused);
    }

    /** What a refusal says of the suspicion. */
    enum Finding {
        /** It is what it would be if the pools were one, and there is evidence in that. */
        AGREES,
        /** Calls are under way, of which nobody knows yet how they end. */
        UNCLEAR,
        /** The pools are not one. */
        REFUTES
    }

    /** {@return what a refusal says} If it says something new, it is evidence. */
    Finding find(Member refused, Shortfall shortfall, long now) {
        long first = used(members.get(0), refused, shortfall, now);
        long most = first;
        for (int i = 1; i < members.size(); i++) {
            most += used(members.get(i), refused, shortfall, now);
        }
        long tolerance = limit / ONE_PERCENT;
        if (shortfall.limit() != limit || most < limit - tolerance || isRefuted(now)) {
            return Finding.REFUTES;
        }
        if (most > limit + tolerance) {
            return Finding.UNCLEAR;
        }
        boolean anotherDay = span == QuotaSpan.DAY && now - seenAt > DAY_MILLIS / 2;
        if (first != firstUsed || anotherDay) {
            evidence *= weight(shortfall.used());
        }
        firstUsed = first;
        seenAt = now;
        return Finding.AGREES;
    }

    /** {@return whether more has been served than one quota allows} A use may be counted a guard longer than by the provider. */
    private boolean isRefuted(long now) {
        long sum = 0;
        for (Member member : members) {
            sum += member.pool().admitted(span, now);
        }
        return sum > limit + 1 + limit / ONE_PERCENT;
    }

    /**
     * Sees to it that the next refusal, if the pools are one, finds the sum split quite otherwise: the one that used most is
     * held to little while the others take the rest, and is let go on then.
     */
    void test(Member refused, Shortfall shortfall, long now) {
        if (span == QuotaSpan.DAY) {
            return; // Tomorrow will be split otherwise by itself.
        }
        Member greatest = refused;
        long most = shortfall.used();
        for (Member member : members) {
            long used = used(member, refused, shortfall, now);
            if (used > most) {
                greatest = member;
                most = used;
            }
        }
        long little = Math.max(1, limit / 5);
        long left = limit - little;
        int others = members.size() - 1;
        for (Member member : members) {
            if (member.equals(greatest)) {
                member.pool().hold(span, little, SPLIT_MILLIS, now);
            } else {
                long part = left / others--;
                left -= part;
                member.pool().hold(span, part, KEPT_MILLIS, now);
            }
        }
    }

    /** {@return once in how many refusals the sum might be hit by chance} The less we use of a limit, the less likely. */
    private double weight(long used) {
        if (span == QuotaSpan.DAY) {
            return Math.min(20, limit / 2.0);
        }
        double share = (double) used / limit;
        double weight = share <= 0.35 ? 40 : share <= 0.6 ? 6 : 3;
        return Math.min(weight, 2.0 * limit);
    }

    private long used(Member member, Member refused, Shortfall shortfall, long now) {
        return member.equals(refused) ? shortfall.used() : member.pool().used(span, now);
    }

    boolean isConfirmed() {
        return evidence >= CERTAIN;
    }
}
