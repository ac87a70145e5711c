package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.cooldown.CooldownPolicy;
import dev.quotarouter.provider.Capability;
import dev.quotarouter.provider.ModelProfile;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/** What is known of one model, whoever calls it: its abilities, and whether it is in trouble as a whole. Thread-safe. */
public final class ModelBooks {
    private static final long CLOCK_STEP_MILLIS = 1_000;

    private final AtomicReference<ModelProfile> profile;
    private final Circuit circuit;
    private final EstimateCorrection correction = new EstimateCorrection();
    private final OutputMean output = new OutputMean();
    private final ReplyTime replyTime = new ReplyTime();
    private final Map<String, Rest> coolingProjects = new ConcurrentHashMap<>();

    /** A cooldown of a project's deployment. */
    private record Rest(long from, long until) {}

    /**
     * A model of which nothing bad is known.
     *
     * @param profile what its provider knows of it
     * @param policy how long it rests when several projects see it fail
     * @param trialLease how long a trial may take before another is let through
     * @param random the router's source of chance
     */
    public ModelBooks(ModelProfile profile, CooldownPolicy policy, Duration trialLease, RandomGenerator random) {
        this.profile = new AtomicReference<>(profile);
        this.circuit = new Circuit(unforgiving(policy), trialLease, random);
    }

    /** From now on the model rests as another policy says. */
    public void follow(CooldownPolicy policy, Duration trialLease) {
        circuit.follow(unforgiving(policy), trialLease);
    }

    private static CooldownPolicy unforgiving(CooldownPolicy policy) {
        return new CooldownPolicy(policy.cooldown(), 0, Map.of(), policy.longest());
    }

    /** {@return what the model can do, as far as is known by now} */
    public ModelProfile profile() {
        return profile.get();
    }

    /** Notes that the model cannot do something; {@return whether that is news} */
    public boolean learnMissing(Capability capability) {
        ModelProfile before = profile.getAndUpdate(known -> known.without(capability));
        return before.can(capability);
    }

    /** {@return the provider's estimate of a prompt, corrected by what the model has counted before} */
    public long corrected(long estimate) {
        return correction.apply(estimate);
    }

    /** Compares the provider's estimate of a prompt with what the model counted. */
    public void learnCount(long estimate, long counted) {
        correction.learn(estimate, counted);
    }

    /** {@return how many tokens its replies have in the mean} */
    long meanOutput() {
        return output.tokens();
    }

    /** Takes note of how many tokens a reply had. */
    public void learnOutput(long tokens) {
        output.learn(tokens);
    }

    /** {@return in how many nanoseconds nearly every whole reply is there; 0 while none has been seen} */
    long mostReplyNanos() {
        return replyTime.mostNanos();
    }

    /** Takes note of how long a whole reply took. */
    public void learnReplyTime(Duration took) {
        replyTime.learn(took);
    }

    /** {@return the circuit that all calls of this model pass} */
    public Circuit circuit() {
        return circuit;
    }

    /**
     * Notes that a project's deployment of this model cools down.
     *
     * @return whether another project's does so, too: then it is the model that is in trouble
     */
    public boolean coolsDownWith(String project, long until, long now) {
        // One that began in the future began before the clock was set back: nobody knows whether it still lasts.
        coolingProjects.values().removeIf(rest -> rest.until <= now || rest.from > now + CLOCK_STEP_MILLIS);
        coolingProjects.put(project, new Rest(now, until));
        return coolingProjects.size() > 1;
    }
}
