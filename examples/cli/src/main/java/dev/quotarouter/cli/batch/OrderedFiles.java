package dev.quotarouter.cli.batch;

import dev.quotarouter.cli.batch.LineRecord.State;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The output and the failures, in the order of the input. Between runs they are all there is; while a batch runs its journal
 * holds what they hold and more. Each step leaves either the journal or both files whole.
 */
final class OrderedFiles {
    private static final int BUFFER = 1 << 16;

    private final BatchFiles files;

    OrderedFiles(BatchFiles files) {
        this.files = files;
    }

    /**
     * Makes a journal of the files of an earlier run, unless one is left of it.
     *
     * @throws UnusableBatchException if they hold what no batch has written
     */
    void toJournal() throws IOException {
        if (Files.exists(files.journal())) {
            return;
        }
        Path unfinished = BatchFiles.unfinished(files.journal());
        try (FileOutputStream out = new FileOutputStream(unfinished.toFile());
                OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
            copy(files.output(), buffered);
            copy(files.failures(), buffered);
            buffered.flush();
            out.getFD().sync();
        }
        move(unfinished, files.journal());
    }

    /** Writes both files, without the failures if there are none, and does away with the journal. */
    void fromJournal(Journal journal) throws IOException {
        write(journal, true, files.output());
        boolean failed = write(journal, false, files.failures());
        if (!failed) {
            Files.delete(files.failures());
        }
        Files.delete(files.journal());
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (LineReader lines = LineReader.open(file)) {
            for (Optional<TextLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    RecordLines.check(file, line.get());
                    line.get().writeTo(out);
                }
            }
        }
    }

    /** {@return whether there was anything to write} */
    private static boolean write(Journal journal, boolean replied, Path file) throws IOException {
        Path unfinished = BatchFiles.unfinished(file);
        boolean any = false;
        try (FileOutputStream out = new FileOutputStream(unfinished.toFile());
                OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
            for (long line = 1; line <= journal.lines(); line++) {
                Optional<LineRecord> one = journal.find(line);
                if (one.isPresent() && (one.get().state() == State.REPLIED) == replied) {
                    journal.copy(one.get(), buffered);
                    any = true;
                }
            }
            buffered.flush();
            out.getFD().sync();
        } catch (IOException full) {
            Files.deleteIfExists(unfinished);
            throw full;
        }
        move(unfinished, file);
        return any;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
