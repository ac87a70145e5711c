package dev.quotarouter.cli.batch;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file line by line, one in memory at a time. Lines end with LF or CRLF. Not thread-safe; the caller closes it. */
final class LineReader implements Closeable {
    private static final int CHUNK = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;
    private long number;
    private long offset;

    private LineReader(InputStream in) {
        this.in = in;
    }

    static LineReader open(Path file) throws IOException {
        return new LineReader(Files.newInputStream(file));
    }

    /** {@return the next line; empty at the end of the file} */
    Optional<TextLine> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean ended = false;
        long size = 0;
        while (!ended && fill()) {
            int from = next;
            while (next < end && chunk[next] != '\n') {
                next++;
            }
            bytes.write(chunk, from, next - from);
            ended = next < end;
            next += ended ? 1 : 0;
            size += next - from;
        }
        if (size == 0) {
            return Optional.empty();
        }
        TextLine line = new TextLine(++number, offset, trimmed(bytes.toByteArray()), ended);
        offset += size;
        return Optional.of(line);
    }

    private boolean fill() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(chunk));
        }
        return next < end;
    }

    private byte[] trimmed(byte[] line) {
        boolean marked = offset == 0
                && line.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        int from = marked ? BYTE_ORDER_MARK.length : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return from == 0 && to == line.length ? line : Arrays.copyOfRange(line, from, to);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
