package dev.quotarouter.simulation;

/**
 * How long fresh quota lies unused after midnight although somebody wants it: from the reset, or from the first request after it
 * if nobody was waiting then, to the first call that is served. Not thread-safe.
 */
final class ResetWatch {
    private static final long NOBODY = -1;

    private boolean watching;
    private long wantedSince = NOBODY;
    private long longest;

    void reset(long now, boolean somebodyWaits) {
        // Nothing was served all day, although it was wanted: that is a lag, too.
        note(now);
        watching = true;
        wantedSince = somebodyWaits ? now : NOBODY;
    }

    void arrived(long now) {
        if (watching && wantedSince == NOBODY) {
            wantedSince = now;
        }
    }

    void served(long now) {
        note(now);
        watching = false;
    }

    /** {@return the longest so far, in milliseconds} */
    long longest() {
        return longest;
    }

    private void note(long now) {
        if (watching && wantedSince != NOBODY) {
            longest = Math.max(longest, now - wantedSince);
        }
    }
}
