package dev.quotarouter.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one pool can give during a {@link Segment}. Immutable. */
final class PoolSupply {
    static final long UNLIMITED = Long.MAX_VALUE / 1_000_000;

    private final String id;
    private final long room;
    private final long usual;
    private final long tokens;
    private final int @Nullable [] unusual;

    /**
     * A pool's supply.
     *
     * @param id whose
     * @param room how many calls are left of the day
     * @param usual how many calls a minute carries
     * @param tokens how many input tokens a minute carries
     * @param unusual how many calls each minute carries, where that differs
     */
    PoolSupply(String id, long room, long usual, long tokens, int @Nullable [] unusual) {
        this.id = id;
        this.room = Math.max(0, room);
        this.usual = usual;
        this.tokens = tokens;
        this.unusual = unusual;
    }

    String id() {
        return id;
    }

    long room() {
        return room;
    }

    /** {@return the input tokens that a minute carries at most} */
    long tokens() {
        return tokens;
    }

    /** {@return the calls that a minute of the segment carries at most} */
    long perMinute(int minute) {
        return unusual == null ? usual : unusual[minute];
    }

    /** {@return whether it gives the same as another} */
    boolean givesAsMuchAs(PoolSupply other) {
        return room == other.room
                && usual == other.usual
                && tokens == other.tokens
                && Arrays.equals(unusual, other.unusual);
    }
}
