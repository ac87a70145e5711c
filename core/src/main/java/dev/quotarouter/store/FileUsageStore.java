package dev.quotarouter.store;

import dev.quotarouter.quota.QuotaSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Remembers in a file of this machine, for one router at a time.
 *
 * <p>A use stands in the file before its call is made, so that a process may be killed at any instant: what it had begun counts
 * as used. A power cut may take the last seconds. The file grows line by line and is replaced by a short one now and then; it
 * has no key and no prompt. Beside it stands a file {@code .lock}, which keeps a second router away. Thread-safe; whoever opened
 * it closes it.
 */
public final class FileUsageStore implements UsageStore {
    private static final Set<QuotaSpan> BOTH = Set.of(QuotaSpan.values());
    private static final long GROWTH_BYTES = 1 << 20;
    private static final long CLOCK_STEP_MILLIS = 60_000;

    private final FileClaim claim;
    private final UsageFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private final UsageLines lines = new UsageLines();
    private RememberedUsage memory = new RememberedUsage();
    private long replacedAtLength;
    private long latest = UsageRecords.NONE;
    private boolean behind;
    private boolean closed;

    private FileUsageStore(UsageFile file, FileClaim claim) {
        this.file = file;
        this.claim = claim;
    }

    /**
     * Opens the store, or begins one where there is no file.
     *
     * @param file where it is; its directory exists
     * @throws UsageStoreException if another router uses the file, if it cannot be read, was damaged, or was written by a newer
     *     version; it is left as it was
     */
    public static FileUsageStore open(Path file) {
        UsageFile found = UsageFile.at(file);
        FileClaim claim = FileClaim.of(found.path());
        try {
            FileUsageStore store = new FileUsageStore(found, claim);
            store.read();
            return store;
        } catch (RuntimeException | Error e) {
            claim.release();
            throw e;
        }
    }

    /**
     * Looks at a file without using it: nothing is written, and a router may use it meanwhile.
     *
     * @param file where it is; it need not exist
     * @return a store that remembers what the file says when it is asked, and forgets what it is told
     */
    public static UsageStore reading(Path file) {
        return new UsageFileView(file);
    }

    /** {@return who uses the file now: a process, as it stands in a sentence; empty if nobody does} */
    public static Optional<String> user(Path file) {
        return FileClaim.holder(UsageFile.at(file).path());
    }

    @Override
    public UsageMemory recall(Set<String> pools, Set<String> owners, Instant now) {
        lock.lock();
        try {
            requireOpen();
            latest = now.toEpochMilli();
            replace();
            return memory.memory(pools, owners);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes the use down. It is never refused: nobody else uses the file. */
    @Override
    public Admission reserve(PoolUse use, KnownLimits limits) {
        write(to -> {
            present(use.at().toEpochMilli());
            used(use, BOTH, 1, use.tokens(), to);
        });
        return Admission.GRANTED;
    }

    @Override
    public void settle(PoolUse use, long tokens) {
        if (tokens != use.tokens()) {
            write(to -> used(use, BOTH, 0, tokens - use.tokens(), to));
        }
    }

    @Override
    public void refund(PoolUse use, Set<QuotaSpan> spans) {
        write(to -> used(use, spans, -1, -use.tokens(), to));
    }

    @Override
    public void learn(Lesson lesson) {
        if (lesson instanceof Lesson.Known known) {
            write(to -> to.known(numberOf(known.pool(), to), known.knowledge()));
        } else if (lesson instanceof Lesson.Blocked blocked) {
            write(to -> to.blocked(blocked.owner(), blocked.block()));
        } else if (lesson instanceof Lesson.Unblocked unblocked) {
            write(to -> to.unblocked(unblocked.owner()));
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                shut();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return file.path().toString();
    }

    private void read() {
        file.cutAt(UsageLineReader.read(file, memory));
        behind = file.length() == 0; // There is not even a header.
        replacedAtLength = file.length();
    }

    private void used(PoolUse use, Set<QuotaSpan> spans, long requests, long tokens, UsageRecords to) {
        long at = spans.contains(QuotaSpan.MINUTE) ? use.at().toEpochMilli() : UsageRecords.NONE;
        long dayEndsAt = spans.contains(QuotaSpan.DAY) ? use.dayEndsAt().toEpochMilli() : UsageRecords.NONE;
        to.use(numberOf(use.pool(), to), at, dayEndsAt, requests, tokens);
    }

    // Threads may tell in another order than they read the clock; a clock that was set back differs by more.
    private void present(long now) {
        if (now > latest || latest - now > CLOCK_STEP_MILLIS) {
            latest = now;
        }
    }

    private int numberOf(String pool, UsageRecords to) {
        long known = memory.number(pool);
        if (known != UsageRecords.NONE) {
            return (int) known;
        }
        int number = memory.nextNumber();
        to.pool(number, pool);
        return number;
    }

    private void write(Consumer<UsageRecords> record) {
        lock.lock();
        try {
            requireOpen();
            lines.clear();
            record.accept(lines);
            record.accept(memory);
            store();
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            lock.unlock();
        }
    }

    /** What memory has and the file has not is made up for by the next one that can write. */
    private void store() throws IOException {
        boolean wasBehind = behind;
        behind = true;
        if (wasBehind) {
            replace();
        } else {
            file.append(lines);
            behind = false;
            if (file.length() > 2 * replacedAtLength + GROWTH_BYTES) {
                replace();
            }
        }
    }

    private void replace() throws IOException {
        if (latest != UsageRecords.NONE) {
            memory.forgetBefore(latest);
        }
        RememberedUsage compact = memory.compact();
        lines.clear();
        lines.header();
        compact.replayTo(lines);
        replacedAtLength = file.length(); // Should it fail, it is not tried again at once.
        file.replace(lines);
        memory = compact; // Not before: until then pools go by the numbers that they have in the long file.
        replacedAtLength = file.length();
        behind = false;
    }

    private void shut() {
        try {
            if (behind) {
                replace(); // The last chance to write what could not be written before.
            }
            file.sync();
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            release();
        }
    }

    private void release() {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            claim.release();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new UsageStoreException(file.path().toString(), "it was closed", "open it again");
        }
    }

    private UsageStoreException unwritable(IOException e) {
        return new UsageStoreException(
                file.path().toString(),
                "it cannot be written: " + e.getMessage(),
                "see that its directory may be written to and its disk has room",
                e);
    }
}
