package dev.quotarouter;

import dev.quotarouter.error.ConfigException;
import dev.quotarouter.error.ConfigProblem;
import dev.quotarouter.internal.dispatch.UsageLedger;
import dev.quotarouter.store.FileUsageStore;
import dev.quotarouter.store.UsageStore;
import dev.quotarouter.store.UsageStoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a router keeps from start to start: in a store that was given, in a file that it opens and closes, or nowhere.
 *
 * @param ledger where the store is spoken to
 * @param opened what is to be closed with the router
 */
record StoredUsage(UsageLedger ledger, Optional<UsageStore> opened) {
    /**
     * Opens what is to be opened, and has pools and gates take over what is remembered.
     *
     * @throws ConfigException if the store cannot be opened or read
     */
    static StoredUsage recall(Optional<UsageStore> given, Optional<Path> file, Assembly assembly, long now) {
        try {
            Optional<UsageStore> opened = given.isPresent() ? Optional.empty() : file.map(FileUsageStore::open);
            Optional<UsageStore> store = given.or(() -> opened);
            UsageLedger ledger = store.map(
                            kept -> new UsageLedger(kept, assembly.poolStoreNames(), assembly.ownerStoreNames()))
                    .orElse(UsageLedger.NONE);
            StoredUsage usage = new StoredUsage(ledger, opened);
            usage.recall(now);
            return usage;
        } catch (UsageStoreException e) {
            throw new ConfigException(
                    List.of(new ConfigProblem(e.place(), 0, 0, "usage_store", e.problem(), e.remedy())));
        }
    }

    void close() {
        ledger.close();
        opened.ifPresent(UsageStore::close);
    }

    private void recall(long now) {
        try {
            ledger.recall(now);
        } catch (RuntimeException | Error e) {
            close(); // There is no router that could.
            throw e;
        }
    }
}
