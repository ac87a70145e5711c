package dev.quotarouter.gemini;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.Lookup;
import dev.quotarouter.provider.ModelInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/** Fetches Gemini's list of models, page by page, on the caller's thread. */
final class GeminiModelPages {
    /** Google's greatest. */
    private static final String PAGE_SIZE = "1000";
    /** More models than anyone has: a list that goes on is one that goes in a circle. */
    private static final int MOST_PAGES = 50;
    /** What Google's own clients give to everything but chats. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final GeminiHttp http;
    private final long maxResponseBytes;

    GeminiModelPages(GeminiHttp http, long maxResponseBytes) {
        this.http = http;
        this.maxResponseBytes = maxResponseBytes;
    }

    /** {@return all models, or why they could not be had} */
    Lookup<List<ModelInfo>> fetch(GeminiModelList.Place place) {
        ProviderWords words = new ProviderWords(place.key());
        GeminiAnswers answers = new GeminiAnswers(maxResponseBytes, words);
        GeminiCaller caller = new GeminiCaller(http, words);
        List<ModelInfo> models = new ArrayList<>();
        String page = "";
        for (int i = 0; i < MOST_PAGES; i++) {
            HttpUrl.Builder url = place.url().newBuilder().addQueryParameter("pageSize", PAGE_SIZE);
            if (!page.isEmpty()) {
                url.addQueryParameter("pageToken", page);
            }
            Lookup<String> next = caller.call(
                    GeminiHttp.request(url.build(), place.key()).build(),
                    TIMEOUT,
                    response -> answers.json(
                            response, json -> new Lookup.Found<>(GeminiModelReader.readPage(json, models))));
            if (next instanceof Lookup.Failed<String> failed) {
                return new Lookup.Failed<>(failed.failure());
            }
            page = ((Lookup.Found<String>) next).value();
            if (page.isEmpty()) {
                return new Lookup.Found<>(List.copyOf(models));
            }
        }
        return new Lookup.Failed<>(Failure.of(FailureKind.MALFORMED_RESPONSE, "the list of models has no end"));
    }
}
