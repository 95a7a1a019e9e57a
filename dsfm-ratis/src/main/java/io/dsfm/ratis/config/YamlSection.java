package io.dsfm.ratis.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file, read key by key. What is wrong goes into the list of problems, and reading goes on with
 * the option's default or null, so that one reading finds everything.
 *
 * <p>Threading: one thread.
 */
final class YamlSection {

    private final String path;
    private final YamlProblems problems;
    private final @Nullable Node origin;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private boolean sound = true;

    /** Reads {@code node}, which should be a mapping; null stands for an empty one. */
    YamlSection(String path, @Nullable Node node, YamlProblems problems) {
        this.path = path;
        this.problems = problems;
        this.origin = node;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                addKey(tuple);
            }
        } else if (node != null && !isNull(node)) {
            report(node, "", "found " + YamlProblems.describe(node), "keys with values, such as 'key: value'");
        }
    }

    private void addKey(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            report(tuple.getKeyNode(), "", "a key is " + YamlProblems.describe(tuple.getKeyNode()), "a word as key");
            return;
        }
        String key = scalar.getValue();
        Node earlier = keys.putIfAbsent(key, scalar);
        if (earlier == null) {
            values.put(key, tuple.getValueNode());
        } else {
            report(scalar, key, "the key is given twice, first in line " + YamlProblems.line(earlier), "each key once");
        }
    }

    /** Whether nothing wrong was found in this section so far. */
    boolean sound() {
        return sound;
    }

    /** A text that matches {@code form}; null, and a problem, if it does not or is missing. */
    @Nullable
    String text(String key, Pattern form, String accepted) {
        Node node = required(key, accepted);
        return node == null ? null : matching(node, key, form, accepted);
    }

    /** The same, or {@code fallback} if it is missing or faulty. */
    String text(String key, Pattern form, String accepted, String fallback) {
        Node node = optional(key);
        String text = node == null ? null : matching(node, key, form, accepted);
        return text == null ? fallback : text;
    }

    /** A list of such texts; the faulty ones are left out, and null stands for no list. */
    @Nullable
    List<String> texts(String key, int most, Pattern form, String accepted) {
        String all = "a list of 1 to " + most + ", each " + accepted;
        List<Node> nodes = nodes(key, most, all);
        if (nodes == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String text = matching(nodes.get(i), key + "[" + i + "]", form, accepted);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A required address. */
    @Nullable
    HostPort address(String key) {
        String accepted = "host:port or [ipv6]:port with a port from 1 to 65535, such as db1.example.org:7001";
        Node node = required(key, accepted);
        String text = node == null ? null : scalar(node, key, accepted);
        try {
            return text == null ? null : HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            report(node, key, "found '" + text + "'", accepted);
            return null;
        }
    }

    /** One of the constants of an enum, in lower case. */
    <E extends Enum<E>> E choice(String key, E fallback) {
        List<String> names = new ArrayList<>();
        for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            names.add(NodeConfigWriter.name(constant));
        }
        Node node = optional(key);
        String accepted = String.join(" or ", names);
        String text = node == null ? null : scalar(node, key, accepted);
        if (text == null) {
            return fallback;
        }
        int place = names.indexOf(text);
        if (place < 0) {
            report(node, key, "found '" + text + "'" + NearestWord.hint(text, names), accepted);
            return fallback;
        }
        return fallback.getDeclaringClass().getEnumConstants()[place];
    }

    /** A duration within the bounds, both inclusive. */
    Duration duration(String key, Duration least, Duration most, Duration fallback) {
        String accepted = "a duration from " + DurationText.format(least) + " to " + DurationText.format(most)
                + ", with a unit, such as " + DurationText.format(fallback);
        Node node = optional(key);
        String text = node == null ? null : scalar(node, key, accepted);
        if (text == null) {
            return fallback;
        }
        Duration duration = DurationText.parse(text);
        if (duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            report(node, key, "found '" + text + "'", accepted);
            return fallback;
        }
        return duration;
    }

    /** A size in bytes within the bounds, both inclusive. */
    long size(String key, long least, long most, long fallback) {
        String accepted = "a size from " + SizeText.format(least) + " to " + SizeText.format(most)
                + ", in bytes or with a unit (KiB, MiB, GiB), such as " + SizeText.format(fallback);
        Node node = optional(key);
        String text = node == null ? null : scalar(node, key, accepted);
        return text == null ? fallback : within(node, key, text, SizeText.parse(text), least, most, fallback, accepted);
    }

    /** A number within the bounds, both inclusive. */
    long count(String key, long least, long most, long fallback) {
        String accepted = "a whole number from " + least + " to " + most + ", such as " + fallback;
        Node node = optional(key);
        String text = node == null ? null : scalar(node, key, accepted);
        if (text == null) {
            return fallback;
        }
        long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
        return within(node, key, text, number, least, most, fallback, accepted);
    }

    private long within(
            Node node, String key, String text, long number, long least, long most, long fallback, String accepted) {
        if (number < least || number > most) {
            report(node, key, "found '" + text + "'", accepted);
            return fallback;
        }
        return number;
    }

    /** The section under {@code key}; an empty one if it is not there. */
    YamlSection section(String key) {
        return new YamlSection(path + key + ".", optional(key), problems);
    }

    /** The same, but null if the key is not there: one that is there with nothing in it is meant. */
    @Nullable
    YamlSection sectionIfGiven(String key) {
        known.add(key);
        return keys.containsKey(key) ? new YamlSection(path + key + ".", values.get(key), problems) : null;
    }

    /** The sections that a required list holds; null, and a problem, if there is none or it is too long. */
    @Nullable
    List<YamlSection> sections(String key, int most, String accepted) {
        List<Node> nodes = nodes(key, most, accepted);
        if (nodes == null) {
            return null;
        }
        List<YamlSection> sections = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            sections.add(new YamlSection(path + key + "[" + i + "].", nodes.get(i), problems));
        }
        return sections;
    }

    /** Reports each key that was never asked for. */
    void end() {
        keys.forEach((key, node) -> {
            if (!known.contains(key)) {
                report(node, key, "unknown key" + NearestWord.hint(key, known), String.join(", ", known));
            }
        });
    }

    /** Reports that the value of {@code key}, which was found well-formed, is wrong all the same. */
    void reject(String key, Object found, String accepted) {
        report(values.getOrDefault(key, origin), key, "found '" + found + "'", accepted);
    }

    private @Nullable List<Node> nodes(String key, int most, String accepted) {
        Node node = required(key, accepted);
        if (node == null) {
            return null;
        }
        if (!(node instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()
                || sequence.getValue().size() > most) {
            report(node, key, "found " + YamlProblems.describe(node), accepted);
            return null;
        }
        return sequence.getValue();
    }

    private @Nullable Node optional(String key) {
        known.add(key);
        Node node = values.get(key);
        return node == null || isNull(node) ? null : node;
    }

    private @Nullable Node required(String key, String accepted) {
        Node node = optional(key);
        if (node == null) {
            report(values.getOrDefault(key, origin), key, "is missing", accepted);
        }
        return node;
    }

    private @Nullable String matching(Node node, String key, Pattern form, String accepted) {
        String text = scalar(node, key, accepted);
        if (text != null && !form.matcher(text).matches()) {
            report(node, key, "found '" + text + "'", accepted);
            return null;
        }
        return text;
    }

    /** The text of a value as it is written, so that a name may look like a number. */
    private @Nullable String scalar(Node node, String key, String accepted) {
        if (node instanceof ScalarNode scalar && !isNull(node)) {
            return scalar.getValue();
        }
        report(node, key, "found " + YamlProblems.describe(node), accepted);
        return null;
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private void report(@Nullable Node node, String key, String found, String accepted) {
        sound = false;
        String full = path + key;
        problems.add(node, full.endsWith(".") ? full.substring(0, full.length() - 1) : full, found, accepted);
    }
}
