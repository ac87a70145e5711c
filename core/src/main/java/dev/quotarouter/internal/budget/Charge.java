package dev.quotarouter.internal.budget;

/**
 * The money that one attempt has reserved, in every budget that it is paid from, until it is known what it cost.
 *
 * <p>A session owns one and uses it for one attempt after the other. A second ending has no effect. Not thread-safe.
 */
public final class Charge {
    private static final long[] NO_PERIODS = {};

    private Budgets budgets = Budgets.NONE;
    private long[] periods = NO_PERIODS;
    private long reserved;

    /** Creates a charge that holds nothing. */
    public Charge() {}

    /** Reserves the money in every budget, or in none; {@return whether it is reserved} */
    public boolean tryOpen(Budgets payers, long cost, long now) {
        int count = payers.all().size();
        if (periods.length < count) {
            periods = new long[count];
        }
        for (int i = 0; i < count; i++) {
            periods[i] = payers.all().get(i).tryReserve(cost, now);
            if (periods[i] == Budget.REFUSED) {
                for (int taken = 0; taken < i; taken++) {
                    payers.all().get(taken).settle(periods[taken], cost, 0);
                }
                return false;
            }
        }
        budgets = payers;
        reserved = cost;
        return true;
    }

    /** It is known what the call cost. */
    public void settle(long cost) {
        for (int i = 0; i < budgets.all().size(); i++) {
            budgets.all().get(i).settle(periods[i], reserved, cost);
        }
        budgets = Budgets.NONE;
    }

    /** The call may have cost something, and nobody has said how much: the estimate counts. */
    public void keep() {
        settle(reserved);
    }

    /** The call cost nothing. */
    public void refund() {
        settle(0);
    }
}
