package dev.quotarouter.internal.admission;

import dev.quotarouter.internal.admission.WaitingRoom.Place;
import org.jspecify.annotations.Nullable;

/**
 * Places in the order in which they are served, of which the first one that wishes for less than so much is found in as many
 * steps as the tree is deep: each node knows the smallest wish in its tree.
 *
 * <p>A treap: a place's number, scattered, says how high it stands, which keeps the tree about as deep as a balanced one.
 * Immutable; the tree without a node is null.
 */
final class GuestTree {
    private final Place place;
    private final @Nullable GuestTree before;
    private final @Nullable GuestTree after;
    private final long smallest;

    private GuestTree(Place place, @Nullable GuestTree before, @Nullable GuestTree after) {
        this.place = place;
        this.before = before;
        this.after = after;
        this.smallest = Math.min(place.tokens(), Math.min(smallest(before), smallest(after)));
    }

    /** {@return the smallest wish; {@link Long#MAX_VALUE} in an empty tree} */
    static long smallest(@Nullable GuestTree tree) {
        return tree == null ? Long.MAX_VALUE : tree.smallest;
    }

    static GuestTree with(@Nullable GuestTree tree, Place fresh) {
        if (tree == null || height(fresh) > height(tree.place)) {
            return new GuestTree(fresh, upTo(tree, fresh), from(tree, fresh));
        }
        return fresh.compareTo(tree.place) < 0
                ? new GuestTree(tree.place, with(tree.before, fresh), tree.after)
                : new GuestTree(tree.place, tree.before, with(tree.after, fresh));
    }

    static @Nullable GuestTree without(@Nullable GuestTree tree, Place gone) {
        if (tree == null) {
            return null;
        }
        int order = gone.compareTo(tree.place);
        if (order == 0) {
            return joined(tree.before, tree.after);
        }
        return order < 0
                ? new GuestTree(tree.place, without(tree.before, gone), tree.after)
                : new GuestTree(tree.place, tree.before, without(tree.after, gone));
    }

    /**
     * {@return the first place behind the given one that wishes for less than so many tokens; null if there is none}
     *
     * @param behind null for the first place at all
     */
    static @Nullable Place firstBelow(@Nullable GuestTree tree, long tokens, @Nullable Place behind) {
        if (tree == null || tree.smallest >= tokens) {
            return null;
        }
        if (behind != null && tree.place.compareTo(behind) <= 0) {
            return firstBelow(tree.after, tokens, behind);
        }
        Place earlier = firstBelow(tree.before, tokens, behind);
        if (earlier != null) {
            return earlier;
        }
        return tree.place.tokens() < tokens ? tree.place : firstBelow(tree.after, tokens, null);
    }

    private static @Nullable GuestTree upTo(@Nullable GuestTree tree, Place edge) {
        if (tree == null) {
            return null;
        }
        return tree.place.compareTo(edge) < 0
                ? new GuestTree(tree.place, tree.before, upTo(tree.after, edge))
                : upTo(tree.before, edge);
    }

    private static @Nullable GuestTree from(@Nullable GuestTree tree, Place edge) {
        if (tree == null) {
            return null;
        }
        return tree.place.compareTo(edge) < 0
                ? from(tree.after, edge)
                : new GuestTree(tree.place, from(tree.before, edge), tree.after);
    }

    /** {@return all of both, of which the first stand before the second} */
    private static @Nullable GuestTree joined(@Nullable GuestTree first, @Nullable GuestTree second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return height(first.place) > height(second.place)
                ? new GuestTree(first.place, first.before, joined(first.after, second))
                : new GuestTree(second.place, joined(first, second.before), second.after);
    }

    // Numbers follow each other; their products with a large odd number do not.
    private static long height(Place place) {
        return place.number() * 0x9E3779B97F4A7C15L;
    }
}
