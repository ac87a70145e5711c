package dev.quotarouter.gemini;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolChoice;
import tools.jackson.core.JsonGenerator;

/** Writes what the model may call: the caller's functions in one object, each tool of Google's in its own. */
final class GeminiToolWriter {
    private final GeminiSchemas schemas;

    GeminiToolWriter(GeminiSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * Writes the tools, if there are any.
     *
     * @throws UnsendableException if Gemini cannot be told a schema
     */
    void write(ChatRequest request, JsonGenerator json) {
        if (request.tools().isEmpty() && request.serverTools().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("tools");
        if (!request.tools().isEmpty()) {
            json.writeStartObject();
            json.writeArrayPropertyStart("functionDeclarations");
            request.tools().forEach(tool -> write(tool, json));
            json.writeEndArray();
            json.writeEndObject();
        }
        for (ServerTool tool : request.serverTools()) {
            json.writeStartObject();
            json.writeName(wireName(tool));
            json.writeRawValue(tool.settingsJson());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(Tool tool, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", tool.name());
        json.writeStringProperty("description", tool.description());
        if (tool.parametersJson().isPresent()) {
            json.writeName("parametersJsonSchema");
            json.writeRawValue(schemas.translate(
                    "the parameters of tool " + tool.name(),
                    tool.parametersJson().get()));
        }
        json.writeEndObject();
    }

    private static String wireName(ServerTool tool) {
        return switch (tool.name()) {
            case "code_execution" -> "codeExecution";
            case "web_search" -> "googleSearch";
            case "url_context" -> "urlContext";
            case "functionDeclarations", "function_declarations" ->
                throw new UnsendableException("functions are declared as tools, not as a server tool");
            // One that has no neutral name goes by Gemini's.
            default -> tool.name();
        };
    }

    /** Says how the tools may be used, where that differs from Gemini's default. */
    static void configure(ChatRequest request, WireObject body) {
        if (request.tools().isEmpty()) {
            return;
        }
        WireObject config = body.object("toolConfig");
        // Google: "Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function
        // calling."
        if (!request.serverTools().isEmpty()) {
            config.put("includeServerSideToolInvocations", "tools with serverTools", true);
        }
        ToolChoice choice = request.toolChoice();
        WireObject calling = config.object("functionCallingConfig");
        switch (choice.mode()) {
            case AUTO -> {
                // The model decides, but when it calls it is held to the schema.
                if (request.tools().stream().anyMatch(Tool::strict)) {
                    calling.put("mode", "a strict tool", "VALIDATED");
                }
            }
            case NONE -> calling.put("mode", "toolChoice", "NONE");
            case REQUIRED -> calling.put("mode", "toolChoice", "ANY");
        }
        if (!choice.toolNames().isEmpty()) {
            calling.put("allowedFunctionNames", "toolChoice", choice.toolNames());
        }
    }
}
