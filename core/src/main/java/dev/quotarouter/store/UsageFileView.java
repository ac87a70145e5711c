package dev.quotarouter.store;

import dev.quotarouter.quota.QuotaSpan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** A usage file that is looked at and not used: nothing is written, and what is told is forgotten. Has no state. */
record UsageFileView(Path path) implements UsageStore {
    @Override
    public UsageMemory recall(Set<String> pools, Set<String> owners, Instant now) {
        RememberedUsage memory = new RememberedUsage();
        UsageLineReader.read(UsageFile.at(path), memory);
        memory.forgetBefore(now.toEpochMilli());
        return memory.memory(pools, owners);
    }

    @Override
    public Admission reserve(PoolUse use, KnownLimits limits) {
        return Admission.GRANTED;
    }

    @Override
    public void settle(PoolUse use, long tokens) {}

    @Override
    public void refund(PoolUse use, Set<QuotaSpan> spans) {}

    @Override
    public void learn(Lesson lesson) {}

    @Override
    public void close() {}
}
