package dev.quotarouter.gemini;

import static dev.quotarouter.provider.Capability.AUDIO;
import static dev.quotarouter.provider.Capability.DOCUMENTS;
import static dev.quotarouter.provider.Capability.IMAGES;
import static dev.quotarouter.provider.Capability.JSON_OUTPUT;
import static dev.quotarouter.provider.Capability.JSON_SCHEMA;
import static dev.quotarouter.provider.Capability.LOGPROBS;
import static dev.quotarouter.provider.Capability.MULTIPLE_CANDIDATES;
import static dev.quotarouter.provider.Capability.PENALTIES;
import static dev.quotarouter.provider.Capability.SERVER_TOOLS;
import static dev.quotarouter.provider.Capability.SYSTEM_INSTRUCTION;
import static dev.quotarouter.provider.Capability.THINKING;
import static dev.quotarouter.provider.Capability.THINKING_OFF;
import static dev.quotarouter.provider.Capability.TOOLS;
import static dev.quotarouter.provider.Capability.TOOLS_WITH_JSON_OUTPUT;
import static dev.quotarouter.provider.Capability.TOOLS_WITH_SERVER_TOOLS;
import static dev.quotarouter.provider.Capability.VIDEO;

import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ModelProfile;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of models by their names. Where it is not known the guess is the careful one: a capability that is wrongly
 * missing costs a choice, one that is wrongly there costs a call.
 */
final class GeminiModels {
    // gemini-3.1-pro-preview-customtools, gemini-2.5-flash-preview-09-2025, gemini-2.0-flash-001,
    // gemini-2.5-flash-latest.
    private static final Pattern ALIAS =
            Pattern.compile("-(?:customtools|latest|preview(?:-\\d{2}-\\d{2}|-\\d{2}-\\d{4})?|0\\d{2})$");
    // They answer in other ways than text, or over another door.
    private static final Pattern NOT_FOR_CHAT =
            Pattern.compile(".*-(?:tts|embedding|live|native-audio|dialog)(?:-.*)?");
    private static final Pattern MAKES_IMAGES = Pattern.compile(".*-image(?:-.*)?");

    private GeminiModels() {}

    /** {@return what is known of the model} */
    static ModelProfile profile(String model) {
        GeminiModelName name = GeminiModelName.of(model);
        String text = name.text();
        return new ModelProfile(baseModel(text), capabilities(name), contextTokens(text), maxOutputTokens(text));
    }

    /** {@return whether the model is one to chat with: it answers with text, over the door that chats go through} */
    static boolean answersWithText(String model) {
        return !NOT_FOR_CHAT.matcher(model).matches()
                && !MAKES_IMAGES.matcher(model).matches();
    }

    /** {@return the name under which Gemini counts} As seen in the quotaDimensions of its refusals. */
    private static String baseModel(String name) {
        // Three whose name in the books is not the name without its suffix.
        if (name.startsWith("gemini-2.5-flash-image")) {
            return "gemini-2.5-flash-preview-image";
        }
        if (name.equals("gemini-embedding-001")) {
            return "gemini-embedding-1.0";
        }
        if (name.endsWith("-preview-tts")) {
            return name.substring(0, name.length() - "-preview-tts".length()) + "-tts";
        }
        String base = name;
        for (String shorter = withoutSuffix(base); !shorter.equals(base); shorter = withoutSuffix(base)) {
            base = shorter;
        }
        return base;
    }

    private static String withoutSuffix(String name) {
        return ALIAS.matcher(name).replaceFirst("");
    }

    private static Set<Capability> capabilities(GeminiModelName name) {
        if (NOT_FOR_CHAT.matcher(name.text()).matches()) {
            return Set.of();
        }
        if (MAKES_IMAGES.matcher(name.text()).matches()) {
            // The later ones think first.
            return name.isThirdOrLater() ? Set.of(IMAGES) : Set.of(IMAGES, THINKING_OFF);
        }
        return name.isGemini() ? gemini(name) : gemma(name.text());
    }

    private static Set<Capability> gemma(String name) {
        if (name.startsWith("gemma-3")) {
            return isGemma3(name) && !name.startsWith("gemma-3-1b")
                    ? Set.of(IMAGES, THINKING_OFF)
                    : Set.of(THINKING_OFF);
        }
        // Google shows it with instructions; nothing else of it is known for sure.
        return name.startsWith("gemma-4") ? Set.of(SYSTEM_INSTRUCTION) : Set.of();
    }

    private static Set<Capability> gemini(GeminiModelName name) {
        // It calls one tool of Google's, not the caller's.
        if (name.text().contains("computer-use")) {
            return Set.of(SYSTEM_INSTRUCTION, IMAGES);
        }
        Set<Capability> capabilities =
                EnumSet.of(TOOLS, SYSTEM_INSTRUCTION, IMAGES, AUDIO, VIDEO, DOCUMENTS, JSON_OUTPUT, JSON_SCHEMA);
        if (name.isThirdOrLater()) {
            capabilities.addAll(EnumSet.of(SERVER_TOOLS, THINKING, TOOLS_WITH_JSON_OUTPUT, TOOLS_WITH_SERVER_TOOLS));
        } else if (name.isAtLeast(2, 5)) {
            capabilities.addAll(EnumSet.of(SERVER_TOOLS, THINKING));
            if (name.isFlash()) {
                capabilities.add(THINKING_OFF);
            }
        } else {
            capabilities.addAll(second(name));
        }
        return capabilities;
    }

    /** Gemini 2.0 has knobs that were taken from its successors, and does not think. */
    private static Set<Capability> second(GeminiModelName name) {
        if (!name.is(2, 0) || name.text().contains("thinking")) {
            return Set.of();
        }
        Set<Capability> capabilities = EnumSet.of(THINKING_OFF, PENALTIES, LOGPROBS, MULTIPLE_CANDIDATES);
        if (!name.isLite()) {
            capabilities.add(SERVER_TOOLS);
        }
        return capabilities;
    }

    private static OptionalLong contextTokens(String name) {
        if (isGemma3(name)) {
            return OptionalLong.of(name.startsWith("gemma-3-1b") ? 32_768 : 131_072);
        }
        return isLargeGemini(name) ? OptionalLong.of(1_048_576) : OptionalLong.empty();
    }

    private static OptionalLong maxOutputTokens(String name) {
        if (isGemma3(name)) {
            return OptionalLong.of(8_192);
        }
        if (!isLargeGemini(name)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(name.startsWith("gemini-2.0") ? 8_192 : 65_536);
    }

    /** 3n is another model, of whose sizes Google's pages disagree. */
    private static boolean isGemma3(String name) {
        return name.startsWith("gemma-3-");
    }

    /** Gemini 2.0, 2.5 and 3 for chat; what comes after may be larger or smaller. */
    private static boolean isLargeGemini(String name) {
        return (name.startsWith("gemini-2.0-") || name.startsWith("gemini-2.5-") || name.matches("gemini-3[-.].*"))
                && !NOT_FOR_CHAT.matcher(name).matches()
                && !MAKES_IMAGES.matcher(name).matches()
                && !name.contains("computer-use");
    }
}
