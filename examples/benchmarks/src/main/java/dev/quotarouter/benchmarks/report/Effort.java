package dev.quotarouter.benchmarks.report;

/** How long is measured. */
public enum Effort {
    /** A few minutes for everything: for a glance, not for figures to quote. */
    QUICK,
    /** As long as figures to quote need. */
    FULL
}
