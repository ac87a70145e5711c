package dev.quotarouter.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quotarouter.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Calls are watched, whatever befell the watch before. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallsUnderWayTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final OkHttpClient client = new OkHttpClient();
    private final Queue<Runnable> glances = new ArrayDeque<>();
    private boolean outOfThreads;
    private final CallsUnderWay underWay = new CallsUnderWay(this::later, Runnable::run, TimeSource.system());

    private void later(Runnable task, long nanos) {
        if (outOfThreads) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        glances.add(task);
    }

    private GeminiExchange exchange() {
        Request request = new Request.Builder().url("http://127.0.0.1/").build();
        return new GeminiExchange(client.newCall(request), underWay.time(LONG), new ProviderWords(GeminiServer.KEY));
    }

    @Test
    void a_watch_that_could_not_begin_begins_with_the_next_call() {
        outOfThreads = true;
        assertThatThrownBy(() -> underWay.add(exchange())).isInstanceOf(OutOfMemoryError.class);
        outOfThreads = false;

        underWay.add(exchange());

        assertThat(glances).hasSize(1);
    }

    @Test
    void a_call_that_cannot_be_watched_is_not_under_way() {
        outOfThreads = true;

        assertThatThrownBy(() -> underWay.add(exchange())).isInstanceOf(OutOfMemoryError.class);

        assertThat(underWay.count()).isZero();
    }

    @Test
    void a_watch_that_could_not_go_on_begins_with_the_next_call() {
        underWay.add(exchange());
        outOfThreads = true;
        assertThatThrownBy(() -> glances.remove().run()).isInstanceOf(OutOfMemoryError.class);
        outOfThreads = false;

        underWay.add(exchange());

        assertThat(glances).hasSize(1);
    }
}
