package dev.quotarouter.gemini;

import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.SafetyRating;
import dev.quotarouter.chat.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/** Reads one candidate: what it says, how it ended, what it rests on. */
final class GeminiCandidateReader {
    private final JsonParser json;
    private final List<Part> parts = new ArrayList<>(1);
    private final GeminiGroundingReader grounding;
    private boolean said;
    private boolean malformedCall;
    private String finishReason = "";
    private String finishMessage = "";
    private List<TokenLogprob> logprobs = List.of();
    private List<SafetyRating> safetyRatings = List.of();

    GeminiCandidateReader(JsonParser json) {
        this.json = json;
        this.grounding = new GeminiGroundingReader(json);
    }

    /**
     * {@return the candidate that starts at the current token}
     *
     * @param place its index if it does not say
     */
    GeminiCandidate read(int place) {
        int index = place;
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            switch (name) {
                case "index" -> index = GeminiJson.smallCount(json);
                case "content" -> readContent();
                case "finishReason" -> finishReason = GeminiJson.text(json);
                case "finishMessage" -> finishMessage = GeminiJson.text(json);
                case "groundingMetadata" -> grounding.readGrounding();
                case "citationMetadata" -> grounding.readCitations();
                case "urlContextMetadata" -> grounding.readUrls();
                case "logprobsResult" -> logprobs = GeminiLogprobs.read(json);
                case "safetyRatings" -> readSafetyRatings();
                default -> json.skipChildren();
            }
        }
        return new GeminiCandidate(
                index,
                parts,
                said,
                malformedCall,
                // An enum's zero, which some gateways write out.
                finishReason.equals("FINISH_REASON_UNSPECIFIED") ? "" : finishReason,
                finishMessage,
                grounding.grounding(),
                logprobs,
                safetyRatings);
    }

    private void readContent() {
        if (!GeminiJson.isObject(json)) {
            return;
        }
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            if (!name.equals("parts")) {
                json.skipChildren();
            } else if (GeminiJson.isArray(json)) {
                while (GeminiJson.nextElement(json)) {
                    readPart();
                }
            }
        }
    }

    private void readPart() {
        if (!GeminiJson.isObject(json)) {
            return;
        }
        GeminiPartReader part = new GeminiPartReader(json);
        part.read().ifPresent(parts::add);
        said |= part.said();
        malformedCall |= part.malformedCall();
    }

    private void readSafetyRatings() {
        if (!GeminiJson.isArray(json)) {
            return;
        }
        safetyRatings = new ArrayList<>();
        while (GeminiJson.nextElement(json)) {
            FlatObject rating = FlatObject.read(json);
            safetyRatings.add(
                    new SafetyRating(rating.text("category"), rating.text("probability"), rating.isTrue("blocked")));
        }
    }
}
