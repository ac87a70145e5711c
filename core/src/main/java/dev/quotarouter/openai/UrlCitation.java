package dev.quotarouter.openai;

import dev.quotarouter.chat.Grounding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a reply and the page that it rests on.
 *
 * @param start where the piece begins in the reply's text, in characters of Unicode
 * @param end where it ends, exclusive
 * @param url the page
 * @param title what it is called; may be empty
 */
record UrlCitation(int start, int end, String url, String title) {
    /**
     * {@return what the reply cites} Providers count bytes, OpenAI counts characters. A source that no piece refers to is
     * cited by the whole.
     */
    static List<UrlCitation> of(Grounding grounding, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<UrlCitation> citations = new ArrayList<>();
        for (Grounding.Support support : grounding.supports()) {
            for (int place : support.sources()) {
                if (place >= 0 && place < grounding.sources().size()) {
                    Grounding.Source source = grounding.sources().get(place);
                    citations.add(of(bytes, support.startByte(), support.endByte(), source));
                }
            }
        }
        if (citations.isEmpty()) {
            grounding.sources().forEach(source -> citations.add(of(bytes, 0, bytes.length, source)));
        }
        for (Grounding.Citation quotation : grounding.citations()) {
            if (!quotation.uri().isEmpty()) {
                Grounding.Source source = new Grounding.Source(quotation.uri(), "");
                citations.add(of(bytes, quotation.startByte(), quotation.endByte(), source));
            }
        }
        return citations;
    }

    private static UrlCitation of(byte[] text, int startByte, int endByte, Grounding.Source source) {
        return new UrlCitation(characters(text, startByte), characters(text, endByte), source.uri(), source.title());
    }

    /** Every character has one byte in UTF-8 that does not continue another. */
    private static int characters(byte[] text, int end) {
        int characters = 0;
        for (int i = 0; i < Math.min(end, text.length); i++) {
            if ((text[i] & 0b1100_0000) != 0b1000_0000) {
                characters++;
            }
        }
        return characters;
    }
}
