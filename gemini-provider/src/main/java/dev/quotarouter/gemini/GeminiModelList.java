package dev.quotarouter.gemini;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;

/**
 * The models that each key opens, remembered. A list that is an hour old is given out once more while it is fetched anew; one
 * that is a day old is forgotten. What could not be fetched is not remembered. Thread-safe.
 */
final class GeminiModelList {
    private static final Duration OLD = Duration.ofHours(1);
    private static final Duration TOO_OLD = Duration.ofDays(1);
    private static final long MOST_KEYS = 10_000;

    /** Fetches a list; never throws. */
    @FunctionalInterface
    interface Fetcher {
        Lookup<List<ModelInfo>> fetch(Place place);
    }

    /** Whose list it is, and where it stands. */
    record Place(HttpUrl url, ApiKey key) {}

    /**
     * What was fetched.
     *
     * @param answer the list, or why there is none
     * @param at when, in the cache's own time
     */
    private record Listing(Lookup<List<ModelInfo>> answer, long at) {}

    private final AsyncLoadingCache<Place, Listing> listings;

    GeminiModelList(Fetcher fetcher, TimeSource time, Executor executor) {
        listings = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(executor)
                .maximumSize(MOST_KEYS)
                .refreshAfterWrite(OLD)
                .expireAfter(new ByAge())
                .buildAsync(new Loader(fetcher, time));
    }

    /**
     * {@return the list, at once if it is known}
     *
     * @param timeout how long to wait; the list is fetched all the same, and known the next time
     */
    CompletableFuture<Lookup<List<ModelInfo>>> models(Place place, Duration timeout) {
        return listings.get(place)
                .thenApply(Listing::answer)
                .completeOnTimeout(late(), GeminiHttp.nanos(timeout), TimeUnit.NANOSECONDS);
    }

    private static Lookup<List<ModelInfo>> late() {
        return new Lookup.Failed<>(Failure.of(FailureKind.TIMEOUT, "the list of models did not come in time"));
    }

    /** Fetches on the executor's threads; a list that cannot be fetched anew stays, as old as it is. */
    private record Loader(Fetcher fetcher, TimeSource time) implements AsyncCacheLoader<Place, Listing> {
        @Override
        public CompletableFuture<Listing> asyncLoad(Place place, Executor executor) {
            return CompletableFuture.supplyAsync(() -> new Listing(fetcher.fetch(place), time.nanoTime()), executor);
        }

        @Override
        public CompletableFuture<Listing> asyncReload(Place place, Listing old, Executor executor) {
            return asyncLoad(place, executor)
                    .thenApply(listing -> listing.answer instanceof Lookup.Found ? listing : old);
        }
    }

    /** From when it was fetched, not from when it was put in. */
    private static final class ByAge implements Expiry<Place, Listing> {
        @Override
        public long expireAfterCreate(Place place, Listing listing, long now) {
            return listing.answer instanceof Lookup.Found ? Math.max(0, TOO_OLD.toNanos() - (now - listing.at)) : 0;
        }

        @Override
        public long expireAfterUpdate(Place place, Listing listing, long now, long left) {
            return expireAfterCreate(place, listing, now);
        }

        @Override
        public long expireAfterRead(Place place, Listing listing, long now, long left) {
            return left;
        }
    }
}
