package dev.quotarouter.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
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
        String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream resource = LibraryVersion.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException(name + " is missing from the class path");
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        }
    }
}
