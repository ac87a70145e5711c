package dev.quotarouter.config;

import dev.quotarouter.secret.SecretSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Answers what a file refers to, from the source that the scheme names. What it says of a secret is where it is missing; what
 * looks like the secret itself in the place of its name is not shown. Made for one reading.
 */
final class Secrets {
    static final String ENVIRONMENT = "env";
    private static final String FILES = "file";

    private final Map<String, SecretSource> sources;
    private final Path folder;
    private final WrittenVariables written;
    private final FilesRead files;

    Secrets(Map<String, SecretSource> sources, Path folder, WrittenVariables written, FilesRead files) {
        this.sources = sources;
        this.folder = folder;
        this.written = written;
        this.files = files;
    }

    /** What became of a reference. */
    sealed interface Answer {
        /** The secret, not blank. */
        record Found(String secret) implements Answer {}

        /** There is no such secret. */
        record Missing(String problem, String remedy) implements Answer {}
    }

    /** {@return the same for a file in this folder} */
    Secrets in(Path other) {
        return new Secrets(sources, other, written, files);
    }

    /** {@return the variables that stand in the file itself} */
    WrittenVariables written() {
        return written;
    }

    /** Says of the variables in the file what became of them, at the end. */
    void reportWritten() {
        written.report(name -> isThere(ask(ENVIRONMENT, name)));
    }

    boolean has(String scheme) {
        return scheme.equals(FILES) || sources.containsKey(scheme);
    }

    /** {@return the secret under the name in the environment or, if it is not there, in the file's own variables} */
    Answer variable(String name) {
        return find(ENVIRONMENT, name);
    }

    Answer find(String scheme, String name) {
        if (!has(scheme)) {
            return new Answer.Missing(
                    "there is no secret source " + Shown.name(scheme),
                    "give it to the reader, or write one of " + String.join(", ", new TreeSet<>(sources.keySet())));
        }
        Optional<String> secret;
        try {
            secret = ask(scheme, name);
        } catch (RuntimeException failed) {
            return new Answer.Missing("the secret source " + scheme + " failed", "see what it logged itself");
        }
        boolean isEmpty = secret.isPresent();
        if (!isThere(secret) && scheme.equals(ENVIRONMENT)) {
            secret = written.value(name);
        }
        return secret.filter(text -> !text.isBlank())
                .<Answer>map(Answer.Found::new)
                .orElseGet(() -> missing(scheme, name, isEmpty));
    }

    private Optional<String> ask(String scheme, String name) {
        SecretSource source = sources.get(scheme);
        if (source != null) {
            return source.find(name);
        }
        files.add(folder, name);
        return SecretSource.files(folder).find(name);
    }

    private static boolean isThere(Optional<String> secret) {
        return secret.filter(text -> !text.isBlank()).isPresent();
    }

    private static Answer missing(String scheme, String name, boolean isEmpty) {
        if (scheme.equals(ENVIRONMENT)) {
            String shown = isEmpty || Shown.isVariable(name) ? name : Shown.HIDDEN;
            return new Answer.Missing(
                    "the environment variable " + shown + (isEmpty ? " is empty" : " is not set"),
                    "set it before the program starts, or write ${NAME:-default}");
        }
        if (scheme.equals(FILES)) {
            String shown = name.contains("/") || name.contains("\\") ? Shown.path(name) : Shown.HIDDEN;
            return new Answer.Missing(
                    "the file " + shown + (isEmpty ? " is empty" : " cannot be read"),
                    "name a file that has the key and nothing else");
        }
        return new Answer.Missing(
                "the secret " + Shown.name(name) + (isEmpty ? " is empty in " : " is not in ") + scheme,
                "put it there, or write ${" + scheme + ":NAME:-default}");
    }
}
