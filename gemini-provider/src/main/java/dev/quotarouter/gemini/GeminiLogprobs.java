package dev.quotarouter.gemini;

import dev.quotarouter.chat.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/** Reads a {@code logprobsResult}: the tokens chosen, and beside them, at the same places, the most probable ones. */
final class GeminiLogprobs {
    private GeminiLogprobs() {}

    /** {@return the tokens chosen, each with its alternatives} */
    static List<TokenLogprob> read(JsonParser json) {
        if (!GeminiJson.isObject(json)) {
            return List.of();
        }
        List<TokenLogprob> chosen = List.of();
        List<List<TokenLogprob>> top = new ArrayList<>();
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            switch (name) {
                case "chosenCandidates" -> chosen = readTokens(json);
                case "topCandidates" -> readTop(json, top);
                default -> json.skipChildren();
            }
        }
        List<TokenLogprob> tokens = new ArrayList<>(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            TokenLogprob token = chosen.get(i);
            tokens.add(i < top.size() ? new TokenLogprob(token.token(), token.logprob(), top.get(i)) : token);
        }
        return tokens;
    }

    private static void readTop(JsonParser json, List<List<TokenLogprob>> top) {
        if (!GeminiJson.isArray(json)) {
            return;
        }
        while (GeminiJson.nextElement(json)) {
            List<TokenLogprob> here = List.of();
            if (GeminiJson.isObject(json)) {
                for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
                    if (name.equals("candidates")) {
                        here = readTokens(json);
                    } else {
                        json.skipChildren();
                    }
                }
            }
            top.add(here);
        }
    }

    private static List<TokenLogprob> readTokens(JsonParser json) {
        if (!GeminiJson.isArray(json)) {
            return List.of();
        }
        List<TokenLogprob> tokens = new ArrayList<>();
        while (GeminiJson.nextElement(json)) {
            FlatObject token = FlatObject.read(json);
            tokens.add(new TokenLogprob(token.text("token"), Math.min(0, token.decimal("logProbability")), List.of()));
        }
        return tokens;
    }
}
