package dev.quotarouter.simulator;

import java.util.OptionalLong;

/** The windows in which a project's use of a model is counted. */
public enum QuotaWindow {
    /** Calls in a minute. */
    REQUESTS_PER_MINUTE,
    /** Tokens of the prompts in a minute. */
    INPUT_TOKENS_PER_MINUTE,
    /** Calls in a calendar day in Los Angeles. */
    REQUESTS_PER_DAY;

    OptionalLong limit(Limits limits) {
        return switch (this) {
            case REQUESTS_PER_MINUTE -> limits.rpm();
            case INPUT_TOKENS_PER_MINUTE -> limits.tpm();
            case REQUESTS_PER_DAY -> limits.rpd();
        };
    }
}
