package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import java.util.List;

/**
 * About how many tokens a prompt has, rather more than less, without the model's vocabulary: it is asked for every request.
 *
 * <p>Google: a token is about 4 characters. An instance counts one request, on one thread.
 */
final class TokenEstimate {
    /** Text is counted in quarters of a token. */
    private static final int QUARTERS = 4;

    private static final int PER_MESSAGE = 4;
    private static final int PER_TOOL = 12;

    private static final int BLOCK = 256;

    private static final int ASCII = 128;
    // Looked up, as every character of every prompt is asked for.
    private static final byte[] QUARTERS_OF_ASCII = new byte[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            QUARTERS_OF_ASCII[c] = ascii(c);
        }
    }

    // Text is looked at in blocks: asking a string for its characters one by one takes twice as long and more.
    private final char[] block = new char[BLOCK];

    private TokenEstimate() {}

    static long of(ChatRequest request) {
        return new TokenEstimate().ofAll(request);
    }

    private long ofAll(ChatRequest request) {
        long tokens = of(request.responseFormat().schemaJson().orElse(""))
                + of(request.options().providerOptions().getOrDefault("gemini", ""));
        // By index: an iterator would be one more object for each turn of the conversation.
        List<ChatMessage> messages = request.messages();
        for (int i = 0; i < messages.size(); i++) {
            tokens += PER_MESSAGE;
            List<Part> parts = messages.get(i).parts();
            for (int j = 0; j < parts.size(); j++) {
                tokens += of(parts.get(j));
            }
        }
        return tokens + ofTools(request.tools(), request.serverTools());
    }

    private long ofTools(List<Tool> tools, List<ServerTool> serverTools) {
        long tokens = 0;
        for (int i = 0; i < tools.size(); i++) {
            Tool tool = tools.get(i);
            tokens += PER_TOOL + of(tool.name()) + of(tool.description());
            tokens += of(tool.parametersJson().orElse(""));
        }
        for (int i = 0; i < serverTools.size(); i++) {
            tokens += PER_TOOL + of(serverTools.get(i).settingsJson());
        }
        return tokens;
    }

    private long of(Part part) {
        if (part instanceof TextPart text) {
            return of(text.text());
        }
        if (part instanceof ThoughtPart thought) {
            // Without a signature it is not sent.
            return thought.signature().isPresent() ? of(thought.text()) : 0;
        }
        if (part instanceof ToolCall call) {
            return PER_MESSAGE + of(call.name()) + of(call.argumentsJson());
        }
        if (part instanceof ToolResult result) {
            return of(result);
        }
        if (part instanceof CodePart code) {
            return PER_MESSAGE + of(code.code());
        }
        if (part instanceof CodeResultPart result) {
            return PER_MESSAGE + of(result.output());
        }
        if (part instanceof ProviderPart own) {
            return own.provider().equals("gemini") ? of(own.json()) : 0;
        }
        return part instanceof DataPart data ? MediaEstimate.of(data) : MediaEstimate.of((FilePart) part);
    }

    private long of(ToolResult result) {
        long tokens = PER_MESSAGE + of(result.name()) + of(result.content());
        List<DataPart> data = result.data();
        for (int i = 0; i < data.size(); i++) {
            tokens += MediaEstimate.of(data.get(i));
        }
        return tokens;
    }

    private long of(String text) {
        long quarters = 0;
        int to;
        for (int from = 0; from < text.length(); from = to) {
            to = from + Math.min(text.length() - from, BLOCK);
            text.getChars(from, to, block, 0);
            quarters += quartersOfBlock(to - from);
        }
        return (quarters + QUARTERS - 1) / QUARTERS;
    }

    private int quartersOfBlock(int length) {
        int quarters = 0;
        for (int i = 0; i < length; i++) {
            char c = block[i];
            quarters += c < ASCII ? QUARTERS_OF_ASCII[c] : beyondAscii(c);
        }
        return quarters;
    }

    private static int beyondAscii(char c) {
        // Letters: accented Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari make about two characters a token.
        if (c < 0x0980) {
            return 2;
        }
        // The other scripts of India, Thai, and Korean are rarer in the vocabulary.
        // Chinese, Japanese and the two halves of an emoji count one each.
        boolean rarer = c < 0x1100 || (c >= 0xac00 && c <= 0xd7af);
        return rarer ? 3 : QUARTERS;
    }

    private static byte ascii(char c) {
        // Gemini's vocabulary has digits only one by one.
        if (c >= '0' && c <= '9') {
            return QUARTERS;
        }
        // Brackets, quotes and signs, of which JSON and code are full, come one or two to a token.
        boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c <= ' ';
        return (byte) (word ? 1 : 2);
    }
}
