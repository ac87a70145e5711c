package dev.quotarouter.openai;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tools, and which of them the model may, must or must not call. */
final class ToolsReader {
    private static final String FUNCTION = "function";
    private static final Map<String, ToolChoice> CHOICES =
            Map.of("auto", ToolChoice.AUTO, "none", ToolChoice.NONE, "required", ToolChoice.REQUIRED);
    private static final Map<String, Boolean> ONE_OF_THE_ALLOWED_IS_REQUIRED = Map.of("auto", false, "required", true);

    private final JsonMembers body;
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    ToolsReader(JsonMembers body) {
        this.body = body;
    }

    /** Adds them to the request. */
    void read(ChatRequest.Builder request) {
        for (JsonField tool : body.get("tools").items()) {
            tool.members().ifPresent(this::addTool);
        }
        request.toolChoice(choice(body.get("tool_choice")));
        tools.values().forEach(request::tool);
        readParallel(body.get("parallel_tool_calls"));
        readWebSearch(body.get("web_search_options"), request);
    }

    /** Refuses a kind of tool that is not a function. */
    static void requireFunction(JsonField type) {
        if (!type.required("write \"function\"").text().orElse(FUNCTION).equals(FUNCTION)) {
            type.problem("is not a kind of tool that is supported", "write \"function\"");
        }
    }

    private void addTool(JsonMembers tool) {
        requireFunction(tool.get("type"));
        JsonField function = tool.get(FUNCTION).required("describe the function");
        tool.ignore("cache_control");
        tool.refuseOthers();
        function.members().ifPresent(this::addFunction);
    }

    private void addFunction(JsonMembers function) {
        JsonField nameField = function.get("name").required("name the function");
        Optional<String> name = nameField.text();
        String description = function.get("description").text().orElse("");
        Optional<String> parameters = function.get("parameters").object();
        boolean strict = function.get("strict").flag().orElse(false);
        function.refuseOthers();
        if (name.isEmpty()) {
            return;
        }
        try {
            if (tools.put(name.get(), new Tool(name.get(), description, parameters, strict)) != null) {
                nameField.problem("is the name of another tool, too", "give each tool its own name");
            }
        } catch (IllegalArgumentException e) {
            nameField.problem(
                    "is not a name that every provider accepts",
                    "write letters, digits, _ and -, a letter or _ first, at most 64 characters");
        }
    }

    private ToolChoice choice(JsonField field) {
        if (!field.isPresent()) {
            return ToolChoice.AUTO;
        }
        ToolChoice choice = field.isText()
                ? field.oneOf(CHOICES).orElse(ToolChoice.AUTO)
                : field.members().map(this::choice).orElse(ToolChoice.AUTO);
        if (choice.mode() == ToolChoice.Mode.REQUIRED && tools.isEmpty()) {
            field.problem("requires a tool, but there is none", "declare it in tools");
            return ToolChoice.AUTO;
        }
        return choice;
    }

    private ToolChoice choice(JsonMembers choice) {
        JsonField type = choice.get("type").required("write \"function\" or \"allowed_tools\"");
        if (type.text().orElse("").equals("allowed_tools")) {
            JsonField allowed = choice.get("allowed_tools").required("name the tools");
            choice.refuseOthers();
            return allowed.members().map(this::allowed).orElse(ToolChoice.AUTO);
        }
        requireFunction(type);
        Optional<String> name = functionName(choice);
        return name.map(ToolChoice::named).orElse(ToolChoice.AUTO);
    }

    private ToolChoice allowed(JsonMembers allowed) {
        boolean required = allowed.get("mode")
                .required("write auto or required")
                .oneOf(ONE_OF_THE_ALLOWED_IS_REQUIRED)
                .orElse(false);
        JsonField list = allowed.get("tools").required("name the tools");
        allowed.refuseOthers();
        List<String> names = new ArrayList<>();
        for (JsonField tool : list.items()) {
            tool.members().ifPresent(members -> {
                requireFunction(members.get("type"));
                functionName(members).ifPresent(names::add);
            });
        }
        if (list.isList() && names.isEmpty()) {
            list.refuse("names no tool", "name at least one, or write \"none\" as tool_choice");
            return ToolChoice.AUTO;
        }
        if (required) {
            return ToolChoice.named(names.toArray(String[]::new));
        }
        // The model decides, among these: so these are what it is offered.
        tools.keySet().retainAll(names);
        return ToolChoice.AUTO;
    }

    private Optional<String> functionName(JsonMembers reference) {
        JsonField function = reference.get(FUNCTION).required("write the function's name in it");
        reference.refuseOthers();
        Optional<JsonMembers> members = function.members();
        if (members.isEmpty()) {
            return Optional.empty();
        }
        JsonField name = members.get().get("name").required("name the tool");
        members.get().refuseOthers();
        Optional<String> declared = name.text().filter(tools::containsKey);
        if (name.isText() && declared.isEmpty()) {
            name.problem("is not a tool of this request", "declare it in tools");
        }
        return declared;
    }

    private void readParallel(JsonField field) {
        boolean parallel = field.flag().orElse(true);
        if (parallel) {
            return;
        }
        if (tools.isEmpty()) {
            field.ignore();
        } else {
            field.problem("cannot be held to one call", "leave it out, and answer every call of a reply");
        }
    }

    private static void readWebSearch(JsonField field, ChatRequest.Builder request) {
        field.members().ifPresent(options -> {
            options.ignore("search_context_size", "user_location");
            options.refuseOthers();
            request.serverTool(ServerTool.WEB_SEARCH);
        });
    }
}
