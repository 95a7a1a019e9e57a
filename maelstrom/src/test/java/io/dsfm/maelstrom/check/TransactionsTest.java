package io.dsfm.maelstrom.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checkers of transactions beside a search through all orders, on small random histories. */
final class TransactionsTest {

    private static final int HISTORIES = 20_000;

    /** The last transaction of each history reads all lists, so that the order of their elements can be told. */
    @Test
    void listsAreJudgedAsByTryingAllOrders() {
        Checker checker = Checkers.forWorkload("txn-list-append");
        int valid = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomTransactions transactions = new RandomTransactions(new Random(seed), "append");
            boolean expected = transactions.isStrictlySerializable();
            valid += expected ? 1 : 0;
            String text = transactions.history();

            assertThat(checker.check(Histories.parse(text)).outcome())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(expected ? Verdict.Outcome.VALID : Verdict.Outcome.INVALID);
        }
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10); // else the comparison says little
    }

    /** Not all orders of versions can be told of registers, so that something may be missed, but never the other way round. */
    @Test
    void registersAreNeverAccusedWrongly() {
        Checker checker = Checkers.forWorkload("txn-rw-register");
        int invalid = 0;
        int found = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomTransactions transactions = new RandomTransactions(new Random(seed), "w");
            List<HistoryEvent> history = Histories.parse(transactions.history());
            Verdict.Outcome outcome = checker.check(history).outcome();
            if (transactions.isStrictlySerializable()) {
                assertThat(outcome)
                        .as("seed %d: %s", seed, transactions.history())
                        .isEqualTo(Verdict.Outcome.VALID);
            } else {
                invalid++;
                found += outcome == Verdict.Outcome.INVALID ? 1 : 0;
            }
        }
        assertThat(invalid).isGreaterThan(HISTORIES / 10);
        assertThat(found).isGreaterThan(invalid * 95 / 100);
    }

    /** As many as an hour's run gives, one after the other: the longest path that there is. */
    @Test
    void aLongSerialHistoryIsJudged() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(i == 0 ? "" : ";")
                    .append(2 * i + 1)
                    .append('-')
                    .append(2 * i + 2)
                    .append(" p0 txn [[\"append\",")
                    .append(i)
                    .append(",1]]");
        }
        List<HistoryEvent> history = Histories.parse(text.toString());
        assertThat(Checkers.forWorkload("txn-list-append").check(history).outcome())
                .isEqualTo(Verdict.Outcome.VALID);
    }

    /** Orders of transactions, and what each of them says. */
    @Test
    void theSearchItselfKnowsRightFromWrong() {
        List<Boolean> verdicts = new ArrayList<>();
        for (int seed = 0; seed < 200; seed++) {
            RandomTransactions right = new RandomTransactions(new Random(seed), "append");
            right.executeInTheOrderOfTheirEnds();
            verdicts.add(right.isStrictlySerializable());
        }
        assertThat(verdicts).containsOnly(true);
    }
}
