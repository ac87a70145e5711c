package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.INPUT_TOKENS;
import static dev.quotarouter.quota.QuotaDimension.REQUESTS;
import static dev.quotarouter.quota.QuotaSpan.DAY;
import static dev.quotarouter.quota.QuotaSpan.MINUTE;

import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.quota.QuotaSpan;
import dev.quotarouter.store.KnownLimits;
import java.util.List;
import java.util.OptionalLong;

/** The four windows of a pool: requests and input tokens, over a minute and over a day. Guarded by the pool's lock. */
final class Windows {
    /** The room for tokens where there is none for a request. */
    static final long NO_ROOM = -1;

    private final Window minuteRequests;
    private final Window minuteTokens;
    private final Window dayRequests;
    private final Window dayTokens;
    private final List<Window> all;

    /**
     * Windows of which nothing is used.
     *
     * @param minute counts what the windows over a minute hold
     * @param day counts what the windows over a day hold
     */
    Windows(QuotaLimits limits, Tally minute, Tally day) {
        minuteRequests = new Window(REQUESTS, MINUTE, minute, new WindowLimit(limits.rpm(), MINUTE));
        minuteTokens = new Window(INPUT_TOKENS, MINUTE, minute, new WindowLimit(limits.tpm(), MINUTE));
        dayRequests = new Window(REQUESTS, DAY, day, new WindowLimit(limits.rpd(), DAY));
        dayTokens = new Window(INPUT_TOKENS, DAY, day, new WindowLimit(OptionalLong.empty(), DAY));
        all = List.of(minuteRequests, minuteTokens, dayRequests, dayTokens);
    }

    List<Window> all() {
        return all;
    }

    /** From now on other limits are declared. */
    void declare(QuotaLimits limits) {
        minuteRequests.limit().declare(limits.rpm());
        minuteTokens.limit().declare(limits.tpm());
        dayRequests.limit().declare(limits.rpd());
    }

    /** {@return whether the configuration says any limit} */
    boolean isAnyDeclared() {
        return minuteRequests.limit().isDeclared()
                || minuteTokens.limit().isDeclared()
                || dayRequests.limit().isDeclared();
    }

    Window minuteRequests() {
        return minuteRequests;
    }

    Window minuteTokens() {
        return minuteTokens;
    }

    Window dayRequests() {
        return dayRequests;
    }

    Window dayTokens() {
        return dayTokens;
    }

    Window of(QuotaDimension dimension, QuotaSpan span) {
        return switch (span) {
            case MINUTE -> dimension == REQUESTS ? minuteRequests : minuteTokens;
            case DAY -> dimension == REQUESTS ? dayRequests : dayTokens;
        };
    }

    /** {@return whether each has room for a request of so many tokens} */
    boolean admit(long tokens, long now) {
        return minuteRequests.admits(tokens, now)
                && minuteTokens.admits(tokens, now)
                && dayRequests.admits(tokens, now)
                && dayTokens.admits(tokens, now);
    }

    /** {@return whether those over the span have room for a request of so many tokens} */
    boolean admit(QuotaSpan span, long tokens, long now) {
        return of(REQUESTS, span).admits(tokens, now) && of(INPUT_TOKENS, span).admits(tokens, now);
    }

    /** {@return whether a request of so many tokens can never fit, however empty they are} */
    boolean tooSmallFor(long tokens) {
        return minuteRequests.tooSmallFor(tokens)
                || dayRequests.tooSmallFor(tokens)
                || minuteTokens.tooSmallFor(tokens)
                || dayTokens.tooSmallFor(tokens);
    }

    /** {@return the tokens that a request may have now; {@link #NO_ROOM} where none may be made} */
    long tokenRoom() {
        boolean requestFits = minuteRequests.room() >= 1 && dayRequests.room() >= 1;
        return requestFits ? Math.min(minuteTokens.room(), dayTokens.room()) : NO_ROOM;
    }

    /** {@return until when at least one is full, as the provider said} */
    long fullUntil() {
        return Math.max(
                Math.max(minuteRequests.fullUntil(), minuteTokens.fullUntil()),
                Math.max(dayRequests.fullUntil(), dayTokens.fullUntil()));
    }

    /** None is full for longer: it was said by a clock that ran ahead. */
    void fullAtMostUntil(long instant) {
        all.forEach(window -> window.fullAtMostUntil(instant));
    }

    /** {@return the tokens of the largest request that fits when they are empty} */
    long largestRequest() {
        return Math.min(minuteTokens.limit().limit(), dayTokens.limit().limit());
    }

    /** Takes over what is known of another pool's windows of the same quota. */
    void absorb(Windows other) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).absorb(other.all.get(i));
        }
    }

    KnownLimits limits() {
        return new KnownLimits(known(minuteRequests), known(minuteTokens), known(dayRequests), known(dayTokens));
    }

    private static OptionalLong known(Window window) {
        long limit = window.limit().limit();
        return limit == WindowLimit.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
