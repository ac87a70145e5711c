package dev.quotarouter.config;

import dev.quotarouter.config.Variables.Substitution;
import dev.quotarouter.provider.ApiKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads keys: from a secret source, or as they stand. No message has more of them than their place. */
final class ApiKeyReader {
    /** Where LiteLLM looks for a key that is not written, if not in {@code PROVIDER_API_KEY} alone. */
    private static final Map<String, List<String>> USUAL_VARIABLES =
            Map.of("gemini", List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"));

    /** Nothing that a vendor gives out looks like this; a secret whose source is missing does. */
    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9-]{1,20}):\\S+");

    private final KeyRing keys = new KeyRing();

    Optional<ApiKey> read(ConfigNode node) {
        Substitution written = node.substitution().orElse(new Substitution.Missing("", ""));
        Substitution found = written.whole().flatMap(node::addressed).orElse(written);
        if (found instanceof Substitution.Literal literal) {
            return literal(node, literal.text());
        }
        if (found instanceof Substitution.Substituted secret) {
            return key(node, () -> keys.named(secret.name(), secret.text()));
        }
        if (found instanceof Substitution.Missing missing && found != written) {
            node.problem(missing.problem(), missing.remedy());
        }
        return Optional.empty();
    }

    /** {@return the key in the variable that LiteLLM looks into when none is written: {@code GEMINI_API_KEY}} */
    Optional<ApiKey> readDefault(ConfigNode place, String provider) {
        String usual = provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY";
        for (String variable : USUAL_VARIABLES.getOrDefault(provider, List.of(usual))) {
            if (place.secrets().variable(variable) instanceof Secrets.Answer.Found found) {
                return key(place, () -> keys.named(variable, found.secret()));
            }
        }
        place.problem("it is missing", "write api_key: os.environ/GEMINI_API_KEY, with the variable's name");
        return Optional.empty();
    }

    private Optional<ApiKey> literal(ConfigNode node, String text) {
        var address = ADDRESS.matcher(text.strip());
        if (address.matches()) {
            node.problem(
                    "there is no secret source " + Shown.name(address.group(1)),
                    "give it to the reader; a key that has a colon belongs in a variable");
            return Optional.empty();
        }
        return key(node, () -> keys.literal(text));
    }

    private static Optional<ApiKey> key(ConfigNode node, Supplier<ApiKey> key) {
        try {
            return Optional.of(key.get());
        } catch (IllegalArgumentException unusable) {
            node.problem(
                    "the key is empty or has characters that no HTTP header can carry",
                    "check the key, its file or variable");
            return Optional.empty();
        }
    }
}
