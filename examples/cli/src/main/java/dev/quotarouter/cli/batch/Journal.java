package dev.quotarouter.cli.batch;

import dev.quotarouter.cli.batch.LineRecord.State;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What has become of every line, written down in the order in which it happened, before anything else is done about it: a
 * process may be killed at any instant. Not thread-safe.
 */
final class Journal implements Closeable {
    private final Path file;
    private final LineIndex index;
    private final FileChannel channel;
    private long size;
    private boolean forced = true;

    private Journal(Path file, LineIndex index, FileChannel channel) {
        this.file = file;
        this.index = index;
        this.channel = channel;
    }

    /**
     * {@return the journal, with all that an earlier run left}
     *
     * @throws UnusableBatchException if another process is at it, or it holds what no batch has written
     */
    static Journal open(BatchFiles files) throws IOException {
        LineIndex index = LineIndex.open(files.index());
        try {
            new OrderedFiles(files).toJournal();
            FileChannel channel = FileChannel.open(
                    files.journal(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(files.journal(), index, channel);
            journal.readAll();
            return journal;
        } catch (IOException | RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private void readAll() throws IOException {
        try (LineReader lines = LineReader.open(file)) {
            Optional<TextLine> line = lines.next();
            // What has no end was being written when the process ended.
            while (line.isPresent() && line.get().isEnded()) {
                note(line.get());
                line = lines.next();
            }
        }
        channel.truncate(size);
    }

    private void note(TextLine line) throws IOException {
        RecordLines.Read read = RecordLines.check(file, line);
        note(read.line(), new LineRecord(read.state(), read.digest(), line.offset(), line.length()));
        size = line.offset() + line.length() + 1;
    }

    /** {@return what stands in it about a line of the input; empty if the line has not been dealt with} */
    Optional<LineRecord> find(long line) throws IOException {
        return index.get(line);
    }

    /** {@return the number of the last line that it says something about} */
    long lines() {
        return index.lines();
    }

    /**
     * Writes a record. If this throws, nothing is written.
     *
     * @param text one line, without its end
     */
    void append(LineId id, State state, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
        int length = bytes.remaining() - 1;
        long offset = size;
        forced = false;
        try {
            for (long at = offset; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
            note(id.line(), new LineRecord(state, id.digest(), offset, length));
        } catch (IOException full) {
            channel.truncate(offset);
            throw full;
        }
        size = offset + length + 1;
    }

    // A reply is never lost to a later failure.
    private void note(long line, LineRecord one) throws IOException {
        if (one.state() == State.REPLIED
                || index.get(line).filter(old -> old.state() == State.REPLIED).isEmpty()) {
            index.put(line, one);
        }
    }

    /** Makes sure that what was written outlives the machine's power. */
    void force() throws IOException {
        if (!forced) {
            channel.force(false);
            forced = true;
        }
    }

    /** Copies a record to a file, with a line's end. */
    void copy(LineRecord one, OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(one.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, one.offset() + bytes.position()) < 0) {
                throw new EOFException("the journal is shorter than it was");
            }
        }
        out.write(bytes.array());
        out.write('\n');
    }

    /** Closes it. An empty one goes: it would look like something to go on with. */
    @Override
    public void close() throws IOException {
        if (size == 0) {
            Files.deleteIfExists(file);
        }
        channel.close();
        index.close();
    }
}
