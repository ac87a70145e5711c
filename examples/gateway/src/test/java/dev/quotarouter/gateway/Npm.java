package dev.quotarouter.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Packages of npm in the build's folder, and the scripts that use them. */
final class Npm {
    private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();

    private Npm() {}

    /** {@return whether there is a Node and an npm} */
    static boolean isHere() {
        return Command.exists("node") && Command.exists("npm");
    }

    /** {@return whether the package is there in this version; it is fetched if it is not} */
    static boolean has(String name, String version) throws IOException {
        return isInstalled(name, version) || install(name, version);
    }

    /** Runs a script of the tests' resources; its first argument is where the packages are. */
    static Command.Ended run(Path temporary, String script, String... arguments) throws IOException {
        Path file = temporary.resolve(script);
        try (InputStream in = Npm.class.getResourceAsStream(script)) {
            Files.copy(Objects.requireNonNull(in, script), file);
        }
        List<String> words = new ArrayList<>(List.of("node", file.toString(), FOLDER.toString()));
        words.addAll(List.of(arguments));
        return Command.run(temporary, words);
    }

    private static boolean isInstalled(String name, String version) throws IOException {
        Path manifest = FOLDER.resolve("node_modules").resolve(name).resolve("package.json");
        return Files.exists(manifest)
                && JsonMapper.shared()
                        .readTree(Files.readString(manifest))
                        .path("version")
                        .asString()
                        .equals(version);
    }

    private static boolean install(String name, String version) throws IOException {
        Files.createDirectories(FOLDER);
        Path manifest = FOLDER.resolve("package.json");
        if (!Files.exists(manifest)) {
            Files.writeString(manifest, "{\"private\": true}");
        }
        List<String> words = List.of(
                "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", name + "@" + version);
        return Command.run(FOLDER, words).exitCode() == 0;
    }
}
