package dev.quotarouter.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads what {@link UsageLines} wrote. Whoever was killed while writing, or lost power, leaves an end that cannot be read; it is
 * passed over. A damaged line before one that is whole is no such end. Used once, by one thread.
 */
final class UsageLineReader {
    private static final int CHECKSUM_DIGITS = 8;

    private final byte[] bytes;
    private final UsageRecords to;
    private int line = 1;

    private UsageLineReader(byte[] bytes, UsageRecords to) {
        this.bytes = bytes;
        this.to = to;
    }

    /** The file cannot be used as it is. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String problem) {
            super(problem);
        }
    }

    /**
     * Reads a whole file.
     *
     * @return how many bytes of it could be read; 0 for a file that is empty
     * @throws UsageStoreException if it cannot be read, or cannot be used as it is
     */
    static int read(UsageFile file, UsageRecords to) {
        String place = file.path().toString();
        try {
            return new UsageLineReader(file.read(), to).read();
        } catch (Unreadable e) {
            throw new UsageStoreException(
                    place,
                    e.getMessage() + "; nothing was changed",
                    "name another file, or move this one away: then counts and limits are learned anew",
                    e);
        } catch (IOException e) {
            throw new UsageStoreException(
                    place, "it cannot be read: " + e.getMessage(), "name a file that may be read and written", e);
        }
    }

    private int read() throws Unreadable {
        int at = header();
        int good = at;
        int damagedLine = 0;
        while (at < bytes.length) {
            line++;
            int end = endOfLine(at);
            boolean whole = end < bytes.length && isWhole(at, end);
            if (whole && damagedLine > 0) {
                throw new Unreadable("line " + damagedLine + " is damaged");
            }
            if (whole) {
                take(new String(bytes, at + CHECKSUM_DIGITS + 1, end - at - CHECKSUM_DIGITS - 1, US_ASCII));
                good = end + 1;
            } else if (damagedLine == 0) {
                damagedLine = line;
            }
            at = end + 1;
        }
        return good;
    }

    /** {@return where the records begin} */
    private int header() throws Unreadable {
        if (bytes.length == 0) {
            return 0;
        }
        int end = endOfLine(0);
        String first = new String(bytes, 0, Math.min(end, 40), US_ASCII);
        if (end == bytes.length || !first.matches(UsageLines.HEADER + "[0-9]{1,9}")) {
            throw new Unreadable("it is not a usage file of this router");
        }
        int version = Integer.parseInt(first.substring(UsageLines.HEADER.length()));
        if (version > UsageLines.VERSION) {
            throw new Unreadable("a newer version wrote it, in format " + version);
        }
        return end + 1;
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean isWhole(int from, int to) {
        int contentAt = from + CHECKSUM_DIGITS + 1;
        if (contentAt >= to || bytes[contentAt - 1] != ' ') {
            return false;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, contentAt, to - contentAt);
        return new String(bytes, from, CHECKSUM_DIGITS, US_ASCII)
                .equals(HexFormat.of().toHexDigits((int) checksum.getValue()));
    }

    private void take(String content) throws Unreadable {
        Iterator<String> fields = Arrays.asList(content.split(" ", -1)).iterator();
        try {
            switch (fields.next()) {
                case UsageLines.POOL -> to.pool(count(fields), text(fields));
                case UsageLines.USE ->
                    to.use(count(fields), number(fields), number(fields), number(fields), number(fields));
                case UsageLines.KNOWN -> to.known(count(fields), knowledge(fields));
                case UsageLines.BLOCKED -> to.blocked(text(fields), block(fields));
                case UsageLines.UNBLOCKED -> to.unblocked(text(fields));
                default -> throw new Unreadable("line " + line + " is of an unknown kind");
            }
        } catch (RuntimeException e) {
            Unreadable unreadable = new Unreadable("line " + line + " cannot be understood");
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    private static PoolKnowledge knowledge(Iterator<String> fields) {
        Optional<Instant> closedUntil = instant(fields);
        List<WindowKnowledge> windows = new ArrayList<>();
        while (fields.hasNext()) {
            windows.add(window(fields));
        }
        return new PoolKnowledge(closedUntil, windows);
    }

    private static WindowKnowledge window(Iterator<String> fields) {
        QuotaDimension dimension = QuotaDimension.valueOf(fields.next());
        QuotaSpan span = QuotaSpan.valueOf(fields.next());
        Optional<Instant> fullUntil = instant(fields);
        Optional<Long> named = maybe(fields);
        Optional<Instant> namedUntil = instant(fields);
        Optional<Long> most = maybe(fields);
        Optional<Instant> raisedAt = instant(fields);
        Optional<Duration> interval = maybe(fields).map(Duration::ofMillis);
        return new WindowKnowledge(
                dimension,
                span,
                fullUntil,
                named.map(limit -> new WindowKnowledge.Named(limit, namedUntil.orElseThrow())),
                most.map(share -> new WindowKnowledge.Share(share, raisedAt.orElseThrow(), interval.orElseThrow())));
    }

    private static Block block(Iterator<String> fields) {
        FailureKind kind = FailureKind.valueOf(fields.next());
        Instant since = Instant.ofEpochMilli(number(fields));
        return new Block(kind, text(fields), since);
    }

    private static String text(Iterator<String> fields) {
        return URLDecoder.decode(fields.next(), UTF_8);
    }

    private static int count(Iterator<String> fields) {
        return Integer.parseInt(fields.next());
    }

    private static long number(Iterator<String> fields) {
        return Long.parseLong(fields.next());
    }

    private static Optional<Instant> instant(Iterator<String> fields) {
        return maybe(fields).map(Instant::ofEpochMilli);
    }

    private static Optional<Long> maybe(Iterator<String> fields) {
        String field = fields.next();
        return field.equals(UsageLines.ABSENT) ? Optional.empty() : Optional.of(Long.parseLong(field));
    }
}
