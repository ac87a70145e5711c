package dev.quotarouter.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Google's schema of a request, which stands in {@code v1beta-schema.txt}, and a strict reader of it: what it does not name, and
 * what has another form than it says, is an error. Immutable.
 */
public final class WireSchema {
    private static final WireSchema V1BETA = read("/v1beta-schema.txt");

    /** Google takes this plain text in place of a signature. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final Map<String, Message> messages = new LinkedHashMap<>();

    private WireSchema() {}

    private record Member(String type, boolean required) {}

    private record Message(Map<String, Member> members, List<List<String>> rules) {}

    /**
     * Checks the body of a request, down to its last member.
     *
     * @throws AssertionError if Google would refuse it, with all that is wrong
     */
    public static void requireValid(String requestBodyJson) {
        List<String> wrong = new ArrayList<>();
        V1BETA.check(JsonMapper.shared().readTree(requestBodyJson), "GenerateContentRequest", "", wrong);
        if (!wrong.isEmpty()) {
            throw new AssertionError("not of the schema v1beta: " + String.join("; ", wrong));
        }
    }

    private static WireSchema read(String resource) {
        WireSchema schema = new WireSchema();
        Message message = new Message(Map.of(), List.of());
        for (String line :
                text(resource).lines().filter(text -> !text.isBlank()).toList()) {
            List<String> words = Arrays.asList(line.strip().split(" +", -1));
            if (line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                message = new Message(new LinkedHashMap<>(), new ArrayList<>());
                schema.messages.put(line, message);
            } else if (words.get(0).startsWith("@")) {
                message.rules.add(words);
            } else {
                String name = words.get(0);
                boolean required = name.endsWith("!");
                message.members.put(
                        required ? name.substring(0, name.length() - 1) : name, new Member(words.get(1), required));
            }
        }
        return schema;
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(WireSchema.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(JsonNode json, String type, String path, List<String> wrong) {
        if (type.endsWith("[]")) {
            checkList(json, type.substring(0, type.length() - 2), path, wrong);
        } else if (type.endsWith("{}")) {
            checkMap(json, type.substring(0, type.length() - 2), path, wrong);
        } else if (messages.containsKey(type)) {
            checkMessage(json, messages.get(type), path, wrong);
        } else if (!fits(json, type)) {
            wrong.add(path + " must be " + type + ", not " + json);
        }
    }

    private void checkList(JsonNode json, String type, String path, List<String> wrong) {
        if (!json.isArray()) {
            wrong.add(path + " must be a list");
            return;
        }
        for (int i = 0; i < json.size(); i++) {
            check(json.get(i), type, path + "[" + i + "]", wrong);
        }
    }

    private void checkMap(JsonNode json, String type, String path, List<String> wrong) {
        if (!json.isObject()) {
            wrong.add(path + " must be an object");
        }
        json.properties().forEach(entry -> check(entry.getValue(), type, path + "." + entry.getKey(), wrong));
    }

    private void checkMessage(JsonNode json, Message message, String path, List<String> wrong) {
        if (!json.isObject()) {
            wrong.add(path + " must be an object");
            return;
        }
        json.properties().forEach(entry -> {
            String place = path + "." + entry.getKey();
            Member member = message.members.get(entry.getKey());
            if (member == null) {
                wrong.add("unknown name " + place);
            } else {
                check(entry.getValue(), member.type, place, wrong);
            }
        });
        message.members.forEach((name, member) -> {
            JsonNode value = json.path(name);
            if (member.required && (value.isMissingNode() || (value.isArray() && value.isEmpty()))) {
                wrong.add(path + "." + name + " is missing");
            }
        });
        message.rules.stream()
                .filter(rule -> !holds(rule, json))
                .forEach(rule -> wrong.add(path + " breaks " + String.join(" ", rule)));
    }

    private static boolean holds(List<String> rule, JsonNode json) {
        List<String> names = rule.subList(1, rule.size());
        JsonNode first = json.path(names.get(0));
        return switch (rule.get(0)) {
            case "@one" -> names.stream().filter(json::has).count() == 1;
            case "@upto1" -> names.stream().filter(json::has).count() <= 1;
            case "@needs" -> !json.has(names.get(0)) || json.has(names.get(1));
            case "@most" -> first.size() <= Integer.parseInt(names.get(1));
            case "@range" ->
                !first.isNumber()
                        || (first.asDouble() >= Double.parseDouble(names.get(1))
                                && first.asDouble() <= Double.parseDouble(names.get(2)));
            default -> throw new AssertionError("no such rule: " + rule);
        };
    }

    private static boolean fits(JsonNode json, String type) {
        if (type.startsWith("(")) {
            List<String> words =
                    Arrays.asList(type.substring(1, type.length() - 1).split(",", -1));
            return json.isString() && words.contains(json.asString());
        }
        return switch (type) {
            case "string" -> json.isString();
            case "bytes" -> json.isString() && (json.asString().equals(NO_SIGNATURE) || isBase64(json.asString()));
            case "int" -> json.isIntegralNumber() && json.canConvertToInt();
            case "number" -> json.isNumber();
            case "bool" -> json.isBoolean();
            case "object" -> json.isObject();
            case "value" -> true;
            default -> throw new AssertionError("no such type: " + type);
        };
    }

    private static boolean isBase64(String text) {
        return text.matches("[A-Za-z0-9+/_-]+={0,2}");
    }
}
