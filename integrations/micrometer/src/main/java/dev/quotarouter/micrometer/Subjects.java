package dev.quotarouter.micrometer;

import dev.quotarouter.DeploymentStatus;
import dev.quotarouter.PoolStatus;
import dev.quotarouter.RouterStatus;
import java.util.HashSet;
import java.util.Set;

/** What there is in a router that events are about. Has no state. */
final class Subjects {
    private Subjects() {}

    /** {@return the names of its deployments, models, keys, pools and projects} */
    static Set<String> of(RouterStatus status) {
        Set<String> names = new HashSet<>();
        for (DeploymentStatus deployment : status.deployments()) {
            names.add(deployment.id());
            names.add(deployment.model());
            names.add(deployment.key());
        }
        for (PoolStatus pool : status.pools()) {
            names.add(pool.id());
            names.add(pool.project());
        }
        return names;
    }
}
