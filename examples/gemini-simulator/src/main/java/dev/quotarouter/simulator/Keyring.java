package dev.quotarouter.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.RecordedRequest;

/** Who may call: every key and the project it belongs to. */
final class Keyring {
    private final Map<String, Access> accessByKey;

    Keyring(Map<String, Access> accessByKey) {
        this.accessByKey = Map.copyOf(accessByKey);
    }

    Verdict verdict(RecordedRequest http) {
        // Google: a token in the Authorization header is looked at first, even beside a good key.
        if (http.getHeaders().get("Authorization") != null) {
            return new Verdict.Denied(GeminiError.CREDENTIAL_OF_WRONG_KIND);
        }
        Optional<String> key = Optional.ofNullable(http.getHeaders().get("x-goog-api-key"))
                .or(() -> keyInUrl(http))
                .filter(text -> !text.isBlank());
        if (key.isEmpty()) {
            return new Verdict.Denied(GeminiError.KEY_MISSING);
        }
        return access(key.get())
                .<Verdict>map(Verdict.Granted::new)
                .orElseGet(() -> new Verdict.Denied(GeminiError.KEY_INVALID));
    }

    /** {@return what the key opens; empty if it is no good} */
    Optional<Access> access(String key) {
        return Optional.ofNullable(accessByKey.get(key));
    }

    static Optional<String> keyInUrl(RecordedRequest http) {
        return Optional.ofNullable(http.getUrl().queryParameter("key"));
    }

    /** {@return the project of this name} */
    Project project(String name) {
        return projects().stream()
                .filter(project -> project.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no project is called " + name));
    }

    private List<Project> projects() {
        return accessByKey.values().stream().map(Access::project).distinct().toList();
    }

    /** A good key. */
    record Access(Project project, String keyName) {}

    /** Whether a call comes with a good key. */
    sealed interface Verdict {
        record Granted(Access access) implements Verdict {}

        record Denied(GeminiError error) implements Verdict {}
    }
}
