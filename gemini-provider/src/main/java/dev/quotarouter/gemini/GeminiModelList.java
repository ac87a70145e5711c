package dev.quotarouter.gemini;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The models that each key opens, remembered. A list that is an hour old is still given out, and fetched anew meanwhile; one
 * that is a day old is forgotten. What could not be fetched is not remembered. Thread-safe.
 */
final class GeminiModelList {
    private static final Duration OLD = Duration.ofHours(1);
    private static final Duration TOO_OLD = Duration.ofDays(1);
    private static final long MOST_LISTS = 10_000;

    /** Whose list it is, and where it stands. */
    record Place(HttpUrl url, ApiKey key) {}

    /** A list, and when it was fetched, in nanoseconds. */
    private record Listing(List<ModelInfo> models, long at) {}

    private final Function<Place, Lookup<List<ModelInfo>>> fetcher;
    private final TimeSource time;
    private final Executor executor;
    private final Cache<Place, Listing> listings;
    private final ConcurrentHashMap<Place, CompletableFuture<Lookup<List<ModelInfo>>>> fetches =
            new ConcurrentHashMap<>();

    /**
     * Knows no list yet.
     *
     * @param fetcher fetches one; may take its time
     * @param executor where it may
     */
    GeminiModelList(Function<Place, Lookup<List<ModelInfo>>> fetcher, TimeSource time, Executor executor) {
        this.fetcher = fetcher;
        this.time = time;
        this.executor = executor;
        this.listings = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .maximumSize(MOST_LISTS)
                .expireAfterWrite(TOO_OLD)
                .build();
    }

    /**
     * {@return the list, at once if it is known}
     *
     * @param timeout how long to wait; the list is fetched all the same, and known the next time
     */
    CompletableFuture<Lookup<List<ModelInfo>>> models(Place place, Duration timeout) {
        @Nullable Listing known = listings.getIfPresent(place);
        if (known != null) {
            if (time.nanoTime() - known.at >= OLD.toNanos()) {
                CompletableFuture<?> unused = fetch(place);
            }
            return CompletableFuture.completedFuture(new Lookup.Found<>(known.models));
        }
        // A future of one's own: nobody's time or cancelling is another's.
        return fetch(place)
                .copy()
                .completeOnTimeout(
                        failed(FailureKind.TIMEOUT, "the list of models did not come in time"),
                        CallTime.nanos(timeout),
                        TimeUnit.NANOSECONDS);
    }

    /** {@return what comes of fetching it}, which happens once for all who ask meanwhile. */
    private CompletableFuture<Lookup<List<ModelInfo>>> fetch(Place place) {
        CompletableFuture<Lookup<List<ModelInfo>>> fetch = new CompletableFuture<>();
        CompletableFuture<Lookup<List<ModelInfo>>> underWay = fetches.putIfAbsent(place, fetch);
        if (underWay != null) {
            return underWay;
        }
        executor.execute(() -> {
            Lookup<List<ModelInfo>> answer =
                    failed(FailureKind.MALFORMED_RESPONSE, "the list of models could not be taken in");
            try {
                answer = fetcher.apply(place);
            } finally {
                if (answer instanceof Lookup.Found<List<ModelInfo>> found) {
                    listings.put(place, new Listing(found.value(), time.nanoTime()));
                }
                fetches.remove(place);
                fetch.complete(answer);
            }
        });
        return fetch;
    }

    private static Lookup<List<ModelInfo>> failed(FailureKind kind, String message) {
        return new Lookup.Failed<>(Failure.of(kind, message));
    }
}
