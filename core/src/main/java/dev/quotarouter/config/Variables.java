package dev.quotarouter.config;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the environment's values where a text refers to them: {@code os.environ/NAME}, <code>${NAME}</code>, with default. */
final class Variables {
    private static final String LITELLM_PREFIX = "os.environ/";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]*)(?::-([^}]*))?}");

    private final Function<String, Optional<String>> environment;

    Variables(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    /** What became of a text. */
    sealed interface Substitution {
        /** The text was written as it is. */
        record Literal(String text) implements Substitution {}

        /**
         * Some of the text came from the environment, and must not be shown.
         *
         * @param variable the variable that gave it
         */
        record Substituted(String text, String variable) implements Substitution {}

        /** The text refers to what is not there. */
        record Missing(String problem, String remedy) implements Substitution {}
    }

    Optional<String> value(String name) {
        return environment.apply(name);
    }

    Substitution substitute(String text) {
        if (text.startsWith(LITELLM_PREFIX)) {
            String name = text.substring(LITELLM_PREFIX.length()).strip();
            Optional<String> value = value(name);
            return value.isPresent() && !value.get().isBlank()
                    ? new Substitution.Substituted(value.get(), name)
                    : missing(name, value);
        }
        if (text.startsWith("os.environ") || text.matches("\\$[A-Z_][A-Z0-9_]*")) {
            return new Substitution.Missing(
                    "it looks like a variable, but is not written as one", "write os.environ/NAME or ${NAME}");
        }
        return text.contains("${") ? replaceAll(text) : new Substitution.Literal(text);
    }

    private Substitution replaceAll(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        Optional<String> used = Optional.empty();
        int rest = 0;
        while (matcher.find()) {
            result.append(text.substring(rest, matcher.start()));
            rest = matcher.end();
            String name = matcher.group(1).strip();
            Optional<String> value = value(name);
            // As in a shell, ":-" also stands in for a variable that is empty.
            if (value.isPresent() && !value.get().isBlank()) {
                result.append(value.get());
                used = used.or(() -> Optional.of(name));
            } else if (matcher.group(2) != null) {
                result.append(matcher.group(2));
            } else {
                return missing(name, value);
            }
        }
        String tail = text.substring(rest);
        if (tail.contains("${")) {
            return new Substitution.Missing(
                    "a ${ is not closed, or what is in it is no name", "write ${NAME} or ${NAME:-default}");
        }
        String whole = result.append(tail).toString();
        return used.isPresent() ? new Substitution.Substituted(whole, used.get()) : new Substitution.Literal(whole);
    }

    private static Substitution missing(String name, Optional<String> value) {
        // The key itself often stands where the variable's name belongs.
        String shown = value.isPresent() || Shown.isVariable(name) ? name : Shown.HIDDEN;
        String state = value.isPresent() ? " is empty" : " is not set";
        return new Substitution.Missing(
                "the environment variable " + shown + state,
                "set it before the program starts, or write ${NAME:-default}");
    }
}
