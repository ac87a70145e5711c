package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;

/**
 * What a failure means: whom it blames, and where the request goes from there. One table; a new kind does not compile until
 * someone has decided.
 *
 * @param blame whose books it goes into
 * @param next where the request goes
 */
record Verdict(Blame blame, Next next) {
    /** Whom a failure blames. */
    enum Blame {
        /** Windows of the pool are full. */
        WINDOWS,
        /** The pool serves nothing before its next reset. */
        POOL,
        /** The deployment's model has no such name; the pool may well serve under another. */
        NAME,
        /** This request does not fit into this pool, ever. */
        REQUEST_IN_POOL,
        /** The deployment, and the model once several projects see it. */
        DEPLOYMENT,
        /** The key, whatever model it opens. */
        KEY,
        /** The project, whatever model it uses. */
        PROJECT,
        /** The model lacks an ability. */
        ABILITY,
        /** This request does not fit this model. */
        REQUEST_ON_MODEL,
        /** The request, or nobody: no books but the attempt's own. */
        NOBODY
    }

    /** Where the request goes. */
    enum Next {
        /** To another deployment. */
        FAIL_OVER,
        /** To another deployment; once more to the same, as soon as it can serve, if there is no other in time. */
        FAIL_OVER_OR_REPEAT,
        /** Back to the caller. */
        GIVE_UP
    }

    /** {@return how many more attempts the same deployment may get where no policy says so} */
    int repeats() {
        return next == Next.FAIL_OVER_OR_REPEAT ? 1 : 0;
    }

    /** {@return whether the provider answered: of a call that was not answered nothing can be told} */
    static boolean isAnswer(FailureKind kind) {
        return kind != FailureKind.TIMEOUT && kind != FailureKind.CONNECTION_FAILED && kind != FailureKind.CANCELLED;
    }

    /** {@return whether the failure may be part of an outage, which another attempt would make worse} */
    static boolean isOutage(FailureKind kind) {
        return switch (kind) {
            case THROTTLED,
                    OVERLOADED,
                    SERVER_ERROR,
                    TIMEOUT,
                    CONNECTION_FAILED,
                    MALFORMED_RESPONSE,
                    MALFORMED_TOOL_CALL -> true;
            // Each of these teaches something, so that it does not happen again and again.
            case MINUTE_QUOTA_EXHAUSTED,
                    DAY_QUOTA_EXHAUSTED,
                    NO_QUOTA,
                    MODEL_CLOSED,
                    MODEL_NOT_FOUND,
                    LARGER_THAN_WINDOW,
                    KEY_REJECTED,
                    PROJECT_REJECTED,
                    CAPABILITY_MISSING,
                    CONTEXT_WINDOW_EXCEEDED,
                    SIGNATURE_REJECTED,
                    RESOURCE_NOT_ACCESSIBLE,
                    INVALID_REQUEST,
                    CONTENT_BLOCKED,
                    CANCELLED -> false;
        };
    }

    /** {@return whether the provider's answer was an error and nothing else} Whether it counted what broke off, nobody knows. */
    static boolean isAnsweredWithError(FailureKind kind) {
        return switch (kind) {
            case MINUTE_QUOTA_EXHAUSTED,
                    DAY_QUOTA_EXHAUSTED,
                    NO_QUOTA,
                    MODEL_CLOSED,
                    MODEL_NOT_FOUND,
                    LARGER_THAN_WINDOW,
                    THROTTLED,
                    OVERLOADED,
                    SERVER_ERROR,
                    KEY_REJECTED,
                    PROJECT_REJECTED,
                    CAPABILITY_MISSING,
                    CONTEXT_WINDOW_EXCEEDED,
                    SIGNATURE_REJECTED,
                    RESOURCE_NOT_ACCESSIBLE,
                    INVALID_REQUEST -> true;
            case CONTENT_BLOCKED, TIMEOUT, CONNECTION_FAILED, MALFORMED_RESPONSE, MALFORMED_TOOL_CALL, CANCELLED ->
                false;
        };
    }

    static Verdict on(FailureKind kind) {
        return switch (kind) {
            case MINUTE_QUOTA_EXHAUSTED -> new Verdict(Blame.WINDOWS, Next.FAIL_OVER_OR_REPEAT);
            case DAY_QUOTA_EXHAUSTED -> new Verdict(Blame.WINDOWS, Next.FAIL_OVER);
            case NO_QUOTA, MODEL_CLOSED -> new Verdict(Blame.POOL, Next.FAIL_OVER);
            case MODEL_NOT_FOUND -> new Verdict(Blame.NAME, Next.FAIL_OVER);
            case LARGER_THAN_WINDOW -> new Verdict(Blame.REQUEST_IN_POOL, Next.FAIL_OVER);
            case THROTTLED, OVERLOADED, SERVER_ERROR, TIMEOUT, CONNECTION_FAILED ->
                new Verdict(Blame.DEPLOYMENT, Next.FAIL_OVER);
            case KEY_REJECTED -> new Verdict(Blame.KEY, Next.FAIL_OVER);
            case PROJECT_REJECTED -> new Verdict(Blame.PROJECT, Next.FAIL_OVER);
            case CAPABILITY_MISSING -> new Verdict(Blame.ABILITY, Next.FAIL_OVER);
            case CONTEXT_WINDOW_EXCEEDED -> new Verdict(Blame.REQUEST_ON_MODEL, Next.FAIL_OVER);
            case MALFORMED_RESPONSE, MALFORMED_TOOL_CALL, SIGNATURE_REJECTED ->
                new Verdict(Blame.NOBODY, Next.FAIL_OVER_OR_REPEAT);
            // Another project may have it, and nobody is at fault.
            case RESOURCE_NOT_ACCESSIBLE -> new Verdict(Blame.NOBODY, Next.FAIL_OVER);
            case INVALID_REQUEST, CONTENT_BLOCKED, CANCELLED -> new Verdict(Blame.NOBODY, Next.GIVE_UP);
        };
    }
}
