package dev.quotarouter.gateway;

import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.openai.OpenAiChat;
import dev.quotarouter.openai.OpenAiError;
import dev.quotarouter.time.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of everything that can go wrong what the client is told. Thread-safe. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final TimeSource time;

    Failures(TimeSource time) {
        this.time = time;
    }

    /** {@return the error as the client shall see it} What nobody foresaw goes to the log, and not to the client. */
    OpenAiError told(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof ChatCancelledException) {
            // The client is still there, or nobody would be told: it was the router that was closed.
            return told(Refusal.stopping());
        }
        if (cause instanceof RouterException known) {
            return OpenAiChat.writeError(known, time.now());
        }
        log.error("a request failed in a way that nobody foresaw", cause);
        return told(Refusal.internal());
    }

    /** Replies with the error, unless it is too late. */
    void reply(Exchange exchange, Throwable failure) {
        if (exchange.isOver()) {
            return;
        }
        if (cause(failure) instanceof RefusedException refused) {
            exchange.reply(refused.refusal());
        } else {
            exchange.reply(told(failure));
        }
    }

    private static OpenAiError told(Refusal refusal) {
        String retryAfter = refusal.headers().get("Retry-After");
        OptionalLong seconds = retryAfter == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(retryAfter));
        return new OpenAiError(refusal.status(), refusal.json().encode(), seconds);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
