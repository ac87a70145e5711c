package dev.quotarouter.benchmarks.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A package of npm, in a folder below the build's.
 *
 * @param name its name
 * @param version its version, exactly
 */
public record NpmPackage(String name, String version) {
    private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();

    /**
     * {@return where it is, once it has been fetched if it was not there}
     *
     * @throws IOException if there is no npm, or it cannot get the package
     */
    public Path installed() throws IOException {
        Path there = FOLDER.resolve(name.replace('/', '_') + "-" + version);
        Path installed = there.resolve("node_modules").resolve(name);
        if (!Files.exists(installed.resolve("package.json"))) {
            Files.createDirectories(there);
            Files.writeString(there.resolve("package.json"), "{\"private\": true}\n");
            run(there);
        }
        return installed;
    }

    private void run(Path folder) throws IOException {
        Process npm = new ProcessBuilder(List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--save-exact",
                        name + "@" + version))
                .directory(folder.toFile())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            if (npm.waitFor() != 0) {
                throw new IOException("npm cannot get " + name + "@" + version);
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm gets " + name, e);
        }
    }
}
