package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.MinuteWindow;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.quota.WindowUsage;
import dev.quotarouter.routing.Availability;
import dev.quotarouter.store.Admission;
import dev.quotarouter.store.KnownLimits;
import dev.quotarouter.store.PoolKnowledge;
import dev.quotarouter.store.PoolMemory;
import dev.quotarouter.store.WindowKnowledge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The windows of a pool and the arithmetic on them. Not thread-safe: the pool's lock guards it. */
final class PoolBooks {
    private static final double MEAN_WEIGHT = 0.1;
    // Whoever was refused without a future instant must not come back at once, again and again.
    private static final long SHORTEST_PAUSE_MILLIS = 100;

    private QuotaRules rules;
    private final MinuteUses minute = new MinuteUses();
    private final CalendarDay day;
    private final Windows windows;
    private final MinuteRates rates;
    private final RefusalReading reading;
    private long latest = Long.MIN_VALUE;
    private long closedUntil;
    private long limitsChangeAt = QuotaPool.NEVER;
    private long changesAt = Long.MIN_VALUE;
    private boolean servedToday;
    private double meanTokens = 1;

    PoolBooks(QuotaLimits limits, QuotaRules rules) {
        this.rules = rules;
        day = new CalendarDay(rules.zone());
        reading = new RefusalReading(rules, minute, day);
        windows = new Windows(limits, minute.total(), day.total());
        rates = new MinuteRates(windows);
        limitsChanged();
        if (rules.minuteWindow() == MinuteWindow.FIXED) {
            minute.fixed(0);
        }
    }

    /** From now on other limits and rules hold; what is counted stays counted. The zone stays as well. */
    void declare(QuotaLimits limits, QuotaRules next) {
        if (next.minuteWindow() == MinuteWindow.FIXED) {
            minute.fixed(0);
        } else if (next.minuteWindow() != rules.minuteWindow()) {
            minute.rolling();
        }
        rules = new QuotaRules(rules.zone(), next.minuteWindow(), next.pacing());
        reading.follow(rules);
        windows.declare(limits);
        changeLimits();
    }

    /** Brings the windows to the present, which never runs backwards; {@return the present} */
    long advance(long now) {
        if (isAheadOf(now)) {
            shift(now - latest);
        }
        latest = Math.max(latest, now);
        if (latest >= changesAt) {
            minute.advance(latest);
            if (latest >= day.endsAt()) {
                beginDay();
            }
            if (latest >= limitsChangeAt) {
                changeLimits();
            }
        }
        return latest;
    }

    private void shift(long millis) {
        minute.shift(millis);
        windows.all().forEach(window -> window.shift(millis));
        latest += millis;
        changesAt = Long.MIN_VALUE;
        if (day.setBack(latest)) {
            closedUntil = Math.min(closedUntil, day.endsAt());
            windows.fullAtMostUntil(day.endsAt());
        }
    }

    /** {@return whether the last present was clearly later than the instant} */
    boolean isAheadOf(long now) {
        return latest != Long.MIN_VALUE && latest - now > MinuteUses.CLOCK_STEP_MILLIS;
    }

    /** Takes room from every window or from none. */
    boolean tryReserve(QuotaPool holder, Reservation reservation, long tokens, long now) {
        if (now < closedUntil || isPaced(now) || !windows.admit(tokens, now)) {
            return false;
        }
        day.reserve(tokens);
        reservation.open(holder, minute.reserve(now, tokens), day, tokens, now);
        return true;
    }

    void settle(Reservation reservation, long actual) {
        minute.settle(reservation.bucket(), reservation.estimate(), actual, latest);
        day.settle(reservation.day(), reservation.estimate(), actual);
        meanTokens += MEAN_WEIGHT * (actual - meanTokens);
        servedToday |= reservation.day() == day.startsAt();
        windows.minuteRequests().settled();
    }

    void keep(Reservation reservation) {
        minute.settle(reservation.bucket(), reservation.estimate(), reservation.estimate(), latest);
        day.settle(reservation.day(), reservation.estimate(), reservation.estimate());
    }

    /** The provider refused: a minute counts it, in case the provider does, too; a day is too dear for that. */
    void refuse(Reservation reservation) {
        minute.refuse(reservation.bucket(), reservation.estimate(), latest);
        day.refund(reservation.day(), reservation.estimate());
    }

    void refund(Reservation reservation) {
        minute.refund(reservation.bucket(), reservation.estimate());
        day.refund(reservation.day(), reservation.estimate());
    }

    long roomAt(long tokens, long now) {
        long at = Math.max(now, closedUntil);
        for (Window window : windows.all()) {
            at = Math.max(at, roomAt(window, tokens, now));
        }
        return at;
    }

    /**
     * The provider refused a call for quota.
     *
     * @param shortfalls gets the windows that were fuller than we had thought
     * @return whether a window was open that is full now
     */
    boolean refuse(
            Reservation reservation,
            List<QuotaViolation> violations,
            Optional<Duration> retryAfter,
            long now,
            List<Shortfall> shortfalls) {
        learn(violations, now);
        boolean news = false;
        for (QuotaViolation violation : violations) {
            Window window = window(violation);
            boolean wasOpen = now >= window.fullUntil();
            Optional<Shortfall> shortfall = switch (violation.span()) {
                case MINUTE -> reading.minute(window, reservation, retryAfter, now);
                case DAY -> reading.day(window, reservation, retryAfter, servedToday, now);
            };
            shortfall.ifPresent(shortfalls::add);
            news |= wasOpen && now < window.fullUntil();
        }
        limitsChanged();
        return news;
    }

    void learn(List<QuotaViolation> violations, long now) {
        boolean others = false;
        for (QuotaViolation violation : violations) {
            OptionalLong named = violation.limit();
            others |= named.isPresent() && window(violation).limit().name(named.getAsLong(), now);
        }
        if (others) {
            windows.minuteRequests().limit().doubt();
        }
        limitsChanged();
    }

    boolean close(long now) {
        boolean news = now >= closedUntil;
        closedUntil = day.endsAt();
        return news;
    }

    /** {@return whether a request of so many tokens would find room, and if not, why} */
    Availability availability(long tokens, long now) {
        if (now < closedUntil) {
            return Availability.POOL_CLOSED;
        }
        if (windows.tooSmallFor(tokens)) {
            return Availability.WINDOW_TOO_SMALL;
        }
        if (!windows.admit(DAY, tokens, now)) {
            return Availability.DAY_FULL;
        }
        if (isPaced(now)) {
            return Availability.PACED;
        }
        return windows.admit(MINUTE, tokens, now) ? Availability.AVAILABLE : Availability.MINUTE_FULL;
    }

    KnownLimits limits() {
        return windows.limits();
    }

    long used(QuotaDimension dimension, QuotaSpan span) {
        return windows.of(dimension, span).used();
    }

    long admitted(QuotaDimension dimension, QuotaSpan span) {
        Window window = windows.of(dimension, span);
        return window.used() - window.reserved();
    }

    void hold(QuotaDimension dimension, QuotaSpan span, long amount, long millis, long now) {
        windows.of(dimension, span).limit().hold(amount, millis, now);
        limitsChanged();
    }

    /** Takes over the books of another pool, which turned out to be of the same quota. */
    void absorb(PoolBooks other) {
        minute.absorb(other.minute);
        day.absorb(other.day);
        windows.absorb(other.windows);
        closedUntil = Math.max(closedUntil, other.closedUntil);
        servedToday |= other.servedToday;
        limitsChanged();
    }

    /** {@return what is to be remembered of what refusals have taught} */
    PoolKnowledge knowledge(long now) {
        Optional<Instant> closed =
                now < closedUntil ? Optional.of(Instant.ofEpochMilli(closedUntil)) : Optional.empty();
        return new PoolKnowledge(
                closed,
                windows.all().stream()
                        .map(window -> window.knowledge(now))
                        .filter(WindowKnowledge::isAnything)
                        .toList());
    }

    /** Goes on from what was remembered; nothing has been used of it yet. */
    void recall(PoolMemory memory) {
        memory.today().ifPresent(this::recall);
        for (PoolMemory.Moment moment : memory.lastMinute()) {
            minute.recall(moment.at().toEpochMilli(), moment.requests(), moment.tokens());
        }
        memory.knowledge().closedUntil().ifPresent(until -> closedUntil = until.toEpochMilli());
        for (WindowKnowledge known : memory.knowledge().windows()) {
            windows.of(known.dimension(), known.span()).recall(known);
        }
        limitsChanged();
        changeLimits();
    }

    /** Others have used what a store of all of them says, and left no room. */
    void takenByOthers(List<Admission.FullWindow> full, long now) {
        for (Admission.FullWindow said : full) {
            if (said.span() == DAY) {
                day.total().raiseTo(said.dimension(), said.used());
            }
            long until = Math.max(said.until().toEpochMilli(), now + SHORTEST_PAUSE_MILLIS);
            windows.of(said.dimension(), said.span()).fullUntil(until);
        }
    }

    List<WindowUsage> usage(long now) {
        List<WindowUsage> usage = new ArrayList<>();
        for (Window window : windows.all()) {
            if (window.limit().source().isPresent() || window.taken() > 0 || window.fullUntil() > now) {
                usage.add(usage(window, now));
            }
        }
        return List.copyOf(usage);
    }

    void publish(PoolSummary summary) {
        changesAt = Math.min(Math.min(minute.changesAt(), day.endsAt()), limitsChangeAt);
        long pacedUntil = isPaced(latest) ? pacedAt(latest) : 0;
        long shutUntil = Math.max(Math.max(closedUntil, pacedUntil), windows.fullUntil());
        double paysMillis = rates.dayPaysMillis(Math.max(1, meanTokens), day, latest);
        summary.publish(windows, shutUntil, rates.utilization(), paysMillis, day.endsAt(), latest, changesAt);
    }

    private boolean isPaced(long now) {
        return rules.pacing() && pacedAt(now) > now;
    }

    private long pacedAt(long now) {
        Window requests = windows.dayRequests();
        return Pacing.allowedAt(requests.taken() + 1, requests.limit().ours(), day, now);
    }

    private long roomAt(Window window, long tokens, long now) {
        if (window.tooSmallFor(tokens)) {
            return QuotaPool.NEVER;
        }
        long excess = Math.min(window.taken(), window.demand(tokens) - window.room());
        if (excess <= 0) {
            boolean paced = rules.pacing() && window.span() == DAY && window.dimension() == REQUESTS;
            return Math.max(paced ? pacedAt(now) : now, window.fullUntil());
        }
        long freed = switch (window.span()) {
            case MINUTE -> minute.freesAt(window.dimension(), excess);
            case DAY -> day.endsAt();
        };
        // Until then a share may have risen: worth a look.
        return Math.max(Math.min(freed, window.limit().changesAt()), window.fullUntil());
    }

    private WindowUsage usage(Window window, long now) {
        long resetsAt = switch (window.span()) {
            case MINUTE -> minute.oldestLeavesAt();
            case DAY -> day.endsAt();
        };
        WindowLimit limit = window.limit();
        long whole = limit.limit() == WindowLimit.UNKNOWN ? limit.ours() : limit.limit();
        return new WindowUsage(
                window.dimension(),
                window.span(),
                window.taken() - window.reserved(),
                window.reserved(),
                known(whole),
                limit.source(),
                limit.ours() < whole ? OptionalLong.of(limit.ours()) : OptionalLong.empty(),
                resetsAt == QuotaPool.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(resetsAt)),
                window.fullUntil() > now ? Optional.of(Instant.ofEpochMilli(window.fullUntil())) : Optional.empty());
    }

    private void beginDay() {
        boolean waitedFor = day.hasBegun() && windows.dayRequests().isSpentUntil(day.endsAt());
        day.advance(latest);
        servedToday = false;
        if (waitedFor) {
            windows.minuteRequests().limit().dayBegins(day.startsAt());
            limitsChanged();
        }
    }

    private void recall(PoolMemory.Today today) {
        day.total().use(today.requests(), today.tokens());
        servedToday = today.requests() > 0;
        if (servedToday) {
            meanTokens = (double) today.tokens() / today.requests();
        }
    }

    private static OptionalLong known(long limit) {
        return limit == WindowLimit.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    private Window window(QuotaViolation violation) {
        return windows.of(violation.dimension(), violation.span());
    }

    private void changeLimits() {
        for (Window window : windows.all()) {
            window.limit().advance(latest);
        }
        limitsChanged();
    }

    private void limitsChanged() {
        limitsChangeAt = QuotaPool.NEVER;
        for (Window window : windows.all()) {
            limitsChangeAt = Math.min(limitsChangeAt, window.limit().changesAt());
        }
        minute.sizeFor(windows.minuteRequests().limit().limit());
        rates.limitsChanged();
    }
}
