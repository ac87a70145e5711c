package dev.quotarouter.internal.quota;

import dev.quotarouter.quota.QuotaDimension;

/** Requests and tokens counted together, and how much of them is reserved by attempts that have not ended. */
final class Tally {
    private long requests;
    private long tokens;
    private long reservedRequests;
    private long reservedTokens;

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

    void refund(long estimate) {
        requests--;
        tokens -= estimate;
        reservedRequests--;
        reservedTokens -= estimate;
    }

    void subtract(Tally other) {
        requests -= other.requests;
        tokens -= other.tokens;
        reservedRequests -= other.reservedRequests;
        reservedTokens -= other.reservedTokens;
    }

    void clear() {
        requests = 0;
        tokens = 0;
        reservedRequests = 0;
        reservedTokens = 0;
    }

    /** {@return used and reserved together} */
    long taken(QuotaDimension dimension) {
        return switch (dimension) {
            case REQUESTS -> requests;
            case INPUT_TOKENS -> tokens;
        };
    }

    long reserved(QuotaDimension dimension) {
        return switch (dimension) {
            case REQUESTS -> reservedRequests;
            case INPUT_TOKENS -> reservedTokens;
        };
    }
}
