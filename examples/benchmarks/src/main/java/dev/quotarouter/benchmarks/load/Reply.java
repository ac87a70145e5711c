package dev.quotarouter.benchmarks.load;

/**
 * What the model said, as an application needs it.
 *
 * @param text its words
 * @param promptTokens the tokens of the prompt
 * @param replyTokens the tokens of the reply
 */
public record Reply(String text, long promptTokens, long replyTokens) implements Answer {
    /**
     * Checks that it was read: a reply without words or without its cost would be a figure for less than the others do.
     *
     * @throws IllegalArgumentException if it was not
     */
    public Reply {
        if (text.isEmpty() || promptTokens <= 0 || replyTokens <= 0) {
            throw new IllegalArgumentException(
                    text.length() + " characters, " + promptTokens + " and " + replyTokens + " tokens are no reply");
        }
    }

    @Override
    public Reply read() {
        return this;
    }
}
