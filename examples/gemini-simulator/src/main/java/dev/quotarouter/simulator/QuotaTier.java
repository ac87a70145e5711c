package dev.quotarouter.simulator;

/** What a project pays for; it decides by which names Google calls its quotas. */
public enum QuotaTier {
    /** Pays nothing. */
    FREE("-FreeTier", "generate_content_free_tier"),
    /** Has a billing account. */
    TIER_1("", "generate_content_paid_tier"),
    /** Has spent for a while. */
    TIER_2("-PaidTier2", "generate_content_paid_tier_2"),
    /** Has spent a lot. */
    TIER_3("-PaidTier3", "generate_content_paid_tier_3");

    private final String suffix;
    private final String metricPrefix;

    QuotaTier(String suffix, String metricPrefix) {
        this.suffix = suffix;
        this.metricPrefix = metricPrefix;
    }

    /** {@return Google's name of the limit: it alone tells a minute from a day} */
    String quotaId(QuotaWindow window) {
        return switch (window) {
                    case REQUESTS_PER_MINUTE -> "GenerateRequestsPerMinutePerProjectPerModel";
                    case REQUESTS_PER_DAY -> "GenerateRequestsPerDayPerProjectPerModel";
                    case INPUT_TOKENS_PER_MINUTE ->
                        this == FREE
                                ? "GenerateContentInputTokensPerModelPerMinute"
                                : "GenerateContentPaidTierInputTokensPerModelPerMinute";
                }
                + suffix;
    }

    /** {@return Google's name of what is counted: the same for the minute and the day except on the first tier} */
    String quotaMetric(QuotaWindow window) {
        return "generativelanguage.googleapis.com/"
                + switch (window) {
                    case REQUESTS_PER_MINUTE -> this == TIER_1 ? "generate_requests_per_model" : requests();
                    case REQUESTS_PER_DAY -> this == TIER_1 ? "generate_requests_per_model_per_day" : requests();
                    case INPUT_TOKENS_PER_MINUTE -> metricPrefix + "_input_token_count";
                };
    }

    private String requests() {
        return metricPrefix + "_requests";
    }
}
