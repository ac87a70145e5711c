package dev.quotarouter.openai;

import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.ToolCall;
import dev.quotarouter.internal.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an assistant message: what the model said in an earlier turn. {@link ReplyWriter} is its reverse. */
final class ReplyReader {
    private ReplyReader() {}

    static List<Part> read(JsonMembers message) {
        ExtraContent extra = ExtraContent.read(message);
        List<Part> parts = new ArrayList<>(extra.parts());
        message.get("reasoning_content").text().map(ThoughtPart::new).ifPresent(parts::add);
        List<Part> texts = texts(message);
        Optional<String> signature = extra.signature();
        if (signature.isPresent() && !texts.isEmpty()) {
            texts.set(texts.size() - 1, signed(texts.get(texts.size() - 1), signature));
        }
        parts.addAll(texts);
        for (JsonField image : message.get("images").items()) {
            image.members().flatMap(ReplyReader::image).ifPresent(parts::add);
        }
        for (JsonField call : message.get("tool_calls").items()) {
            call.members().flatMap(ReplyReader::call).ifPresent(parts::add);
        }
        if (signature.isPresent() && texts.isEmpty()) {
            parts.add(new TextPart("", signature));
        }
        message.get("audio").refuse("cannot be referred to", "send what was said as content");
        message.get("function_call").refuse("is not supported", "write tool_calls");
        message.ignore("name", "annotations");
        return parts;
    }

    private static List<Part> texts(JsonMembers message) {
        List<Part> texts = new ArrayList<>(ContentReader.REPLY.read(message.get("content")));
        message.get("refusal").text().map(TextPart::new).ifPresent(texts::add);
        // Some send an empty string where there is nothing but calls.
        texts.removeIf(part -> part instanceof TextPart text && text.text().isEmpty());
        return texts;
    }

    private static Part signed(Part part, Optional<String> signature) {
        return part instanceof TextPart text ? new TextPart(text.text(), signature) : part;
    }

    private static Optional<Part> image(JsonMembers image) {
        Optional<String> signature = ExtraContent.read(image).signature();
        image.get("type").text();
        image.get("index").integer(0, Integer.MAX_VALUE);
        Optional<Part> data =
                image.get("image_url").required("write the picture").members().flatMap(MediaReader::inlineImage);
        image.refuseOthers();
        return data.map(part ->
                signature.isPresent() && part instanceof DataPart bytes ? bytes.withSignature(signature.get()) : part);
    }

    private static Optional<Part> call(JsonMembers call) {
        Optional<String> signature = ExtraContent.read(call).signature();
        Optional<String> id = call.get("id")
                .required("write the id that the result refers to")
                .text();
        ToolsReader.requireFunction(call.get("type"));
        call.get("index").integer(0, Integer.MAX_VALUE);
        JsonField functionField = call.get("function").required("write name and arguments");
        call.refuseOthers();
        Optional<JsonMembers> function = functionField.members();
        if (id.isEmpty() || function.isEmpty()) {
            return Optional.empty();
        }
        JsonMembers members = function.get();
        Optional<String> name = members.get("name").required("name the tool").text();
        Optional<String> arguments = arguments(members.get("arguments"));
        Optional<String> inner = ExtraContent.read(members).signature();
        members.refuseOthers();
        return name.flatMap(
                tool -> arguments.map(json -> new ToolCall(id.get(), tool, json, signature.or(() -> inner))));
    }

    private static Optional<String> arguments(JsonField field) {
        Optional<String> written =
                field.required("write a JSON object in a string").text();
        if (written.isEmpty() || written.get().isBlank()) {
            // No arguments, as some models put it.
            return written.map(blank -> "{}");
        }
        try {
            JsonText.requireObject("arguments", written.get());
            return written;
        } catch (IllegalArgumentException e) {
            field.problem("is not a JSON object", "write one JSON object in a string");
            return Optional.empty();
        }
    }
}
