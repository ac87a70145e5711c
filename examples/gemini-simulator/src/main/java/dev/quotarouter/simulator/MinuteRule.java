package dev.quotarouter.simulator;

/** How a minute is counted. Google does not say which of these it does. */
public enum MinuteRule {
    /** Any 60 seconds, by the exact instant of each call: the strictest. */
    ROLLING {
        @Override
        MinuteWindow open() {
            return new RollingMinute();
        }
    },
    /** From second 0 to second 60 of the clock: twice the limit passes around an edge. */
    FIXED {
        @Override
        MinuteWindow open() {
            return new FixedMinute();
        }
    },
    /** A full bucket at first, refilled evenly at the limit per minute. */
    TOKEN_BUCKET {
        @Override
        MinuteWindow open() {
            return new TokenBucket();
        }
    };

    abstract MinuteWindow open();
}
