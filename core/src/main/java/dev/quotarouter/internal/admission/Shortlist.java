package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.quota.DaySlack;
import dev.quotarouter.internal.quota.PoolSummary;
import dev.quotarouter.routing.Candidates;
import java.util.Arrays;

/**
 * The deployments that can serve in one decision, as a table for the strategy. What strategies compare most is written down
 * when a row is added. Used for one decision after the other; not thread-safe.
 */
final class Shortlist implements Candidates {
    /** Most decisions need no more rows. */
    private static final int FIRST_ROWS = 16;

    private final int most;
    private final boolean streaming;
    private final Eligibility eligibility = new Eligibility();
    private final DaySlack daySlack = new DaySlack();
    // Positions in the tier: a reference would cost a note for the collector with each row.
    private int[] positions;
    private double[] slacks;
    private double[] utilizations;
    private int size;
    private Demand demand = Demand.least();
    private Tier tier = Tier.EMPTY;
    private long now;

    /**
     * An empty list.
     *
     * @param most how many rows there may be at most
     * @param streaming whether the request is a stream
     */
    Shortlist(int most, boolean streaming) {
        this.most = most;
        this.streaming = streaming;
        int rows = Math.min(most, FIRST_ROWS);
        positions = new int[rows];
        slacks = new double[rows];
        utilizations = new double[rows];
    }

    /** Begins a decision among the deployments of the tier. */
    void begin(Tier tier, Demand demand, long now) {
        this.tier = tier;
        this.demand = demand;
        this.now = now;
        eligibility.of(demand, now);
        daySlack.at(now);
        size = 0;
    }

    boolean isFull() {
        return size == most;
    }

    /** Adds the deployment at the position of the tier if it can serve; the list is not full. */
    void offer(int position) {
        PoolSummary quota = eligibility.quotaFor(tier.slot(position));
        if (quota != null) {
            int row = size;
            if (row == positions.length) {
                grow();
            }
            positions[row] = position;
            slacks[row] = daySlack.of(quota);
            utilizations[row] = quota.minuteUtilization();
            size = row + 1;
        }
    }

    Slot slot(int row) {
        return tier.slot(positions[row]);
    }

    void keepOnly(int row) {
        move(row, 0);
        size = 1;
    }

    void remove(int row) {
        move(--size, row);
    }

    private void move(int from, int to) {
        positions[to] = positions[from];
        slacks[to] = slacks[from];
        utilizations[to] = utilizations[from];
    }

    private void grow() {
        int rows = Math.min(most, 2 * size);
        positions = Arrays.copyOf(positions, rows);
        slacks = Arrays.copyOf(slacks, rows);
        utilizations = Arrays.copyOf(utilizations, rows);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String deployment(int row) {
        return slot(row).id();
    }

    @Override
    public double minuteUtilization(int row) {
        return utilizations[row];
    }

    @Override
    public double daySlack(int row) {
        return slacks[row];
    }

    @Override
    public long requestsThisMinute(int row) {
        return slot(row).pool().requestsThisMinute();
    }

    @Override
    public long requestsToday(int row) {
        return slot(row).pool().requestsToday();
    }

    @Override
    public double weight(int row) {
        return tier.shares().of(slot(row));
    }

    @Override
    public int inFlight(int row) {
        return slot(row).load().inFlight().calls();
    }

    @Override
    public double latency(int row) {
        return slot(row).load().latency(streaming, now);
    }

    @Override
    public double cost(int row) {
        return slot(row).expectedCost(demand);
    }
}
