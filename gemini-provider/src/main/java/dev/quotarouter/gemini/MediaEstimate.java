package dev.quotarouter.gemini;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;

/**
 * About how many tokens data is, rather more than less, from its first bytes and its length; nothing is decoded.
 *
 * <p>Google: an image of at most 384 × 384 pixels is 258 tokens, a larger one 258 for each tile of 768 × 768; a second of
 * sound is 32, a second of video 263, a page of a document 258.
 */
final class MediaEstimate {
    private static final int PER_TILE = 258;
    private static final int SMALL_SIDE = 384;
    private static final int TILE_SIDE = 768;
    /** For an image that does not show its size: that of a large photo. */
    private static final int UNKNOWN_TILES = 9;

    private static final int PER_PAGE = 258;
    private static final int PER_SECOND_OF_SOUND = 32;
    private static final int PER_SECOND_OF_VIDEO = 263;

    // A file elsewhere does not show how long it is: a few minutes, a few pages. The first reply tells the truth.
    private static final int UNKNOWN_SECONDS = 180;
    private static final int UNKNOWN_PAGES = 20;

    private MediaEstimate() {}

    static long of(DataPart data) {
        String type = data.mimeType();
        if (data.isImage()) {
            return ImageSize.of(data).map(MediaEstimate::of).orElse((long) UNKNOWN_TILES * PER_TILE);
        }
        // From the bytes of a second at low quality: 64 kbit of sound, 512 kbit of video.
        if (type.startsWith("audio/")) {
            return data.size() / 250L + 1;
        }
        if (type.startsWith("video/")) {
            return data.size() / 240L + 1;
        }
        // A page is rarely less than 4 kB; text is text.
        return data.size() / (type.equals("application/pdf") ? 16L : 3L) + 1;
    }

    static long of(FilePart file) {
        // Without a type it is an address that Gemini looks up itself, and those are films.
        String type = file.mimeType().orElse("video/");
        if (type.startsWith("image/")) {
            return (long) UNKNOWN_TILES * PER_TILE;
        }
        if (type.startsWith("audio/")) {
            return (long) UNKNOWN_SECONDS * PER_SECOND_OF_SOUND;
        }
        if (type.startsWith("video/")) {
            return (long) UNKNOWN_SECONDS * PER_SECOND_OF_VIDEO;
        }
        return (long) UNKNOWN_PAGES * PER_PAGE;
    }

    private static long of(ImageSize size) {
        if (size.width() <= SMALL_SIDE && size.height() <= SMALL_SIDE) {
            return PER_TILE;
        }
        return tiles(size.width()) * tiles(size.height()) * PER_TILE;
    }

    private static long tiles(int side) {
        return (side + TILE_SIDE - 1L) / TILE_SIDE;
    }
}
