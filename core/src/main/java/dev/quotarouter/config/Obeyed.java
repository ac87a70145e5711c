package dev.quotarouter.config;

/**
 * A setting that was written and is obeyed.
 *
 * @param origin where its name stands
 * @param path its path in the file
 * @param place the table it is in
 * @param name its name in the table
 * @param text what is written behind it; empty unless it is a single value; never to be shown
 */
record Obeyed(Origin origin, String path, String place, String name, String text) {
    @Override
    public String toString() {
        return "Obeyed[" + path + "]";
    }
}
