package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The books of a simulated Gemini, asked without a wire: the same projects, keys, faults and counts that a {@link
 * GeminiSimulator} answers from over HTTP. For simulations in which a year shall pass in seconds.
 *
 * <p>Made by {@link GeminiSimulatorBuilder#books()}. Thread-safe.
 */
public final class GeminiBooks {
    private final Keyring keyring;
    private final Faults faults;
    private final BookRules rules;

    GeminiBooks(Keyring keyring, Faults faults, BookRules rules) {
        this.keyring = keyring;
        this.faults = faults;
        this.rules = rules;
    }

    /** What becomes of a call. */
    public sealed interface Ruling {
        /** The model answers. */
        record Served() implements Ruling {}

        /**
         * There is no quota: a 429.
         *
         * @param windows the full windows and their limits; at least one
         * @param retryIn when to come back, as far as the answer says so
         */
        record Refused(List<FullWindow> windows, Optional<Duration> retryIn) implements Ruling {}

        /**
         * Something else is wrong.
         *
         * @param error the answer
         */
        record Failed(GeminiError error) implements Ruling {}
    }

    /**
     * A full window.
     *
     * @param window which one
     * @param limit how much it holds in all
     */
    public record FullWindow(QuotaWindow window, long limit) {}

    /**
     * Makes a generating call, which is booked, and tells what becomes of it: first the key decides, then faults, then the
     * counts.
     *
     * @param inputTokens the tokens of the prompt; not negative
     */
    public Ruling call(String key, String model, long inputTokens) {
        Optional<Keyring.Access> access = keyring.access(key);
        if (access.isEmpty()) {
            return new Ruling.Failed(GeminiError.KEY_INVALID);
        }
        Project project = access.get().project();
        Optional<GeminiError> fault = faults.strike(
                        Endpoint.GENERATE_CONTENT, access.get().keyName(), model)
                .flatMap(injected -> injected.fault().error());
        if (fault.isPresent() && !rules.counts(fault.get(), model)) {
            return new Ruling.Failed(fault.get());
        }
        Optional<SimulatedModel> called = project.model(model);
        if (called.isEmpty()) {
            return new Ruling.Failed(GeminiError.MODEL_UNKNOWN);
        }
        Admission admission = project.book(called.get()).admit(inputTokens);
        if (admission instanceof Admission.Refused refused) {
            return refusal(refused);
        }
        return fault.<Ruling>map(Ruling.Failed::new).orElseGet(Ruling.Served::new);
    }

    /** Asks what a model is, which costs nothing; {@return what is wrong, empty if the answer is its description} */
    public Optional<GeminiError> look(String key, String model) {
        Optional<Keyring.Access> access = keyring.access(key);
        if (access.isEmpty()) {
            return Optional.of(GeminiError.KEY_INVALID);
        }
        Optional<GeminiError> fault = faults.strike(
                        Endpoint.GET_MODEL, access.get().keyName(), model)
                .flatMap(injected -> injected.fault().error());
        boolean known = access.get().project().model(model).isPresent();
        return fault.or(() -> known ? Optional.empty() : Optional.of(GeminiError.MODEL_UNKNOWN));
    }

    /**
     * Lets a fault begin.
     *
     * @throws IllegalArgumentException if it is none that answers with a {@link GeminiError}: only those can do without a wire
     */
    public InjectedFault inject(Fault fault) {
        if (fault.error().isEmpty()) {
            throw new IllegalArgumentException("only a fault that answers with an error can strike the books");
        }
        return faults.inject(fault);
    }

    /**
     * Changes the limits of a project for a model; what was used stays used.
     *
     * @throws IllegalArgumentException if there is no such project or it has no such model
     */
    public void limits(String project, String model, Limits limits) {
        book(project, model).limits(requireNonNull(limits, "limits"));
    }

    /**
     * Books what others than the callers use of a project, whether there is room or not.
     *
     * @throws IllegalArgumentException if there is no such project, it has no such model, or a number is negative
     */
    public void spend(String project, String model, long requests, long inputTokens) {
        if (requests < 0 || inputTokens < 0) {
            throw new IllegalArgumentException("what is spent must not be negative");
        }
        book(project, model).spend(requests, inputTokens);
    }

    /** {@return the name under which the model's quota is counted} */
    String baseModel(String project, String model) {
        return model(keyring.project(project), model).baseModel();
    }

    private Ruling refusal(Admission.Refused refused) {
        List<FullWindow> windows = refused.violations().stream()
                .map(violation -> new FullWindow(violation.window(), violation.limit()))
                .toList();
        return new Ruling.Refused(windows, rules.retryHint().of(refused));
    }

    private QuotaBook book(String project, String model) {
        Project owner = keyring.project(project);
        return owner.book(model(owner, model));
    }

    private static SimulatedModel model(Project project, String model) {
        return project.model(model)
                .orElseThrow(() ->
                        new IllegalArgumentException("project " + project.name() + " has no model called " + model));
    }
}
