package dev.quotarouter;

import dev.quotarouter.config.RouterConfig;
import dev.quotarouter.error.ConfigException;
import dev.quotarouter.time.Scheduler;
import dev.quotarouter.time.Scheduler.Cancellation;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time whether a file has changed that the configuration was read from, and has it read again then. What
 * cannot be read, or not be served, changes nothing and is said once.
 *
 * <p>One timer stands at the next look. Its task knows this watch only weakly: a router that is forgotten without being closed
 * is not held by it. Begun once; then touched by one look after the other.
 */
final class ConfigWatch {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final Path source;
    private final Duration interval;
    private final Function<Path, RouterConfig> reader;
    private final Consumer<RouterConfig> reload;
    private final Scheduler scheduler;
    private FileMarks marks;
    private volatile Cancellation timer = () -> {};
    private volatile boolean closed;

    /** Comes back to the watch as long as somebody else still has it. */
    private record Tick(WeakReference<ConfigWatch> watch) implements Runnable {
        @Override
        public void run() {
            ConfigWatch alive = watch.get();
            if (alive != null) {
                alive.look();
            }
        }
    }

    private ConfigWatch(
            RouterConfig read,
            Path source,
            Duration interval,
            Function<Path, RouterConfig> reader,
            Consumer<RouterConfig> reload,
            Scheduler scheduler) {
        this.source = source;
        this.interval = interval;
        this.reader = reader;
        this.reload = reload;
        this.scheduler = scheduler;
        marks = FileMarks.of(read.files());
    }

    /**
     * {@return a watch that has begun; empty if the configuration wants none, or is from code}
     *
     * @param read the configuration as it was read
     * @param reader reads the file again
     * @param reload is given what was read
     */
    static Optional<ConfigWatch> over(
            RouterConfig read,
            Function<Path, RouterConfig> reader,
            Consumer<RouterConfig> reload,
            Scheduler scheduler) {
        if (read.watchInterval().isEmpty() || read.source().isEmpty()) {
            return Optional.empty();
        }
        ConfigWatch watch =
                new ConfigWatch(read, read.source().get(), read.watchInterval().get(), reader, reload, scheduler);
        watch.setTimer();
        return Optional.of(watch);
    }

    /** Ends: nobody looks any more. Idempotent. */
    void close() {
        closed = true;
        timer.cancel();
    }

    private void setTimer() {
        timer = scheduler.schedule(interval, new Tick(new WeakReference<>(this)));
        if (closed) {
            timer.cancel(); // It was closed just before there was this timer.
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        try {
            FileMarks found = marks.ofNow();
            if (!found.equals(marks)) {
                marks = found;
                readAgain();
            }
        } finally {
            setTimer(); // Whatever was thrown: the next look may go well.
        }
    }

    private void readAgain() {
        try {
            RouterConfig config = reader.apply(source);
            // What has changed while it was read has the mark from before, and is seen to have changed the next time.
            marks = marks.over(config.files());
            reload.accept(config);
            log.debug("{} has changed and is in force", source);
        } catch (ConfigException e) {
            log.warn("{} has changed and is not in force; what was stays: {}", source, e.getMessage());
        } catch (RuntimeException e) {
            log.warn("{} has changed and is not in force; what was stays", source, e);
        }
    }
}
