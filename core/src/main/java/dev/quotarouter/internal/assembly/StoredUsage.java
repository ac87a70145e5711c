package dev.quotarouter.internal.assembly;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import dev.quotarouter.internal.dispatch.UsageLedger;
import dev.quotarouter.store.FileUsageStore;
import dev.quotarouter.store.UsageStore;
import dev.quotarouter.store.UsageStoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a router keeps from start to start: in a store that was given, in a file that it opens and closes, or nowhere.
 *
 * @param ledger where the store is spoken to
 * @param opened what is to be closed with the router
 */
public record StoredUsage(UsageLedger ledger, Optional<UsageStore> opened) {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    /**
     * Opens what is to be opened.
     *
     * @throws ConfigException if the store cannot be opened
     */
    public static StoredUsage open(Optional<UsageStore> given, Optional<Path> file) {
        try {
            Optional<UsageStore> opened = given.isPresent() ? Optional.empty() : file.map(FileUsageStore::open);
            return new StoredUsage(given.or(() -> opened).map(UsageLedger::new).orElse(UsageLedger.NONE), opened);
        } catch (UsageStoreException e) {
            throw refused(e);
        }
    }

    /**
     * Has books that are new take over what is remembered of them.
     *
     * @throws ConfigException if the store cannot be read
     */
    void recall(Registry registry, long now) {
        try {
            ledger.recall(registry.poolStoreNames(), registry.ownerStoreNames(), now);
        } catch (UsageStoreException e) {
            throw refused(e);
        }
    }

    /** The same where nobody waits for a configuration: a store that cannot be read costs no chat. */
    void tryRecall(Registry registry, long now) {
        try {
            ledger.recall(registry.poolStoreNames(), registry.ownerStoreNames(), now);
        } catch (RuntimeException e) {
            log.warn("the usage store could not be read; what it knows of new deployments is not used", e);
        }
    }

    /** Ends: nothing is written any more. */
    public void close() {
        ledger.close();
        opened.ifPresent(UsageStore::close);
    }

    private static ConfigException refused(UsageStoreException e) {
        return new ConfigException(List.of(new ConfigProblem(e.place(), 0, 0, "usage_store", e.problem(), e.remedy())));
    }
}
