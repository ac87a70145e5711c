/**
 * What the configuration says, as values: begin with {@link dev.quotarouter.config.ConfigReader} for YAML, with {@link
 * dev.quotarouter.config.RouterConfig#builder()} for code. Nothing here calls, counts or waits.
 */
@NullMarked
package dev.quotarouter.config;

import org.jspecify.annotations.NullMarked;
