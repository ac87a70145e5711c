package dev.quotarouter.internal.cooldown;

import dev.quotarouter.chat.FailureKind;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Shuts out what only a person can mend: a rejected key, a denied project. Open until it is shut; shut until
 * somebody opens it. Thread-safe.
 */
public final class Gate {
    // Every decision looks at the gates of every deployment: a field of the gate itself is one step nearer.
    private static final AtomicReferenceFieldUpdater<Gate, @Nullable Block> BLOCK =
            AtomicReferenceFieldUpdater.newUpdater(Gate.class, Block.class, "block");

    private final String name;
    private volatile @Nullable Block block;

    /**
     * An open gate.
     *
     * @param name what it stands before: a key's or a project's name
     */
    public Gate(String name) {
        this.name = name;
    }

    /**
     * Why a gate is shut.
     *
     * @param kind the failure that shut it
     * @param message the provider's words
     * @param since when
     */
    public record Block(FailureKind kind, String message, Instant since) {}

    /** {@return what the gate stands before} */
    public String name() {
        return name;
    }

    /** {@return whether nothing may pass} */
    public boolean isShut() {
        return block != null;
    }

    /** {@return why nothing may pass; empty if the gate is open} */
    public Optional<Block> block() {
        return Optional.ofNullable(block);
    }

    /** Opens the gate; {@return whether it was shut} */
    public boolean open() {
        return BLOCK.getAndSet(this, null) != null;
    }

    /** Shuts the gate; {@return whether it was open, so that the news is told once} */
    public boolean shut(Block why) {
        return BLOCK.compareAndSet(this, null, why);
    }
}
