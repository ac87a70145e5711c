package dev.quotarouter.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to use a file, held by one store at a time: by one process, and by one store within it.
 *
 * <p>What is locked is a file beside it, as the file itself is replaced now and then. The operating system ends the lock with the
 * process, however that ends. It would also end it when any other channel to that file is closed within the process: so a claim
 * within the process is refused before anything is opened, by a system property, the one place that is the same for all class
 * loaders.
 */
final class FileClaim {
    private static final String THIS_PROCESS = "another router of this process";
    private static final String PROPERTY = "dev.quotarouter.store.claimed:";
    // Far behind what is written there, so that it can be read where locks keep readers out.
    private static final long LOCKED_BYTE = 1 << 30;

    private final String property;
    private final RandomAccessFile lockFile;

    private FileClaim(String property, RandomAccessFile lockFile) {
        this.property = property;
        this.lockFile = lockFile;
    }

    /**
     * Claims the file, which need not exist.
     *
     * @throws UsageStoreException if another holds it, or it cannot be locked
     */
    static FileClaim of(Path file) {
        String property = PROPERTY + file;
        if (System.getProperties().putIfAbsent(property, "") != null) {
            throw held(file, THIS_PROCESS);
        }
        try {
            return new FileClaim(property, locked(file));
        } catch (RuntimeException | Error e) {
            System.getProperties().remove(property);
            throw e;
        }
    }

    /** {@return who uses the file, as it stands in a sentence; empty if nobody does} */
    static Optional<String> holder(Path file) {
        if (System.getProperty(PROPERTY + file) != null) {
            return Optional.of(THIS_PROCESS);
        }
        Path lock = lockFile(file);
        if (!Files.exists(lock)) {
            return Optional.empty();
        }
        try (RandomAccessFile opened = new RandomAccessFile(lock.toFile(), "rw");
                FileLock free = opened.getChannel().tryLock(LOCKED_BYTE, 1, false)) {
            return free == null ? Optional.of("process " + opened.readLine()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Whoever may not open it cannot know.
        }
    }

    /** Lets others have the file. */
    void release() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // Nothing was written that could be lost, and the lock ends with the process.
        } finally {
            System.getProperties().remove(property);
        }
    }

    private static RandomAccessFile locked(Path file) {
        RandomAccessFile opened = null;
        boolean kept = false;
        try {
            opened = new RandomAccessFile(lockFile(file).toFile(), "rw");
            FileLock held = opened.getChannel().tryLock(LOCKED_BYTE, 1, false);
            if (held == null) {
                throw held(file, "process " + opened.readLine());
            }
            opened.setLength(0);
            opened.write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
            kept = true;
            return opened;
        } catch (OverlappingFileLockException e) {
            throw held(file, THIS_PROCESS);
        } catch (IOException e) {
            throw new UsageStoreException(
                    file.toString(),
                    "it cannot be locked: " + e.getMessage(),
                    "name a file in a directory that exists and may be written to, on a disk of this machine",
                    e);
        } finally {
            if (opened != null && !kept) {
                closeQuietly(opened);
            }
        }
    }

    private static Path lockFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // The reason why it is closed is on its way already.
        }
    }

    private static UsageStoreException held(Path file, String by) {
        return new UsageStoreException(
                file.toString(),
                "it is in use by " + by,
                "close that router, or give each router a file of its own; routers that share keys need one store for all");
    }
}
