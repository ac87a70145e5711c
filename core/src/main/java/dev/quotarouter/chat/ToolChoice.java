package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Whether the model may, must or must not call tools.
 *
 * @param mode the rule
 * @param toolNames the tools of which one must be called, empty for any; only with {@link Mode#REQUIRED}
 */
public record ToolChoice(Mode mode, List<String> toolNames) {
    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, List.of());
    /** No tool is called. */
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, List.of());
    /** At least one tool is called. */
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, List.of());

    /** The three rules. */
    public enum Mode {
        /** The model decides. */
        AUTO,
        /** No tool is called. */
        NONE,
        /** At least one tool is called. */
        REQUIRED
    }

    /**
     * Copies the names, and checks that they come only with {@link Mode#REQUIRED}.
     *
     * @throws IllegalArgumentException if they do not
     */
    public ToolChoice {
        requireNonNull(mode, "mode");
        toolNames = List.copyOf(toolNames);
        if (!toolNames.isEmpty() && mode != Mode.REQUIRED) {
            throw new IllegalArgumentException("a tool can be named only where one is required, not with " + mode);
        }
    }

    /**
     * One of the named tools is called.
     *
     * @throws IllegalArgumentException if none is named
     */
    public static ToolChoice named(String... toolNames) {
        if (toolNames.length == 0) {
            throw new IllegalArgumentException("name at least one tool, or use REQUIRED");
        }
        return new ToolChoice(Mode.REQUIRED, List.of(toolNames));
    }
}
