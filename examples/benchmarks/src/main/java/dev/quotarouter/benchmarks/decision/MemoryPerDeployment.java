package dev.quotarouter.benchmarks.decision;

import dev.quotarouter.internal.admission.Route;

/** Prints how many bytes of memory an idle deployment holds: its key, its pool with all windows, its circuit, its place in the route. */
public final class MemoryPerDeployment {
    private static final int DEPLOYMENTS = 10_000;
    private static final int COLLECTIONS = 5;

    private MemoryPerDeployment() {}

    /** Measures and prints. */
    public static void main(String[] arguments) {
        Deployments deployments = new Deployments();
        deployments.deployments = 1;
        deployments.assemble();
        deployments.deployments = DEPLOYMENTS;
        deployments.routes = Deployments.Routes.APART;
        long before = used();
        Route route = deployments.routeOfOneCaller();
        long after = used();
        int reached = route.slots().size(); // What is still looked at was not collected.
        System.out.println((after - before) / reached);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
