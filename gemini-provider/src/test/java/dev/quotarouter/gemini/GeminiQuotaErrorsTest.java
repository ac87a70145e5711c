package dev.quotarouter.gemini;

import static dev.quotarouter.chat.FailureKind.DAY_QUOTA_EXHAUSTED;
import static dev.quotarouter.chat.FailureKind.MINUTE_QUOTA_EXHAUSTED;
import static dev.quotarouter.chat.FailureKind.NO_QUOTA;
import static dev.quotarouter.chat.FailureKind.PROJECT_REJECTED;
import static dev.quotarouter.chat.FailureKind.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.util.OptionalLong;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiQuotaErrorsTest {
    private static final String PLAIN = "You exceeded your current quota, please check your plan and billing details.";
    private static final String DAY = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    private static final String MINUTE = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";

    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        gemini.close();
    }

    private Failure refused(String message, String... details) {
        return gemini.failure(429, body(message, details));
    }

    private static String body(String message, String... details) {
        return """
            {"error":{"code":429,"message":"%s","status":"RESOURCE_EXHAUSTED","details":[%s]}}""".formatted(message, String.join(",", details));
    }

    private static String violations(String... violations) {
        return """
            {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[%s]}""".formatted(String.join(",", violations));
    }

    private static String violation(String id, String value) {
        return """
            {"quotaMetric":"generativelanguage.googleapis.com/x","quotaId":"%s","quotaDimensions":{"model":"m"},
             "quotaValue":"%s"}""".formatted(id, value);
    }

    private static String retryIn(String delay) {
        return """
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}""".formatted(delay);
    }

    @ParameterizedTest
    @CsvSource({
        "GenerateRequestsPerMinutePerProjectPerModel-FreeTier, REQUESTS, MINUTE",
        "GenerateRequestsPerDayPerProjectPerModel-FreeTier, REQUESTS, DAY",
        "GenerateContentInputTokensPerModelPerMinute-FreeTier, INPUT_TOKENS, MINUTE",
        "GenerateContentInputTokensPerModelPerDay-FreeTier, INPUT_TOKENS, DAY",
        "GenerateContentPaidTierInputTokensPerModelPerMinute, INPUT_TOKENS, MINUTE",
        "GenerateContentPaidTierInputTokensPerModelPerMinute-PaidTier2, INPUT_TOKENS, MINUTE",
        "GenerateRequestsPerMinutePerProjectPerModel, REQUESTS, MINUTE",
        "GenerateRequestsPerDayPerProjectPerModel-PaidTier3, REQUESTS, DAY",
        "GenerateContentRequestsPerMinutePerProjectPerRegion, REQUESTS, MINUTE"
    })
    void the_name_of_a_quota_tells_what_it_counts(String id, QuotaDimension dimension, QuotaSpan span) {
        Failure failure = refused(PLAIN, violations(violation(id, "250")));

        assertThat(failure.violations()).containsExactly(new QuotaViolation(dimension, span, OptionalLong.of(250)));
        assertThat(failure.kind()).isEqualTo(span == QuotaSpan.DAY ? DAY_QUOTA_EXHAUSTED : MINUTE_QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Your prepayment credits are depleted.", "Problem with your billing account."})
    void an_unpaid_project_is_not_a_full_window(String message) {
        assertThat(refused(message, violations(violation(DAY, "20"))).kind()).isEqualTo(PROJECT_REJECTED);
    }

    @Test
    void a_full_day_outweighs_a_full_minute_and_a_short_delay() {
        Failure failure = refused(
                PLAIN + " Please retry in 22.5s.",
                retryIn("22s"),
                violations(violation(MINUTE, "10"), violation(DAY, "250")));

        assertThat(failure.kind()).isEqualTo(DAY_QUOTA_EXHAUSTED);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure.violations()).hasSize(2);
    }

    @Test
    void a_long_delay_is_the_true_end_of_a_full_day() {
        Failure failure =
                refused(PLAIN + " Please retry in 6h34m53.5s.", retryIn("23693s"), violations(violation(DAY, "250")));

        assertThat(failure.retryAfter()).contains(Duration.ofMillis(23_693_500));
    }

    @Test
    void a_quota_of_nothing_stays_nothing_whatever_delay_is_named() {
        Failure failure = refused(
                PLAIN + " limit: 0",
                retryIn("48s"),
                violations(violation(DAY, "0"), "{\"quotaId\":\"" + MINUTE + "\"}"));

        assertThat(failure.kind()).isEqualTo(NO_QUOTA);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure.violations()).extracting(QuotaViolation::limit).containsOnly(OptionalLong.of(0));
    }

    @Test
    void a_day_of_nothing_beside_a_full_minute_is_a_full_minute() {
        Failure failure = refused(PLAIN, violations(violation(DAY, "0"), violation(MINUTE, "10")));

        assertThat(failure.kind()).isEqualTo(MINUTE_QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @CsvSource({"'limit: 0, model: m', NO_QUOTA", "'limit: 0.5, model: m', THROTTLED", "'limit: 20', THROTTLED"})
    void a_limit_in_words_counts_where_no_quota_is_named(String words, String kind) {
        assertThat(refused(PLAIN + " * " + words).kind()).hasToString(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "48s, '', PT48S",
        "34.4s, '', PT34.4S",
        "14s, Please retry in 51.386192716s., PT51.386192716S",
        "0s, Please retry in 856.559356ms., PT0.856559356S",
        "60s, Please retry in 51s., PT60S"
    })
    void the_longest_delay_named_is_waited(String info, String words, Duration expected) {
        Failure failure = refused(PLAIN + " " + words, violations(violation(MINUTE, "10")), retryIn(info));

        assertThat(failure.retryAfter()).contains(expected);
    }

    @Test
    void a_refusal_without_details_is_a_throttle_and_costs_no_day() {
        Failure failure = refused("Resource has been exhausted (e.g. check quota).");

        assertThat(failure.kind()).isEqualTo(THROTTLED);
        assertThat(failure.violations()).isEmpty();
        assertThat(failure.retryAfter()).isEmpty();
    }

    @Test
    void a_violation_without_a_name_says_nothing() {
        assertThat(refused(PLAIN, violations("{\"subject\":\"x\"}")).kind()).isEqualTo(THROTTLED);
    }

    @Test
    void details_without_a_type_are_read() {
        Failure failure = refused(
                PLAIN,
                "{\"retryDelay\":\"7s\"}",
                "{\"violations\":[{\"quotaId\":\"" + MINUTE + "\",\"quotaValue\":10}]}");

        assertThat(failure.kind()).isEqualTo(MINUTE_QUOTA_EXHAUSTED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void the_form_of_2024_names_the_quota_in_metadata() {
        Failure failure = refused("Quota exceeded", """
                {"reason":"RATE_LIMIT_EXCEEDED","metadata":{
                 "quota_limit":"GenerateContentRequestsPerMinutePerProjectPerRegion","quota_limit_value":"60"}}""");

        assertThat(failure.violations())
                .containsExactly(new QuotaViolation(QuotaDimension.REQUESTS, QuotaSpan.MINUTE, OptionalLong.of(60)));
    }

    @Test
    void a_gateway_may_ask_for_patience_in_a_header() {
        Failure failure = GeminiServer.failure(gemini.chat(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "9")
                .build()));

        assertThat(failure.kind()).isEqualTo(THROTTLED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(9));
    }
}
