package dev.quotarouter.cli.batch;

import dev.quotarouter.RouteExplanation;
import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.cli.batch.LineContent.Asked;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lines that ask one model, each read when its turn comes. Lanes read the input each for itself, so that a model whose
 * quota is spent holds up no other. A few lines are looked at ahead: while a long one waits for its tokens, short ones pass.
 * Not thread-safe; the caller closes it.
 */
final class Lane implements Closeable {
    private static final int AHEAD = 16;

    private final String model;
    private final Path input;
    private final RequestLines requests;
    private final Backlog backlog;
    private final Deque<Pending> held = new ArrayDeque<>();
    private @Nullable LineReader lines;
    private long unread;
    private Instant opensAt = Instant.MAX;

    /**
     * A lane at its start.
     *
     * @param unread how many lines there are to ask
     */
    Lane(String model, Path input, RequestLines requests, Backlog backlog, long unread) {
        this.model = model;
        this.input = input;
        this.requests = requests;
        this.backlog = backlog;
        this.unread = unread;
    }

    String model() {
        return model;
    }

    /** {@return how many lines are not under way yet} */
    long waiting() {
        return unread + held.size();
    }

    /** {@return when the next one can be asked, as far as was seen when none could; the end of time if none waits} */
    Instant opensAt() {
        return opensAt;
    }

    /** Takes a line back that is to be asked again. */
    void putBack(Pending pending) {
        held.addLast(pending);
    }

    /** {@return the first line that there is room for now, which leaves the lane; empty if there is none} */
    Optional<Pending> take(Function<ChatRequest, RouteExplanation> explain, Instant now) throws IOException {
        opensAt = Instant.MAX;
        for (var all = held.iterator(); all.hasNext(); ) {
            Pending one = all.next();
            if (hasRoom(one, explain, now)) {
                all.remove();
                return Optional.of(one);
            }
        }
        while (unread > 0 && held.size() < AHEAD) {
            Pending one = Pending.fresh(read());
            if (hasRoom(one, explain, now)) {
                return Optional.of(one);
            }
            held.addLast(one);
        }
        return Optional.empty();
    }

    private boolean hasRoom(Pending one, Function<ChatRequest, RouteExplanation> explain, Instant now) {
        Instant opens = one.notBefore().isAfter(now)
                ? one.notBefore()
                : Room.of(explain.apply(one.asked().request())).opensAt();
        if (opens.isAfter(Instant.MIN) && opens.isBefore(opensAt)) {
            opensAt = opens;
        }
        return opens.equals(Instant.MIN);
    }

    private Asked read() throws IOException {
        LineReader reader = lines == null ? LineReader.open(input) : lines;
        lines = reader;
        for (Optional<TextLine> line = reader.next(); line.isPresent(); line = reader.next()) {
            if (!line.get().isBlank()
                    && backlog.isOpen(line.get())
                    && requests.read(line.get()) instanceof Asked asked
                    && asked.request().model().equals(model)) {
                unread--;
                return asked;
            }
        }
        throw new IOException("the input has changed while the batch ran");
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
