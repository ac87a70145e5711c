package dev.quotarouter.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request that passed all checks, as the model reads it. Immutable. */
public final class SimulatedRequest {
    /** Google: what to send when a function call has no signature as it came from elsewhere. */
    static final String SKIP_SIGNATURE = "skip_thought_signature_validator";

    private final String project;
    private final String keyName;
    private final SimulatedModel model;
    private final ObjectNode body;
    private final long inputTokens;

    SimulatedRequest(String project, String keyName, SimulatedModel model, ObjectNode body) {
        this.project = project;
        this.keyName = keyName;
        this.model = model;
        this.body = body;
        inputTokens = TokenCounter.ofPrompt(body);
    }

    /** {@return the project that pays} */
    public String project() {
        return project;
    }

    /** {@return the name of the key, not the key} */
    public String keyName() {
        return keyName;
    }

    /** {@return the called model} */
    public SimulatedModel model() {
        return model;
    }

    /** {@return the tokens of the prompt} */
    public long inputTokens() {
        return inputTokens;
    }

    /** {@return the whole request as JSON, all names in camel case} */
    public String json() {
        return body.toString();
    }

    /** {@return the texts of the last content, joined; empty if it has none} */
    public String lastText() {
        return String.join(
                "\n",
                lastContent()
                        .path("parts")
                        .valueStream()
                        .filter(part -> part.has("text"))
                        .map(part -> part.path("text").asString())
                        .toList());
    }

    /** {@return the names of the functions that the model may call} */
    public List<String> functions() {
        return declarations().stream()
                .map(declaration -> declaration.path("name").asString())
                .toList();
    }

    ObjectNode body() {
        return body;
    }

    JsonNode config() {
        return body.path("generationConfig");
    }

    JsonNode thinking() {
        return config().path("thinkingConfig");
    }

    boolean wantsJson() {
        return config().path("responseMimeType").asString("").equals("application/json");
    }

    /** {@return the schema the answer must follow, in either dialect} */
    Optional<JsonNode> answerSchema() {
        for (String name : List.of("responseSchema", "responseJsonSchema", "_responseJsonSchema")) {
            if (config().has(name)) {
                return Optional.of(config().path(name));
            }
        }
        return Optional.empty();
    }

    /** {@return {@code AUTO}, {@code ANY}, {@code NONE} or {@code VALIDATED}} */
    String callingMode() {
        return callingConfig().path("mode").asString("AUTO").toUpperCase(Locale.ROOT);
    }

    List<String> allowedFunctions() {
        return callingConfig()
                .path("allowedFunctionNames")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    List<JsonNode> declarations() {
        List<JsonNode> all = new ArrayList<>();
        body.path("tools").forEach(tool -> tool.path("functionDeclarations").forEach(all::add));
        return all;
    }

    /** {@return the tools of Google's own that the model may run, by the names of their fields} */
    List<String> serverTools() {
        List<String> all = new ArrayList<>();
        body.path("tools").forEach(tool -> tool.propertyNames().forEach(all::add));
        all.remove("functionDeclarations");
        return all;
    }

    /** {@return the files of the Files API and the cache that the request refers to} */
    List<String> resources() {
        List<String> all = new ArrayList<>();
        if (body.has("cachedContent")) {
            all.add(body.path("cachedContent").asString());
        }
        body.path("contents")
                .forEach(content -> content.path("parts").forEach(part -> {
                    String uri = part.path("fileData").path("fileUri").asString("");
                    int folder = uri.indexOf("/files/");
                    if (folder >= 0) {
                        all.add(uri.substring(folder + 1));
                    }
                }));
        return all;
    }

    /** {@return the results of function calls that the last content brings} */
    List<JsonNode> lastFunctionResponses() {
        return lastContent()
                .path("parts")
                .valueStream()
                .filter(part -> part.has("functionResponse"))
                .map(part -> part.path("functionResponse"))
                .toList();
    }

    private JsonNode callingConfig() {
        return body.path("toolConfig").path("functionCallingConfig");
    }

    private JsonNode lastContent() {
        JsonNode contents = body.path("contents");
        return contents.path(contents.size() - 1);
    }
}
