package dev.quotarouter.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The versions of libraries, as their own jars tell them. */
public final class LibraryVersion {
    private LibraryVersion() {}

    /**
     * {@return the version of an artifact of this class path}
     *
     * @param group its group
     * @param artifact its name
     * @throws IOException if its jar does not tell
     */
    public static String of(String group, String artifact) throws IOException {
        try (InputStream resource = open("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        }
    }

    /** {@return the version of Vert.x, which tells it in a way of its own} */
    public static String ofVertx() throws IOException {
        try (InputStream resource = open("/META-INF/vertx/vertx-version.txt")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream resource = LibraryVersion.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException(name + " is missing from the class path");
        }
        return resource;
    }
}
