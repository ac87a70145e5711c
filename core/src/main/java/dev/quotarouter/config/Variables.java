package dev.quotarouter.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts secrets where a text refers to them: {@code os.environ/NAME}, <code>${NAME}</code>, <code>${scheme:name:-default}</code>. */
final class Variables {
    private static final String LITELLM_PREFIX = "os.environ/";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{((?:(?!:-)[^}])*)(?::-([^}]*))?}");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9-]+):(.*)", Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile("\\$[A-Z_][A-Z0-9_]*");

    private final Secrets secrets;

    Variables(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What became of a text. */
    sealed interface Substitution {
        /** The text was written as it is. */
        record Literal(String text) implements Substitution {}

        /**
         * Some of the text is a secret, and must not be shown.
         *
         * @param name what the first secret in it is called
         */
        record Substituted(String text, String name) implements Substitution {}

        /** The text refers to what is not there. */
        record Missing(String problem, String remedy) implements Substitution {}

        /** {@return the text, if nothing is missing} */
        default Optional<String> whole() {
            if (this instanceof Literal literal) {
                return Optional.of(literal.text);
            }
            return this instanceof Substituted substituted ? Optional.of(substituted.text) : Optional.empty();
        }
    }

    Secrets secrets() {
        return secrets;
    }

    Substitution substitute(String text) {
        if (text.startsWith(LITELLM_PREFIX)) {
            String name = text.substring(LITELLM_PREFIX.length()).strip();
            return substitution(secrets.variable(name), name);
        }
        if (text.startsWith("os.environ") || BARE.matcher(text).matches()) {
            return new Substitution.Missing(
                    "it looks like a variable, but is not written as one", "write os.environ/NAME or ${NAME}");
        }
        return text.contains("${") ? replaceAll(text) : new Substitution.Literal(text);
    }

    /** {@return what {@code scheme:name} stands for; empty if the text has no scheme, or one that no source has} */
    Optional<Substitution> addressed(String text) {
        Matcher address = SCHEME.matcher(text.strip());
        if (!address.matches() || !secrets.has(address.group(1))) {
            return Optional.empty();
        }
        String name = address.group(2).strip();
        return Optional.of(substitution(secrets.find(address.group(1), name), keyName(address.group(1), name)));
    }

    private Substitution replaceAll(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        Optional<String> used = Optional.empty();
        int copied = 0;
        while (matcher.find()) {
            result.append(text, copied, matcher.start());
            copied = matcher.end();
            Substitution found = reference(matcher.group(1).strip());
            String otherwise = matcher.group(2);
            // As in a shell, ":-" also stands in for a variable that is empty.
            if (found instanceof Substitution.Substituted secret) {
                result.append(secret.text());
                used = used.or(() -> Optional.of(secret.name()));
            } else if (otherwise != null && !otherwise.contains("${")) {
                result.append(otherwise);
            } else if (otherwise != null) {
                return new Substitution.Missing("a default refers to another variable", "write the default itself");
            } else {
                return found;
            }
        }
        String tail = text.substring(copied);
        if (tail.contains("${")) {
            return new Substitution.Missing(
                    "a ${ is not closed, or what is in it is no name", "write ${NAME} or ${NAME:-default}");
        }
        String whole = result.append(tail).toString();
        return used.isPresent() ? new Substitution.Substituted(whole, used.get()) : new Substitution.Literal(whole);
    }

    private Substitution reference(String reference) {
        Matcher address = SCHEME.matcher(reference);
        if (address.matches()) {
            String name = address.group(2).strip();
            return substitution(secrets.find(address.group(1), name), keyName(address.group(1), name));
        }
        if (reference.contains(":")) {
            return new Substitution.Missing("a colon in ${…} is followed by no dash", "write ${NAME:-default}");
        }
        return substitution(secrets.variable(reference), reference);
    }

    private static Substitution substitution(Secrets.Answer answer, String name) {
        if (answer instanceof Secrets.Answer.Found found) {
            return new Substitution.Substituted(found.secret(), name);
        }
        Secrets.Answer.Missing missing = (Secrets.Answer.Missing) answer;
        return new Substitution.Missing(missing.problem(), missing.remedy());
    }

    /** {@return what a key is called: the last step of the secret's name, unless that may be the key itself} */
    private static String keyName(String scheme, String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return scheme.equals(Secrets.ENVIRONMENT) || Shown.isName(last) ? last : "key-" + scheme;
    }
}
