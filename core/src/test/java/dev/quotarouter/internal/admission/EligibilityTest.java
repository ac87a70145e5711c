package dev.quotarouter.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.FailureKind;
import dev.quotarouter.chat.ResponseFormat;
import dev.quotarouter.fixture.ScriptedProvider;
import dev.quotarouter.internal.budget.Budget;
import dev.quotarouter.internal.budget.Budgets;
import dev.quotarouter.internal.budget.Charge;
import dev.quotarouter.internal.budget.Tariff;
import dev.quotarouter.internal.cooldown.Circuit;
import dev.quotarouter.internal.cooldown.CooldownPolicy;
import dev.quotarouter.internal.cooldown.Gate;
import dev.quotarouter.internal.load.Load;
import dev.quotarouter.internal.quota.QuotaPool;
import dev.quotarouter.internal.quota.QuotaRules;
import dev.quotarouter.internal.quota.Reservation;
import dev.quotarouter.provider.ApiKey;
import dev.quotarouter.provider.ModelPrice;
import dev.quotarouter.provider.ProviderTarget;
import dev.quotarouter.provider.TokenPrice;
import dev.quotarouter.quota.BudgetPeriod;
import dev.quotarouter.quota.MoneyBudget;
import dev.quotarouter.quota.QuotaLimits;
import dev.quotarouter.routing.Availability;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick answer against the reason, over random lives in which everything happens that may keep a deployment out. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EligibilityTest {
    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final long START = Instant.parse("2026-05-04T18:00:00Z").toEpochMilli();
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final CooldownPolicy POLICY =
            new CooldownPolicy(Duration.ofSeconds(20), 0, Map.of(), Duration.ofMinutes(5));
    private static final int STEPS = 4_000;

    private final ScriptedProvider provider = new ScriptedProvider();
    private final Set<Availability> seen = EnumSet.noneOf(Availability.class);

    private long now = START;
    private Random random = new Random(0);
    private final List<Slot> slots = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whoever_is_available_is_eligible_and_nobody_else(long seed) {
        random = new Random(seed);
        for (String model : List.of("gemini", "small", "plain")) {
            ModelBooks books = new ModelBooks(provider.profile(model), POLICY, LEASE, random);
            for (int i = 0; i < 3; i++) {
                slots.add(slot(model, books, slots.size()));
            }
        }
        Eligibility eligibility = new Eligibility();
        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(8) == 0 ? random.nextInt(30_000) : random.nextInt(50);
            happen(slots.get(random.nextInt(slots.size())));
            Demand demand = demand();
            eligibility.of(demand, now);
            for (Slot slot : slots) {
                Availability found = slot.availability(demand, now);
                seen.add(found);
                assertThat(eligibility.quotaFor(slot) != null)
                        .as("step %s: %s is %s", step, slot, found)
                        .isEqualTo(found == Availability.AVAILABLE);
            }
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
                .as("never seen")
                .containsExactlyInAnyOrder(Availability.ALREADY_TRIED, Availability.PACED);
    }

    private void happen(Slot slot) {
        switch (random.nextInt(14)) {
            case 0 -> slot.key().shut(new Gate.Block(FailureKind.KEY_REJECTED, "", Instant.EPOCH));
            case 1 -> slot.project().shut(new Gate.Block(FailureKind.PROJECT_REJECTED, "", Instant.EPOCH));
            case 2, 3 -> slot.key().open();
            case 4, 5 -> slot.project().open();
            case 6 -> slot.circuit().failed(slot.circuit().tryPass(now), FailureKind.SERVER_ERROR, now);
            case 7 -> {
                Circuit model = slot.modelBooks().circuit();
                if (random.nextInt(4) == 0) {
                    model.failed(model.tryPass(now), FailureKind.SERVER_ERROR, now);
                }
                model.succeeded(model.tryPass(now));
            }
            case 8 -> slot.load().inFlight().tryEnter();
            case 9 -> {
                if (slot.load().inFlight().calls() > 0) {
                    slot.load().inFlight().leave();
                }
            }
            case 10 -> slot.modelBooks().learnCount(100, 50 + random.nextInt(200));
            case 11 -> {
                Charge charge = new Charge();
                if (charge.tryOpen(slot.terms().budgets(), 1_000_000, now)) {
                    charge.settle(random.nextInt(2_000_000));
                }
            }
            case 12 -> {
                if (random.nextInt(10) == 0) {
                    slot.pool().close(now);
                }
                slot.circuit().succeeded(slot.circuit().tryPass(now));
            }
            default -> {
                Reservation reservation = new Reservation();
                if (slot.pool().tryReserve(reservation, 1 + random.nextInt(120), now)) {
                    reservation.settle(random.nextInt(150), now);
                }
            }
        }
    }

    private Demand demand() {
        ChatRequest.Builder request = ChatRequest.builder("m").user("tokens:" + (1 + random.nextInt(260)));
        if (random.nextInt(4) == 0) {
            request.responseFormat(ResponseFormat.JSON);
        }
        if (random.nextInt(4) == 0) {
            request.maxOutputTokens(800 + random.nextInt(400));
        }
        return Demand.of(request.build());
    }

    private Slot slot(String model, ModelBooks books, int number) {
        ApiKey key = new ApiKey("key-" + number, "secret-" + number);
        QuotaLimits limits =
                new QuotaLimits(OptionalLong.of(4), OptionalLong.of(150 + 10 * number), OptionalLong.of(5));
        return new Slot(
                "d" + number,
                "scripted/" + model,
                provider,
                provider.connect(new ProviderTarget(model, key, Optional.empty())),
                new Gate(key.name()),
                new Gate("project-" + number),
                books,
                new QuotaPool(limits, QuotaRules.of(ZONE), () -> now),
                new Circuit(POLICY, LEASE, random),
                LEASE,
                LEASE,
                new Terms("pool", limits, tariff(), budgets(number), sizes(model)),
                new Load(2, 4, Duration.ofMinutes(10)));
    }

    private Sizes sizes(String model) {
        return Sizes.of(provider.profile(model), OptionalLong.empty(), OptionalLong.of(1_000));
    }

    private static Tariff tariff() {
        TokenPrice price = new TokenPrice(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
        return Tariff.of(Optional.of(ModelPrice.always(price)));
    }

    private Budgets budgets(int number) {
        MoneyBudget terms = new MoneyBudget(new BigDecimal("0.0002"), BudgetPeriod.of("1d"));
        return number % 2 == 0 ? Budgets.NONE : new Budgets(List.of(new Budget("d" + number, terms, ZONE, START)));
    }
}
