package dev.quotarouter.openai;

import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What stands beside OpenAI's own fields so that a conversation can go on: {@code extra_content}, as Google's endpoint for
 * OpenAI's clients has it, or {@code provider_specific_fields}, as LiteLLM has it.
 *
 * @param signature what the provider wants to see again
 * @param parts parts of the reply that only their provider understands
 */
record ExtraContent(Optional<String> signature, List<Part> parts) {
    private static final String SIGNATURE = "thought_signature";
    private static final String PARTS = "parts";

    /** Reads both; the more a client has added there is its own affair. */
    static ExtraContent read(JsonMembers owner) {
        Optional<JsonMembers> extra = owner.get("extra_content").members();
        Optional<String> google = extra.flatMap(members -> members.get("google").members())
                .flatMap(members -> members.get(SIGNATURE).text());
        Optional<String> liteLlm = owner.get("provider_specific_fields")
                .members()
                .flatMap(members -> members.get(SIGNATURE).text());
        List<Part> parts = new ArrayList<>();
        if (extra.isPresent()) {
            for (String provider : extra.get().others()) {
                extra.get().get(provider).members().ifPresent(members -> addParts(provider, members, parts));
            }
        }
        return new ExtraContent(google.or(() -> liteLlm).filter(text -> !text.isEmpty()), parts);
    }

    private static void addParts(String provider, JsonMembers members, List<Part> parts) {
        for (JsonField part : members.get(PARTS).items()) {
            part.object().map(json -> new ProviderPart(provider, json)).ifPresent(parts::add);
        }
    }

    /** Writes the member, if there is anything in it. */
    static void write(JsonGenerator json, Optional<String> signature, List<ProviderPart> parts) {
        if (signature.isEmpty() && parts.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("extra_content");
        if (signature.isPresent()) {
            json.writeObjectPropertyStart("google");
            json.writeStringProperty(SIGNATURE, signature.get());
            json.writeEndObject();
        }
        for (String provider :
                parts.stream().map(ProviderPart::provider).distinct().toList()) {
            json.writeObjectPropertyStart(provider);
            json.writeArrayPropertyStart(PARTS);
            parts.stream()
                    .filter(part -> part.provider().equals(provider))
                    .forEach(part -> json.writeRawValue(part.json()));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
