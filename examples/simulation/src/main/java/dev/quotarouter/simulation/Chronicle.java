package dev.quotarouter.simulation;

import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.simulator.GeminiBooks.Ruling;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what happens in a simulation: arrivals, calls, answers, endings. Not thread-safe. */
final class Chronicle {
    private final Requests requests;
    private final VirtualTime time;
    private final Calendar calendar;
    private final SupplyLog supply;
    private final boolean failedCallsCount;
    private final Waits waits;
    private final ResetWatch resets = new ResetWatch();
    private final BitSet called;
    private final Map<FailureKind, Long> failedCalls = new EnumMap<>(FailureKind.class);
    private final Map<String, Long> endings = new TreeMap<>();
    private Ledgers ledgers = Ledgers.NONE;
    private long arrived;
    private long ended;
    private long served;
    private long calls;
    private long inFlight;
    private long refused;
    private long refusedThoughKnown;

    Chronicle(World world, Requests requests, VirtualTime time, SupplyLog supply) {
        this.requests = requests;
        this.time = time;
        this.supply = supply;
        calendar = new Calendar(world);
        failedCallsCount = world.truth().failedCallsCount();
        waits = new Waits(requests.size());
        called = new BitSet(requests.size());
    }

    /** Says in whose accounts calls are noted; before the first. */
    void watch(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    SimulatedInstant now() {
        return calendar.at(time.elapsedMillis());
    }

    void stretchBegins() {
        supply.stretchBegins(now());
    }

    void reset() {
        stretchBegins();
        resets.reset(time.elapsedMillis(), arrived - ended > inFlight);
    }

    void arrived() {
        arrived++;
        resets.arrived(time.elapsedMillis());
    }

    /** Notes a call and what becomes of it. */
    Call called(int request, ProviderTarget target, Ruling ruling) {
        SimulatedInstant now = now();
        PoolLedger ledger = ledgers.of(target);
        calls++;
        inFlight++;
        if (!called.get(request)) {
            called.set(request);
            waits.add(now.millis() - requests.arrival(request), now.hour());
        }
        ledger.called(now, requests.tokens(request), ruling);
        if (ruling instanceof Ruling.Refused refusal) {
            refused++;
            if (ledger.wasKnownFull(refusal, requests.tokens(request), now)
                    || ledgers.routerKnewFull(ledger, refusal)) {
                refusedThoughKnown++;
            }
        } else if (ruling instanceof Ruling.Served || failedCallsCount) {
            supply.used(ledger.truePool());
        }
        if (ruling instanceof Ruling.Served) {
            resets.served(now.millis());
        }
        return new Call(ledger, now, ruling);
    }

    /** Notes how a request ended: served, or with an exception of that name. */
    void ended(String how, boolean well) {
        ended++;
        if (well) {
            served++;
        } else {
            endings.merge(how, 1L, Long::sum);
        }
    }

    long open() {
        return arrived - ended;
    }

    long arrivals() {
        return arrived;
    }

    long served() {
        return served;
    }

    long calls() {
        return calls;
    }

    long refused() {
        return refused;
    }

    long refusedThoughKnown() {
        return refusedThoughKnown;
    }

    Map<FailureKind, Long> failedCalls() {
        return failedCalls;
    }

    Map<String, Long> endings() {
        return endings;
    }

    Waits waits() {
        return waits;
    }

    ResetWatch resets() {
        return resets;
    }

    Ledgers ledgers() {
        return ledgers;
    }

    /** A call under way. */
    final class Call {
        private final PoolLedger ledger;
        private final SimulatedInstant at;
        private final Ruling ruling;
        private boolean over;

        private Call(PoolLedger ledger, SimulatedInstant at, Ruling ruling) {
            this.ledger = ledger;
            this.at = at;
            this.ruling = ruling;
        }

        /** The answer is there, and is a failure of that kind; from now on the router knows. */
        void failed(FailureKind kind) {
            failedCalls.merge(kind, 1L, Long::sum);
            if (ruling instanceof Ruling.Refused refusal) {
                ledger.told(refusal, at);
            }
            over();
        }

        /** Nobody waits for it any more. Idempotent. */
        void over() {
            if (!over) {
                over = true;
                inFlight--;
            }
        }
    }
}
