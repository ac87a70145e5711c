package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param parts what is said, in order; never empty
 */
public record ChatMessage(Role role, List<Part> parts) {
    /**
     * Copies the parts.
     *
     * @throws IllegalArgumentException if there are no parts, or a part does not belong to the role
     */
    public ChatMessage {
        requireNonNull(role, "role");
        parts = List.copyOf(parts);
        for (Part part : parts) {
            if (!mayHold(role, part)) {
                throw new IllegalArgumentException("a " + role + " message cannot hold a "
                        + part.getClass().getSimpleName());
            }
        }
        // A model may say nothing at all; nobody else has a reason to.
        if (parts.isEmpty() && role != Role.ASSISTANT) {
            throw new IllegalArgumentException("a " + role + " message needs at least one part");
        }
    }

    /** Instructions that stand above the conversation. */
    public static ChatMessage system(String text) {
        return new ChatMessage(Role.SYSTEM, List.of(new TextPart(text)));
    }

    /** What the caller says. */
    public static ChatMessage user(String text) {
        return new ChatMessage(Role.USER, List.of(new TextPart(text)));
    }

    /** What the caller says, with data and files. */
    public static ChatMessage user(Part... parts) {
        return new ChatMessage(Role.USER, List.of(parts));
    }

    /** What the model said, told by the caller (history from elsewhere, examples). */
    public static ChatMessage assistant(String text) {
        return new ChatMessage(Role.ASSISTANT, List.of(new TextPart(text)));
    }

    /** What the caller's tools answered: one result for each call of the message before. */
    public static ChatMessage toolResults(ToolResult... results) {
        return new ChatMessage(Role.TOOL, List.of(results));
    }

    /** {@return the text parts, joined; empty if there are none} */
    public String text() {
        if (parts.size() == 1 && parts.get(0) instanceof TextPart only) {
            return only.text();
        }
        return parts.stream()
                .filter(TextPart.class::isInstance)
                .map(part -> ((TextPart) part).text())
                .collect(Collectors.joining());
    }

    /** {@return what the model told of its thoughts, joined; empty if it told nothing} */
    public String thoughts() {
        return parts.stream()
                .filter(ThoughtPart.class::isInstance)
                .map(part -> ((ThoughtPart) part).text())
                .collect(Collectors.joining());
    }

    /** {@return the tool calls, in order; empty if there are none} */
    public List<ToolCall> toolCalls() {
        return parts.stream()
                .filter(ToolCall.class::isInstance)
                .map(ToolCall.class::cast)
                .toList();
    }

    private static boolean mayHold(Role role, Part part) {
        return switch (role) {
            case SYSTEM -> part instanceof TextPart;
            case USER -> part instanceof TextPart || part instanceof DataPart || part instanceof FilePart;
            case ASSISTANT -> !(part instanceof ToolResult);
            case TOOL -> part instanceof ToolResult;
        };
    }

    /** Counts the parts: what is said does not belong into a log. */
    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + parts.size() + " parts]";
    }
}
