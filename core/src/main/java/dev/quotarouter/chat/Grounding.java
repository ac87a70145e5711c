package dev.quotarouter.chat;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reply rests on: what was searched and read for it, and what it quotes.
 *
 * @param searchQueries what the model searched the web for
 * @param sources what it found
 * @param supports which pieces of the reply rest on which sources
 * @param retrievedUrls the addresses that it was asked to read
 * @param citations what the reply quotes
 * @param searchEntryPoint HTML that the provider wants to be shown beside a reply that rests on a search
 */
public record Grounding(
        List<String> searchQueries,
        List<Source> sources,
        List<Support> supports,
        List<RetrievedUrl> retrievedUrls,
        List<Citation> citations,
        Optional<String> searchEntryPoint) {
    /** The reply rests on what the model knew. */
    public static final Grounding NONE =
            new Grounding(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());

    /**
     * Something that was found.
     *
     * @param uri where it is
     * @param title what it is called; may be empty
     */
    public record Source(String uri, String title) {
        /** Checks that nothing is null. */
        public Source {
            requireNonNull(uri, "uri");
            requireNonNull(title, "title");
        }
    }

    /**
     * A piece of the reply, and what it rests on.
     *
     * @param text the piece
     * @param startByte where it begins in the reply's text, in bytes of UTF-8
     * @param endByte where it ends, exclusive
     * @param sources the places in {@link Grounding#sources()}, from 0
     */
    public record Support(String text, int startByte, int endByte, List<Integer> sources) {
        /** Copies the places. */
        public Support {
            requireNonNull(text, "text");
            sources = List.copyOf(sources);
        }
    }

    /**
     * An address that was read, or could not be.
     *
     * @param url the address
     * @param status how that went, in the provider's word: {@code URL_RETRIEVAL_STATUS_SUCCESS}
     */
    public record RetrievedUrl(String url, String status) {
        /** Checks that nothing is null. */
        public RetrievedUrl {
            requireNonNull(url, "url");
            requireNonNull(status, "status");
        }
    }

    /**
     * A quotation.
     *
     * @param startByte where it begins in the reply's text, in bytes of UTF-8
     * @param endByte where it ends, exclusive
     * @param uri what is quoted; may be empty
     * @param license under what licence it stands; may be empty
     */
    public record Citation(int startByte, int endByte, String uri, String license) {
        /** Checks that nothing is null. */
        public Citation {
            requireNonNull(uri, "uri");
            requireNonNull(license, "license");
        }
    }

    /** Copies the lists. */
    public Grounding {
        searchQueries = List.copyOf(searchQueries);
        sources = List.copyOf(sources);
        supports = List.copyOf(supports);
        retrievedUrls = List.copyOf(retrievedUrls);
        citations = List.copyOf(citations);
        requireNonNull(searchEntryPoint, "searchEntryPoint");
    }

    /** {@return whether there is nothing} */
    public boolean isNone() {
        return equals(NONE);
    }

    /** {@return this and what a later chunk of the stream told} Places of the other's supports count its own sources. */
    Grounding plus(Grounding other) {
        if (other.isNone()) {
            return this;
        }
        if (isNone()) {
            return other;
        }
        int before = sources.size();
        List<Support> shifted = other.supports.stream()
                .map(support -> new Support(
                        support.text(),
                        support.startByte(),
                        support.endByte(),
                        support.sources().stream().map(place -> place + before).toList()))
                .toList();
        return new Grounding(
                joined(searchQueries, other.searchQueries),
                joined(sources, other.sources),
                joined(supports, shifted),
                joined(retrievedUrls, other.retrievedUrls),
                joined(citations, other.citations),
                other.searchEntryPoint.or(() -> searchEntryPoint));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
