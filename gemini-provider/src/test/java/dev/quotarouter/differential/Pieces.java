package dev.quotarouter.differential;

import dev.quotarouter.differential.Reading.Piece;
import java.util.ArrayList;
import java.util.List;

/** Collects pieces so that it does not matter where a stream was cut: unsigned texts side by side are one. */
final class Pieces {
    private final List<Piece> pieces = new ArrayList<>();

    void add(String kind, String content, String signature) {
        Piece piece = new Piece(kind, content, signature);
        if (!isOpenText(piece)) {
            pieces.add(piece);
        } else if (!content.isEmpty()) {
            append(piece);
        }
    }

    private void append(Piece text) {
        int last = pieces.size() - 1;
        if (last >= 0 && isOpenText(pieces.get(last)) && pieces.get(last).kind().equals(text.kind())) {
            pieces.set(last, new Piece(text.kind(), pieces.get(last).content() + text.content(), ""));
        } else {
            pieces.add(text);
        }
    }

    List<Piece> all() {
        return List.copyOf(pieces);
    }

    private static boolean isOpenText(Piece piece) {
        return piece.signature().isEmpty()
                && (piece.kind().equals("text") || piece.kind().equals("thought"));
    }
}
