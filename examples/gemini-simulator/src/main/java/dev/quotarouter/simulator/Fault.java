package dev.quotarouter.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that goes wrong: what, for whom, how often and how long. Given to {@link GeminiSimulator#inject}.
 *
 * <p>Immutable; each method gives a changed copy. Unless narrowed, a fault strikes every generating call of every key
 * and model until it is lifted.
 */
public final class Fault {
    private final FaultEffect effect;
    private final Optional<String> model;
    private final Optional<String> keyName;
    private final OptionalInt times;
    private final Optional<Duration> span;
    private final boolean everywhere;

    private Fault(
            FaultEffect effect,
            Optional<String> model,
            Optional<String> keyName,
            OptionalInt times,
            Optional<Duration> span,
            boolean everywhere) {
        this.effect = effect;
        this.model = model;
        this.keyName = keyName;
        this.times = times;
        this.span = span;
        this.everywhere = everywhere;
    }

    /** {@return a fault that answers with the error} */
    public static Fault of(GeminiError error) {
        requireNonNull(error, "error");
        return new Fault(new FaultEffect.Failure(error));
    }

    /** {@return a fault that answers with this instead} */
    public static Fault reply(SimulatedReply reply) {
        requireNonNull(reply, "reply");
        return new Fault(new FaultEffect.Reply(reply));
    }

    /** {@return a fault that ends the answer for the reason, without usable content} */
    public static Fault finishReason(String reason) {
        return reply(SimulatedReply.finished(reason));
    }

    /** {@return a fault that blocks the prompt for the reason, such as {@code PROHIBITED_CONTENT}} */
    public static Fault blockedPrompt(String reason) {
        return reply(SimulatedReply.blocked(reason));
    }

    /** {@return a fault that answers 200 with a candidate that says nothing} */
    public static Fault emptyCandidate() {
        return reply(ModelReply.EMPTY);
    }

    /** {@return a fault that answers 200 with something that is no JSON} */
    public static Fault garbage() {
        return reply(RawReply.json(200, "{\"candidates\": [}} not JSON at all"));
    }

    /** {@return a fault that answers 200 with a web page} */
    public static Fault htmlPage() {
        return reply(RawReply.html(200, "Sign in", "Please sign in to this network."));
    }

    /**
     * {@return a fault that answers well, but with a text of so many characters}
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static Fault hugeBody(int characters) {
        return reply(SimulatedReply.text("x".repeat(characters)));
    }

    /** {@return a fault that closes the connection after half of the body} */
    public static Fault truncatedBody() {
        return new Fault(new FaultEffect.Travel(new Delivery.Truncated()));
    }

    /** {@return a fault that closes the connection after the request, before the answer} */
    public static Fault droppedConnection() {
        return new Fault(new FaultEffect.Travel(new Delivery.Dropped()));
    }

    /** {@return a fault that does not answer and leaves the connection open for a minute} */
    public static Fault stalled() {
        return new Fault(new FaultEffect.Travel(new Delivery.Stalled()));
    }

    /** {@return a fault that delays the first byte} */
    public static Fault late(Duration delay) {
        return new Fault(new FaultEffect.Travel(new Delivery.Late(requirePositive(delay))));
    }

    /** {@return a fault that lets the body trickle in over this much time} */
    public static Fault slowBody(Duration time) {
        return new Fault(new FaultEffect.Travel(new Delivery.Slow(requirePositive(time))));
    }

    /** {@return a fault that ends a stream with the error after its first event; other calls answer with the error} */
    public static Fault brokenStream(GeminiError error) {
        requireNonNull(error, "error");
        return new Fault(new FaultEffect.Travel(new Delivery.BrokenStream(error)));
    }

    private Fault(FaultEffect effect) {
        this(effect, Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), false);
    }

    /** {@return a copy that strikes calls to this model only} */
    public Fault onModel(String name) {
        return new Fault(effect, Optional.of(name), keyName, times, span, everywhere);
    }

    /** {@return a copy that strikes calls with the key of this name only} */
    public Fault onKey(String name) {
        return new Fault(effect, model, Optional.of(name), times, span, everywhere);
    }

    /**
     * {@return a copy that strikes only so many calls}
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Fault times(int calls) {
        if (calls <= 0) {
            throw new IllegalArgumentException("times must be positive, not " + calls);
        }
        return new Fault(effect, model, keyName, OptionalInt.of(calls), span, everywhere);
    }

    /**
     * {@return a copy that ends by itself, so long after it was injected}
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Fault lasting(Duration time) {
        return new Fault(effect, model, keyName, times, Optional.of(requirePositive(time)), everywhere);
    }

    /** {@return a copy that strikes counting tokens and asking for models as well} */
    public Fault onEveryEndpoint() {
        return new Fault(effect, model, keyName, times, span, true);
    }

    FaultEffect effect() {
        return effect;
    }

    /** {@return the error it answers with; empty if it does something else} */
    Optional<GeminiError> error() {
        return effect instanceof FaultEffect.Failure failure ? Optional.of(failure.error()) : Optional.empty();
    }

    OptionalInt times() {
        return times;
    }

    Optional<Duration> span() {
        return span;
    }

    boolean concerns(Endpoint endpoint, String keyName, String model) {
        return (everywhere || endpoint.generates())
                && this.keyName.map(keyName::equals).orElse(true)
                && this.model.map(model::equals).orElse(true);
    }

    private static Duration requirePositive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a fault's time must be positive, not " + time);
        }
        return time;
    }
}
