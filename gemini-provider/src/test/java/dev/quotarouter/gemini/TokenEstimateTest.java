package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatMessage;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.CodeResultPart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.chat.Role;
import dev.quotarouter.chat.ServerTool;
import dev.quotarouter.chat.ThoughtPart;
import dev.quotarouter.chat.Tool;
import dev.quotarouter.chat.ToolResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TokenEstimateTest {
    private static final int MESSAGE = 4;

    private final GeminiProvider provider = GeminiProvider.create();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "abcdefgh, 2",
        "abcdefghi, 3",
        "'', 0",
        "2026, 4",
        "größer, 2",
        "日本語, 3",
        "Привет, 3",
        "😀, 2",
        "مرحبا, 3",
        "नमस्ते, 3",
        "สวัสดี, 5",
        "안녕하세요, 4"
    })
    void text_is_counted_by_its_letters(String text, long tokens) {
        assertThat(estimate(ChatRequest.of("group", text))).isEqualTo(MESSAGE + tokens);
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 511, 512, 513, 100_000})
    void long_text_is_counted_to_its_last_letter(int length) {
        assertThat(estimate(ChatRequest.of("group", "語".repeat(length)))).isEqualTo(MESSAGE + length);
        assertThat(estimate(ChatRequest.of("group", "a".repeat(length - 1) + "語")))
                .isEqualTo(MESSAGE + (length - 1 + 4 + 3) / 4);
    }

    @Test
    void everything_that_is_sent_is_counted() {
        ChatRequest plain = ChatRequest.of("group", "Hi");
        ChatRequest system = plain.toBuilder().system("x".repeat(400)).build();
        ChatRequest tool = plain.toBuilder()
                .tool(Tool.function("a", "x".repeat(400), "{\"type\":\"" + "x".repeat(400) + "\"}"))
                .build();
        ChatRequest schema = plain.toBuilder()
                .responseFormat(ResponseFormat.jsonSchema("{\"type\":\"" + "x".repeat(400) + "\"}"))
                .build();

        assertThat(estimate(system)).isGreaterThanOrEqualTo(estimate(plain) + 100);
        assertThat(estimate(tool)).isGreaterThanOrEqualTo(estimate(plain) + 200);
        assertThat(estimate(schema)).isGreaterThanOrEqualTo(estimate(plain) + 100);
    }

    @Test
    void every_part_that_is_sent_is_counted_and_no_other() {
        String text = "x".repeat(400);
        DataPart image = new DataPart("image/png", new byte[] {0});

        assertThat(estimate(new ThoughtPart(text, Optional.of("c2ln")))).isEqualTo(100);
        assertThat(estimate(new ThoughtPart(text))).isZero();
        assertThat(estimate(new CodePart("", "PYTHON", text, Optional.empty()))).isEqualTo(104);
        assertThat(estimate(new CodeResultPart("", "OUTCOME_OK", text, Optional.empty())))
                .isEqualTo(104);
        assertThat(estimate(new ProviderPart("gemini", "{\"x\":\"" + text + "\"}")))
                .isBetween(100L, 104L);
        assertThat(estimate(new ProviderPart("elsewhere", "{\"x\":\"" + text + "\"}")))
                .isZero();
        assertThat(estimate(ChatRequest.builder("group")
                        .message(ChatMessage.toolResults(new ToolResult("i", "abcd", text, List.of(image, image))))
                        .build()))
                .isEqualTo(MESSAGE + 105 + 2 * 9 * 258);
        assertThat(estimate(ChatRequest.of("group", "").toBuilder()
                        .serverTool(ServerTool.WEB_SEARCH)
                        .build()))
                .isGreaterThan(estimate(ChatRequest.of("group", "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"image/png, 2322", "audio/mp3, 5760", "video/mp4, 47340", "'', 47340", "application/pdf, 5160"})
    void a_file_elsewhere_is_taken_for_a_few_minutes_or_pages(String mimeType, long tokens) {
        FilePart file = new FilePart(
                "https://youtu.be/x", Optional.of(mimeType).filter(type -> !type.isEmpty()), Optional.empty());

        assertThat(estimate(ChatRequest.builder("group").user(file).build())).isEqualTo(MESSAGE + tokens);
    }

    @ParameterizedTest(name = "{0} of {1} × {2}: {3} tiles")
    @CsvSource({
        "png, 384, 384, 1",
        "png, 385, 10, 1",
        "png, 769, 768, 2",
        "png, 1600, 1600, 9",
        "jpg, 300, 200, 1",
        "jpg, 1000, 800, 4",
        "gif, 10, 10, 1",
        "gif, 800, 800, 4"
    })
    void an_image_is_counted_in_tiles(String format, int width, int height, long tiles) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();

        assertThat(estimate("image/" + format, bytes.toByteArray())).isEqualTo(MESSAGE + 258 * tiles);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // VP8, VP8L and VP8X, each of 1000 × 500: two tiles.
        "52494646000000005745425056503820000000000000009d012ae803f401",
        "5249464600000000574542505650384c000000002fe7c37c00",
        "524946460000000057454250565038580a00000000000000e70300f30100"
    })
    void webp_shows_its_size_in_three_ways(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(estimate("image/webp", bytes)).isEqualTo(MESSAGE + 258 * 2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00",
        "89504e470d0a",
        "ffd8ffe0ffff",
        "ffd8ffffffff",
        "ffd8ffe00000ffe00000",
        "52494646000000005745425000000000",
        "89504e470d0a1a0a0000000d49484452ffffffff00000001"
    })
    void an_image_that_hides_its_size_is_taken_for_a_large_one(String hex) {
        assertThat(estimate("image/png", HexFormat.of().parseHex(hex))).isEqualTo(MESSAGE + 258 * 9);
    }

    @Test
    void sound_video_and_documents_are_counted_by_their_length() {
        assertThat(estimate("audio/mp3", new byte[25_000])).isEqualTo(MESSAGE + 101);
        assertThat(estimate("video/mp4", new byte[24_000])).isEqualTo(MESSAGE + 101);
        assertThat(estimate("application/pdf", new byte[16_000])).isEqualTo(MESSAGE + 1001);
        assertThat(estimate("text/plain", new byte[300])).isEqualTo(MESSAGE + 101);
    }

    private long estimate(String mimeType, byte[] bytes) {
        return estimate(
                ChatRequest.builder("group").user(new DataPart(mimeType, bytes)).build());
    }

    private long estimate(Part part) {
        ChatMessage message = new ChatMessage(Role.ASSISTANT, List.of(part));
        return estimate(ChatRequest.builder("group").message(message).build()) - MESSAGE;
    }

    private long estimate(ChatRequest request) {
        return provider.estimateInputTokens(request);
    }
}
