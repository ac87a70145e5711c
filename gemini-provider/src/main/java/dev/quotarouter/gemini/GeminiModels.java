package dev.quotarouter.gemini;

import static dev.quotarouter.provider.Capability.IMAGES;
import static dev.quotarouter.provider.Capability.JSON_OUTPUT;
import static dev.quotarouter.provider.Capability.JSON_SCHEMA;
import static dev.quotarouter.provider.Capability.SYSTEM_INSTRUCTION;
import static dev.quotarouter.provider.Capability.TOOLS;
import static dev.quotarouter.provider.Capability.TOOLS_WITH_JSON_OUTPUT;

import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ModelProfile;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
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
    private static final Pattern GENERATION = Pattern.compile("gemini-(\\d{1,3})(?:\\.(\\d{1,3}))?(?:-.*)?");
    // They answer in other ways than text, or over another door.
    private static final Pattern NOT_FOR_CHAT =
            Pattern.compile(".*-(?:tts|embedding|live|native-audio|dialog)(?:-.*)?");
    private static final Pattern MAKES_IMAGES = Pattern.compile(".*-image(?:-.*)?");

    private static final int CURRENT_GENERATION = 3;

    private GeminiModels() {}

    /** {@return what is known of the model} */
    static ModelProfile profile(String model) {
        String name = bareName(model);
        return new ModelProfile(baseModel(name), capabilities(name), contextTokens(name), maxOutputTokens(name));
    }

    /** {@return the model's name without the folder it is in} */
    static String bareName(String model) {
        return model.startsWith("models/") ? model.substring("models/".length()) : model;
    }

    /** {@return whether unsigned tool calls in the history are refused} Google: since Gemini 3 they are. */
    static boolean needsSignatures(String baseModel) {
        return generation(baseModel) >= CURRENT_GENERATION;
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

    private static Set<Capability> capabilities(String name) {
        if (NOT_FOR_CHAT.matcher(name).matches()) {
            return Set.of();
        }
        if (MAKES_IMAGES.matcher(name).matches()) {
            return Set.of(IMAGES);
        }
        if (name.startsWith("gemini-")) {
            return gemini(name);
        }
        if (name.startsWith("gemma-3-") && !name.startsWith("gemma-3-1b")) {
            return Set.of(IMAGES);
        }
        // Google shows it with instructions; nothing else of it is known for sure.
        return name.startsWith("gemma-4") ? Set.of(SYSTEM_INSTRUCTION) : Set.of();
    }

    private static Set<Capability> gemini(String name) {
        // It calls one tool of Google's, not the caller's.
        if (name.contains("computer-use")) {
            return Set.of(SYSTEM_INSTRUCTION, IMAGES);
        }
        Set<Capability> capabilities = EnumSet.of(TOOLS, SYSTEM_INSTRUCTION, IMAGES, JSON_OUTPUT, JSON_SCHEMA);
        if (generation(name) >= CURRENT_GENERATION) {
            capabilities.add(TOOLS_WITH_JSON_OUTPUT);
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

    /** {@return the number before the point} A name without a number, such as gemini-flash-latest, means the newest. */
    private static int generation(String name) {
        if (name.equals("gemini-flash")
                || name.equals("gemini-pro-latest")
                || name.matches("gemini-flash(-lite)?-latest")) {
            return CURRENT_GENERATION;
        }
        Matcher matcher = GENERATION.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
