package dev.quotarouter.gemini;

import java.io.IOException;
import java.time.Duration;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/** The bytes of a stream, which is broken off when none comes for too long. Read by one thread at a time. */
final class HeardSource extends ForwardingSource {
    private final CallsUnderWay underWay;
    private final GeminiExchange exchange;
    private volatile long silence;

    /**
     * Listens to the bytes.
     *
     * @param silence the longest time without a byte
     */
    HeardSource(Source bytes, CallsUnderWay underWay, GeminiExchange exchange, Duration silence) {
        super(bytes);
        this.underWay = underWay;
        this.exchange = exchange;
        this.silence = CallTime.nanos(silence);
    }

    /** From now on silence may not be longer than this. */
    void hurry(Duration most) {
        silence = Math.min(silence, CallTime.nanos(most));
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        underWay.listens(exchange, silence);
        try {
            return super.read(sink, byteCount);
        } finally {
            exchange.time().heard();
        }
    }
}
