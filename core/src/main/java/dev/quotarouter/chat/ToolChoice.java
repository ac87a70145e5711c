package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whether the model may, must or must not call tools.
 *
 * @param mode the rule
 * @param toolName the one tool that must be called; only with {@link Mode#REQUIRED}
 */
public record ToolChoice(Mode mode, Optional<String> toolName) {
    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, Optional.empty());
    /** No tool is called. */
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, Optional.empty());
    /** At least one tool is called. */
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, Optional.empty());

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
     * Checks that a name comes only with {@link Mode#REQUIRED}.
     *
     * @throws IllegalArgumentException if it does not
     */
    public ToolChoice {
        requireNonNull(mode, "mode");
        requireNonNull(toolName, "toolName");
        if (toolName.isPresent() && mode != Mode.REQUIRED) {
            throw new IllegalArgumentException("a tool can be named only where one is required, not with " + mode);
        }
    }

    /** The named tool is called. */
    public static ToolChoice named(String toolName) {
        return new ToolChoice(Mode.REQUIRED, Optional.of(toolName));
    }
}
