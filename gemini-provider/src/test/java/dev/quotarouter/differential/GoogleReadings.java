package dev.quotarouter.differential;

import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.differential.Reading.Call;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Google's types say, in neutral terms. */
final class GoogleReadings {
    private GoogleReadings() {}

    /** {@return what each candidate says, in the order of their indices} */
    static List<Reading> of(List<GenerateContentResponse> events) {
        TokenUsage usage = events.stream()
                .flatMap(event -> event.usageMetadata().stream())
                .map(GoogleReadings::usage)
                .reduce(TokenUsage.UNKNOWN, (before, after) -> after);
        Map<Integer, List<Candidate>> candidates = new TreeMap<>();
        for (GenerateContentResponse event : events) {
            for (Candidate candidate : event.candidates().orElse(List.of())) {
                candidates
                        .computeIfAbsent(candidate.index().orElse(0), index -> new ArrayList<>())
                        .add(candidate);
            }
        }
        return candidates.values().stream()
                .map(candidate -> reading(candidate, usage))
                .toList();
    }

    private static Reading reading(List<Candidate> events, TokenUsage usage) {
        StringBuilder text = new StringBuilder();
        List<Call> calls = new ArrayList<>();
        Pieces pieces = new Pieces();
        String finishReason = Reading.NO_FINISH_REASON;
        for (Candidate event : events) {
            GenerateContentResponse alone = alone(event);
            text.append(Optional.ofNullable(alone.text()).orElse(""));
            Optional.ofNullable(alone.functionCalls())
                    .ifPresent(found -> found.stream().map(GoogleReadings::call).forEach(calls::add));
            event.content().flatMap(Content::parts).ifPresent(parts -> parts.forEach(part -> add(part, pieces)));
            finishReason = event.finishReason().map(FinishReason::toString).orElse(finishReason);
        }
        return new Reading(text.toString(), calls, pieces.all(), finishReason, usage, GoogleBackground.of(events));
    }

    /** {@return the candidate as a reply that ended well}, since the client tells no text of others, nor of a second one. */
    private static GenerateContentResponse alone(Candidate candidate) {
        Candidate stopped =
                candidate.toBuilder().finishReason(FinishReason.Known.STOP).build();
        return GenerateContentResponse.builder().candidates(List.of(stopped)).build();
    }

    private static Call call(FunctionCall call) {
        return new Call(call.name().orElse(""), PlainJson.of(call.args().orElse(Map.of())));
    }

    private static void add(Part part, Pieces pieces) {
        String signature = part.thoughtSignature().map(GoogleReadings::base64).orElse("");
        boolean thought = part.thought().orElse(false);
        // What only Google knows what to do with has no neutral terms: traces of its tools, drafts among the thoughts.
        boolean known = part.toolCall().isEmpty()
                && part.toolResponse().isEmpty()
                && !(thought && part.inlineData().isPresent());
        if (!known) {
            return;
        }
        part.text().ifPresent(text -> pieces.add(thought ? "thought" : "text", text, signature));
        part.functionCall().ifPresent(call -> pieces.add("call", call(call).toString(), signature));
        part.inlineData()
                .ifPresent(blob -> pieces.add(
                        "data",
                        blob.mimeType().orElse("") + " " + base64(blob.data().orElseThrow()),
                        signature));
        part.fileData().ifPresent(file -> pieces.add("file", file.fileUri().orElse(""), signature));
        part.executableCode().ifPresent(code -> pieces.add("code", code.code().orElse(""), signature));
        part.codeExecutionResult()
                .ifPresent(result -> pieces.add("output", result.output().orElse(""), signature));
        if (part.toBuilder()
                .clearThoughtSignature()
                .build()
                .equals(Part.builder().build())) {
            pieces.add("text", "", signature);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static TokenUsage usage(GenerateContentResponseUsageMetadata usage) {
        return new TokenUsage(
                usage.promptTokenCount().orElse(0),
                usage.candidatesTokenCount().orElse(0),
                usage.thoughtsTokenCount().orElse(0),
                usage.cachedContentTokenCount().orElse(0),
                usage.toolUsePromptTokenCount().orElse(0),
                usage.totalTokenCount().orElse(0));
    }
}
