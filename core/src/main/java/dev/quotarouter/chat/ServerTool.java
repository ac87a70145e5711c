package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import dev.quotarouter.internal.json.JsonText;

/**
 * A tool that the provider runs itself, in the middle of the reply.
 *
 * @param name what the tool is called here, or the provider's own name for one that has no neutral name
 * @param settingsJson its settings in the provider's terms: one JSON object, {@code {}} for none
 */
public record ServerTool(String name, String settingsJson) {
    /** The model writes programs and has them run: {@link CodePart} and {@link CodeResultPart} tell of it. */
    public static final ServerTool CODE_EXECUTION = new ServerTool("code_execution", "{}");
    /** The model searches the web: {@link Candidate#grounding()} tells what it found. */
    public static final ServerTool WEB_SEARCH = new ServerTool("web_search", "{}");
    /** The model reads the addresses that the conversation names: {@link Candidate#grounding()} tells which. */
    public static final ServerTool URL_CONTEXT = new ServerTool("url_context", "{}");

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the name is blank or the settings are not one JSON object
     */
    public ServerTool {
        requireNonNull(name, "name");
        requireNonNull(settingsJson, "settingsJson");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a server tool needs a name");
        }
        JsonText.requireObject("settingsJson", settingsJson);
    }

    /**
     * {@return the same tool with settings in the provider's terms}
     *
     * @throws IllegalArgumentException if they are not one JSON object
     */
    public ServerTool with(String settingsJson) {
        return new ServerTool(name, settingsJson);
    }
}
