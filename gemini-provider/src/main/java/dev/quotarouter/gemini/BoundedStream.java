package dev.quotarouter.gemini;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that breaks when more comes out of it than anyone can want: a small reply may unpack to a huge one. */
final class BoundedStream extends FilterInputStream {
    private final long limit;
    private long remaining;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
        this.remaining = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) throws IOException {
        remaining -= read;
        if (remaining < 0) {
            throw new IOException("the reply is larger than " + limit + " bytes");
        }
    }
}
