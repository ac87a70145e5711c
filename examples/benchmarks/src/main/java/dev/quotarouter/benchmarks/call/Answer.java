package dev.quotarouter.benchmarks.call;

import java.io.IOException;

/** What a chat brought: read by all, but for the yardstick. */
interface Answer {
    /** {@return what was said, read now unless it has been} */
    Reply read() throws IOException;
}
