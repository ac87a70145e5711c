package dev.quotarouter.gemini;

import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A quota that Gemini says was exceeded. Its name tells what it counts, in words whose order varies:
 * {@code GenerateRequestsPerDayPerProjectPerModel-FreeTier},
 * {@code GenerateContentPaidTierInputTokensPerModelPerMinute}.
 *
 * @param name the quota's id; where that is missing, its metric; may be empty
 * @param limit its limit; empty if the body has a form that does not say
 */
record ViolatedQuota(String name, OptionalLong limit) {
    /** {@return the violation that starts at the current token} */
    static ViolatedQuota read(JsonParser json) {
        String id = "";
        String metric = "";
        long limit = 0;
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "quotaId", "quota_id" -> id = GeminiJson.text(json);
                case "quotaMetric", "quota_metric" -> metric = GeminiJson.text(json);
                case "quotaValue", "quota_value" -> limit = GeminiJson.count(json);
                default -> json.skipChildren();
            }
        }
        if (id.isEmpty() && metric.isEmpty()) {
            return new ViolatedQuota("", OptionalLong.empty());
        }
        // Proto3 leaves a zero out: a quota that is named without a value has the limit 0.
        return new ViolatedQuota(id.isEmpty() ? metric : id, OptionalLong.of(limit));
    }

    /** {@return the quota that {@code ErrorInfo.metadata} names, if it names one} */
    static Optional<ViolatedQuota> readMetadata(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Optional.empty();
        }
        String id = "";
        OptionalLong limit = OptionalLong.empty();
        for (String name = GeminiJson.nextMember(json); !name.isEmpty(); name = GeminiJson.nextMember(json)) {
            switch (name) {
                case "quota_limit" -> id = GeminiJson.text(json);
                case "quota_limit_value" -> limit = OptionalLong.of(GeminiJson.count(json));
                default -> json.skipChildren();
            }
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(new ViolatedQuota(id, limit));
    }

    /** {@return whether it is full for the rest of the day} */
    boolean perDay() {
        return span().filter(QuotaSpan.DAY::equals).isPresent();
    }

    /** {@return whether it is full for the minute} */
    boolean perMinute() {
        return span().filter(QuotaSpan.MINUTE::equals).isPresent();
    }

    /** {@return whether the project has nothing of this quota} */
    boolean isZero() {
        return limit.isPresent() && limit.getAsLong() == 0;
    }

    /** {@return the violation in the router's terms; empty if the router knows no such window} */
    Optional<QuotaViolation> toViolation() {
        return dimension().flatMap(dimension -> span().map(span -> new QuotaViolation(dimension, span, limit)));
    }

    private Optional<QuotaSpan> span() {
        String words = words();
        if (words.contains("perday")) {
            return Optional.of(QuotaSpan.DAY);
        }
        return words.contains("perminute") ? Optional.of(QuotaSpan.MINUTE) : Optional.empty();
    }

    private Optional<QuotaDimension> dimension() {
        String words = words();
        if (words.contains("inputtoken")) {
            return Optional.of(QuotaDimension.INPUT_TOKENS);
        }
        return words.contains("requests") ? Optional.of(QuotaDimension.REQUESTS) : Optional.empty();
    }

    private String words() {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
