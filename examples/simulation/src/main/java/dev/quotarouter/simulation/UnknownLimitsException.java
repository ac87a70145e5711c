package dev.quotarouter.simulation;

import java.util.Set;

/** Nothing says what the quota of some models is, so that there is nothing to simulate. */
public final class UnknownLimitsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownLimitsException(Set<String> models) {
        super("how much quota there is of " + String.join(", ", models)
                + " is not known: write rpm, tpm and rpd, or tier, in the configuration; or assume a tier, of which the"
                + " router is then not told");
    }
}
