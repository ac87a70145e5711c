package dev.quotarouter.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the documentation, whose blocks of code are held to the truth by tests. */
record MarkdownPage(String text) {
    static MarkdownPage read(Path file) throws IOException {
        return new MarkdownPage(Files.readString(file));
    }

    /** {@return the blocks of code in the language, in order} */
    List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** {@return the code without what formatting may change} */
    static String squeezed(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
