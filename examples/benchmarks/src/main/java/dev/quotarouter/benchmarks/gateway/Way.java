package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.benchmarks.load.Contender;
import dev.quotarouter.benchmarks.load.Entrant;
import java.net.URI;

/** A way to the same answer, in the order of the tables. */
public enum Way implements Entrant {
    /** The yardstick: Gemini itself, asked in its own words. */
    DIRECT("no gateway", false),
    /** Ours, whose router has ten keys. */
    QUOTAROUTER("QuotaRouter's gateway, ten keys", true),
    /** Portkey's, told one key. */
    PORTKEY("Portkey, one key", false),
    /** Portkey's, told ten keys to share the load. */
    PORTKEY_TEN_KEYS("Portkey, ten keys", false);

    private final String label;
    private final boolean ours;

    Way(String label, boolean ours) {
        this.label = label;
        this.ours = ours;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean ours() {
        return ours;
    }

    /** Makes a client of the server, which for Portkey names in its query where Gemini is. */
    @Override
    public Contender open(URI server) {
        return new SocketClient(
                server,
                switch (this) {
                    case DIRECT -> Wire.gemini();
                    case QUOTAROUTER -> Wire.quotaRouter();
                    case PORTKEY -> Wire.portkey(URI.create(server.getQuery()));
                    case PORTKEY_TEN_KEYS -> Wire.portkeyWithTenKeys(URI.create(server.getQuery()));
                });
    }
}
