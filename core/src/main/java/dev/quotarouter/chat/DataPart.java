package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Data that travels inside the request or the reply: an image, sound, a film, a PDF. Immutable: the bytes are copied in and
 * out.
 */
public final class DataPart implements Part {
    private final String mimeType;
    private final byte[] bytes;
    private final Optional<String> signature;
    private final Optional<String> optionsJson;

    /**
     * Data of the given type.
     *
     * @param mimeType what the bytes are, for example {@code image/png}
     * @param bytes the data; copied
     * @throws IllegalArgumentException if the type has not the form {@code type/subtype} or there are no bytes
     */
    public DataPart(String mimeType, byte[] bytes) {
        this(requireType(mimeType), requireBytes(bytes).clone(), Optional.empty(), Optional.empty());
    }

    private DataPart(String mimeType, byte[] bytes, Optional<String> signature, Optional<String> optionsJson) {
        this.mimeType = mimeType;
        this.bytes = bytes;
        this.signature = signature;
        this.optionsJson = optionsJson;
    }

    /** {@return the same data with what the provider attached to it} */
    public DataPart withSignature(String signature) {
        return new DataPart(mimeType, bytes, Optional.of(signature), optionsJson);
    }

    /**
     * {@return the data with members beside it that have no neutral name} For Gemini {@code {"mediaResolution": {"level":
     * "MEDIA_RESOLUTION_LOW"}}}.
     *
     * @throws IllegalArgumentException if it is not one JSON object
     */
    public DataPart withOptions(String optionsJson) {
        JsonText.requireObject("optionsJson", optionsJson);
        return new DataPart(mimeType, bytes, signature, Optional.of(optionsJson));
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
    public Optional<String> signature() {
        return signature;
    }

    /** {@return members that the provider takes beside the data, as one JSON object} */
    public Optional<String> optionsJson() {
        return optionsJson;
    }

    @Override
    public Part withoutSignature() {
        return signature.isEmpty() ? this : new DataPart(mimeType, bytes, Optional.empty(), optionsJson);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataPart that
                && mimeType.equals(that.mimeType)
                && Arrays.equals(bytes, that.bytes)
                && signature.equals(that.signature)
                && optionsJson.equals(that.optionsJson);
    }

    @Override
    public int hashCode() {
        return 31 * mimeType.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "DataPart[" + mimeType + ", " + bytes.length + " bytes]";
    }

    private static String requireType(String mimeType) {
        requireNonNull(mimeType, "mimeType");
        int slash = mimeType.indexOf('/');
        if (slash <= 0 || slash == mimeType.length() - 1) {
            throw new IllegalArgumentException("mimeType must look like image/png, not \"" + mimeType + "\"");
        }
        return mimeType;
    }

    private static byte[] requireBytes(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        if (bytes.length == 0) {
            throw new IllegalArgumentException("bytes must not be empty");
        }
        return bytes;
    }
}
