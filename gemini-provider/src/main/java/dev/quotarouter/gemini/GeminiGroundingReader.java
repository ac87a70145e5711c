package dev.quotarouter.gemini;

import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Grounding.Citation;
import dev.quotarouter.chat.Grounding.RetrievedUrl;
import dev.quotarouter.chat.Grounding.Source;
import dev.quotarouter.chat.Grounding.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/** Reads what a candidate rests on, which Gemini tells in three places. Each method reads the current value. */
final class GeminiGroundingReader {
    private final JsonParser json;
    private List<String> searchQueries = List.of();
    private List<Source> sources = List.of();
    private List<Support> supports = List.of();
    private List<RetrievedUrl> retrievedUrls = List.of();
    private List<Citation> citations = List.of();
    private Optional<String> searchEntryPoint = Optional.empty();
    private boolean read;

    GeminiGroundingReader(JsonParser json) {
        this.json = json;
    }

    /** {@return all that was read} A support may name places that are not among the sources: see {@link KnownSources}. */
    Grounding grounding() {
        return read
                ? new Grounding(searchQueries, sources, supports, retrievedUrls, citations, searchEntryPoint)
                : Grounding.NONE;
    }

    void readGrounding() {
        read = true;
        if (!GeminiJson.isObject(json)) {
            return;
        }
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            switch (name) {
                case "webSearchQueries", "imageSearchQueries" -> {
                    searchQueries = new ArrayList<>(searchQueries);
                    searchQueries.addAll(GeminiJson.texts(json));
                }
                case "searchEntryPoint" ->
                    searchEntryPoint = Optional.of(FlatObject.read(json).text("renderedContent"))
                            .filter(html -> !html.isEmpty());
                case "groundingChunks" -> readSources();
                case "groundingSupports" -> readSupports();
                default -> json.skipChildren();
            }
        }
    }

    void readCitations() {
        read = true;
        if (!GeminiJson.isObject(json)) {
            return;
        }
        citations = new ArrayList<>();
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            // Vertex has the other name.
            if (!name.equals("citationSources") && !name.equals("citations")) {
                json.skipChildren();
            } else if (GeminiJson.isArray(json)) {
                while (GeminiJson.nextElement(json)) {
                    FlatObject citation = FlatObject.read(json);
                    citations.add(new Citation(
                            citation.count("startIndex"),
                            citation.count("endIndex"),
                            citation.text("uri"),
                            citation.text("license")));
                }
            }
        }
    }

    void readUrls() {
        read = true;
        if (!GeminiJson.isObject(json)) {
            return;
        }
        retrievedUrls = new ArrayList<>();
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            if (!name.equals("urlMetadata")) {
                json.skipChildren();
            } else if (GeminiJson.isArray(json)) {
                while (GeminiJson.nextElement(json)) {
                    FlatObject url = FlatObject.read(json);
                    retrievedUrls.add(new RetrievedUrl(url.text("retrievedUrl"), url.text("urlRetrievalStatus")));
                }
            }
        }
    }

    /** Supports count these, so each has its place, known or not. */
    private void readSources() {
        if (!GeminiJson.isArray(json)) {
            return;
        }
        sources = new ArrayList<>();
        while (GeminiJson.nextElement(json)) {
            Source source = new Source("", "");
            if (GeminiJson.isObject(json)) {
                // Its one member is the kind: web, retrievedContext, maps, image.
                for (String kind = GeminiJson.nextField(json); !kind.isEmpty(); kind = GeminiJson.nextField(json)) {
                    FlatObject found = FlatObject.read(json);
                    String uri = found.text("uri");
                    source = new Source(uri.isEmpty() ? found.text("sourceUri") : uri, found.text("title"));
                }
            }
            sources.add(source);
        }
    }

    private void readSupports() {
        if (!GeminiJson.isArray(json)) {
            return;
        }
        supports = new ArrayList<>();
        while (GeminiJson.nextElement(json)) {
            if (GeminiJson.isObject(json)) {
                readSupport();
            }
        }
    }

    private void readSupport() {
        Support piece = new Support("", 0, 0, List.of());
        List<Integer> places = new ArrayList<>();
        for (String name = GeminiJson.nextField(json); !name.isEmpty(); name = GeminiJson.nextField(json)) {
            if (name.equals("segment")) {
                FlatObject segment = FlatObject.read(json);
                piece = new Support(
                        segment.text("text"), segment.count("startIndex"), segment.count("endIndex"), List.of());
            } else if (!name.equals("groundingChunkIndices")) {
                json.skipChildren();
            } else if (GeminiJson.isArray(json)) {
                while (GeminiJson.nextElement(json)) {
                    places.add(GeminiJson.smallCount(json));
                }
            }
        }
        supports.add(new Support(piece.text(), piece.startByte(), piece.endByte(), places));
    }
}
