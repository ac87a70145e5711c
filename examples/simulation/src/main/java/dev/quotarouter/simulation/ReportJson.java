package dev.quotarouter.simulation;

import dev.quotarouter.simulator.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A report as JSON; the same report gives the same bytes. Has no state. */
public final class ReportJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ReportJson() {}

    /** {@return the whole report} */
    public static String of(SimulationReport report) {
        ObjectNode root = figures(report);
        ObjectNode waits = root.putObject("waits_seconds");
        waits.put("median", rounded(report.waits().median()))
                .put("p95", rounded(report.waits().p95()))
                .put("p99", rounded(report.waits().p99()))
                .put("most", rounded(report.waits().most()));
        counts(report.failedCalls(), root.putObject("failed_calls"));
        counts(report.unserved(), root.putObject("unserved"));
        for (PoolReport pool : report.pools()) {
            add(pool, root.withArray("pools").addObject());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    /** {@return the figures that are one number each} */
    static ObjectNode figures(SimulationReport report) {
        return JSON.createObjectNode()
                .put("model", report.model())
                .put("first_day", report.firstDay().toString())
                .put("days", report.days())
                .put("seed", report.seed())
                .put("capacity_per_day", rounded(report.capacityPerDay()))
                .put("offered", report.offered())
                .put("served", report.served())
                .put("oracle_served", report.oracleServed())
                .put("oracle_served_with_foresight", report.oracleWithForesight())
                .put("upstream_calls", report.upstreamCalls())
                .put("refused_by_quota", report.refusedByQuota())
                .put("refused_though_known", report.refusedThoughKnown())
                .put("over_admitted", report.overAdmitted())
                .put("attempts_per_request", rounded(report.attemptsPerRequest()))
                .put("spread", rounded(report.spread()))
                .put("reset_lag_seconds", rounded(report.resetLagSeconds()));
    }

    private static void add(PoolReport pool, ObjectNode node) {
        node.put("id", pool.id()).put("model", pool.model());
        Limits limits = pool.limits();
        ObjectNode written = node.putObject("limits");
        limit("rpm", limits.rpm(), written);
        limit("tpm", limits.tpm(), written);
        limit("rpd", limits.rpd(), written);
        node.put("calls", pool.calls()).put("refused", pool.refused()).put("over_admitted", pool.overAdmitted());
        numbers("calls_by_day", pool.callsByDay(), node);
        numbers("calls_by_hour", pool.callsByHour(), node);
        numbers("refused_by_hour", pool.refusedByHour(), node);
        numbers("most_in_60_seconds_by_hour", pool.mostInMinuteByHour(), node);
        numbers("most_tokens_in_60_seconds_by_hour", pool.mostTokensInMinuteByHour(), node);
        numbers("most_of_a_day_by_hour", pool.mostOfDayByHour(), node);
    }

    private static void limit(String name, OptionalLong limit, ObjectNode node) {
        if (limit.isPresent()) {
            node.put(name, limit.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private static void numbers(String name, List<Long> numbers, ObjectNode node) {
        numbers.forEach(node.putArray(name)::add);
    }

    private static void counts(Map<String, Long> counts, ObjectNode node) {
        counts.forEach(node::put);
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
