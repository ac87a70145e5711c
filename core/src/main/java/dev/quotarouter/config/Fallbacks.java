package dev.quotarouter.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which names to ask when a model group could not serve: model groups, aliases or ids of deployments, in order. Immutable.
 *
 * <p>The names of one group may have fallbacks of their own, and these may lead back: whoever follows them asks each once.
 */
public final class Fallbacks {
    /** The name that stands for every model group without fallbacks of its own. */
    public static final String EVERY_GROUP = "*";

    /** No fallbacks at all, and the default number of steps. */
    public static final Fallbacks NONE = builder().build();

    private final Map<String, List<String>> general;
    private final Map<String, List<String>> contextWindow;
    private final Map<String, List<String>> contentPolicy;
    private final int max;

    private Fallbacks(Builder builder) {
        general = copy(builder.general);
        contextWindow = copy(builder.contextWindow);
        contentPolicy = copy(builder.contentPolicy);
        max = builder.max;
    }

    /** Starts with no fallbacks. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what to ask after the group has failed in any way; empty if nothing} */
    public List<String> after(String modelGroup) {
        return next(general, modelGroup);
    }

    /** {@return what to ask after the prompt was too long for the group; empty if nothing is set for this} */
    public List<String> afterContextWindow(String modelGroup) {
        return next(contextWindow, modelGroup);
    }

    /** {@return what to ask after the group blocked the content; empty if nothing is set for this} */
    public List<String> afterContentPolicy(String modelGroup) {
        return next(contentPolicy, modelGroup);
    }

    /** {@return how many steps away from the group that was asked for a request may go; 5 unless set} */
    public int max() {
        return max;
    }

    /** {@return {@code fallbacks} as written, by model group; {@link #EVERY_GROUP} has {@code default_fallbacks}} */
    public Map<String, List<String>> general() {
        return general;
    }

    /** {@return {@code context_window_fallbacks} as written, by model group} */
    public Map<String, List<String>> contextWindow() {
        return contextWindow;
    }

    /** {@return {@code content_policy_fallbacks} as written, by model group} */
    public Map<String, List<String>> contentPolicy() {
        return contentPolicy;
    }

    /** {@return all three lists, and how far they may lead} */
    @Override
    public String toString() {
        return "Fallbacks[" + general + ", context window " + contextWindow + ", content policy " + contentPolicy
                + ", max " + max + "]";
    }

    private static List<String> next(Map<String, List<String>> fallbacks, String modelGroup) {
        List<String> names = fallbacks.getOrDefault(modelGroup, fallbacks.getOrDefault(EVERY_GROUP, List.of()));
        return names.contains(modelGroup)
                ? names.stream().filter(name -> !name.equals(modelGroup)).toList()
                : names;
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> fallbacks) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fallbacks.forEach((group, names) -> copy.put(group, List.copyOf(names)));
        return Collections.unmodifiableMap(copy);
    }

    /** Collects fallbacks; names are appended to those the group has. Not thread-safe. */
    public static final class Builder {
        private final Map<String, List<String>> general = new LinkedHashMap<>();
        private final Map<String, List<String>> contextWindow = new LinkedHashMap<>();
        private final Map<String, List<String>> contentPolicy = new LinkedHashMap<>();
        private int max = 5;

        private Builder() {}

        /** Sets what to ask after the group has failed in any way; {@link #EVERY_GROUP} for those without their own. */
        public Builder after(String modelGroup, List<String> names) {
            return add(general, modelGroup, names);
        }

        /** Sets what to ask after the prompt was too long for the group. */
        public Builder afterContextWindow(String modelGroup, List<String> names) {
            return add(contextWindow, modelGroup, names);
        }

        /** Sets what to ask after the group blocked the content. */
        public Builder afterContentPolicy(String modelGroup, List<String> names) {
            return add(contentPolicy, modelGroup, names);
        }

        /** Sets how many steps away from the group that was asked for a request may go; zero or more. */
        public Builder max(int steps) {
            max = Require.notNegative("max_fallbacks", steps);
            return this;
        }

        private Builder add(Map<String, List<String>> to, String modelGroup, List<String> names) {
            names.forEach(name -> Require.notBlank("a fallback", name));
            to.computeIfAbsent(Require.notBlank("the model group", modelGroup), first -> new ArrayList<>())
                    .addAll(names);
            return this;
        }

        /** Makes the fallbacks. */
        public Fallbacks build() {
            return new Fallbacks(this);
        }
    }
}
