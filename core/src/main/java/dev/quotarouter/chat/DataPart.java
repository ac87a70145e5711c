package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Data that travels inside the request, such as an image. Immutable: the bytes are copied in and out. */
public final class DataPart implements Part {
    private final String mimeType;
    private final byte[] bytes;

    /**
     * Data of the given type.
     *
     * @param mimeType what the bytes are, for example {@code image/png}
     * @param bytes the data; copied
     * @throws IllegalArgumentException if the type has not the form {@code type/subtype} or there are no bytes
     */
    public DataPart(String mimeType, byte[] bytes) {
        requireNonNull(mimeType, "mimeType");
        requireNonNull(bytes, "bytes");
        int slash = mimeType.indexOf('/');
        if (slash <= 0 || slash == mimeType.length() - 1) {
            throw new IllegalArgumentException("mimeType must look like image/png, not \"" + mimeType + "\"");
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("bytes must not be empty");
        }
        this.mimeType = mimeType;
        this.bytes = bytes.clone();
    }

    /** {@return what the bytes are, for example {@code image/png}} */
    public String mimeType() {
        return mimeType;
    }

    /** {@return a copy of the data} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the data without a copy, read-only} */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** {@return the number of bytes} */
    public int size() {
        return bytes.length;
    }

    /** {@return whether the type is an image} */
    public boolean isImage() {
        return mimeType.startsWith("image/");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataPart that && mimeType.equals(that.mimeType) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * mimeType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "DataPart[" + mimeType + ", " + bytes.length + " bytes]";
    }
}
