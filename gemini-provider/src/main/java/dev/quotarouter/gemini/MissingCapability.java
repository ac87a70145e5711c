package dev.quotarouter.gemini;

import dev.quotarouter.provider.Capability;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A refusal that teaches what a model cannot do.
 *
 * @param capability what it cannot
 * @param words what the refusal says
 */
record MissingCapability(Capability capability, Pattern words) {
    /**
     * What is said of a value: "Invalid value at 'x'", "contents[0].parts", "generation_config.temperature". It says nothing
     * about the model, and may show the value without quotation marks.
     */
    private static final Pattern ABOUT_A_VALUE = Pattern.compile(
            "invalid value|\\w\\[\\d+\\]|\\bGenerateContentRequest\\.|(?<![/\\w])[a-z]+_[a-z_]+\\.[a-z]",
            Pattern.CASE_INSENSITIVE);

    // In the order in which they must be asked: the first that fits is right.
    private static final List<MissingCapability> REFUSALS = List.of(
            // Before plain function calling: these models can do either, but not both at once.
            of(Capability.TOOLS_WITH_JSON_OUTPUT, "function calling with a response mime type"),
            // What models before Gemini 3 say of the switch that both at once need.
            of(Capability.TOOLS_WITH_SERVER_TOOLS, "tool call context circulation is not enabled"),
            of(Capability.TOOLS_WITH_SERVER_TOOLS, "built-in tools[^.]* function calling[^.]* cannot be combined"),
            of(Capability.TOOLS, "function calling is not enabled"),
            of(Capability.TOOLS, "tool use with function calling is unsupported"),
            of(Capability.SERVER_TOOLS, "search grounding is not supported"),
            of(Capability.SERVER_TOOLS, "search as tool is not enabled"),
            of(
                    Capability.SERVER_TOOLS,
                    "(?:code execution|url context) (?:(?:as )?tool )?is not (?:enabled for|supported)"),
            of(Capability.SYSTEM_INSTRUCTION, "developer instruction is not enabled"),
            of(Capability.JSON_OUTPUT, "json mode is not enabled"),
            of(Capability.IMAGES, "image input modality is not enabled"),
            of(Capability.AUDIO, "audio input modality is not enabled"),
            of(Capability.VIDEO, "video input modality is not enabled"),
            of(Capability.DOCUMENTS, "document input modality is not enabled"),
            of(Capability.PENALTIES, "penalty is not enabled for"),
            of(Capability.LOGPROBS, "logprobs is not enabled for"),
            of(Capability.LOGPROBS, "logprobs is not supported"),
            of(Capability.MULTIPLE_CANDIDATES, "multiple candidates is not enabled for"),
            of(Capability.MULTIPLE_CANDIDATES, "only one candidate"),
            of(Capability.THINKING_OFF, "budget 0 is invalid"),
            of(Capability.THINKING_OFF, "only works in thinking mode"),
            of(Capability.THINKING, "thinking is not enabled for"),
            of(Capability.THINKING, "thinking is not supported"),
            // Not that one level is missing: "Thinking level MEDIUM is not supported".
            of(Capability.THINKING, "thinking level is not supported"),
            of(Capability.THINKING, "thinking_level is not supported"),
            of(Capability.THINKING, "thinking budget is not supported"),
            of(Capability.THINKING, "thinking_budget is not supported"));

    private static MissingCapability of(Capability capability, String words) {
        return new MissingCapability(capability, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    /**
     * {@return what the model that said this cannot do; empty if it says nothing of the kind} It is remembered for all
     * requests, so where it is not sure that Gemini itself says it of the model, it is not said.
     */
    static Optional<Capability> taughtBy(String message) {
        String own = OwnWords.of(message);
        if (ABOUT_A_VALUE.matcher(own).find()) {
            return Optional.empty();
        }
        return REFUSALS.stream()
                .filter(refusal -> refusal.words.matcher(own).find())
                .map(MissingCapability::capability)
                .findFirst();
    }
}
