package dev.quotarouter.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * All contenders by turns: of each kind of turn everybody takes one, one after the other and each time in another order, before
 * the next kind begins. So what is compared was measured within seconds, with nobody else at work. Used once.
 */
public final class Tournament {
    private final Schedule schedule;
    private final List<? extends Entrant> entrants;
    private final Stage.Setter stages;
    private final Random chance;
    private final List<Taken> taken = new ArrayList<>();

    /**
     * A tournament.
     *
     * @param schedule how often and how long
     * @param entrants who takes part
     * @param stages sets what they talk to, anew for each generation
     * @param chance draws the orders
     */
    public Tournament(Schedule schedule, List<? extends Entrant> entrants, Stage.Setter stages, Random chance) {
        this.schedule = schedule;
        this.entrants = entrants;
        this.stages = stages;
        this.chance = chance;
    }

    /**
     * Measures.
     *
     * @return every turn
     * @throws IOException if a single call failed
     */
    public List<Taken> run() throws IOException {
        for (int generation = 0; generation < schedule.generations(); generation++) {
            System.out.printf("Generation %d of %d%n", generation + 1, schedule.generations());
            generation(generation * schedule.rounds());
        }
        return taken;
    }

    private void generation(int firstRound) throws IOException {
        Map<Entrant, ContenderProcess> processes = new LinkedHashMap<>();
        try (Stage stage = stages.set()) {
            for (Entrant entrant : entrants) {
                processes.put(
                        entrant, ContenderProcess.start(entrant, stage.serverOf(entrant), stage.watchedFor(entrant)));
            }
            for (Turn turn : schedule.warmUpTurns()) {
                for (Map.Entry<Entrant, ContenderProcess> next : inTurn(processes, turn)) {
                    warmUp(next.getValue(), turn);
                }
            }
            for (int round = firstRound; round < firstRound + schedule.rounds(); round++) {
                System.out.printf("Round %d%n", round + 1);
                for (Turn turn : schedule.round()) {
                    for (Map.Entry<Entrant, ContenderProcess> next : inTurn(processes, turn)) {
                        taken.add(new Taken(
                                round, next.getKey(), turn, next.getValue().take(turn)));
                    }
                }
            }
        } finally {
            processes.values().forEach(ContenderProcess::close);
        }
    }

    private void warmUp(ContenderProcess process, Turn turn) throws IOException {
        int turns = 0;
        long calls = 0;
        Sample last;
        do {
            last = process.take(turn);
            turns++;
            calls += last.calls();
        } while (!schedule.warmUp().isEnough(turns, calls, last));
    }

    /** {@return who takes such a turn, in the order in which they do} */
    private List<Map.Entry<Entrant, ContenderProcess>> inTurn(Map<Entrant, ContenderProcess> processes, Turn turn) {
        List<Map.Entry<Entrant, ContenderProcess>> order = new ArrayList<>(processes.entrySet());
        order.removeIf(entry -> !entry.getKey().can(turn.mode()));
        Collections.shuffle(order, chance);
        return order;
    }
}
