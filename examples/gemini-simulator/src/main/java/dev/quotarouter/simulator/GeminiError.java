package dev.quotarouter.simulator;

import static dev.quotarouter.simulator.QuotaWindow.INPUT_TOKENS_PER_MINUTE;
import static dev.quotarouter.simulator.QuotaWindow.REQUESTS_PER_DAY;
import static dev.quotarouter.simulator.QuotaWindow.REQUESTS_PER_MINUTE;

import dev.quotarouter.simulator.Admission.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every error that the Gemini Developer API is known to answer with, in its true shape.
 *
 * <p>What depends on the called model names it. Numbers such as limits and delays are examples; a refusal by the
 * simulator's own books carries the true ones.
 */
public enum GeminiError {
    /** 429: the requests of the minute are used up. */
    MINUTE_REQUESTS(model -> quota(model, Duration.ofMillis(34_074), new Violation(REQUESTS_PER_MINUTE, 5))),
    /** 429: the input tokens of the minute are used up. */
    MINUTE_TOKENS(model -> quota(model, Duration.ofMillis(48_500), new Violation(INPUT_TOKENS_PER_MINUTE, 250_000))),
    /** 429: the day is spent, and the delay says truly until when. */
    DAY_REQUESTS(model -> quota(model, Duration.ofSeconds(23_693), new Violation(REQUESTS_PER_DAY, 100))),
    /** 429: the day is spent, but the delay is that of a minute. */
    DAY_REQUESTS_SHORT_DELAY(model -> quota(model, Duration.ofSeconds(22), new Violation(REQUESTS_PER_DAY, 100))),
    /** 429: the project has no quota for the model at all; a delay is given nevertheless. */
    NO_QUOTA(model -> quota(
            model,
            Duration.ofMillis(51_386),
            new Violation(REQUESTS_PER_DAY, 0),
            new Violation(REQUESTS_PER_MINUTE, 0),
            new Violation(INPUT_TOKENS_PER_MINUTE, 0))),
    /** 429: day, minute and tokens at once. */
    SEVERAL_QUOTAS(model -> quota(
            model,
            Duration.ofNanos(856_559_356),
            new Violation(REQUESTS_PER_MINUTE, 5),
            new Violation(REQUESTS_PER_DAY, 100),
            new Violation(INPUT_TOKENS_PER_MINUTE, 250_000))),
    /** 429: shared capacity or a throttle; nothing says which or how long. */
    EXHAUSTED_WITHOUT_DETAILS(model -> ErrorBody.exhausted("Resource has been exhausted (e.g. check quota).")
            .reply()),
    /** 429: the text of a spent day, without details. */
    DAY_REQUESTS_TEXT_ONLY(model -> ErrorBody.exhausted(QuotaRefusal.message(
                    List.of(new Violation(REQUESTS_PER_DAY, 100)),
                    QuotaTier.FREE,
                    model,
                    Optional.of(Duration.ofSeconds(22))))
            .reply()),
    /** 429: a link to the documentation and nothing else, as search grounding gives it. */
    EXHAUSTED_HELP_ONLY(
            model -> ErrorBody.exhausted("You exceeded your current quota, please check your plan and billing details.")
                    .help("Learn more about Gemini API quotas", "https://ai.google.dev/gemini-api/docs/rate-limits")
                    .reply()),
    /** 429: the form of 2024, with the limit in the metadata of the reason. */
    RATE_LIMIT_OLD_FORM(model -> ErrorBody.exhausted("Quota exceeded for quota metric 'Generate Content API requests"
                    + " per minute' and limit 'GenerateContent request limit per minute for a region' of service"
                    + " 'generativelanguage.googleapis.com'.")
            .reason(
                    "RATE_LIMIT_EXCEEDED",
                    Map.of(
                            "quota_limit", "GenerateContentRequestsPerMinutePerProjectPerRegion",
                            "quota_limit_value", "60",
                            "quota_metric", "generativelanguage.googleapis.com/generate_content_requests"))
            .reply()),
    /** 429: a prepaid account is empty. */
    CREDITS_DEPLETED(model -> ErrorBody.exhausted("Your prepayment credits are depleted. Please go to AI Studio at"
                    + " https://ai.studio/projects to manage your project and billing.")
            .reply()),

    /** 400: the key is wrong or deleted. */
    KEY_INVALID(model -> ErrorBody.invalidArgument("API key not valid. Please pass a valid API key.")
            .reason("API_KEY_INVALID")
            .localized()
            .reply()),
    /** 400: the key has expired. */
    KEY_EXPIRED(model -> ErrorBody.invalidArgument("API key expired. Please renew the API key.")
            .reason("API_KEY_INVALID")
            .localized()
            .reply()),
    /** 400: the caller's country is not served. */
    LOCATION_UNSUPPORTED(
            model -> ErrorBody.of(400, "FAILED_PRECONDITION", "User location is not supported for the API use.")
                    .reply()),
    /** 400: the model knows no tools. */
    TOOLS_UNSUPPORTED(model -> ErrorBody.invalidArgument("Function calling is not enabled for models/" + model)
            .reply()),
    /** 400: the model knows no system text. */
    SYSTEM_TEXT_UNSUPPORTED(
            model -> ErrorBody.invalidArgument("Developer instruction is not enabled for models/" + model)
                    .reply()),
    /** 400: the model cannot be held to JSON. */
    JSON_UNSUPPORTED(model -> ErrorBody.invalidArgument("JSON mode is not enabled for models/" + model)
            .reply()),
    /** 400: the prompt is larger than the model. */
    CONTEXT_TOO_LONG(model -> ErrorBody.invalidArgument(
                    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).")
            .reply()),
    /** 400: something is wrong, Google does not say what. */
    ARGUMENT_INVALID(model ->
            ErrorBody.invalidArgument("Request contains an invalid argument.").reply()),
    /** 400: a field that does not exist. */
    ARGUMENT_MALFORMED(model -> ErrorBody.invalidArgument(
                    "Invalid JSON payload received. Unknown name \"foo\" at 'generation_config': Cannot find field.")
            .badField(
                    "generation_config",
                    "Invalid JSON payload received. Unknown name \"foo\" at 'generation_config': Cannot find field.")
            .reply()),
    /** 400: more than 20 MiB. */
    PAYLOAD_TOO_LARGE(model -> ErrorBody.invalidArgument("Request payload size exceeds the limit: 20971520 bytes.")
            .reply()),

    /** 401: the key came where a token belongs. */
    CREDENTIAL_OF_WRONG_KIND(model -> ErrorBody.of(
                    401,
                    "UNAUTHENTICATED",
                    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or"
                            + " other valid authentication credential. See"
                            + " https://developers.google.com/identity/sign-in/web/devconsole-project.")
            .reason(
                    "ACCESS_TOKEN_TYPE_UNSUPPORTED",
                    Map.of(
                            "service", "generativelanguage.googleapis.com",
                            "method", "google.ai.generativelanguage.v1beta.GenerativeService.GenerateContent"))
            .reply()),
    /** 402: the account must be paid first. */
    PAYMENT_REQUIRED(model -> ErrorBody.of(
                    402, "FAILED_PRECONDITION", "Your project has no prepaid credit left. Please add credit.")
            .reply()),

    /** 403: no key at all. */
    KEY_MISSING(model -> ErrorBody.permissionDenied(
                    "Method doesn't allow unregistered callers (callers without established identity). Please use API"
                            + " Key or other form of API consumer identity to call this API.")
            .reply()),
    /** 403: Google found the key in public. */
    KEY_LEAKED(model -> ErrorBody.permissionDenied("Your API key was reported as leaked. Please use another API key.")
            .reply()),
    /** 403: the project is shut out. */
    PROJECT_DENIED(model -> ErrorBody.permissionDenied("Your project has been denied access. Please contact support.")
            .reply()),
    /** 403: the project is suspended. */
    PROJECT_SUSPENDED(model -> ErrorBody.permissionDenied(
                    "Permission denied: Consumer 'projects/123456789012' has been suspended.")
            .reason(
                    "CONSUMER_SUSPENDED",
                    Map.of(
                            "service", "generativelanguage.googleapis.com",
                            "consumer", "projects/123456789012"))
            .localized()
            .reply()),
    /** 403: the API is not switched on for the project. */
    API_DISABLED(model -> ErrorBody.permissionDenied("Generative Language API has not been used in project"
                    + " 123456789012 before or it is disabled. Enable it by visiting"
                    + " https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview"
                    + "?project=123456789012 then retry. If you enabled this API recently, wait a few minutes for the"
                    + " action to propagate to our systems and retry.")
            .reason(
                    "SERVICE_DISABLED",
                    Map.of(
                            "service", "generativelanguage.googleapis.com",
                            "serviceTitle", "Generative Language API",
                            "containerInfo", "123456789012",
                            "consumer", "projects/123456789012"))
            .localized()
            .help(
                    "Google developers console API activation",
                    "https://console.developers.google.com/apis/api/generativelanguage.googleapis.com/overview"
                            + "?project=123456789012")
            .reply()),
    /** 403: the key may be used for other services only. */
    KEY_SERVICE_BLOCKED(model -> ErrorBody.permissionDenied("Requests to this API generativelanguage.googleapis.com"
                    + " method google.ai.generativelanguage.v1beta.GenerativeService.GenerateContent are blocked.")
            .reason("API_KEY_SERVICE_BLOCKED")
            .localized()
            .reply()),
    /** 403: the key may be used from certain web pages only. */
    KEY_REFERRER_BLOCKED(model -> ErrorBody.permissionDenied("Requests from referer <empty> are blocked.")
            .reason("API_KEY_HTTP_REFERRER_BLOCKED")
            .localized()
            .reply()),
    /** 403: the key may be used from certain addresses only. */
    KEY_ADDRESS_BLOCKED(model -> ErrorBody.permissionDenied(
                    "The provided API key has an IP address restriction. The originating IP address of the call"
                            + " (203.0.113.7) violates this restriction.")
            .reason("API_KEY_IP_ADDRESS_BLOCKED")
            .localized()
            .reply()),

    /** 404: there is no such model, or it does not do what was asked. */
    MODEL_UNKNOWN(model -> ErrorBody.of(
                    404,
                    "NOT_FOUND",
                    "models/" + model + " is not found for API version v1beta, or is not supported for"
                            + " generateContent. Call ListModels to see the list of available models and their"
                            + " supported methods.")
            .reply()),
    /** 404: projects that did not use the model before may not begin now. */
    MODEL_CLOSED_TO_NEW_USERS(model -> ErrorBody.of(
                    404,
                    "NOT_FOUND",
                    "This model models/" + model + " is no longer available to new users. Please update your code to"
                            + " use a newer model for the latest features and improvements.")
            .reply()),
    /** 404: an HTML page, as for a path that no service has. */
    PATH_UNKNOWN(
            model -> RawReply.html(404, "Error 404 (Not Found)!!1", "The requested URL was not found on this server.")),
    /** 413: an HTML page; a front end found the request too large. */
    REQUEST_TOO_LARGE(model -> RawReply.html(
            413, "Error 413 (Request Entity Too Large)!!1", "Your client issued a request that was too large.")),

    /** 499: Google believes that the client went away. */
    CANCELLED(model ->
            ErrorBody.of(499, "CANCELLED", "The operation was cancelled.").reply()),
    /** 500: something broke. */
    INTERNAL(model -> ErrorBody.of(
                    500,
                    "INTERNAL",
                    "An internal error has occurred. Please retry or report in"
                            + " https://developers.generativeai.google/guide/troubleshooting")
            .reply()),
    /** 500: something broke, with an inside view of it. */
    INTERNAL_WITH_DEBUG_INFO(model -> ErrorBody.of(500, "INTERNAL", "Internal error encountered.")
            .debugInfo("[ORIGINAL ERROR] generic::internal: backend failed")
            .reply()),
    /** 502: an HTML page of a front end. */
    BAD_GATEWAY_HTML(
            model -> RawReply.html(502, "Error 502 (Server Error)!!1", "The server encountered a temporary error.")),
    /** 503: too many ask this model. */
    OVERLOADED(model -> overloaded().reply()),
    /** 503: the same, wrapped in an array of one. */
    OVERLOADED_IN_ARRAY(model -> overloaded().replyInArray()),
    /** 503: the same, in the form of Google's older APIs. */
    OVERLOADED_OLD_FORM(model -> overloaded().replyInOldForm("backendError")),
    /** 503: the same, with a number as status. */
    OVERLOADED_NUMERIC_STATUS(model -> overloaded().replyWithNumericStatus()),
    /** 503: a line of text of some gateway. */
    UNAVAILABLE_PLAIN_TEXT(model -> RawReply.plain(503, "upstream connect error or disconnect/reset before headers")),
    /** 503: no body at all. */
    UNAVAILABLE_EMPTY_BODY(model -> RawReply.plain(503, "")),
    /** 504: it took too long. */
    DEADLINE_EXCEEDED(
            model -> ErrorBody.of(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.")
                    .reply());

    // The lambdas above hold nothing, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<String, RawReply> form;

    GeminiError(Function<String, RawReply> form) {
        this.form = form;
    }

    /**
     * {@return the answer, word for word}
     *
     * @param model the name or base name of the called model, such as {@code gemini-2.5-pro}
     */
    public RawReply reply(String model) {
        return form.apply(model);
    }

    private static RawReply quota(String model, Duration retryIn, Violation... violations) {
        return QuotaRefusal.of(List.of(violations), QuotaTier.FREE, model, Optional.of(retryIn));
    }

    private static ErrorBody overloaded() {
        return ErrorBody.of(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }
}
