package dev.quotarouter.cli;

import dev.quotarouter.chat.ChatChunk;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.ChatStream;
import dev.quotarouter.chat.ToolCall;
import java.io.PrintWriter;
import java.util.List;

/** Prints replies for people: the text, then a line for each tool call. */
final class ReplyPrinter {
    private final PrintWriter out;

    ReplyPrinter(PrintWriter out) {
        this.out = out;
    }

    /** Prints a whole reply. */
    void print(ChatResponse response) {
        if (!response.text().isEmpty()) {
            out.println(response.text());
        }
        print(response.toolCalls());
        out.flush();
    }

    /** Prints a reply as it comes; {@return the whole of it} */
    ChatResponse print(ChatStream stream) {
        boolean lineOpen = false;
        try {
            for (ChatChunk chunk : stream) {
                String text = chunk.text();
                if (!text.isEmpty()) {
                    out.print(text);
                    out.flush();
                    lineOpen = !text.endsWith("\n");
                }
            }
        } finally {
            // Whatever comes next, be it an error on the same terminal, begins on a line of its own.
            if (lineOpen) {
                out.println();
            }
            out.flush();
        }
        ChatResponse response = stream.response();
        print(response.toolCalls());
        out.flush();
        return response;
    }

    private void print(List<ToolCall> calls) {
        calls.forEach(call -> out.println(call.name() + call.argumentsJson()));
    }
}
