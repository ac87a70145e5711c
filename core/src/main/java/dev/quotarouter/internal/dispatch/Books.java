package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.internal.admission.Demand;
import dev.quotarouter.internal.admission.ModelBooks;
import dev.quotarouter.internal.admission.Selection;
import dev.quotarouter.internal.admission.Slot;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.cooldown.Gate.Block;
import dev.quotarouter.provider.Failure;
import dev.quotarouter.provider.QuotaViolation;
import dev.quotarouter.quota.QuotaDimension;
import dev.quotarouter.quota.QuotaSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what came of an attempt into the books of everyone concerned, and tells the operator once. */
public final class Books {
    private static final Logger log = LoggerFactory.getLogger("dev.quotarouter");

    private final boolean countFailedCalls;
    private final UsageLedger ledger;

    /**
     * Books for one router.
     *
     * @param countFailedCalls whether a call counts that the provider answered with an error
     * @param ledger where the usage store is spoken to
     */
    public Books(boolean countFailedCalls, UsageLedger ledger) {
        this.countFailedCalls = countFailedCalls;
        this.ledger = ledger;
    }

    /** {@return where the usage store is spoken to} */
    UsageLedger ledger() {
        return ledger;
    }

    /** The call will not be made: all that was held for it goes back. */
    void givenBack(Selection selection, long now) {
        selection.giveBack(now);
        ledger.refund(selection);
    }

    /**
     * The deployment replied: the estimate gives way to what was counted, and trials have succeeded.
     *
     * @param estimate the provider's own estimate of the prompt, if it was made of all that is counted
     * @param took how long it took, until the end
     */
    void completed(Selection selection, OptionalLong estimate, TokenUsage usage, Duration took, long now) {
        selection.slot().load().heard(now);
        long output = usage.outputTokens() + usage.thoughtTokens();
        selection.slot().modelBooks().learnOutput(output);
        if (!selection.isStream()) {
            selection.slot().load().replied(took, output, now);
            selection.slot().modelBooks().learnReplyTime(took);
        }
        settleKnown(selection, usage, now);
        // Prompts of tools that the provider ran were in no estimate.
        estimate.ifPresent(tokens -> selection.slot().modelBooks().learnCount(tokens, usage.inputTokens()));
        selection.charge().keep();
        selection.ended();
        provenWell(selection);
    }

    /** A stream has begun: whoever was on trial is trusted again; failures that were forgiven stay counted until its end. */
    void opened(Selection selection, Duration took, long now) {
        selection.slot().load().heard(now);
        selection.slot().load().opened(took, now);
        if (selection.slot().circuit().trialSucceeded(selection.deploymentPass())) {
            log.info("{} serves again", selection.slot().id());
        }
        if (selection.slot().modelBooks().circuit().trialSucceeded(selection.modelPass())) {
            log.info("{} serves again", selection.slot().model());
        }
    }

    /** A reply has begun: the estimate gives way to what was counted, if anything was; else it is kept. */
    void settleKnown(Selection selection, TokenUsage usage, long now) {
        long counted = Math.min(usage.inputTokens(), Demand.MOST_TOKENS)
                + Math.min(usage.toolInputTokens(), Demand.MOST_TOKENS);
        if (counted > 0) {
            selection.reservation().settle(counted, now);
            ledger.settle(selection, counted);
            selection.charge().settle(selection.slot().terms().tariff().cost(usage));
        } else {
            selection.reservation().keep(now);
            ledger.keep(selection);
        }
    }

    /** The attempt failed, which means what the verdict says. */
    void failed(Selection selection, Failure failure, FailureKind kind, Verdict verdict, Duration took, long now) {
        Slot slot = selection.slot();
        if (failure.sent() && Verdict.isAnswer(kind)) {
            slot.load().heard(now);
        }
        switch (verdict.blame()) {
            case WINDOWS -> {
                boolean news = slot.pool()
                        .refuse(selection.reservation(), fullWindows(failure, kind), failure.retryAfter(), now);
                ledger.learned(slot.pool(), now);
                if (news && kind == FailureKind.DAY_QUOTA_EXHAUSTED) {
                    log.warn("{}: the daily quota is used up ({})", slot.id(), failure.message());
                }
                provenWell(selection);
            }
            case POOL -> {
                close(slot, failure, now);
                provenWell(selection);
            }
            case NAME -> {
                leaveAlone(slot, failure, now);
                slot.modelBooks().circuit().withdrew(selection.modelPass(), now);
            }
            case REQUEST_IN_POOL -> {
                slot.pool().learn(failure.violations(), now);
                ledger.learned(slot.pool(), now);
                provenWell(selection);
            }
            case DEPLOYMENT -> {
                if (kind == FailureKind.TIMEOUT) {
                    slot.load().timedOut(selection.isStream(), took, now);
                }
                deploymentFailed(selection, kind, now);
            }
            case KEY -> {
                shut(slot.key(), "key", failure, now);
                withdrawn(selection, now);
            }
            case PROJECT -> {
                shut(slot.project(), "project", failure, now);
                withdrawn(selection, now);
            }
            case ABILITY -> {
                failure.missing()
                        .filter(slot.modelBooks()::learnMissing)
                        .ifPresent(missing ->
                                log.info("{} lacks {}: it is no longer asked for it", slot.model(), missing));
                provenWell(selection);
            }
            case REQUEST_ON_MODEL -> provenWell(selection);
            case NOBODY -> withdrawn(selection, now);
        }
        end(selection, failure, kind, verdict, now);
        if (failure.sent() && mayBePaidFor(kind)) {
            selection.charge().keep();
        } else {
            selection.charge().refund();
        }
        selection.ended();
    }

    /**
     * The provider was asked about a deployment's model and did not describe it. What keeps every chat from being served is
     * believed; all else says nothing of chats.
     */
    void foundIll(Slot slot, Failure failure, long now) {
        switch (Verdict.on(failure.kind()).blame()) {
            case KEY -> shut(slot.key(), "key", failure, now);
            case PROJECT -> shut(slot.project(), "project", failure, now);
            case POOL -> close(slot, failure, now);
            case NAME -> leaveAlone(slot, failure, now);
            case WINDOWS, REQUEST_IN_POOL, DEPLOYMENT, ABILITY, REQUEST_ON_MODEL, NOBODY -> {}
        }
    }

    private void close(Slot slot, Failure failure, long now) {
        if (slot.pool().close(now)) {
            log.warn("{}: closed until the next daily reset: {}", slot.id(), failure);
        }
        ledger.learned(slot.pool(), now);
    }

    private static void leaveAlone(Slot slot, Failure failure, long now) {
        if (slot.circuit().rest(nextReset(slot, now))) {
            log.warn("{}: left alone until the next daily reset: {}", slot.id(), failure);
        }
    }

    private void end(Selection selection, Failure failure, FailureKind kind, Verdict verdict, long now) {
        // What can never fit took nothing of the window it did not fit into.
        if (!failure.sent() || verdict.blame() == Verdict.Blame.REQUEST_IN_POOL) {
            selection.reservation().refund(now);
            ledger.refund(selection);
        } else if (verdict.blame() == Verdict.Blame.WINDOWS) {
            selection.reservation().refused(now);
            ledger.refused(selection);
        } else if (!countFailedCalls && Verdict.isAnsweredWithError(kind)) {
            selection.reservation().refund(now);
            ledger.refund(selection);
        } else {
            selection.reservation().keep(now);
            ledger.keep(selection);
        }
    }

    // Refusals are not paid for. Where a model was at work, or may have been, nobody says what for.
    private static boolean mayBePaidFor(FailureKind kind) {
        return switch (kind) {
            case TIMEOUT, CONNECTION_FAILED, CANCELLED, MALFORMED_RESPONSE, MALFORMED_TOOL_CALL, CONTENT_BLOCKED ->
                true;
            case MINUTE_QUOTA_EXHAUSTED,
                    DAY_QUOTA_EXHAUSTED,
                    NO_QUOTA,
                    LARGER_THAN_WINDOW,
                    THROTTLED,
                    OVERLOADED,
                    SERVER_ERROR,
                    KEY_REJECTED,
                    PROJECT_REJECTED,
                    MODEL_CLOSED,
                    MODEL_NOT_FOUND,
                    CAPABILITY_MISSING,
                    CONTEXT_WINDOW_EXCEEDED,
                    SIGNATURE_REJECTED,
                    RESOURCE_NOT_ACCESSIBLE,
                    INVALID_REQUEST -> false;
        };
    }

    private static long nextReset(Slot slot, long now) {
        ZoneId zone = slot.provider().quotaZone();
        LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        return today.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    // A provider that names no window means the one that everybody has.
    private static List<QuotaViolation> fullWindows(Failure failure, FailureKind kind) {
        if (!failure.violations().isEmpty()) {
            return failure.violations();
        }
        QuotaSpan span = kind == FailureKind.DAY_QUOTA_EXHAUSTED ? QuotaSpan.DAY : QuotaSpan.MINUTE;
        return List.of(new QuotaViolation(QuotaDimension.REQUESTS, span, OptionalLong.empty()));
    }

    private static void deploymentFailed(Selection selection, FailureKind kind, long now) {
        Slot slot = selection.slot();
        ModelBooks model = slot.modelBooks();
        boolean cools = slot.circuit().failed(selection.deploymentPass(), kind, now);
        long until = slot.circuit().opensAt(now);
        if (cools) {
            log.info("{} cools down until {} ({})", slot.id(), Instant.ofEpochMilli(until), kind);
        }
        if (!blamesModel(kind)) {
            model.circuit().withdrew(selection.modelPass(), now);
        } else if (model.circuit().trialFailed(selection.modelPass(), now)
                || (cools
                        && model.coolsDownWith(slot.project().name(), until, now)
                        && model.circuit().failed(selection.modelPass(), kind, now))) {
            Instant end = Instant.ofEpochMilli(model.circuit().opensAt(now));
            log.warn("{} cools down until {}: several projects see it fail ({})", slot.model(), end, kind);
        }
    }

    // A time-out or a broken connection says nothing about the model behind it.
    private static boolean blamesModel(FailureKind kind) {
        return kind == FailureKind.OVERLOADED || kind == FailureKind.SERVER_ERROR || kind == FailureKind.THROTTLED;
    }

    private void shut(Gate gate, String what, Failure failure, long now) {
        Block block = new Block(failure.kind(), failure.message(), Instant.ofEpochMilli(now));
        if (gate.shut(block)) {
            ledger.blocked(gate, block);
            log.warn("the {} {} is blocked until someone acts: {}", what, gate.name(), failure);
        }
    }

    private static void provenWell(Selection selection) {
        Slot slot = selection.slot();
        if (slot.circuit().succeeded(selection.deploymentPass())) {
            log.info("{} serves again", slot.id());
        }
        if (slot.modelBooks().circuit().succeeded(selection.modelPass())) {
            log.info("{} serves again", slot.model());
        }
    }

    private static void withdrawn(Selection selection, long now) {
        selection.slot().circuit().withdrew(selection.deploymentPass(), now);
        selection.slot().modelBooks().circuit().withdrew(selection.modelPass(), now);
    }
}
