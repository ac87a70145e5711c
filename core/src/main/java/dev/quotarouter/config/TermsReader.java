package dev.quotarouter.config;

import dev.quotarouter.provider.TokenPrice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads what an entry says of the terms on which its deployments are used. */
final class TermsReader {
    private final ModelEntry entry;

    TermsReader(ModelEntry entry) {
        this.entry = entry;
    }

    DeploymentTerms read() {
        DeploymentTerms terms = DeploymentTerms.NONE;
        Optional<Integer> order = entry.paramsOrInfo("order").flatMap(setting -> setting.value(ValueKind.COUNT));
        if (order.isPresent()) {
            terms = terms.withOrder(order.get());
        }
        Optional<Double> weight = entry.params().value("weight", ValueKind.WEIGHT);
        if (weight.isPresent()) {
            terms = terms.withWeight(weight.get());
        }
        Optional<Integer> parallel = entry.params().value("max_parallel_requests", ValueKind.AT_LEAST_ONE);
        if (parallel.isPresent()) {
            terms = terms.withMaxParallelRequests(parallel.get());
        }
        terms = price().map(terms::withPrice).orElse(terms);
        return BudgetReader.ofDeployment(entry.params()).map(terms::withBudget).orElse(terms);
    }

    private Optional<TokenPrice> price() {
        Optional<ConfigNode> input = cost("input_cost_per_token");
        Optional<ConfigNode> output = cost("output_cost_per_token");
        Optional<ConfigNode> cached = cost("cache_read_input_token_cost");
        if (input.isEmpty() && output.isEmpty()) {
            cached.ifPresent(alone -> alone.notice("not used: input_cost_per_token is not written"));
            return Optional.empty();
        }
        if (input.isEmpty()) {
            output.ifPresent(alone -> alone.notice("input_cost_per_token is not written: it is taken for 0"));
        }
        if (output.isEmpty()) {
            input.ifPresent(alone -> alone.notice("output_cost_per_token is not written: it is taken for 0"));
        }
        BigDecimal prompt = dollars(input).orElse(BigDecimal.ZERO);
        return Optional.of(new TokenPrice(
                prompt, dollars(cached).orElse(prompt), dollars(output).orElse(BigDecimal.ZERO)));
    }

    private Optional<ConfigNode> cost(String name) {
        return Section.first(List.of(entry.params().find(name), entry.info(name)));
    }

    private static Optional<BigDecimal> dollars(Optional<ConfigNode> setting) {
        return setting.flatMap(node -> node.value(ValueKind.DOLLARS));
    }
}
