package dev.quotarouter.differential;

import com.google.genai.types.Candidate;
import com.google.genai.types.GroundingChunk;
import com.google.genai.types.GroundingMetadata;
import com.google.genai.types.GroundingSupport;
import com.google.genai.types.LogprobsResultCandidate;
import com.google.genai.types.LogprobsResultTopCandidates;
import com.google.genai.types.SearchEntryPoint;
import com.google.genai.types.Segment;
import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Grounding.RetrievedUrl;
import dev.quotarouter.chat.Grounding.Source;
import dev.quotarouter.chat.Grounding.Support;
import dev.quotarouter.chat.SafetyRating;
import dev.quotarouter.chat.TokenLogprob;
import dev.quotarouter.differential.Reading.Background;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What Google's types say about a reply, in neutral terms. */
final class GoogleBackground {
    private GoogleBackground() {}

    static Background of(List<Candidate> events) {
        return new Background(
                new Grounding(
                        grounding(
                                events,
                                found -> Stream.of(found.webSearchQueries(), found.imageSearchQueries())
                                        .flatMap(queries -> queries.orElse(List.of()).stream())),
                        grounding(
                                events,
                                found -> found.groundingChunks().orElse(List.of()).stream()
                                        .map(GoogleBackground::source)),
                        grounding(
                                events,
                                found -> found.groundingSupports().orElse(List.of()).stream()
                                        .map(GoogleBackground::support)),
                        urls(events),
                        citations(events),
                        grounding(events, found -> found.searchEntryPoint().stream()).stream()
                                .findFirst()
                                .flatMap(SearchEntryPoint::renderedContent)),
                logprobs(events),
                all(
                        events,
                        Candidate::safetyRatings,
                        ratings -> ratings.stream()
                                .map(rating -> new SafetyRating(
                                        text(rating.category()),
                                        text(rating.probability()),
                                        rating.blocked().orElse(false)))));
    }

    private static <T> List<T> grounding(List<Candidate> events, Function<GroundingMetadata, Stream<T>> content) {
        return all(events, Candidate::groundingMetadata, content);
    }

    private static <M, T> List<T> all(
            List<Candidate> events, Function<Candidate, Optional<M>> member, Function<M, Stream<T>> content) {
        return events.stream()
                .flatMap(event -> member.apply(event).stream())
                .flatMap(content)
                .toList();
    }

    private static Source source(GroundingChunk chunk) {
        return chunk.web()
                .map(web -> source(web.uri(), web.title()))
                .or(() -> chunk.maps().map(place -> source(place.uri(), place.title())))
                .or(() -> chunk.retrievedContext().map(file -> source(file.uri(), file.title())))
                .or(() -> chunk.image().map(image -> source(image.sourceUri(), image.title())))
                .orElseThrow();
    }

    private static Source source(Optional<String> uri, Optional<String> title) {
        return new Source(uri.orElse(""), title.orElse(""));
    }

    private static Support support(GroundingSupport support) {
        Segment segment = support.segment().orElseThrow();
        return new Support(
                segment.text().orElse(""),
                segment.startIndex().orElse(0),
                segment.endIndex().orElse(0),
                support.groundingChunkIndices().orElse(List.of()));
    }

    private static List<RetrievedUrl> urls(List<Candidate> events) {
        return all(
                events,
                Candidate::urlContextMetadata,
                found -> found.urlMetadata().orElse(List.of()).stream()
                        .map(url -> new RetrievedUrl(url.retrievedUrl().orElse(""), text(url.urlRetrievalStatus()))));
    }

    private static List<Grounding.Citation> citations(List<Candidate> events) {
        return all(
                events,
                Candidate::citationMetadata,
                found -> found.citations().orElse(List.of()).stream()
                        .map(citation -> new Grounding.Citation(
                                citation.startIndex().orElse(0),
                                citation.endIndex().orElse(0),
                                citation.uri().orElse(""),
                                citation.license().orElse(""))));
    }

    private static List<TokenLogprob> logprobs(List<Candidate> events) {
        return all(events, Candidate::logprobsResult, found -> {
            List<LogprobsResultCandidate> chosen = found.chosenCandidates().orElse(List.of());
            List<LogprobsResultTopCandidates> top = found.topCandidates().orElse(List.of());
            return IntStream.range(0, chosen.size())
                    .mapToObj(i -> token(
                            chosen.get(i),
                            i < top.size() ? top.get(i).candidates().orElse(List.of()) : List.of()));
        });
    }

    private static TokenLogprob token(LogprobsResultCandidate token, List<LogprobsResultCandidate> alternatives) {
        // Google's client has room for a float only; this is the number that was sent.
        double logprob = Double.parseDouble(token.logProbability().orElse(0f).toString());
        return new TokenLogprob(
                token.token().orElse(""),
                logprob,
                alternatives.stream().map(other -> token(other, List.of())).toList());
    }

    private static String text(Optional<?> word) {
        return word.map(Objects::toString).orElse("");
    }
}
