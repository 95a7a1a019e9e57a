package io.dsfm.maelstrom.node;

import io.dsfm.maelstrom.workload.Workloads;
import io.dsfm.ratis.config.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the program is told, by environment variables: Maelstrom starts all nodes alike, and says the rest in its {@code
 * init}.
 *
 * @param workload {@code DSFM_WORKLOAD}: Maelstrom's name of the workload; by default found from the requests, as far as
 *     they tell
 * @param release {@code DSFM_RELEASE}: committed (default), covered or local
 * @param variants {@code DSFM_VARIANTS}: {@code alternate} (default): nodes run the two variants by turns; {@code both}:
 *     each node runs both; {@code tree} or {@code hash}: all nodes run this one
 * @param data {@code DSFM_MAELSTROM_DATA}: a folder that is kept, with one folder for each node; by default a temporary
 *     one, removed at exit
 * @param isKept {@code DSFM_KEEP=true}: a temporary folder is not removed
 * @param electionMin {@code DSFM_ELECTION_MIN_MS}: 10 to 60,000, default 1,000: several round trips of 100 ms each way
 * @param electionMax {@code DSFM_ELECTION_MAX_MS}: above it, to 120,000, default twice as much
 * @param answer {@code DSFM_ANSWER_MS}: how long a message to another node may take to be answered; 10 to 60,000, default
 *     1,000
 * @param hold {@code DSFM_HOLD_MS}: how long a message waits for those that overtook it; 0 to 10,000, default 150
 * @param deadline {@code DSFM_DEADLINE_MS}: how long an operation may take; it must be answered before its client gives
 *     up, since a client that is gone must not be sent anything. 10 to 60,000, default 750 for {@code lin-kv}, whose
 *     clients may wait for a second only, else 3,500; empty for the default
 * @param snapshotEntries {@code DSFM_SNAPSHOT_ENTRIES}: a snapshot every so many entries; 100 to 1,000,000,000, default
 *     1,000, so that a run has some
 * @param clockOffsetMillis {@code DSFM_CLOCK_OFFSET_MILLIS}: by how much the node's clock is wrong, a day at most; default 0
 */
record NodeOptions(
        String workload,
        NodeConfig.Release release,
        String variants,
        Optional<Path> data,
        boolean isKept,
        Duration electionMin,
        Duration electionMax,
        Duration answer,
        Duration hold,
        Optional<Duration> deadline,
        long snapshotEntries,
        long clockOffsetMillis) {

    private static final long DAY_MILLIS = 86_400_000;
    private static final Duration SHORT_DEADLINE = Duration.ofMillis(750);
    private static final Duration DEADLINE = Duration.ofMillis(3_500);

    /**
     * From the environment.
     *
     * @throws IllegalArgumentException if a variable has a value that is not accepted, with its name and what is
     */
    static NodeOptions of(Map<String, String> environment) {
        Reader reader = new Reader(environment);
        String workload = reader.text("DSFM_WORKLOAD", "");
        Workloads.require(workload);
        String variants = reader.text("DSFM_VARIANTS", "alternate");
        Variants.require(variants);
        long electionMin = reader.number("DSFM_ELECTION_MIN_MS", 1_000, 10, 60_000);
        String deadline = reader.text("DSFM_DEADLINE_MS", "");
        return new NodeOptions(
                workload,
                NodeConfig.Release.parse(reader.text("DSFM_RELEASE", "committed")),
                variants,
                Optional.of(reader.text("DSFM_MAELSTROM_DATA", ""))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of),
                reader.flag("DSFM_KEEP"),
                Duration.ofMillis(electionMin),
                Duration.ofMillis(reader.number("DSFM_ELECTION_MAX_MS", 2 * electionMin, electionMin + 1, 120_000)),
                Duration.ofMillis(reader.number("DSFM_ANSWER_MS", 1_000, 10, 60_000)),
                Duration.ofMillis(reader.number("DSFM_HOLD_MS", 150, 0, 10_000)),
                deadline.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(reader.number("DSFM_DEADLINE_MS", 0, 10, 60_000))),
                reader.number("DSFM_SNAPSHOT_ENTRIES", 1_000, 100, 1_000_000_000),
                reader.number("DSFM_CLOCK_OFFSET_MILLIS", 0, -DAY_MILLIS, DAY_MILLIS));
    }

    /** How long an operation of this workload may take; empty for one that is not known. */
    Duration deadline(String ofWorkload) {
        return deadline.orElse(ofWorkload.equals("lin-kv") ? SHORT_DEADLINE : DEADLINE);
    }

    private record Reader(Map<String, String> environment) {

        String text(String name, String fallback) {
            String text = environment.getOrDefault(name, "").strip();
            return text.isEmpty() ? fallback : text;
        }

        boolean flag(String name) {
            String text = text(name, "false");
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("not a switch: " + name + "=" + text + ", accepted: true, false");
            }
            return text.equals("true");
        }

        long number(String name, long fallback, long least, long most) {
            String text = text(name, Long.toString(fallback));
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // falls through to the one message
            }
            throw new IllegalArgumentException(
                    "not a number in range: " + name + "=" + text + ", accepted: " + least + " to " + most);
        }
    }
}
