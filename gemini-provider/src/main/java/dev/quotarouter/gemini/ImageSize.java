package dev.quotarouter.gemini;

import dev.quotarouter.chat.DataPart;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads the size of an image from its first bytes: PNG, JPEG, GIF and WebP. Nothing is decoded or copied. */
record ImageSize(int width, int height) {
    private static final int PNG = 0x89504e47;
    private static final int GIF = 0x47494638;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int VP8 = 0x56503820;
    private static final int VP8L = 0x5650384c;
    private static final int VP8X = 0x56503858;
    private static final int JPEG = 0xffd8;

    /** {@return the size; empty for another format, or one that is broken} */
    static Optional<ImageSize> of(DataPart data) {
        try {
            return Optional.of(read(data.asByteBuffer())).filter(size -> size.width > 0 && size.height > 0);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static ImageSize read(ByteBuffer bytes) {
        return switch (bytes.getInt(0)) {
            case PNG -> new ImageSize(bytes.getInt(16), bytes.getInt(20));
            case GIF -> littleEndian(bytes, 6);
            case RIFF -> bytes.getInt(8) == WEBP ? webp(bytes) : UNKNOWN;
            default -> (bytes.getShort(0) & 0xffff) == JPEG ? jpeg(bytes) : UNKNOWN;
        };
    }

    private static final ImageSize UNKNOWN = new ImageSize(0, 0);

    private static ImageSize littleEndian(ByteBuffer bytes, int at) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new ImageSize(little.getShort(at) & 0xffff, little.getShort(at + 2) & 0xffff);
    }

    private static ImageSize webp(ByteBuffer bytes) {
        return switch (bytes.getInt(12)) {
            case VP8 -> {
                // The two upper bits say how to scale for display.
                ImageSize raw = littleEndian(bytes, 26);
                yield new ImageSize(raw.width & 0x3fff, raw.height & 0x3fff);
            }
            case VP8L -> {
                int bits = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(21);
                yield new ImageSize((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
            }
            case VP8X -> new ImageSize(threeBytes(bytes, 24) + 1, threeBytes(bytes, 27) + 1);
            default -> UNKNOWN;
        };
    }

    private static int threeBytes(ByteBuffer bytes, int at) {
        return (bytes.get(at) & 0xff) | (bytes.get(at + 1) & 0xff) << 8 | (bytes.get(at + 2) & 0xff) << 16;
    }

    /** A JPEG is a chain of segments; the one that starts a frame has the size. */
    private static ImageSize jpeg(ByteBuffer bytes) {
        int at = 2;
        while ((bytes.get(at) & 0xff) == 0xff) {
            int marker = bytes.get(at + 1) & 0xff;
            if (isFrame(marker)) {
                return new ImageSize(bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff);
            }
            // A marker may be preceded by any number of fill bytes.
            at += marker == 0xff ? 1 : 2 + (bytes.getShort(at + 2) & 0xffff);
        }
        return UNKNOWN;
    }

    private static boolean isFrame(int marker) {
        boolean startOfFrame = marker >= 0xc0 && marker <= 0xcf;
        // Tables and an extension stand among the frame markers.
        return startOfFrame && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
