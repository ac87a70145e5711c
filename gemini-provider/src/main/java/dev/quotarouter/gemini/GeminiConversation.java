package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.chat.ToolResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A conversation in the order that Gemini wants: instructions apart, neighbours of one role in one turn, the user first,
 * the results of parallel calls together and in the order of the calls.
 *
 * @param system the instructions, in order; empty if there are none or if they are folded into the first turn
 * @param turns who says what; never empty, and the first is the user's
 */
record GeminiConversation(List<String> system, List<Turn> turns) {
    /**
     * What one side says before the other speaks.
     *
     * @param role USER, ASSISTANT or TOOL
     * @param parts what is said; never empty
     */
    record Turn(Role role, List<Part> parts) {}

    /**
     * Arranges the messages.
     *
     * @param systemApart whether the model takes instructions apart; if not they open the first turn of the user
     */
    static GeminiConversation of(List<ChatMessage> messages, boolean systemApart) {
        List<String> system = new ArrayList<>();
        List<Turn> turns = new ArrayList<>(messages.size());
        for (ChatMessage message : messages) {
            if (message.role() == Role.SYSTEM) {
                addTexts(message, system);
            } else {
                addTurn(message, turns);
            }
        }
        for (int i = 1; i < turns.size(); i++) {
            if (turns.get(i).role() == Role.TOOL) {
                turns.set(i, inOrderOfCalls(turns.get(i), turns.get(i - 1)));
            }
        }
        if (!systemApart && !system.isEmpty()) {
            fold(String.join("\n\n", system), turns);
            system = List.of();
        }
        // Google: the first content is the user's. A greeting of the model's, or instructions alone, need an opening.
        if (turns.isEmpty() || turns.get(0).role() == Role.ASSISTANT) {
            turns.add(0, new Turn(Role.USER, List.of(new TextPart(" "))));
        }
        return new GeminiConversation(system, turns);
    }

    private static void addTexts(ChatMessage message, List<String> system) {
        for (Part part : message.parts()) {
            // Even an empty instruction is refused where instructions are.
            if (part instanceof TextPart text && !text.text().isEmpty()) {
                system.add(text.text());
            }
        }
    }

    private static void addTurn(ChatMessage message, List<Turn> turns) {
        List<Part> parts = message.role() == Role.ASSISTANT ? withoutSilence(message.parts()) : message.parts();
        if (parts.isEmpty()) {
            return;
        }
        int last = turns.size() - 1;
        if (last < 0 || turns.get(last).role() != message.role()) {
            turns.add(new Turn(message.role(), parts));
            return;
        }
        List<Part> both = new ArrayList<>(turns.get(last).parts());
        both.addAll(parts);
        turns.set(last, new Turn(message.role(), both));
    }

    /** A content without parts is refused, and a part that says nothing to Gemini and signs nothing is none. */
    private static List<Part> withoutSilence(List<Part> parts) {
        boolean silent = parts.stream().anyMatch(GeminiConversation::isSilent);
        return silent ? parts.stream().filter(part -> !isSilent(part)).toList() : parts;
    }

    private static boolean isSilent(Part part) {
        if (part instanceof ProviderPart own) {
            return !own.provider().equals("gemini");
        }
        if (part.signature().isPresent()) {
            return false;
        }
        // A thought is told as a summary; what the model itself wants back of it is the signature.
        return part instanceof ThoughtPart
                || (part instanceof TextPart text && text.text().isEmpty());
    }

    /** Where calls have no id Gemini tells their results apart by order alone. */
    private static Turn inOrderOfCalls(Turn results, Turn calls) {
        List<String> ids = new ArrayList<>();
        for (Part part : calls.parts()) {
            if (part instanceof ToolCall call) {
                ids.add(call.id());
            }
        }
        List<Part> sorted = new ArrayList<>(results.parts());
        sorted.sort(Comparator.comparingInt(part -> position(ids, part)));
        return new Turn(Role.TOOL, sorted);
    }

    private static int position(List<String> ids, Part part) {
        int position = part instanceof ToolResult result ? ids.indexOf(result.callId()) : ids.size();
        return position < 0 ? ids.size() : position;
    }

    private static void fold(String system, List<Turn> turns) {
        if (turns.isEmpty() || turns.get(0).role() != Role.USER) {
            turns.add(0, new Turn(Role.USER, List.of(new TextPart(system))));
            return;
        }
        List<Part> parts = new ArrayList<>(turns.get(0).parts());
        if (parts.get(0) instanceof TextPart first && first.signature().isEmpty()) {
            parts.set(0, new TextPart(system + "\n\n" + first.text()));
        } else {
            parts.add(0, new TextPart(system + "\n\n"));
        }
        turns.set(0, new Turn(Role.USER, parts));
    }
}
