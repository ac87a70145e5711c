package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.simulation.Simulation;
import dev.quotarouter.simulation.SimulationReport;
import dev.quotarouter.simulation.World;
import java.time.Duration;

/** Who lives through a simulated week, in the order of the tables. */
enum Simulant {
    /** The router. */
    QUOTAROUTER("QuotaRouter") {
        @Override
        SimulationReport live(World world) {
            return Simulation.run(world);
        }
    },
    /** The model with LiteLLM's own cooldown. */
    MODEL_5_S("model of LiteLLM's rules, 5 s") {
        @Override
        SimulationReport live(World world) {
            return Simulation.run(world, LiteLlmModel.coolingFor(LiteLlmModel.USUAL_COOLDOWN));
        }
    },
    /** The model with the cooldown of somebody who has met daily quotas. */
    MODEL_180_S("model of LiteLLM's rules, 180 s") {
        @Override
        SimulationReport live(World world) {
            return Simulation.run(world, LiteLlmModel.coolingFor(Duration.ofSeconds(180)));
        }
    };

    private final String label;

    Simulant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract SimulationReport live(World world);
}
