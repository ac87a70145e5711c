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

    /**
     * {@return the share of the requests that the deployment shall get, in proportion to the others' shares; 0 or more} It is
     * its {@code weight}, where any deployment of the group has one, else its part of the requests per minute, else of the
     * tokens per minute; a deployment without the number has the mean of the others'. 1 where no number is known.
     */
    double weight(int row);

    /** {@return how many calls of the deployment are under way, streams included until they end} */
    int inFlight(int row);

    /**
     * {@return how fast the deployment has lately been, in seconds: for each token of a reply, or until the first chunk if this
     * request is a stream} {@code NaN} while nothing is known.
     */
    double latency(int row);

    /**
     * {@return what the request is expected to cost there, in US dollars} Infinite where no price is known.
     */
    double cost(int row);
}
