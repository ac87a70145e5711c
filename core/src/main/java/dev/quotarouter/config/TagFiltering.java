package dev.quotarouter.config;

/** Whether the tags of a request choose among the deployments. */
public enum TagFiltering {
    /** They do not. */
    OFF,
    /** A deployment must have one of the request's tags. */
    ANY,
    /** A deployment must have all of the request's tags. */
    ALL
}
