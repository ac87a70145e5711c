package dev.quotarouter.internal.dispatch;

import dev.quotarouter.internal.admission.Route;
import dev.quotarouter.internal.admission.Selector;

/**
 * How one request is served under one configuration.
 *
 * @param edition which configuration that is; the same object for all of its plans
 * @param route where the request may go
 * @param selector who chooses there
 * @param policy how often and how long it is attempted
 * @param priority the place in the queue of a request that names none
 * @param books where its attempts are written down
 */
public record Plan(Object edition, Route route, Selector selector, AttemptPolicy policy, int priority, Books books) {}
