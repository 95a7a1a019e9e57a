package io.dsfm.maelstrom.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.check.Linearization.Kind;
import io.dsfm.maelstrom.check.Linearization.Step;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LinearizationTest {

    private static final int HISTORIES = 20_000;
    private static final List<Kind> KINDS = List.of(Kind.READ, Kind.WRITE, Kind.CAS);

    @Test
    void saysOfSmallHistoriesWhatTryingAllOrdersSays() {
        int valid = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Step> steps = random(new Random(seed));
            boolean expected = Linearization.isLinearizable(steps);
            valid += expected ? 1 : 0;

            assertThat(new Linearization(steps, Integer.MAX_VALUE).run())
                    .as("seed %d: %s", seed, steps)
                    .isEqualTo(expected ? Verdict.Outcome.VALID : Verdict.Outcome.INVALID);
        }
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10); // else the comparison says little
    }

    /** Up to six steps, values 0 to 2, ends that overlap; every fifth need not take effect. */
    private static List<Step> random(Random random) {
        int count = 2 + random.nextInt(5);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = random.nextInt(12) * 100L + i;
            long end = random.nextInt(5) == 0 ? Operation.NEVER : start + 50 + random.nextInt(500);
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            steps.add(new Step(kind, random.nextInt(3), 1 + random.nextInt(2), start, end));
        }
        steps.sort(Comparator.comparingLong(Step::start));
        return steps;
    }

    @Test
    void saysThatItDoesNotKnowWhenItRunsOut() {
        // Nothing explains the last read, and the writes before it can be ordered in any of very many ways.
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(new Step(Kind.WRITE, 1 + i, 0, i, 1_000 + i));
        }
        steps.add(new Step(Kind.READ, 99, 0, 2_000, 2_001));

        assertThat(new Linearization(steps, 1_000).run()).isEqualTo(Verdict.Outcome.UNKNOWN);
        List<HistoryEvent> history = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            history.add(event(i, HistoryEvent.Type.INVOKE, i, "write", "[1," + i + "]"));
        }
        for (int i = 0; i < 20; i++) {
            history.add(event(20 + i, HistoryEvent.Type.OK, i, "write", "[1," + i + "]"));
        }
        history.add(event(40, HistoryEvent.Type.INVOKE, 0, "read", "[1,null]"));
        history.add(event(41, HistoryEvent.Type.OK, 0, "read", "[1,5]"));
        history.add(event(42, HistoryEvent.Type.INVOKE, 0, "read", "[1,null]"));
        history.add(event(43, HistoryEvent.Type.OK, 0, "read", "[1,6]"));
        assertThat(new RegisterChecker(1_000).check(history).outcome()).isEqualTo(Verdict.Outcome.UNKNOWN);
    }

    /** As long as a run of some minutes, ten clients at once. */
    @Test
    void aLongHistoryIsJudged() {
        List<HistoryEvent> history = registers(40_000, 10, 50, new Random(1));
        assertThat(Checkers.forWorkload("lin-kv").check(history).outcome()).isEqualTo(Verdict.Outcome.VALID);

        int at = history.size() - 1;
        while (!(history.get(at).function().equals("read") && history.get(at).type() == HistoryEvent.Type.OK)) {
            at--;
        }
        HistoryEvent read = history.get(at);
        history.set(
                at,
                event(
                        read.index(),
                        read.type(),
                        read.process(),
                        "read",
                        "[" + read.value().get(0) + ",-1]"));
        assertThat(Checkers.forWorkload("lin-kv").check(history).outcome()).isEqualTo(Verdict.Outcome.INVALID);
    }

    /** What clients of right registers see: each operation takes effect at its end. */
    private static List<HistoryEvent> registers(int operations, int processes, int keys, Random random) {
        List<HistoryEvent> history = new ArrayList<>();
        Map<Integer, Integer> values = new HashMap<>();
        Map<Integer, HistoryEvent> open = new HashMap<>();
        int begun = 0;
        while (begun < operations || !open.isEmpty()) {
            int process = random.nextInt(processes);
            HistoryEvent under = open.remove(process);
            long index = history.size();
            if (under == null && begun < operations) {
                int key = random.nextInt(keys);
                boolean isRead = random.nextBoolean();
                String value = isRead ? "null" : Integer.toString(random.nextInt(5));
                HistoryEvent invoked = event(
                        index,
                        HistoryEvent.Type.INVOKE,
                        process,
                        isRead ? "read" : "write",
                        "[" + key + "," + value + "]");
                history.add(invoked);
                open.put(process, invoked);
                begun++;
            } else if (under != null) {
                int key = under.value().get(0).asInt();
                JsonNode given = under.value();
                if (under.function().equals("write")) {
                    values.put(key, given.get(1).asInt());
                } else {
                    given = Histories.json("[" + key + "," + values.get(key) + "]");
                }
                history.add(
                        new HistoryEvent(index, HistoryEvent.Type.OK, process, under.function(), given, index, null));
            }
        }
        return history;
    }

    private static HistoryEvent event(long index, HistoryEvent.Type type, int process, String function, String value) {
        return new HistoryEvent(index, type, process, function, Histories.json(value), index, null);
    }
}
