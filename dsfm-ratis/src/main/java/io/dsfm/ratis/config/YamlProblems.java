package io.dsfm.ratis.config;

import io.dsfm.ratis.config.ConfigException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What is wrong with one file, with the places.
 *
 * <p>Threading: one thread.
 */
final class YamlProblems {

    private record Located(int line, Problem problem) {}

    private final String file;
    private final List<Located> found = new ArrayList<>();

    YamlProblems(String file) {
        this.file = file;
    }

    /** Adds a problem at a node, or one of the whole file. */
    void add(@Nullable Node node, String key, String found, String accepted) {
        int line = node == null ? 0 : line(node);
        String where = line == 0 ? file : file + ":" + line;
        this.found.add(new Located(line, new Problem(where, key, found, accepted)));
    }

    /** Throws what was found, in the order of the file. */
    void throwIfAny() throws ConfigException {
        if (!found.isEmpty()) {
            throw new ConfigException(found.stream()
                    .sorted(Comparator.comparingInt(Located::line))
                    .map(Located::problem)
                    .toList());
        }
    }

    /** The line of a node, from 1; 0 if it is not known. */
    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** What a node is, for people. */
    static String describe(Node node) {
        if (node instanceof MappingNode) {
            return "keys with values";
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().isEmpty()
                    ? "an empty list"
                    : "a list of " + sequence.getValue().size();
        }
        return Tag.NULL.equals(node.getTag()) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
    }
}
