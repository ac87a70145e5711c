package dev.quotarouter.gemini;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Gemini's errors mean. Everything that is known about them stands in this file, in the order in which it must be asked.
 *
 * <p>Decided by status, reason and the names of quotas; by words only where Google gives nothing else, and never by digits
 * in a text: a message may quote the prompt.
 */
final class GeminiErrors {
    /** A shorter delay beside a full day is a minute's: it says nothing about the day. */
    private static final Duration LONGEST_MINUTE = Duration.ofMinutes(5);

    private static final Pattern UNPAID =
            Pattern.compile("prepayment credits are depleted|billing account", Pattern.CASE_INSENSITIVE);
    // "Invalid thought signature.", "Corrupted thought_signature", "Thought signature is not valid". A missing one is
    // the
    // request's own fault, and is worded otherwise.
    private static final Pattern REFUSED_SIGNATURE = Pattern.compile(
            "(?:invalid|corrupted|malformed)\\W{1,2}thought[_ ]?signature|thought[_ ]?signature\\W{1,2}is (?:not valid|invalid)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LIMIT = Pattern.compile("limit:\\s*(\\d[\\d,.]*)");

    private final int httpStatus;
    private final GeminiErrorBody body;
    private final String ownWords;
    private final ProviderWords words;
    private final Optional<Duration> retryAfterHeader;

    private GeminiErrors(
            int httpStatus, GeminiErrorBody body, Optional<Duration> retryAfterHeader, ProviderWords words) {
        this.httpStatus = httpStatus;
        this.body = body;
        this.ownWords = OwnWords.of(body.message()).toLowerCase(Locale.ROOT);
        this.retryAfterHeader = retryAfterHeader;
        this.words = words;
    }

    /**
     * {@return what an answer other than a reply means}
     *
     * @param httpStatus the status, not 200
     * @param retryAfter what a gateway's {@code Retry-After} says; Google sends none
     */
    static Failure failure(int httpStatus, GeminiErrorBody body, Optional<Duration> retryAfter, ProviderWords words) {
        return new GeminiErrors(httpStatus, body, retryAfter, words).failure();
    }

    private Failure failure() {
        // A refusal in someone else's form comes from a proxy or a firewall, and says nothing about key or project.
        boolean fromBetween = !body.google() && !body.message().isEmpty();
        return switch (httpStatus) {
            case 400 -> badRequest();
            // The wrong kind of key, or one that did not arrive.
            case 401 -> of(fromBetween ? FailureKind.CONNECTION_FAILED : FailureKind.KEY_REJECTED);
            // Prepaid credit is at its end.
            case 402 -> of(fromBetween ? FailureKind.CONNECTION_FAILED : FailureKind.PROJECT_REJECTED);
            case 403 -> fromBetween ? of(FailureKind.CONNECTION_FAILED) : forbidden();
            case 404 -> notFound();
            // A proxy wants to know who we are.
            case 407 -> of(FailureKind.CONNECTION_FAILED);
            // Both are Google's own time, not ours.
            case 408, 504 -> of(FailureKind.SERVER_ERROR);
            case 413 -> of(FailureKind.INVALID_REQUEST);
            case 429 -> tooMany();
            // Google believes that we hung up, and we did not: the connection broke between us.
            case 499 -> of(FailureKind.CONNECTION_FAILED);
            case 503 -> of(FailureKind.OVERLOADED);
            default -> unlisted();
        };
    }

    private Failure unlisted() {
        if (httpStatus >= 500) {
            return of(FailureKind.SERVER_ERROR);
        }
        // Gemini redirects nobody: a base URL that is not quite right, or a portal that wants to be seen first.
        return of(httpStatus >= 400 ? FailureKind.INVALID_REQUEST : FailureKind.MALFORMED_RESPONSE);
    }

    /** One status for a dead key, a country, a model's gaps and a wrong request. Only the last blames the request. */
    private Failure badRequest() {
        // A bad key is a 400 here, not a 401.
        if (body.reasons().contains("API_KEY_INVALID") || says("API key not valid") || says("API key expired")) {
            return of(FailureKind.KEY_REJECTED);
        }
        // Where the project's calls come from, or that it must pay there: the same for every key of it.
        if (says("User location is not supported") || says("free tier is not available in your country")) {
            return of(FailureKind.PROJECT_REJECTED);
        }
        Optional<Capability> missing = MissingCapability.taughtBy(body.message());
        if (missing.isPresent()) {
            return lacks(missing.get());
        }
        // What will come, or one level of thinking: the model cannot, but the router has no name for it.
        if (says("input modality is not enabled") || (says("thinking level") && says("is not supported"))) {
            return of(FailureKind.CAPABILITY_MISSING);
        }
        if (namesWhatOthersOwn()) {
            return of(FailureKind.RESOURCE_NOT_ACCESSIBLE);
        }
        if (REFUSED_SIGNATURE.matcher(body.message()).find()) {
            return of(FailureKind.SIGNATURE_REJECTED);
        }
        if (says("input token count") && says("exceeds")) {
            return of(FailureKind.CONTEXT_WINDOW_EXCEEDED);
        }
        return of(FailureKind.INVALID_REQUEST);
    }

    /** Dead until somebody acts: the question is only whether another key of the project would do. */
    private Failure forbidden() {
        // Another project's file says nothing against the key.
        if (namesWhatOthersOwn()) {
            return of(FailureKind.RESOURCE_NOT_ACCESSIBLE);
        }
        // API_KEY_SERVICE_BLOCKED, API_KEY_HTTP_REFERRER_BLOCKED, …: the key's own restrictions.
        if (body.reasons().stream().anyMatch(reason -> reason.startsWith("API_KEY_"))) {
            return of(FailureKind.KEY_REJECTED);
        }
        // Google blocks a key that it finds in public; a new one of the same project works.
        if (says("leaked")) {
            return of(FailureKind.KEY_REJECTED);
        }
        // The key did not arrive.
        if (says("unregistered callers") || body.reasons().contains("CREDENTIALS_MISSING")) {
            return of(FailureKind.KEY_REJECTED);
        }
        // SERVICE_DISABLED, CONSUMER_SUSPENDED, denied, and whatever else Google holds against a project.
        return of(FailureKind.PROJECT_REJECTED);
    }

    private Failure notFound() {
        // Old projects may still use it: true of the project, not of the model.
        if (says("no longer available to new users")) {
            return of(FailureKind.MODEL_CLOSED);
        }
        if (namesWhatOthersOwn()) {
            return of(FailureKind.RESOURCE_NOT_ACCESSIBLE);
        }
        return of(FailureKind.MODEL_NOT_FOUND);
    }

    /** Files and caches belong to a project. Google does not tell others whether there is one of that name. */
    private boolean namesWhatOthersOwn() {
        return (says("permission to access the File") && says("may not exist"))
                || (says("CachedContent") && says("not found"));
    }

    /** One status for six facts; only the names of the quotas tell them apart. */
    private Failure tooMany() {
        // No waiting helps. "Check your plan and billing details" stands in every quota error and means nothing.
        if (UNPAID.matcher(body.message()).find()) {
            return of(FailureKind.PROJECT_REJECTED);
        }
        List<ViolatedQuota> quotas = body.violations();
        Optional<Duration> delay = delay();
        // A full day comes with a minute's delay, often a few seconds. Only a long one is the true end of it.
        if (quotas.stream().anyMatch(quota -> quota.perDay() && !quota.isZero())) {
            return exhausted(FailureKind.DAY_QUOTA_EXHAUSTED, delay.filter(wait -> wait.compareTo(LONGEST_MINUTE) > 0));
        }
        // The tier has no access to the model, whatever delay is named.
        if (quotas.isEmpty() ? saysOnlyZeroLimits() : quotas.stream().allMatch(ViolatedQuota::isZero)) {
            return exhausted(FailureKind.NO_QUOTA, Optional.empty());
        }
        if (quotas.stream().anyMatch(ViolatedQuota::perMinute)) {
            return exhausted(FailureKind.MINUTE_QUOTA_EXHAUSTED, delay);
        }
        // Shared capacity, abuse throttle or spend limit; a day must not be lost over it.
        return exhausted(FailureKind.THROTTLED, delay);
    }

    /** A text without details may still name limits: "limit: 0, model: …". */
    private boolean saysOnlyZeroLimits() {
        List<String> limits = LIMIT.matcher(body.message())
                .results()
                .map(result -> result.group(1))
                .toList();
        return !limits.isEmpty() && limits.stream().allMatch(limit -> limit.matches("[0.,]+"));
    }

    /** {@return the longest of the delays named} RetryInfo is mostly the text's delay rounded down, and once 14 s for 51 s. */
    private Optional<Duration> delay() {
        Optional<Duration> inWords = GoogleDurations.inWords(body.message());
        return longer(longer(body.retryDelay(), inWords), retryAfterHeader);
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }

    private Failure exhausted(FailureKind kind, Optional<Duration> retryAfter) {
        Failure.Builder failure = Failure.builder(kind, message())
                .violations(body.violations().stream()
                        .flatMap(quota -> quota.toViolation().stream())
                        .toList());
        retryAfter.ifPresent(failure::retryAfter);
        return failure.build();
    }

    private Failure lacks(Capability capability) {
        return Failure.builder(FailureKind.CAPABILITY_MISSING, message())
                .missing(capability)
                .build();
    }

    private Failure of(FailureKind kind) {
        Failure.Builder failure = Failure.builder(kind, message());
        longer(body.retryDelay(), retryAfterHeader).ifPresent(failure::retryAfter);
        return failure.build();
    }

    private String message() {
        String said = words.clean(body.message());
        if (!said.isEmpty()) {
            return said;
        }
        return "HTTP " + httpStatus + (body.status().isEmpty() ? "" : " " + words.clean(body.status()));
    }

    private boolean says(String text) {
        return ownWords.contains(text.toLowerCase(Locale.ROOT));
    }
}
