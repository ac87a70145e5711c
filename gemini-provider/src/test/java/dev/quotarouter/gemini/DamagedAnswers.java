package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.StreamTexts.finish;
import static dev.quotarouter.gemini.StreamTexts.said;
import static dev.quotarouter.gemini.StreamTexts.sse;
import static dev.quotarouter.gemini.StreamTexts.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Answers of every shape, and what an unkind line might make of them. The same number always gives the same answer. */
final class DamagedAnswers {
    private static final String ERROR =
            "{\"error\": {\"code\": 429,\"message\": \"Please retry in 3.5s.\",\"status\": \"RESOURCE_EXHAUSTED\",\"details\": ["
                    + "{\"@type\": \"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\": [{\"quotaMetric\": \"m\","
                    + "\"quotaId\": \"GenerateRequestsPerDayPerProjectPerModel-FreeTier\",\"quotaValue\": \"250\"}]},"
                    + "{\"@type\": \"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\": \"48s\"}]}}";
    private static final String USAGE =
            "{\"usageMetadata\": {\"promptTokenCount\": 4,\"candidatesTokenCount\": \"2\",\"thoughtsTokenCount\": 1,"
                    + "\"cachedContentTokenCount\": 3,\"toolUsePromptTokenCount\": 5,\"totalTokenCount\": 12,"
                    + "\"promptTokensDetails\": [{\"modality\": \"TEXT\",\"tokenCount\": 4}]},\"modelVersion\": \"m\",\"responseId\": \"r\"}";
    private static final String GROUNDED =
            "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"x\"}]},\"finishReason\": \"STOP\",\"groundingMetadata\": "
                    + "{\"webSearchQueries\": [\"q\"],\"searchEntryPoint\": {\"renderedContent\": \"<p>\"},\"groundingChunks\": "
                    + "[{\"web\": {\"uri\": \"u\",\"title\": \"t\"}}],\"groundingSupports\": [{\"segment\": {\"startIndex\": 1,"
                    + "\"endIndex\": 5,\"text\": \"s\"},\"groundingChunkIndices\": [0]}]},\"citationMetadata\": {\"citationSources\": "
                    + "[{\"startIndex\": 2,\"endIndex\": 7,\"uri\": \"c\"}]},\"urlContextMetadata\": {\"urlMetadata\": [{\"retrievedUrl\":"
                    + " \"r\",\"urlRetrievalStatus\": \"S\"}]},\"safetyRatings\": [{\"category\": \"c\",\"probability\": \"LOW\"}],"
                    + "\"logprobsResult\": {\"chosenCandidates\": [{\"token\": \"x\",\"logProbability\": -0.5}],\"topCandidates\": "
                    + "[{\"candidates\": [{\"token\": \"y\",\"logProbability\": -1}]}]}}]}";
    private static final String MODELS =
            "{\"models\": [{\"name\": \"models/gemini-3-pro\",\"inputTokenLimit\": 1048576,\"outputTokenLimit\": \"65536\","
                    + "\"supportedGenerationMethods\": [\"generateContent\"],\"thinking\": true}],\"nextPageToken\": \"p\"}";

    private static final List<String> PARTS = List.of(
            "{\"text\": \"Grüß dich 😀 \\u00e4\\n\"}",
            "{\"text\": \"hm\",\"thought\": true}",
            "{\"text\": \"\",\"thoughtSignature\": \"c2ln\"}",
            "{\"thoughtSignature\": \"c2ln\"}",
            "{\"functionCall\": {\"id\": \"c\",\"name\": \"f\",\"args\": {\"a\": [1,2.50,null,{\"b\": true}]}},\"thoughtSignature\": \"s\"}",
            "{\"functionCall\": {\"name\": \"f\"}}",
            "{\"inlineData\": {\"mimeType\": \"image/png\",\"data\": \"iVBORw0KGgo=\"},\"thoughtSignature\": \"s\"}",
            "{\"inlineData\": {\"mimeType\": \"image/png\",\"data\": \"aGk\"},\"thought\": true}",
            "{\"fileData\": {\"mimeType\": \"video/mp4\",\"fileUri\": \"https://host/files/1\"},\"videoMetadata\": {\"fps\": 2}}",
            "{\"executableCode\": {\"id\": \"1\",\"language\": \"PYTHON\",\"code\": \"print(1)\"}}",
            "{\"codeExecutionResult\": {\"outcome\": \"OUTCOME_OK\",\"output\": \"1\\n\"}}",
            "{\"toolCall\": {\"id\": \"t\",\"toolType\": \"URL_CONTEXT\",\"args\": {}},\"thoughtSignature\": \"s\"}",
            "{\"newIn2027\": [[[{}]]]}");

    private static final List<String> WHOLE = List.of(
            GeminiServer.OK,
            GROUNDED,
            ERROR,
            "[" + ERROR + "]",
            MODELS,
            "{\"totalTokens\": 31}",
            "{\"promptFeedback\": {\"blockReason\": \"SAFETY\",\"blockReasonMessage\": \"m\"}}",
            "{\"candidates\": [{\"finishReason\": \"RECITATION\",\"finishMessage\": \"m\"}]}",
            "{\"candidates\": [{\"content\": {\"role\": \"model\"},\"finishReason\": \"MAX_TOKENS\"}]}",
            "[" + text("a") + ",\r\n" + finish("STOP") + "]",
            "<html><body>Sign in</body></html>",
            "");

    private static final List<String> STREAMS = List.of(
            sse(text("a"), text("b"), USAGE, finish("STOP")),
            sse(USAGE, text("a"), finish("MAX_TOKENS")).replace("\r\n", "\n"),
            sse(text("a"), GROUNDED).replace("\r\n", "\r"),
            sse(text("a"), finish("MALFORMED_FUNCTION_CALL")),
            sse(text("a"), finish("SAFETY"), "[DONE]"),
            sse(text("a")) + ERROR.replace(",", ",\n"),
            sse(text("a"), ERROR),
            sse(text("a"), "{\"promptFeedback\": {\"blockReason\": \"OTHER\"}}"),
            sse(
                    "{\"candidates\": [{\"index\": 0,\"content\": {\"parts\": [{\"text\": \"a\"}]}},"
                            + "{\"index\": 1,\"content\": {\"parts\": [{\"text\": \"b\"}]}}]}",
                    finish("STOP"),
                    "{\"candidates\": [{\"index\": 1,\"finishReason\": \"STOP\"}]}"),
            "\ufeff: comment\nevent: x\nid: 1\nretry: 5\ndata: {\ndata: \"candidates\": []\ndata:}\n\ndata\n\n",
            "data: [" + text("a") + "," + finish("STOP") + "]\n\n");

    /** Small things that readers stumble over. */
    private static final List<String> STONES = List.of(
            "null",
            "true",
            "7",
            "-1",
            "1e999",
            "NaN",
            "\"\"",
            "\"x\"",
            "{}",
            "[]",
            "[[",
            "}",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "99999999999999999999999999",
            "-0.0000001",
            "\r",
            "\n",
            "\n\n",
            "\r\n\r\n",
            "data:",
            "data: ",
            ": ",
            "{",
            "\u0000",
            "\ufeff",
            "=",
            "-_",
            "STOP",
            "finishReason",
            "\"thought\": true,",
            "\"index\": 2147483648,",
            "\"error\": {},",
            "{\"functionCall\": ",
            "\"args\": \"x\",");

    private DamagedAnswers() {}

    /** The answer with that number: one in four is whole, the others are damaged in up to three places. */
    static byte[] number(long number) {
        SplittableRandom chance = new SplittableRandom(number);
        byte[] answer = whole(chance).getBytes(StandardCharsets.UTF_8);
        int damages = chance.nextInt(4);
        for (int i = 0; i < damages; i++) {
            answer = damaged(answer, chance);
        }
        return answer;
    }

    private static String whole(SplittableRandom chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> pick(WHOLE, chance);
            case 1 -> pick(STREAMS, chance);
            case 2 -> said(parts(chance)).replace("\"index\": 0", "\"finishReason\": \"STOP\"");
            default -> sse(said(parts(chance)), said(parts(chance)), finish("STOP"));
        };
    }

    private static String parts(SplittableRandom chance) {
        String first = pick(PARTS, chance);
        return chance.nextBoolean() ? first : first + "," + pick(PARTS, chance);
    }

    private static <T> T pick(List<T> from, SplittableRandom chance) {
        return from.get(chance.nextInt(from.size()));
    }

    private static byte[] damaged(byte[] answer, SplittableRandom chance) {
        int from = chance.nextInt(answer.length + 1);
        int to = Math.min(answer.length, from + chance.nextInt(chance.nextBoolean() ? 4 : 60));
        return switch (chance.nextInt(6)) {
            case 0 -> joined(answer, 0, from, new byte[0], from, 0); // Cut off.
            case 1 -> joined(answer, 0, from, new byte[0], to, answer.length); // A hole.
            case 2 -> joined(answer, 0, to, new byte[0], from, answer.length); // Said twice.
            case 3 -> joined(answer, 0, from, bytes(chance), to, answer.length); // Noise.
            case 4 -> joined(answer, 0, from, stone(chance), from, answer.length); // A stone in the way.
            default -> joined(answer, 0, from, stone(chance), to, answer.length); // A stone in the place of something.
        };
    }

    private static byte[] stone(SplittableRandom chance) {
        return pick(STONES, chance).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(SplittableRandom chance) {
        byte[] bytes = new byte[1 + chance.nextInt(3)];
        chance.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] answer, int start, int end, byte[] between, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(answer, start, end - start);
        out.writeBytes(between);
        out.write(answer, from, Math.max(0, to - from));
        return out.toByteArray();
    }
}
