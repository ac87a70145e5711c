package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.config.Deployment;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.ChatProvider;
import dev.quotarouter.provider.ModelProfile;
import dev.quotarouter.provider.ProviderTarget;
import java.util.Optional;
import java.util.OptionalLong;

/** A deployment with what the model of LiteLLM counts of it. Not thread-safe. */
final class ModelledDeployment {
    private static final long MINUTE = 60_000;

    private final OptionalLong rpm;
    private final OptionalLong tpm;
    private final ChatConnection connection;
    private final ModelProfile profile;
    private long minute = -1;
    private long requests;
    private long tokens;
    private long coolsUntil = Long.MIN_VALUE;

    private ModelledDeployment(OptionalLong rpm, OptionalLong tpm, ChatConnection connection, ModelProfile profile) {
        this.rpm = rpm;
        this.tpm = tpm;
        this.connection = connection;
        this.profile = profile;
    }

    static ModelledDeployment of(Deployment deployment, ChatProvider provider) {
        String model = deployment.providerModel();
        return new ModelledDeployment(
                deployment.limits().rpm(),
                deployment.limits().tpm(),
                provider.connect(new ProviderTarget(model, deployment.apiKey(), Optional.empty())),
                provider.profile(model));
    }

    ChatConnection connection() {
        return connection;
    }

    ModelProfile profile() {
        return profile;
    }

    /** {@return whether it may be called, as far as is counted} */
    boolean takes(long promptTokens, long now) {
        turnTo(now);
        return now >= coolsUntil
                && requests + 1 <= rpm.orElse(Long.MAX_VALUE)
                && tokens + promptTokens <= tpm.orElse(Long.MAX_VALUE);
    }

    /** {@return the tokens counted in this minute} */
    long tokens(long now) {
        turnTo(now);
        return tokens;
    }

    /** It is called: counted at once. */
    void called(long now) {
        turnTo(now);
        requests++;
    }

    /** It has answered: its tokens count in the minute in which they become known. */
    void answered(long used, long now) {
        turnTo(now);
        tokens += used;
    }

    /** It has refused; while it cools a further refusal changes nothing. */
    void refused(long now, long cooldownMillis) {
        if (now >= coolsUntil) {
            coolsUntil = now + cooldownMillis;
        }
    }

    /** A new minute of the calendar begins with nothing. */
    private void turnTo(long now) {
        long present = Math.floorDiv(now, MINUTE);
        if (present != minute) {
            minute = present;
            requests = 0;
            tokens = 0;
        }
    }
}
