package dev.quotarouter.micrometer;

/** The gauges of a router's status, with what each tells. */
enum StatusGauge {
    UTILIZATION("quotarouter.window.utilization", "Share of a window that is used or reserved, 0 to 1", ""),
    REMAINING("quotarouter.window.remaining", "What is left of a window, in requests or tokens", ""),
    LIMIT("quotarouter.window.limit", "The limit of a window, declared or learned", ""),
    USED("quotarouter.window.used", "What is used and reserved of a window", ""),
    RESET("quotarouter.window.reset", "Time until a window has room again or begins anew", "seconds"),
    AVAILABLE(
            "quotarouter.deployment.available", "Whether a deployment could serve a plain short chat now: 1 or 0", ""),
    STATE("quotarouter.deployment.state", "1 for the reason why a deployment can serve or cannot", ""),
    IN_FLIGHT("quotarouter.deployment.in.flight", "Calls under way, streams until their end", ""),
    BUDGET_SPENT("quotarouter.budget.spent", "Money spent in the period, in US dollars", "usd"),
    BUDGET_REMAINING("quotarouter.budget.remaining", "Money left in the period, in US dollars", "usd"),
    WAITING("quotarouter.waiting", "Requests that wait for room", "");

    private final String meter;
    private final String description;
    private final String unit;

    StatusGauge(String meter, String description, String unit) {
        this.meter = meter;
        this.description = description;
        this.unit = unit;
    }

    String meter() {
        return meter;
    }

    String description() {
        return description;
    }

    String unit() {
        return unit;
    }
}
