package dev.quotarouter.cli.batch;

import java.util.HexFormat;

/**
 * Which line of the input a record is about.
 *
 * @param line its number, from 1
 * @param digest of its text; another text has another one
 * @param customId what the line calls itself, as a JSON value; {@code null} if it has no name
 */
record LineId(long line, long digest, String customId) {
    private static final String PREFIX = "batch_req_";
    private static final int DIGITS = 16;

    /** {@return the id under which a record stands} */
    String id() {
        return PREFIX + HexFormat.of().toHexDigits(digest);
    }

    /**
     * {@return the digest in an id}
     *
     * @throws IllegalArgumentException if no record of ours has such an id
     */
    static long digestOf(String id) {
        if (!id.startsWith(PREFIX) || id.length() != PREFIX.length() + DIGITS) {
            throw new IllegalArgumentException("the id is not one of a batch");
        }
        return HexFormat.fromHexDigitsToLong(id, PREFIX.length(), id.length());
    }
}
