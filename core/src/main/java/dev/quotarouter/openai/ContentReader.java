package dev.quotarouter.openai;

import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.TextPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is said: a string, or a list of parts. Who speaks decides which parts there may be. */
final class ContentReader {
    /** Instructions. */
    static final ContentReader INSTRUCTIONS = new ContentReader(false, "text");
    /** What the user says. */
    static final ContentReader USER = new ContentReader(true, "text", "image_url", "input_audio", "file");
    /** What the model said. */
    static final ContentReader REPLY = new ContentReader(false, "text", "refusal");
    /** What a tool answered. */
    static final ContentReader TOOL_OUTPUT = new ContentReader(false, "text", "image_url");

    private final boolean addresses;
    private final List<String> types;

    private ContentReader(boolean addresses, String... types) {
        this.addresses = addresses;
        this.types = List.of(types);
    }

    /** {@return the parts; empty if there are none, which is noted where content is there} */
    List<Part> read(JsonField content) {
        if (content.isText()) {
            return List.of(new TextPart(content.text().orElse("")));
        }
        if (content.isPresent() && !content.isList()) {
            content.problem("must be a string or an array", "write the text in quotes, or a list of parts");
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        List<JsonField> items = content.items();
        for (JsonField item : items) {
            item.members().flatMap(this::part).ifPresent(parts::add);
        }
        if (content.isPresent() && items.isEmpty()) {
            content.problem("is empty", "write at least one part");
        }
        return parts;
    }

    private Optional<Part> part(JsonMembers part) {
        JsonField typeField = part.get("type").required("write one of " + String.join(", ", types));
        Optional<String> type = typeField.text();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (!types.contains(type.get())) {
            typeField.problem("is not a type that can stand here", "write one of " + String.join(", ", types));
            return Optional.empty();
        }
        JsonField body = part.get(type.get()).required("write it beside the type");
        part.ignore("cache_control");
        part.refuseOthers();
        return switch (type.get()) {
            case "image_url" -> body.members().flatMap(addresses ? MediaReader::image : MediaReader::inlineImage);
            case "input_audio" -> body.members().flatMap(MediaReader::audio);
            case "file" -> body.members().flatMap(MediaReader::file);
            default -> body.text().map(TextPart::new);
        };
    }
}
