package io.dsfm.maelstrom.harness.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dsfm.maelstrom.harness.net.Latency.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkFateTest {

    private static final NetworkOptions ROUGH = new NetworkOptions(new Latency(Shape.EXPONENTIAL, 5), 0.1, 0.2, 0.3);

    @Test
    void sameSeedGivesEachMessageOfALinkTheSameFate() {
        assertThat(fates(ROUGH, 7, "n0", "n1", 1000)).isEqualTo(fates(ROUGH, 7, "n0", "n1", 1000));
    }

    @Test
    void otherSeedsAndLinksDiffer() {
        assertThat(fates(ROUGH, 7, "n0", "n1", 100))
                .isNotEqualTo(fates(ROUGH, 8, "n0", "n1", 100))
                .isNotEqualTo(fates(ROUGH, 7, "n1", "n0", 100))
                .isNotEqualTo(fates(ROUGH, 7, "n0", "n2", 100));
    }

    @Test
    void losesAndRepeatsAsOftenAsAsked() {
        List<List<Long>> fates = fates(ROUGH, 7, "n0", "n1", 20_000);
        double lost = fates.stream().filter(List::isEmpty).count() / 20_000.0;
        double twice = fates.stream().filter(fate -> fate.size() == 2).count() / 20_000.0;
        assertThat(lost).isCloseTo(0.1, within(0.01));
        assertThat(twice).isCloseTo(0.9 * 0.2, within(0.01));
    }

    @Test
    void heldBackMessagesAreOvertakenThoughLatencyIsConstant() {
        NetworkOptions options = new NetworkOptions(new Latency(Shape.CONSTANT, 5), 0, 0, 0.5);
        List<List<Long>> fates = fates(options, 7, "n0", "n1", 1000);
        assertThat(fates.stream().filter(fate -> fate.get(0) == 25_000_000).count())
                .isBetween(400L, 600L);
        assertThat(fates.stream().filter(fate -> fate.get(0) == 5_000_000).count())
                .isBetween(400L, 600L);
    }

    @Test
    void losingMoreDoesNotChangeTheDelaysOfTheRest() {
        NetworkOptions calm = new NetworkOptions(ROUGH.latency(), 0, 0, 0);
        NetworkOptions lossy = new NetworkOptions(ROUGH.latency(), 0.5, 0, 0);
        List<List<Long>> all = fates(calm, 7, "n0", "n1", 100);
        List<List<Long>> some = fates(lossy, 7, "n0", "n1", 100);
        for (int i = 0; i < all.size(); i++) {
            if (!some.get(i).isEmpty()) {
                assertThat(some.get(i)).isEqualTo(all.get(i));
            }
        }
    }

    private static List<List<Long>> fates(
            NetworkOptions options, long seed, String source, String destination, int count) {
        LinkFate fate = new LinkFate(options, seed, source, destination);
        List<List<Long>> fates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fates.add(Arrays.stream(fate.nextNanos()).boxed().toList());
        }
        return fates;
    }
}
