package dev.quotarouter.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file's text, or why there is none.
 *
 * @param text the text; empty if there is none
 * @param problem what is wrong; empty if there is a text
 * @param remedy what to do about it
 */
record FileText(Optional<String> text, String problem, String remedy) {
    static FileText of(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(YamlDocument.MOST_CHARACTERS + 1);
        } catch (NoSuchFileException e) {
            return none("there is no such file", "check the path");
        } catch (IOException | SecurityException e) {
            return none("it cannot be read", "check that it is a file and may be read");
        }
        if (bytes.length > YamlDocument.MOST_CHARACTERS) {
            return none("it is larger than 3 MiB", "write less");
        }
        try {
            CharSequence text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes));
            return new FileText(Optional.of(text.toString()), "", "");
        } catch (CharacterCodingException e) {
            return none("it is not UTF-8", "save it in UTF-8");
        }
    }

    /** Windows likes to save in UTF-16, with a byte order mark. */
    private static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static FileText none(String problem, String remedy) {
        return new FileText(Optional.empty(), problem, remedy);
    }
}
