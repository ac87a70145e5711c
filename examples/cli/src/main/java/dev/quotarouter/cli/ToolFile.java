package dev.quotarouter.cli;

import dev.quotarouter.chat.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tool in a file: {@code name}, {@code description} and {@code parameters}, with or without OpenAI's frame around. */
final class ToolFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ToolFile() {}

    /**
     * {@return the tool}
     *
     * @throws IllegalArgumentException if the file cannot be read or describes no tool
     */
    static Tool read(Path file) {
        JsonNode root = tree(file);
        JsonNode function = root.path("function").isObject() ? root.path("function") : root;
        if (!function.path("name").isString()) {
            throw new IllegalArgumentException(file + ": a tool needs a \"name\"");
        }
        JsonNode parameters = function.path("parameters");
        try {
            return new Tool(
                    function.path("name").asString(),
                    function.path("description").asString(""),
                    parameters.isMissingNode() || parameters.isNull()
                            ? Optional.empty()
                            : Optional.of(parameters.toString()),
                    function.path("strict").asBoolean(false));
        } catch (IllegalArgumentException mistake) {
            throw new IllegalArgumentException(file + ": " + mistake.getMessage(), mistake);
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + ": the tool cannot be read", unreadable);
        } catch (JacksonException mistake) {
            throw new IllegalArgumentException(
                    file + ":" + mistake.getLocation().getLineNr() + ": the tool is not JSON", mistake);
        }
    }
}
