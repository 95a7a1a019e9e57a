package io.dsfm.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.maelstrom.workload.store.Step;
import io.dsfm.maelstrom.workload.store.StepCodec;
import io.dsfm.maelstrom.workload.store.StoreApplication;
import io.dsfm.statemachine.testkit.SeededRandom;
import io.dsfm.statemachine.testkit.StateMachineTestKit;
import io.dsfm.statemachine.testkit.TestKitReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Puts both variants through the test kit; {@code -Ddsfm.commands=...} and {@code -Ddsfm.seed=...} make it another run. */
class StoreTestKitTest {

    private static final long SEED = Long.getLong("dsfm.seed", 1);
    private static final long COMMANDS = Long.getLong("dsfm.commands", 100_000);

    @Test
    void variantsKeepTheContractAndAreOne() {
        TestKitReport report = StateMachineTestKit.discover(StoreApplication.NAME)
                .inputs(() -> StoreTestKitTest::input)
                .queries(() -> StoreTestKitTest::query)
                .rejections(reply -> reply[0] != Status.OK.code())
                .seed(SEED)
                .count(COMMANDS)
                .outputBytes(StoreApplication.REPLY_BYTES)
                .repeatedBy("mvn -pl maelstrom -am test -Dtest=StoreTestKitTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.commands=" + COMMANDS + " -Ddsfm.seed="
                        + SEED)
                .run();

        assertThat(report.inputs()).isEqualTo(COMMANDS);
        assertThat(report.restores()).isPositive();
        assertThat(report.reverts()).isPositive();
    }

    private static byte[] input(SeededRandom random) {
        if (random.chance(1, 4)) {
            return StepCodec.encode(
                    List.of(new Step.CompareAndSet(key(random), value(random), value(random), random.chance(1, 3))));
        }
        List<Step> steps = new ArrayList<>();
        int count = 1 + random.below(4);
        for (int i = 0; i < count; i++) {
            steps.add(
                    switch (random.below(7)) {
                        case 0 -> new Step.Put(key(random), value(random));
                        case 1 -> new Step.Append(key(random), item(random));
                        case 2 -> new Step.Add(key(random), random.between(-5, 5));
                        case 3 -> new Step.RaiseTo(key(random), random.below(100));
                        default -> reading(random);
                    });
        }
        return StepCodec.encode(steps);
    }

    private static byte[] query(SeededRandom random) {
        return StepCodec.encode(
                List.of(reading(random), random.chance(1, 4) ? new Step.Names(key(random)) : reading(random)));
    }

    private static Step reading(SeededRandom random) {
        return switch (random.below(3)) {
            case 0 -> new Step.Get(key(random));
            case 1 -> new Step.Items(key(random), random.below(8), random.below(1_000_000));
            default -> new Step.Total(key(random));
        };
    }

    private static Key key(SeededRandom random) {
        return Key.of(random.below(3), "k" + random.below(12));
    }

    private static byte[] value(SeededRandom random) {
        return new byte[] {(byte) random.below(3)};
    }

    /** Now and then one that brings its list near the bound. */
    private static byte[] item(SeededRandom random) {
        return random.chance(1, 200) ? random.bytes(40_000) : value(random);
    }
}
