package dev.quotarouter.benchmarks.load;

import java.io.IOException;

/** What a chat brought: read by all, but for the yardstick. */
public interface Answer {
    /** {@return what was said, read now unless it has been} */
    Reply read() throws IOException;
}
