package io.dsfm.sample.matching.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.Result;
import io.dsfm.sample.matching.demo.check.Run.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {

    private static final int ORDERS = 300;

    @TempDir
    Path directory;

    private final Run run = new Run(1, ORDERS);

    @Test
    void findsNothingInAFaultlessRun() throws IOException {
        Verdict verdict = verify(1, run);

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict).isEqualTo(new Verdict(ORDERS, ORDERS, 0, 0, 0, 0, 0, 0, ORDERS, List.of()));
        assertThat(verdict.clean()).isTrue();
    }

    @Test
    void findsNothingInAFaultlessRunOfThreeClients() throws IOException {
        assertThat(verify(3, new Run(3, ORDERS)).clean()).isTrue();
    }

    @Test
    void findsNothingWhenResultsOfOneClientArriveInAnyOrder() throws IOException {
        Collections.swap(run.deliveries, 10, 200);

        assertThat(verify(1, run).clean()).isTrue();
    }

    @Test
    void catchesALostResult() throws IOException {
        run.deliveries.remove(ORDERS - 1);

        Verdict verdict = verify(1, run);

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.acknowledged()).isEqualTo(ORDERS - 1);
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings()).containsExactly("no result: client=1, request=" + ORDERS);
    }

    @Test
    void catchesALostInputThatWasNeverExecutedWithoutCallingTheRestContradicted() throws IOException {
        run.inputs.add(new byte[] {1});

        Verdict verdict = verify(1, run);

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.contradicted()).isZero();
        assertThat(verdict.gaps()).isZero();
    }

    @Test
    void catchesAResultDeliveredTwice() throws IOException {
        run.deliveries.add(20, run.deliveries.get(20));

        Verdict verdict = verify(1, run);

        assertThat(verdict.duplicated()).isEqualTo(1);
        assertThat(verdict.contradicted()).isZero();
    }

    @Test
    void catchesOneSequenceUsedForTwoInputs() throws IOException {
        change(21, r -> new Result(r.requestNumber(), r.index(), 21, r.timestampNanos(), r.reply(), r.events()));

        Verdict verdict = verify(1, run);

        assertThat(verdict.duplicated()).isEqualTo(1);
        assertThat(verdict.gaps()).isEqualTo(1);
    }

    @Test
    void catchesAnInputExecutedTwice() throws IOException {
        change(ORDERS - 1, r -> new Result(1, r.index(), r.sequence(), r.timestampNanos(), r.reply(), r.events()));

        Verdict verdict = verify(1, run);

        assertThat(verdict.duplicated()).isEqualTo(1);
        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.reordered()).isEqualTo(1);
    }

    @Test
    void catchesAGapOfThreeSequences() throws IOException {
        for (int i = 100; i < ORDERS; i++) {
            change(
                    i,
                    r -> new Result(
                            r.requestNumber(), r.index(), r.sequence() + 3, r.timestampNanos(), r.reply(), r.events()));
        }

        Verdict verdict = verify(1, run);

        assertThat(verdict.gaps()).isEqualTo(3);
        assertThat(verdict.findings()).contains("no result has these sequences: from=101, to=103");
    }

    @Test
    void catchesTwoSwappedReplies() throws IOException {
        Result first = run.deliveries.get(50).result();
        Result second = run.deliveries.get(51).result();
        change(50, r -> withReply(r, second.reply()));
        change(51, r -> withReply(r, first.reply()));

        Verdict verdict = verify(1, run);

        assertThat(verdict.contradicted()).isEqualTo(2);
        assertThat(verdict.findings()).hasSize(2).allMatch(text -> text.startsWith("the model gives another result"));
    }

    @Test
    void catchesOneFlippedBitOfAReplyAndAMissingEvent() throws IOException {
        byte[] flipped = run.deliveries.get(7).result().reply().clone();
        flipped[3] ^= 1;
        change(7, r -> withReply(r, flipped));
        change(
                15,
                r -> new Result(
                        r.requestNumber(),
                        r.index(),
                        r.sequence(),
                        r.timestampNanos(),
                        r.reply(),
                        r.events().subList(1, r.events().size())));

        assertThat(verify(1, run).contradicted()).isEqualTo(2);
    }

    @Test
    void catchesAResultOfAnInputNeverSubmitted() throws IOException {
        run.inputs.remove(ORDERS - 1);

        assertThat(verify(1, run).contradicted()).isEqualTo(1);
    }

    @Test
    void catchesInputsExecutedInAnotherOrderThanSubmitted() throws IOException {
        Collections.swap(run.inputs, 50, 51);
        change(50, r -> withRequest(r, 52));
        change(51, r -> withRequest(r, 51));

        Verdict verdict = verify(1, run);

        assertThat(verdict.reordered()).isEqualTo(1);
        assertThat(verdict.contradicted()).isZero();
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void catchesATimestampAndAnIndexThatGoBackwards() throws IOException {
        change(
                50,
                r -> new Result(
                        r.requestNumber(), r.index() - 5, r.sequence(), r.timestampNanos(), r.reply(), r.events()));
        change(
                90,
                r -> new Result(
                        r.requestNumber(), r.index(), r.sequence(), r.timestampNanos() - 100, r.reply(), r.events()));

        assertThat(verify(1, run).reversed()).isEqualTo(2);
    }

    @Test
    void tellsOnlyTheFirstFewOfManyFindings() throws IOException {
        run.deliveries.clear();

        Verdict verdict = verify(1, run);

        assertThat(verdict.lost()).isEqualTo(ORDERS);
        assertThat(verdict.findings()).hasSizeLessThan(10);
    }

    private static Result withReply(Result r, byte[] reply) {
        return new Result(r.requestNumber(), r.index(), r.sequence(), r.timestampNanos(), reply, r.events());
    }

    private static Result withRequest(Result r, long requestNumber) {
        return new Result(requestNumber, r.index(), r.sequence(), r.timestampNanos(), r.reply(), r.events());
    }

    private void change(int delivery, UnaryOperator<Result> change) {
        run.deliveries.set(
                delivery,
                new Delivery(
                        run.deliveries.get(delivery).client(),
                        change.apply(run.deliveries.get(delivery).result())));
    }

    private Verdict verify(int clients, Run judged) throws IOException {
        List<Journal> journals = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            journals.add(new Journal(directory, client + 1));
        }
        for (int i = 0; i < judged.inputs.size(); i++) {
            journals.get(i % clients).onSubmitted(judged.inputs.get(i));
        }
        for (Delivery delivery : judged.deliveries) {
            journals.get(delivery.client()).onResult(delivery.result());
        }
        for (Journal journal : journals) {
            journal.seal();
        }
        Verdict verdict = Verifier.verify(journals, new ChainMachine());
        for (Journal journal : journals) {
            journal.close();
        }
        return verdict;
    }
}
