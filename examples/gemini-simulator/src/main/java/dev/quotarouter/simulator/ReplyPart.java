package dev.quotarouter.simulator;

import tools.jackson.databind.node.ObjectNode;

/** A piece of what a model says. */
sealed interface ReplyPart {
    /** {@return how many characters the model had to write} */
    int length();

    /** Words. */
    record Text(String text) implements ReplyPart {
        @Override
        public int length() {
            return text.length();
        }
    }

    /** A wish to call a function. */
    record Call(String name, ObjectNode arguments) implements ReplyPart {
        @Override
        public int length() {
            return name.length() + arguments.toString().length();
        }
    }
}
