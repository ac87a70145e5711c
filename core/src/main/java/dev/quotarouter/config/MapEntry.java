package dev.quotarouter.config;

/**
 * A name in a map and what stands behind it.
 *
 * @param name the name as written; not to be shown before {@link Shown} has looked at it
 * @param key the place of the name
 * @param value the place of the value
 */
record MapEntry(String name, ConfigNode key, ConfigNode value) {}
