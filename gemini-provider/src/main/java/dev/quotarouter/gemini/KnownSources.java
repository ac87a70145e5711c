package dev.quotarouter.gemini;

import dev.quotarouter.chat.Grounding;
import dev.quotarouter.chat.Grounding.Source;
import dev.quotarouter.chat.Grounding.Support;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The sources that the events of a stream told so far. Whoever follows a place must find something there.
 *
 * <p>It is not known whether Gemini counts places from the event's first source or from the stream's: they count from the
 * event's, unless only the stream's are enough for all of them; a source of an earlier event is then told again. Not
 * thread-safe.
 */
final class KnownSources {
    private final List<Source> known = new ArrayList<>();

    /** Takes the next event; {@return it with places that are all among its own sources} */
    Grounding take(Grounding event) {
        int before = known.size();
        known.addAll(event.sources());
        if (event.supports().isEmpty()) {
            return event;
        }
        boolean countsFromEvent = before == 0
                || !allPlaces(event, place -> place < known.size())
                || allPlaces(event, place -> place < event.sources().size());
        return countsFromEvent ? withoutUnknown(event) : withEarlier(event, before);
    }

    private static boolean allPlaces(Grounding event, IntPredicate test) {
        return event.supports().stream()
                .flatMap(support -> support.sources().stream())
                .allMatch(test::test);
    }

    private static Grounding withoutUnknown(Grounding event) {
        int own = event.sources().size();
        return allPlaces(event, place -> place < own)
                ? event
                : with(event, event.sources(), places -> places.filter(place -> place < own));
    }

    private Grounding withEarlier(Grounding event, int before) {
        List<Source> sources = new ArrayList<>(event.sources());
        Map<Integer, Integer> toldAgain = new HashMap<>();
        return with(
                event,
                sources,
                places -> places.map(place -> place >= before
                        ? Integer.valueOf(place - before)
                        : toldAgain.computeIfAbsent(place, earlier -> {
                            sources.add(known.get(earlier));
                            return sources.size() - 1;
                        })));
    }

    private static Grounding with(Grounding event, List<Source> sources, UnaryOperator<Stream<Integer>> places) {
        List<Support> supports = event.supports().stream()
                .map(support -> new Support(
                        support.text(),
                        support.startByte(),
                        support.endByte(),
                        places.apply(support.sources().stream()).toList()))
                .toList();
        return new Grounding(
                event.searchQueries(),
                sources,
                supports,
                event.retrievedUrls(),
                event.citations(),
                event.searchEntryPoint());
    }
}
