package dev.quotarouter.cli.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A line of a file, without its end. Immutable, as nobody writes to the bytes it was made of. */
final class TextLine {
    private final long number;
    private final long offset;
    private final byte[] bytes;
    private final boolean ended;

    /**
     * Creates a line.
     *
     * @param number its number, from 1
     * @param offset where in the file it begins
     * @param bytes what is in it
     * @param ended whether there is a line end after it; false only for what a file ends with
     */
    TextLine(long number, long offset, byte[] bytes, boolean ended) {
        this.number = number;
        this.offset = offset;
        this.bytes = bytes;
        this.ended = ended;
    }

    long number() {
        return number;
    }

    long offset() {
        return offset;
    }

    int length() {
        return bytes.length;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isBlank() {
        for (byte one : bytes) {
            if (one != ' ' && one != '\t') {
                return false;
            }
        }
        return true;
    }

    /** {@return the line, decoded} */
    String text() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
        out.write('\n');
    }

    /** {@return a number that another line, or this one with another number, does not have} */
    long digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
            return ByteBuffer.wrap(sha.digest(bytes)).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
