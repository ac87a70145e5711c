package dev.quotarouter.simulator;

/** What a fault does to a call. */
sealed interface FaultEffect {
    /** The call goes on as usual. */
    FaultEffect NONE = new Travel(new Delivery.Whole());

    /** The answer is this error. */
    record Failure(GeminiError error) implements FaultEffect {}

    /** The model says this. */
    record Reply(SimulatedReply reply) implements FaultEffect {}

    /** The answer is right, but travels so. */
    record Travel(Delivery delivery) implements FaultEffect {}
}
