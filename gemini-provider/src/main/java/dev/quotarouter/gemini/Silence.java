package dev.quotarouter.gemini;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/** Breaks a call off whose answer does not begin in time. */
final class Silence extends AsyncTimeout {
    private final GeminiExchange exchange;

    Silence(GeminiExchange exchange, Duration longest) {
        this.exchange = exchange;
        timeout(GeminiHttp.nanos(longest), TimeUnit.NANOSECONDS);
    }

    @Override
    protected void timedOut() {
        exchange.stop(GeminiExchange.End.SILENT);
    }
}
