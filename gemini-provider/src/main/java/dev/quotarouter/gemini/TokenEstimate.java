package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;

/**
 * About how many tokens a prompt has, rather more than less, without the model's vocabulary and without making objects: it
 * is asked for every request.
 *
 * <p>Google: a token is about 4 characters; an image of at most 384 × 384 pixels is 258 tokens, a larger one 258 for each
 * tile of 768 × 768; a second of sound is 32, a second of video 263.
 */
final class TokenEstimate {
    /** Text is counted in quarters of a token. */
    private static final int QUARTERS = 4;

    private static final int PER_MESSAGE = 4;
    private static final int PER_TOOL = 12;
    private static final int PER_TILE = 258;
    private static final int SMALL_SIDE = 384;
    private static final int TILE_SIDE = 768;
    /** For an image that does not show its size: that of a large photo. */
    private static final int UNKNOWN_TILES = 9;

    private TokenEstimate() {}

    static long of(ChatRequest request) {
        long tokens = 0;
        for (ChatMessage message : request.messages()) {
            tokens += PER_MESSAGE;
            for (Part part : message.parts()) {
                tokens += of(part);
            }
        }
        for (Tool tool : request.tools()) {
            tokens += PER_TOOL + of(tool.name()) + of(tool.description());
            tokens += of(tool.parametersJson().orElse(""));
        }
        return tokens + of(request.responseFormat().schemaJson().orElse(""));
    }

    private static long of(Part part) {
        if (part instanceof TextPart text) {
            return of(text.text());
        }
        if (part instanceof ToolCall call) {
            return PER_MESSAGE + of(call.name()) + of(call.argumentsJson());
        }
        if (part instanceof ToolResult result) {
            return PER_MESSAGE + of(result.name()) + of(result.content());
        }
        return part instanceof DataPart data ? of(data) : 0;
    }

    private static long of(String text) {
        long quarters = 0;
        for (int i = 0; i < text.length(); i++) {
            quarters += quarters(text.charAt(i));
        }
        return (quarters + QUARTERS - 1) / QUARTERS;
    }

    private static int quarters(char c) {
        if (c < 128) {
            return ascii(c);
        }
        // Accented, Greek and Cyrillic letters make shorter tokens; Chinese, Thai, emoji and the like about one each.
        return c < 0x0590 ? 2 : QUARTERS;
    }

    private static int ascii(char c) {
        // Gemini's vocabulary has digits only one by one.
        if (c >= '0' && c <= '9') {
            return QUARTERS;
        }
        // Brackets, quotes and signs, of which JSON and code are full, come one or two to a token.
        boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c <= ' ';
        return word ? 1 : 2;
    }

    private static long of(DataPart data) {
        if (data.isImage()) {
            return ImageSize.of(data).map(TokenEstimate::of).orElse((long) UNKNOWN_TILES * PER_TILE);
        }
        String type = data.mimeType();
        // From the bytes of a second at low quality: 64 kbit of sound, 512 kbit of video.
        if (type.startsWith("audio/")) {
            return data.size() / 250L + 1;
        }
        if (type.startsWith("video/")) {
            return data.size() / 240L + 1;
        }
        // A page of a PDF is 258 tokens and rarely less than 4 kB; text is text.
        return data.size() / (type.equals("application/pdf") ? 16L : 3L) + 1;
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
