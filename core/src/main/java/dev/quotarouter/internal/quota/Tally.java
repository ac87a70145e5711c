package dev.quotarouter.internal.quota;

import static dev.quotarouter.quota.QuotaDimension.REQUESTS;

import dev.quotarouter.quota.QuotaDimension;

/**
 * Requests and tokens counted together: how much of them is reserved by attempts that have not ended, and how much the
 * provider refused though we count it.
 */
final class Tally {
    private long requests;
    private long tokens;
    private long reservedRequests;
    private long reservedTokens;
    private long refusedRequests;
    private long refusedTokens;

    void reserve(long estimate) {
        requests++;
        tokens += estimate;
        reservedRequests++;
        reservedTokens += estimate;
    }

    void settle(long estimate, long actual) {
        tokens += actual - estimate;
        reservedRequests--;
        reservedTokens -= estimate;
    }

    void refuse(long estimate) {
        settle(estimate, estimate);
        refusedRequests++;
        refusedTokens += estimate;
    }

    void refund(long estimate) {
        requests--;
        tokens -= estimate;
        reservedRequests--;
        reservedTokens -= estimate;
    }

    /** Takes over what was used before anybody counted here. */
    void use(long moreRequests, long moreTokens) {
        requests += moreRequests;
        tokens += moreTokens;
    }

    /** Takes over the count of somebody who knows of more. */
    void raiseTo(QuotaDimension dimension, long amount) {
        switch (dimension) {
            case REQUESTS -> requests = Math.max(requests, amount);
            case INPUT_TOKENS -> tokens = Math.max(tokens, amount);
        }
    }

    void add(Tally other) {
        add(other, 1);
    }

    void subtract(Tally other) {
        add(other, -1);
    }

    void clear() {
        requests = 0;
        tokens = 0;
        reservedRequests = 0;
        reservedTokens = 0;
        refusedRequests = 0;
        refusedTokens = 0;
    }

    /** {@return used, reserved and refused together} */
    long taken(QuotaDimension dimension) {
        return dimension == REQUESTS ? requests : tokens;
    }

    long reserved(QuotaDimension dimension) {
        return dimension == REQUESTS ? reservedRequests : reservedTokens;
    }

    /** {@return what was counted though the provider refused it} */
    long refused(QuotaDimension dimension) {
        return dimension == REQUESTS ? refusedRequests : refusedTokens;
    }

    private void add(Tally other, int sign) {
        requests += sign * other.requests;
        tokens += sign * other.tokens;
        reservedRequests += sign * other.reservedRequests;
        reservedTokens += sign * other.reservedTokens;
        refusedRequests += sign * other.refusedRequests;
        refusedTokens += sign * other.refusedTokens;
    }
}
