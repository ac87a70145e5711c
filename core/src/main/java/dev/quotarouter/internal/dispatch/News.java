package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.event.RouterEvent;
import dev.quotarouter.event.Subject;
import dev.quotarouter.event.Subject.Kind;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.store.KnownLimits;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has changed and an operator wants to know: told once, to the log and to those who listen. Thread-safe. */
public final class News {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");
    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{C}\\u2028\\u2029]+");

    private final Listeners listeners;
    private final SpentDays spentDays = new SpentDays();

    /** For these listeners. */
    public News(Listeners listeners) {
        this.listeners = listeners;
    }

    /** {@return those who are told} */
    public Listeners listeners() {
        return listeners;
    }

    /** Somebody has lifted the block of a key or a project. */
    public void unblocked(String name, long now) {
        log.info("{} may be used again", name);
        listeners.tell(new RouterEvent.Unblocked(Instant.ofEpochMilli(now), name));
    }

    /** Other deployments are in force. */
    public void reloaded(Set<String> before, Set<String> after, long now) {
        List<String> added = after.stream().filter(id -> !before.contains(id)).toList();
        List<String> removed = before.stream().filter(id -> !after.contains(id)).toList();
        log.info("another configuration is in force; new are {}, gone are {}", added, removed);
        listeners.tell(new RouterEvent.Reloaded(Instant.ofEpochMilli(now), added, removed));
    }

    void blocked(Subject subject, Failure failure, long now) {
        String end = subject.kind() == Kind.KEY || subject.kind() == Kind.PROJECT
                ? "until someone acts"
                : "until the next daily reset";
        log.warn("{} is blocked {}: {} ({})", subject, end, failure.kind(), line(failure.message()));
        listeners.tell(new RouterEvent.Blocked(Instant.ofEpochMilli(now), subject, failure.kind(), failure.message()));
    }

    void cooledDown(Slot slot, long until, FailureKind kind, long now) {
        log.info("{} cools down until {} ({})", slot.id(), Instant.ofEpochMilli(until), kind);
        tellCooledDown(new Subject(Kind.DEPLOYMENT, slot.id()), until, kind, now);
    }

    void modelCooledDown(Slot slot, long until, FailureKind kind, long now) {
        log.warn(
                "{} cools down until {}: several projects see it fail ({})",
                slot.model(),
                Instant.ofEpochMilli(until),
                kind);
        tellCooledDown(new Subject(Kind.MODEL, slot.model()), until, kind, now);
    }

    void recovered(Subject subject, long now) {
        log.info("{} serves again", subject);
        listeners.tell(new RouterEvent.Recovered(Instant.ofEpochMilli(now), subject));
    }

    /** The provider said that a quota of the deployment's pool is used up. */
    void exhausted(Slot slot, QuotaSpan span, Failure failure, long now) {
        long until = slot.pool().roomAt(0, now);
        Instant end = Instant.ofEpochMilli(until);
        String pool = slot.terms().pool();
        String words = line(failure.message());
        if (span == QuotaSpan.DAY) {
            log.warn("{}: the provider says that the day's quota is used up until {} ({})", pool, end, words);
            spentDays.spent(slot.pool(), until);
        } else {
            log.info("{}: the provider says that the minute's quota is used up until {} ({})", pool, end, words);
        }
        tellExhausted(slot, span, until, now);
    }

    /** A request was let through to the deployment: its day may have begun anew, or be used up by now. */
    void admitted(Slot slot, long now) {
        String pool = slot.terms().pool();
        if (spentDays.hasBegunAnew(slot.pool(), now)) {
            log.info("{}: a new day has begun, and the quota is there again", pool);
            listeners.tell(new RouterEvent.Reset(Instant.ofEpochMilli(now), pool));
        }
        if (spentDays.isSpentNow(slot.pool(), now)) {
            long until = slot.pool().roomAt(0, now);
            log.info("{}: the last of the day's quota is taken, until {}", pool, Instant.ofEpochMilli(until));
            tellExhausted(slot, QuotaSpan.DAY, until, now);
        }
    }

    /** What was reserved gives way to what was counted. */
    void settled(Slot slot, long reserved, TokenUsage usage, long now) {
        if (listeners.areThere()) {
            listeners.tell(new RouterEvent.Settled(Instant.ofEpochMilli(now), slot.id(), reserved, usage));
        }
    }

    /** A refusal may have taught limits. */
    void limitsLearned(Slot slot, KnownLimits before, long now) {
        KnownLimits after = slot.pool().limits();
        if (after.equals(before)) {
            return;
        }
        learned(slot, QuotaDimension.REQUESTS, QuotaSpan.MINUTE, before.rpm(), after.rpm(), now);
        learned(slot, QuotaDimension.INPUT_TOKENS, QuotaSpan.MINUTE, before.tpm(), after.tpm(), now);
        learned(slot, QuotaDimension.REQUESTS, QuotaSpan.DAY, before.rpd(), after.rpd(), now);
        learned(slot, QuotaDimension.INPUT_TOKENS, QuotaSpan.DAY, before.tpd(), after.tpd(), now);
    }

    void abilityMissing(Slot slot, Capability missing) {
        log.info("{} lacks {}: it is no longer asked for it", slot.model(), missing);
    }

    private void learned(
            Slot slot, QuotaDimension dimension, QuotaSpan span, OptionalLong before, OptionalLong after, long now) {
        if (!before.equals(after)) {
            String pool = slot.terms().pool();
            log.info("{}: {} per {} are {}", pool, dimension, span, after.isPresent() ? after.getAsLong() : "unknown");
            listeners.tell(new RouterEvent.LimitLearned(Instant.ofEpochMilli(now), pool, dimension, span, after));
        }
    }

    // Providers' words are foreign: a line of the log stays one.
    private static String line(String words) {
        return BREAKS.matcher(words).replaceAll(" ").strip();
    }

    private void tellCooledDown(Subject subject, long until, FailureKind kind, long now) {
        listeners.tell(
                new RouterEvent.CooledDown(Instant.ofEpochMilli(now), subject, Instant.ofEpochMilli(until), kind));
    }

    private void tellExhausted(Slot slot, QuotaSpan span, long until, long now) {
        listeners.tell(new RouterEvent.Exhausted(
                Instant.ofEpochMilli(now), slot.terms().pool(), slot.id(), span, Instant.ofEpochMilli(until)));
    }
}
