package dev.quotarouter.routing;

/** A deployment that could serve the request now, as a strategy sees it. */
public interface Candidate {
    /** {@return the deployment's id} */
    String deployment();

    /**
     * {@return how much of the minute's quota is taken, 0 to 1} Used and reserved over limit, of requests or tokens the
     * fuller; 0 where no limit is known.
     */
    double minuteUtilization();

    /**
     * {@return how much of what the minute limit could still carry until the daily reset the day's quota can pay for, 0
     * to 1} 1 means that the day cannot bind before its reset: its capacity would perish unused.
     */
    double daySlack();

    /** {@return the requests used and reserved in the current day} */
    long requestsToday();

    /** {@return the requests used and reserved in the current minute} */
    long requestsThisMinute();
}
