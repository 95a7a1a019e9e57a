package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TakeoverRunTest {

    @Test
    void killsWhoeverLeadsAndStartsItAgain() throws InterruptedException {
        FakeContestant contestant = new FakeContestant(1_000);
        List<String> lines = new ArrayList<>();

        assertThat(new TakeoverRun(contestant, List.of(FakeContestant.numbers()), 100).kill(1, lines::add))
                .singleElement()
                .satisfies(taken -> assertThat(taken).isPositive());

        assertThat(contestant.killsAndRestarts()).containsExactly(1, 1);
        assertThat(lines).singleElement().asString().startsWith("fake, kill 1 of 1: ");
    }
}
