package dev.quotarouter.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a batch. Beside the output stand, while the batch runs or after it was killed, its journal and the journal's
 * index.
 *
 * @param input the requests, one a line
 * @param output the replies, in the order of the input
 * @param failures the lines without a reply, in the order of the input
 */
public record BatchFiles(Path input, Path output, Path failures) {
    /** {@return the files of a batch whose failures stand beside the output unless told otherwise} */
    public static BatchFiles of(Path input, Path output, Optional<Path> failures) {
        return new BatchFiles(input, output, failures.orElseGet(() -> beside(output, ".failures")));
    }

    Path journal() {
        return beside(output, ".journal");
    }

    Path index() {
        return beside(output, ".index");
    }

    /** {@return where a file is written before it takes its place} */
    static Path unfinished(Path file) {
        return beside(file, ".new");
    }

    /**
     * Looks whether the batch can begin.
     *
     * @throws UnusableBatchException if not
     */
    void check(boolean resume) {
        if (!Files.isRegularFile(input)) {
            throw new UnusableBatchException(input + ": no such file; name a file with one request a line");
        }
        if (Stream.of(input, output, failures, journal(), index())
                        .map(BatchFiles::place)
                        .distinct()
                        .count()
                < 5) {
            throw new UnusableBatchException("input, output and failures must be three files");
        }
        for (Path file : new Path[] {output, failures, journal()}) {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new UnusableBatchException(file + ": is not a plain file; name one that can be put in order");
            }
            if (!resume && Files.exists(file) && !isEmpty(file)) {
                throw new UnusableBatchException(
                        file + ": is there already; --resume goes on where it ended, or name another output");
            }
        }
    }

    // An empty journal is what a process leaves that was ended before it began.
    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Path place(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException unreadable) {
            return file.toAbsolutePath().normalize();
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
