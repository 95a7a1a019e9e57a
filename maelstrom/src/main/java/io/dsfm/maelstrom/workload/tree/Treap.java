package io.dsfm.maelstrom.workload.tree;

import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.statemachine.Digest64;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that is never changed: {@link #put} gives another one, which shares all but one path with it. A search tree
 * by key and a heap by what the key hashes to, so that its shape depends on its keys alone and stays flat.
 *
 * <p>Threading: immutable.
 *
 * <p>Source: Seidel and Aragon, Randomized Search Trees.
 */
final class Treap<V> {

    private final @Nullable Node<V> root;
    private final int size;

    private record Node<V>(
            Key key,
            V value,
            long priority,
            @Nullable Node<V> left,
            @Nullable Node<V> right) {

        Node<V> withLeft(@Nullable Node<V> newLeft) {
            return new Node<>(key, value, priority, newLeft, right);
        }

        Node<V> withRight(@Nullable Node<V> newRight) {
            return new Node<>(key, value, priority, left, newRight);
        }
    }

    /** Takes entries in order. */
    interface Visitor<V, E extends Exception> {
        void onEntry(Key key, V value) throws E;
    }

    /** Without entries. */
    Treap() {
        this(null, 0);
    }

    private Treap(@Nullable Node<V> root, int size) {
        this.root = root;
        this.size = size;
    }

    int size() {
        return size;
    }

    @Nullable
    V get(Key key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key());
            if (order == 0) {
                return node.value();
            }
            node = order < 0 ? node.left() : node.right();
        }
        return null;
    }

    /** The same with this value for the key. */
    Treap<V> put(Key key, V value) {
        boolean isNew = get(key) == null;
        return new Treap<>(put(root, key, value), isNew ? size + 1 : size);
    }

    private static <V> Node<V> put(@Nullable Node<V> node, Key key, V value) {
        if (node == null) {
            return new Node<>(key, value, priority(key), null, null);
        }
        int order = key.compareTo(node.key());
        if (order == 0) {
            return new Node<>(key, value, node.priority(), node.left(), node.right());
        }
        if (order < 0) {
            Node<V> left = put(node.left(), key, value);
            return left.priority() < node.priority()
                    ? left.withRight(node.withLeft(left.right()))
                    : node.withLeft(left);
        }
        Node<V> right = put(node.right(), key, value);
        return right.priority() < node.priority()
                ? right.withLeft(node.withRight(right.left()))
                : node.withRight(right);
    }

    private static long priority(Key key) {
        return Digest64.mix(Digest64.of(key.name()) + key.space());
    }

    <E extends Exception> void forEach(Visitor<V, E> visitor) throws E {
        visit(root, visitor);
    }

    private static <V, E extends Exception> void visit(@Nullable Node<V> node, Visitor<V, E> visitor) throws E {
        if (node != null) {
            visit(node.left(), visitor);
            visitor.onEntry(node.key(), node.value());
            visit(node.right(), visitor);
        }
    }
}
