package dev.quotarouter.simulator;

import java.util.Optional;

/**
 * A field of a request message, as written in {@link WireMessage}.
 *
 * @param name in camel case
 * @param type what stands in it: the name of a {@link WireType} or {@link WireMessage}
 * @param form whether it stands there once, in a list, or under free names
 */
record WireField(String name, String type, Form form) {
    /** How often. */
    enum Form {
        ONE,
        LIST,
        MAP
    }

    /** {@return the field written as {@code name:TYPE}, {@code name:TYPE[]} or {@code name:TYPE{}}} */
    static WireField parse(String text) {
        int colon = text.indexOf(':');
        String name = text.substring(0, colon);
        String type = text.substring(colon + 1);
        if (type.endsWith("[]")) {
            return new WireField(name, type.substring(0, type.length() - 2), Form.LIST);
        }
        if (type.endsWith("{}")) {
            return new WireField(name, type.substring(0, type.length() - 2), Form.MAP);
        }
        return new WireField(name, type, Form.ONE);
    }

    Optional<WireMessage> message() {
        return WireMessage.named(type);
    }

    String snakeName() {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    }
}
