package dev.quotarouter.gemini;

import java.io.IOException;
import java.util.Optional;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Takes server-sent events out of a stream of bytes, wherever those are cut: lines may end with LF, CRLF or CR, comments and
 * all fields but {@code data} are skipped, and the last event needs no blank line.
 *
 * <p>From the first line that starts with a brace or a bracket on, the rest is JSON without the form of an event: so Gemini
 * tells an error in mid-stream, and others the whole reply. Not thread-safe.
 */
final class SseReader {
    private static final ByteString LINE_ENDS = ByteString.encodeUtf8("\r\n");
    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");
    private static final ByteString DATA = ByteString.encodeUtf8("data");

    private final BufferedSource source;
    private final Buffer buffer;
    private final long maxEventBytes;
    private final Buffer data = new Buffer();
    private boolean anyData;
    /** So far, the buffer is known to have no end of a line. */
    private long searched;

    private boolean afterReturn;
    private boolean firstLine = true;
    private boolean bare;

    SseReader(BufferedSource source, long maxEventBytes) {
        this.source = source;
        this.buffer = source.getBuffer();
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Waits for the next event; {@return its data; empty at the end of the stream}
     *
     * @throws IOException if the stream breaks, or an event is too long
     */
    Optional<byte[]> next() throws IOException {
        while (true) {
            Optional<byte[]> event = buffered();
            if (event.isPresent()) {
                return event;
            }
            if (!source.request(buffer.size() + 1)) {
                return rest();
            }
        }
    }

    /**
     * {@return the next event if the whole of it is here already; never waits}
     *
     * @throws IOException if it is too long
     */
    Optional<byte[]> buffered() throws IOException {
        while (!bare) {
            if (afterReturn && !buffer.exhausted()) {
                afterReturn = false;
                if (buffer.getByte(0) == '\n') {
                    buffer.skip(1);
                }
            }
            long end = buffer.indexOfElement(LINE_ENDS, searched);
            if (end < 0) {
                searched = buffer.size();
                break;
            }
            searched = 0;
            long start = firstLine && buffer.rangeEquals(0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.size() : 0;
            firstLine = false;
            buffer.skip(start);
            Optional<byte[]> event = line(end - start);
            if (event.isPresent()) {
                return event;
            }
        }
        requireRoom(buffer.size());
        return Optional.empty();
    }

    /** Takes the line of that length; {@return the event that it ends} */
    private Optional<byte[]> line(long length) throws IOException {
        requireRoom(length);
        if (length > 0 && startsJson(length)) {
            bare = true;
            return event();
        }
        if (length > 0) {
            field(length);
        }
        afterReturn = buffer.readByte() == '\r';
        return length == 0 ? event() : Optional.empty();
    }

    private boolean startsJson(long length) {
        for (long i = 0; i < length; i++) {
            byte first = buffer.getByte(i);
            if (first != ' ' && first != '\t') {
                return first == '{' || first == '[';
            }
        }
        return false;
    }

    private void field(long length) throws IOException {
        boolean named = buffer.rangeEquals(0, DATA) && (length == DATA.size() || buffer.getByte(DATA.size()) == ':');
        if (!named) {
            buffer.skip(length);
            return;
        }
        if (anyData) {
            data.writeByte('\n');
        }
        anyData = true;
        long head = Math.min(length, DATA.size() + 1L);
        if (length > head && buffer.getByte(head) == ' ') {
            head++;
        }
        buffer.skip(head);
        data.write(buffer, length - head);
    }

    private Optional<byte[]> event() {
        if (!anyData) {
            return Optional.empty();
        }
        anyData = false;
        return Optional.of(data.readByteArray());
    }

    /** The stream has ended; {@return the event that it ended in} */
    private Optional<byte[]> rest() throws IOException {
        if (!bare && !buffer.exhausted()) {
            // As if the line that the stream ended in had been whole.
            buffer.writeByte('\n');
            Optional<byte[]> event = buffered();
            if (event.isPresent()) {
                return event;
            }
        }
        if (bare && !anyData && !buffer.exhausted()) {
            return Optional.of(buffer.readByteArray());
        }
        return event();
    }

    private void requireRoom(long more) throws IOException {
        if (data.size() + more > maxEventBytes) {
            throw new IOException("the reply is larger than " + maxEventBytes + " bytes");
        }
    }
}
