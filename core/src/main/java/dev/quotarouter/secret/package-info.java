/**
 * Where secrets are kept: the environment, files, system properties, or what an application adds. Begin with {@link
 * dev.quotarouter.secret.SecretSource}.
 */
@NullMarked
package dev.quotarouter.secret;

import org.jspecify.annotations.NullMarked;
