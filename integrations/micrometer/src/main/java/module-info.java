/** Metrics and observations of a router, by Micrometer. */
module dev.quotarouter.micrometer {
    requires transitive dev.quotarouter.core;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires micrometer.commons;
    requires static org.jspecify;

    exports dev.quotarouter.micrometer;
}
