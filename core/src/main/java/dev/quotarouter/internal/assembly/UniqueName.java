package dev.quotarouter.internal.assembly;

import java.util.Set;

/** Makes names differ. Has no state. */
final class UniqueName {
    private UniqueName() {}

    /** {@return the name, with a number from the given one on if it is taken; it is taken from now on} */
    static String of(String name, int number, Set<String> taken) {
        String free = name;
        for (int i = number; !taken.add(free); i++) {
            free = name + "#" + i;
        }
        return free;
    }
}
