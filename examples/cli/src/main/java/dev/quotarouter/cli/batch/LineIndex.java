package dev.quotarouter.cli.batch;

import dev.quotarouter.cli.batch.LineRecord.State;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the journal's record of each line stands: a file of slots, so that a batch of any size needs no memory for it. Made
 * anew from the journal whenever it is opened; whoever has it open has the batch to himself. Not thread-safe.
 */
final class LineIndex implements Closeable {
    // State and length in one, offset, digest. An empty slot is all zero, as a file's holes are.
    private static final int SLOT = 3 * Long.BYTES;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer slot = ByteBuffer.allocate(SLOT);
    private long lines;

    private LineIndex(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * {@return an empty index}
     *
     * @throws UnusableBatchException if another process, or another batch in this one, has it open
     */
    static LineIndex open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new UnusableBatchException(file + ": another process is at this batch; wait for its end or stop it");
        }
        channel.truncate(0);
        return new LineIndex(file, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /** {@return the number of the last line that has a slot; 0 if none has} */
    long lines() {
        return lines;
    }

    Optional<LineRecord> get(long line) throws IOException {
        if (line > lines) {
            return Optional.empty();
        }
        slot.clear();
        long at = (line - 1) * SLOT;
        while (slot.hasRemaining() && channel.read(slot, at + slot.position()) >= 0) {
            // Goes on until the slot is whole.
        }
        slot.flip();
        long stateAndLength = slot.remaining() < SLOT ? 0 : slot.getLong();
        if (stateAndLength == 0) {
            return Optional.empty();
        }
        State state = State.of((int) (stateAndLength >>> Integer.SIZE));
        long offset = slot.getLong();
        return Optional.of(new LineRecord(state, slot.getLong(), offset, (int) stateAndLength));
    }

    void put(long line, LineRecord one) throws IOException {
        slot.clear();
        slot.putLong(((long) one.state().code() << Integer.SIZE) | one.length())
                .putLong(one.offset())
                .putLong(one.digest())
                .flip();
        long at = (line - 1) * SLOT;
        while (slot.hasRemaining()) {
            channel.write(slot, at + slot.position());
        }
        lines = Math.max(lines, line);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
