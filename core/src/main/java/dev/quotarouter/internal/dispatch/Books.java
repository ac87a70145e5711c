package dev.quotarouter.internal.dispatch;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.TokenUsage;
import dev.quotarouter.event.Subject;
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
import dev.quotarouter.store.KnownLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/** Writes what came of an attempt into the books of everyone concerned, and hands on what is news. */
public final class Books {
    private final boolean countFailedCalls;
    private final UsageLedger ledger;
    private final News news;

    /**
     * Books for one router.
     *
     * @param countFailedCalls whether a call counts that the provider answered with an error
     * @param ledger where the usage store is spoken to
     * @param news where what an operator wants to know is told
     */
    public Books(boolean countFailedCalls, UsageLedger ledger, News news) {
        this.countFailedCalls = countFailedCalls;
        this.ledger = ledger;
        this.news = news;
    }

    /** {@return where the usage store is spoken to} */
    UsageLedger ledger() {
        return ledger;
    }

    /** {@return where what an operator wants to know is told} */
    News news() {
        return news;
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
        provenWell(selection, now);
    }

    /** A stream has begun: whoever was on trial is trusted again; failures that were forgiven stay counted until its end. */
    void opened(Selection selection, Duration took, long now) {
        selection.slot().load().heard(now);
        selection.slot().load().opened(took, now);
        if (selection.slot().circuit().trialSucceeded(selection.deploymentPass())) {
            news.recovered(new Subject(Subject.Kind.DEPLOYMENT, selection.slot().id()), now);
        }
        if (selection.slot().modelBooks().circuit().trialSucceeded(selection.modelPass())) {
            news.recovered(new Subject(Subject.Kind.MODEL, selection.slot().model()), now);
        }
    }

    /** A reply has begun: the estimate gives way to what was counted, if anything was; else it is kept. */
    void settleKnown(Selection selection, TokenUsage usage, long now) {
        long counted = Math.min(usage.inputTokens(), Demand.MOST_TOKENS)
                + Math.min(usage.toolInputTokens(), Demand.MOST_TOKENS);
        if (counted > 0) {
            news.settled(selection.slot(), selection.reservation().estimate(), usage, now);
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
                KnownLimits before = slot.pool().limits();
                boolean wasOpen = slot.pool()
                        .refuse(selection.reservation(), fullWindows(failure, kind), failure.retryAfter(), now);
                ledger.learned(slot.pool(), now);
                news.limitsLearned(slot, before, now);
                if (wasOpen) {
                    QuotaSpan span = kind == FailureKind.DAY_QUOTA_EXHAUSTED ? QuotaSpan.DAY : QuotaSpan.MINUTE;
                    news.exhausted(slot, span, failure, now);
                }
                provenWell(selection, now);
            }
            case POOL -> {
                close(slot, failure, now);
                provenWell(selection, now);
            }
            case NAME -> {
                leaveAlone(slot, failure, now);
                slot.modelBooks().circuit().withdrew(selection.modelPass(), now);
            }
            case REQUEST_IN_POOL -> {
                KnownLimits before = slot.pool().limits();
                slot.pool().learn(failure.violations(), now);
                ledger.learned(slot.pool(), now);
                news.limitsLearned(slot, before, now);
                provenWell(selection, now);
            }
            case DEPLOYMENT -> {
                if (kind == FailureKind.TIMEOUT) {
                    slot.load().timedOut(selection.isStream(), took, now);
                }
                deploymentFailed(selection, kind, now);
            }
            case KEY -> {
                shut(slot.key(), Subject.Kind.KEY, failure, now);
                withdrawn(selection, now);
            }
            case PROJECT -> {
                shut(slot.project(), Subject.Kind.PROJECT, failure, now);
                withdrawn(selection, now);
            }
            case ABILITY -> {
                failure.missing()
                        .filter(slot.modelBooks()::learnMissing)
                        .ifPresent(missing -> news.abilityMissing(slot, missing));
                provenWell(selection, now);
            }
            case REQUEST_ON_MODEL -> provenWell(selection, now);
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
            case KEY -> shut(slot.key(), Subject.Kind.KEY, failure, now);
            case PROJECT -> shut(slot.project(), Subject.Kind.PROJECT, failure, now);
            case POOL -> close(slot, failure, now);
            case NAME -> leaveAlone(slot, failure, now);
            case WINDOWS, REQUEST_IN_POOL, DEPLOYMENT, ABILITY, REQUEST_ON_MODEL, NOBODY -> {}
        }
    }

    private void close(Slot slot, Failure failure, long now) {
        if (slot.pool().close(now)) {
            news.blocked(new Subject(Subject.Kind.POOL, slot.terms().pool()), failure, now);
        }
        ledger.learned(slot.pool(), now);
    }

    private void leaveAlone(Slot slot, Failure failure, long now) {
        if (slot.circuit().rest(nextReset(slot, now))) {
            news.blocked(new Subject(Subject.Kind.DEPLOYMENT, slot.id()), failure, now);
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

    private void deploymentFailed(Selection selection, FailureKind kind, long now) {
        Slot slot = selection.slot();
        ModelBooks model = slot.modelBooks();
        boolean cools = slot.circuit().failed(selection.deploymentPass(), kind, now);
        long until = slot.circuit().opensAt(now);
        if (cools) {
            news.cooledDown(slot, until, kind, now);
        }
        if (!blamesModel(kind)) {
            model.circuit().withdrew(selection.modelPass(), now);
        } else if (model.circuit().trialFailed(selection.modelPass(), now)
                || (cools
                        && model.coolsDownWith(slot.project().name(), until, now)
                        && model.circuit().failed(selection.modelPass(), kind, now))) {
            news.modelCooledDown(slot, model.circuit().opensAt(now), kind, now);
        }
    }

    // A time-out or a broken connection says nothing about the model behind it.
    private static boolean blamesModel(FailureKind kind) {
        return kind == FailureKind.OVERLOADED || kind == FailureKind.SERVER_ERROR || kind == FailureKind.THROTTLED;
    }

    private void shut(Gate gate, Subject.Kind what, Failure failure, long now) {
        Block block = new Block(failure.kind(), failure.message(), Instant.ofEpochMilli(now));
        if (gate.shut(block)) {
            ledger.blocked(gate, block);
            news.blocked(new Subject(what, gate.name()), failure, now);
        }
    }

    private void provenWell(Selection selection, long now) {
        Slot slot = selection.slot();
        if (slot.circuit().succeeded(selection.deploymentPass())) {
            news.recovered(new Subject(Subject.Kind.DEPLOYMENT, slot.id()), now);
        }
        if (slot.modelBooks().circuit().succeeded(selection.modelPass())) {
            news.recovered(new Subject(Subject.Kind.MODEL, slot.model()), now);
        }
    }

    private static void withdrawn(Selection selection, long now) {
        selection.slot().circuit().withdrew(selection.deploymentPass(), now);
        selection.slot().modelBooks().circuit().withdrew(selection.modelPass(), now);
    }
}
