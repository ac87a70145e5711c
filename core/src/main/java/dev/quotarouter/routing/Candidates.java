package dev.quotarouter.routing;

/**
 * The deployments that have room for a request, as a table with one row each. Never empty; valid only while a strategy is
 * being asked.
 */
public interface Candidates {
    /** {@return how many there are; at least 1} */
    int size();

    /** {@return the id of the deployment in the row, 0 to {@code size() - 1}} */
    String deployment(int row);

    /**
     * {@return how much of the minute's quota is taken, 0 to 1} Used and reserved over limit, of requests or tokens the
     * fuller; 0 where no limit is known.
     */
    double minuteUtilization(int row);

    /**
     * {@return how much of what the minute limit could still carry until the daily reset the day's quota can pay for, 0
     * to 1} 1 means that the day cannot bind before its reset: its capacity would perish unused.
     */
    double daySlack(int row);

    /** {@return the requests used and reserved in the current minute} */
    long requestsThisMinute(int row);

    /** {@return the requests used and reserved in the current day} */
    long requestsToday(int row);
}
