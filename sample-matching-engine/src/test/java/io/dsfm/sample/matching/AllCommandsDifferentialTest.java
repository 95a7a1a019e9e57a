package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.harness.RandomCommands;
import io.dsfm.sample.matching.harness.TimedEngine;
import io.dsfm.sample.matching.ladder.LadderProvider;
import io.dsfm.sample.matching.tree.TreeProvider;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the variants on commands of every kind, with timers that fire late. */
class AllCommandsDifferentialTest {

    private static final int COMMANDS = 40_000;
    private static final long STEP_NANOS = 100;

    private final TimedEngine tree = new TimedEngine(new TreeProvider().create());
    private final Map<String, Integer> seen = new TreeMap<>();
    private final TimedEngine ladder = new TimedEngine(new LadderProvider().create());

    @ParameterizedTest
    @CsvSource({"1, 40, 6", "2, 400, 20", "3, 3000, 3", "4, 3000, 400", "5, 8, 2", "6, 100000, 8"})
    void variantsGiveTheSame(long seed, int orderIds, int spreadTicks) throws IOException {
        RandomCommands commands = new RandomCommands(seed, orderIds, spreadTicks);
        long nowNanos = 1_000;
        for (int i = 0; i < COMMANDS; i++) {
            nowNanos += STEP_NANOS;
            String where = "seed " + seed + ", command " + i;
            // Half of the time nothing fires, so that orders outlive their deadlines.
            for (boolean fires = i % 40 >= 20; fires; ) {
                String fired = ladder.fireOne(nowNanos);
                assertThat(fired).as(where).isEqualTo(tree.fireOne(nowNanos));
                assertThat(ladder.digest()).as(where).isEqualTo(tree.digest());
                fired.lines().forEach(this::note);
                fires = !fired.isEmpty() && i % 3 == 0;
            }
            Command command = commands.next(nowNanos);
            long client = commands.client();
            String given = ladder.execute(client, command.encode(), nowNanos);
            assertThat(given).as("%s: %s", where, command).isEqualTo(tree.execute(client, command.encode(), nowNanos));
            assertThat(ladder.digest()).as("%s: %s", where, command).isEqualTo(tree.digest());
            given.lines().forEach(this::note);
            if (i % 500 == 0) {
                exchange(where);
            }
        }
        assertThat(seen.keySet()).as("seed %s", seed).contains("1", "2", "3", "6", "7", "8", "9", "10", "11");
        assertThat(seen.keySet())
                .as("seed %s", seed)
                .contains("4 reason 1", "4 reason 2", "4 reason 4", "4 reason 5", "4 reason 6", "4 reason 7");
    }

    /** Notes kinds of events, reasons of cancellations and codes of rejections. */
    private void note(String line) {
        if (line.startsWith("event ")) {
            int blank = line.lastIndexOf(' ');
            String type = line.substring(6, blank);
            String bytes = line.substring(blank + 1);
            String detail = switch (type) {
                case "4" -> " reason " + Integer.parseInt(bytes.substring(74, 76), 16);
                case "5" -> " code " + Integer.parseInt(bytes.substring(44, 48), 16);
                default -> "";
            };
            seen.merge(type + detail, 1, Integer::sum);
        }
    }

    private void exchange(String where) throws IOException {
        byte[] snapshot = ladder.snapshot();
        assertThat(snapshot).as(where).isEqualTo(tree.snapshot());
        for (int symbol = 1; symbol <= 4; symbol++) {
            assertSameAnswer(new Query.Report(symbol));
            assertSameAnswer(new Query.Depth(symbol, 5));
        }
        for (int order = 1; order <= 20; order++) {
            assertSameAnswer(new Query.Order(new OrderKey(1, order)));
        }
        assertSameAnswer(new Query.Counts());
        ladder.restore(snapshot);
        tree.restore(snapshot);
    }

    private void assertSameAnswer(Query query) {
        assertThat(ladder.ask(query.encode())).isEqualTo(tree.ask(query.encode()));
    }
}
