package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.error.AttemptsFailedException;
import dev.quotarouter.error.ChatCancelledException;
import dev.quotarouter.error.InvalidRequestException;
import dev.quotarouter.error.NoSuitableDeploymentException;
import dev.quotarouter.error.RouterException;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.provider.ChatCall;
import dev.quotarouter.provider.ChatConnection;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What is asked of providers beside chats: it costs none of the quota that chats use, so no pool is asked, and no failure is
 * held against anybody. Has no state.
 */
public final class Lookups {
    private Lookups() {}

    /**
     * A way to a provider that may be asked which models there are.
     *
     * @param provider the provider's name
     * @param key shut when the key is rejected
     * @param connection the way there
     * @param timeout how long that may take
     */
    public record Way(String provider, Gate key, ChatConnection connection, Duration timeout) {}

    /**
     * {@return how many input tokens the first of the deployments that answers counts for the request}
     *
     * @param slots who may be asked, in order
     * @throws RouterException if nobody answers
     */
    public static long countTokens(ChatRequest request, List<Slot> slots) {
        Demand demand = Demand.of(request);
        Failure last = Failure.of(FailureKind.CAPABILITY_MISSING, "none of its deployments can take the request");
        for (Slot slot : slots) {
            if (slot.isOpenTo(demand)) {
                Lookup<Long> count = wait(slot.connection()
                        .countTokens(new ChatCall(request, slot.modelBooks().profile(), slot.timeout())));
                if (count instanceof Lookup.Found<Long> found) {
                    return found.value();
                }
                last = ((Lookup.Failed<Long>) count).failure();
                stopAt(last);
            }
        }
        if (last.kind() == FailureKind.CAPABILITY_MISSING) {
            throw new NoSuitableDeploymentException("\"" + request.model() + "\": " + last, List.of(), List.of());
        }
        throw new AttemptsFailedException(
                "\"" + request.model() + "\": the tokens were not counted: " + last, List.of());
    }

    /**
     * {@return the models that the deployments' keys open, each once}
     *
     * @param ways who is asked: each key once
     * @throws RouterException if nobody answers
     */
    public static List<ModelInfo> models(Collection<Way> ways) {
        Set<Object> asked = new HashSet<>();
        List<CompletableFuture<Lookup<List<ModelInfo>>>> answers = new ArrayList<>();
        for (Way way : ways) {
            if (!way.key().isShut() && asked.add(way.key())) {
                answers.add(way.connection().models(way.timeout()));
            }
        }
        Map<String, ModelInfo> models = new LinkedHashMap<>();
        Failure last = Failure.of(FailureKind.KEY_REJECTED, "there is no key that could be asked");
        boolean found = false;
        for (CompletableFuture<Lookup<List<ModelInfo>>> answer : answers) {
            Lookup<List<ModelInfo>> list = wait(answer);
            if (list instanceof Lookup.Found<List<ModelInfo>> known) {
                found = true;
                known.value().forEach(model -> models.putIfAbsent(model.name(), model));
            } else {
                last = ((Lookup.Failed<List<ModelInfo>>) list).failure();
            }
        }
        if (!found) {
            throw new AttemptsFailedException("the models were not listed: " + last, List.of());
        }
        return List.copyOf(models.values());
    }

    // What is wrong with the request is so everywhere; a caller who gave up wants nobody else to be asked.
    private static void stopAt(Failure failure) {
        if (failure.kind() == FailureKind.INVALID_REQUEST) {
            throw new InvalidRequestException(failure.message(), List.of());
        }
        if (failure.kind() == FailureKind.CANCELLED) {
            throw new ChatCancelledException(failure.message(), List.of());
        }
    }

    /** {@return the answer, once it is there; a provider that breaks its contract has failed} Blocks the caller's thread. */
    public static <T> Lookup<T> wait(CompletableFuture<Lookup<T>> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ChatCancelledException("the calling thread was interrupted", List.of());
        } catch (ExecutionException e) {
            return new Lookup.Failed<>(Broken.provider(e.getCause()));
        }
    }
}
