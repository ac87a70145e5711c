package dev.quotarouter.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import okio.ByteString;

/**
 * What Gemini, and what stands between us and Gemini, may answer under status 200: a file for each shape, named after it.
 *
 * <p>What lies in {@code alike} reads the same for Google's own client and for us. What lies in {@code refused} is no reply to
 * us; its folder is the failure. What lies in {@code otherwise} we read in another way than Google's client, and know why.
 */
public final class Corpus {
    private static final Path ROOT = root();

    private Corpus() {}

    /**
     * One answer.
     *
     * @param path where its file is in the corpus: {@code alike/one-text.json}
     * @param bytes the body as it is on the wire
     */
    public record Body(String path, ByteString bytes) {
        /** {@return whether it is a stream of events, and not a whole reply} */
        public boolean isStream() {
            return path.endsWith(".sse");
        }

        /** {@return the folder it lies in} */
        public String folder() {
            return path.substring(0, path.lastIndexOf('/'));
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /** {@return every answer, by path} */
    public static List<Body> all() {
        return in("");
    }

    /** {@return every answer in the folder and in those below it, by path} */
    public static List<Body> in(String folder) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().matches(".*\\.(json|sse)"))
                    .map(Corpus::body)
                    .sorted((one, other) -> one.path().compareTo(other.path()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the answer with that path} */
    public static Body body(String path) {
        return body(ROOT.resolve(path));
    }

    private static Body body(Path file) {
        try {
            String path = ROOT.relativize(file).toString().replace('\\', '/');
            return new Body(path, ByteString.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(Corpus.class.getResource("/corpus").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
