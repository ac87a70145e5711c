package dev.quotarouter.quota;

/** Who says how large a quota window is. */
public enum LimitSource {
    /** The configuration, by a number or by a tier. */
    DECLARED,
    /** The provider, when it refused a call. */
    NAMED,
    /** Nobody: refusals show about where it ends. It rises again with care. */
    GUESSED
}
