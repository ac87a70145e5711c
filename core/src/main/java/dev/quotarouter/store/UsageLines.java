package dev.quotarouter.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes records as lines: a checksum in eight hexadecimal digits, the kind of record, its fields, between spaces. Texts are
 * encoded as in a form, so that no field has a space. Not thread-safe.
 */
final class UsageLines implements UsageRecords {
    /** The first line of a file; it has no checksum. */
    static final String HEADER = "quotarouter-usage ";

    static final int VERSION = 1;
    static final String POOL = "pool";
    static final String USE = "use";
    static final String KNOWN = "known";
    static final String BLOCKED = "blocked";
    static final String UNBLOCKED = "unblocked";
    static final String ABSENT = "-";

    private static final int CHECKSUM_DIGITS = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] USE_WORD = USE.getBytes(US_ASCII);

    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[256];
    private int length;
    private int lineAt;

    void clear() {
        length = 0;
    }

    /** Begins a file. */
    void header() {
        put((HEADER + VERSION + "\n").getBytes(US_ASCII));
    }

    int length() {
        return length;
    }

    void writeTo(RandomAccessFile file) throws IOException {
        file.write(bytes, 0, length);
    }

    @Override
    public void pool(int number, String name) {
        begin(POOL.getBytes(US_ASCII));
        number(number);
        text(name);
        end();
    }

    @Override
    public void use(int pool, long at, long dayEndsAt, long requests, long tokens) {
        begin(USE_WORD);
        number(pool);
        number(at);
        number(dayEndsAt);
        number(requests);
        number(tokens);
        end();
    }

    @Override
    public void known(int pool, PoolKnowledge knowledge) {
        begin(KNOWN.getBytes(US_ASCII));
        number(pool);
        instant(knowledge.closedUntil());
        for (WindowKnowledge window : knowledge.windows()) {
            text(window.dimension().name());
            text(window.span().name());
            instant(window.fullUntil());
            number(window.named().map(WindowKnowledge.Named::limit));
            instant(window.named().map(WindowKnowledge.Named::until));
            number(window.share().map(WindowKnowledge.Share::most));
            instant(window.share().map(WindowKnowledge.Share::raisedAt));
            number(window.share().map(share -> share.interval().toMillis()));
        }
        end();
    }

    @Override
    public void blocked(String owner, Block block) {
        begin(BLOCKED.getBytes(US_ASCII));
        text(owner);
        text(block.kind().name());
        number(block.since().toEpochMilli());
        text(block.message());
        end();
    }

    @Override
    public void unblocked(String owner) {
        begin(UNBLOCKED.getBytes(US_ASCII));
        text(owner);
        end();
    }

    private void begin(byte[] kind) {
        lineAt = length;
        room(CHECKSUM_DIGITS + 1);
        length += CHECKSUM_DIGITS;
        bytes[length++] = ' ';
        put(kind);
    }

    private void end() {
        int contentAt = lineAt + CHECKSUM_DIGITS + 1;
        checksum.reset();
        checksum.update(bytes, contentAt, length - contentAt);
        long sum = checksum.getValue();
        for (int i = CHECKSUM_DIGITS - 1; i >= 0; i--) {
            bytes[lineAt + i] = HEX[(int) (sum & 15)];
            sum >>>= 4;
        }
        room(1);
        bytes[length++] = '\n';
    }

    private void instant(Optional<Instant> instant) {
        number(instant.map(Instant::toEpochMilli));
    }

    private void number(Optional<Long> number) {
        if (number.isPresent()) {
            number(number.get());
        } else {
            text(ABSENT);
        }
    }

    private void number(long number) {
        room(21);
        bytes[length++] = ' ';
        if (number < 0) {
            bytes[length++] = '-';
        }
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length + i] = HEX[(int) Math.abs(rest % 10)];
            rest /= 10;
        }
        length += digits;
    }

    private void text(String text) {
        room(1);
        bytes[length++] = ' ';
        put(URLEncoder.encode(text, UTF_8).getBytes(US_ASCII));
    }

    private void put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
