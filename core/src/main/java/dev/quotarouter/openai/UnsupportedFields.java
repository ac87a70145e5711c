package dev.quotarouter.openai;

/** The fields of OpenAI's that have no meaning here: those that constrain nothing are listed, the others are refused. */
final class UnsupportedFields {
    private UnsupportedFields() {}

    static void read(JsonMembers body) {
        body.ignore("user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "prediction");
        JsonField store = body.get("store");
        if (store.flag().orElse(false)) {
            store.problem("cannot be done: nothing is stored", "leave it out");
        } else {
            store.ignore();
        }
        JsonField verbosity = body.get("verbosity");
        if (verbosity.text().orElse("medium").equals("medium")) {
            verbosity.ignore();
        } else {
            verbosity.refuse("is not supported", "ask for the length in a system message");
        }
        body.get("logit_bias")
                .members()
                .filter(bias -> !bias.others().isEmpty())
                .ifPresent(bias -> body.get("logit_bias")
                        .problem("is not supported: tokens have other numbers here", "leave it out"));
        for (JsonField modality : body.get("modalities").items()) {
            if (!modality.text().orElse("text").equals("text")) {
                modality.problem("is not supported", "write text, or say it in google.generationConfig");
            }
        }
        body.get("audio").refuse("is not supported", "leave it out");
        body.get("functions").refuse("is not supported", "write tools");
        body.get("function_call").refuse("is not supported", "write tool_choice");
    }
}
