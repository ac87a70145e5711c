package dev.quotarouter.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a usage file: lines are put to its end, or it is replaced as a whole.
 *
 * <p>No channels are written to, as an interrupt of the writing thread would close them for everybody. Not thread-safe: the
 * store's lock guards it.
 */
final class UsageFile {
    private final Path path;
    private @Nullable RandomAccessFile file;
    private long length;
    private boolean atEnd;

    private UsageFile(Path path) {
        this.path = path;
    }

    /**
     * A file that need not exist, in a directory that does. It goes by its real name, so that it is claimed once, whatever way
     * leads to it.
     *
     * @throws UsageStoreException if there can be no such file
     */
    static UsageFile at(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        try {
            if (Files.exists(absolute)) {
                Path real = absolute.toRealPath();
                if (Files.isRegularFile(real)) {
                    return new UsageFile(real);
                }
            } else if (directory != null && Files.isDirectory(directory)) {
                return new UsageFile(directory.toRealPath().resolve(absolute.getFileName()));
            }
        } catch (IOException e) {
            throw new UsageStoreException(
                    absolute.toString(), "it cannot be found: " + e.getMessage(), "name a file that may be read", e);
        }
        throw unusable(absolute);
    }

    Path path() {
        return path;
    }

    /** {@return the length of what was written} */
    long length() {
        return length;
    }

    /** {@return all that the file has; nothing if there is none} */
    byte[] read() throws IOException {
        if (!Files.exists(path)) {
            return new byte[0];
        }
        try (InputStream in = new FileInputStream(path.toFile())) {
            return in.readAllBytes();
        }
    }

    /** From now on, what stands behind so many bytes counts for nothing. */
    void cutAt(long length) {
        this.length = length;
    }

    /** Puts lines to the end. The system has them then, whatever becomes of this process. */
    void append(UsageLines lines) throws IOException {
        RandomAccessFile open = file;
        if (open == null) {
            open = new RandomAccessFile(path.toFile(), "rw");
            file = open;
        }
        if (!atEnd) {
            open.setLength(length); // What failed before may have left half a line.
            open.seek(length);
        }
        atEnd = false;
        lines.writeTo(open);
        atEnd = true;
        length += lines.length();
    }

    /** Has these lines take the place of all: on disk, or not at all. */
    void replace(UsageLines lines) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (RandomAccessFile out = new RandomAccessFile(fresh.toFile(), "rw")) {
            out.setLength(0);
            lines.writeTo(out);
            out.getFD().sync();
        }
        close(); // Some systems replace no file that is open.
        Files.move(fresh, path, ATOMIC_MOVE);
        length = lines.length();
        syncDirectory();
    }

    /** Waits until the disk has it all. */
    void sync() throws IOException {
        RandomAccessFile open = file;
        if (open != null) {
            open.getFD().sync();
        }
    }

    void close() throws IOException {
        RandomAccessFile open = file;
        file = null;
        atEnd = false;
        if (open != null) {
            open.close();
        }
    }

    // Without it a power cut may bring the old file back: not a wrong one, only an old one.
    private void syncDirectory() {
        Path directory = path.getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system opens directories.
        }
    }

    private static UsageStoreException unusable(Path file) {
        return Files.exists(file)
                ? new UsageStoreException(file.toString(), "it is not a file", "name a file")
                : new UsageStoreException(
                        file.toString(),
                        "its directory does not exist",
                        "make the directory, or name a file in another one");
    }
}
