package io.dsfm.sample.matching.demo.check;

import io.dsfm.sample.matching.demo.check.Findings.Kind;
import io.dsfm.sample.matching.demo.check.ResultCodec.Header;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.PrimitiveIterator;

/**
 * Judges a run by the clients' journals alone: each input has one result, the results of all clients together have the
 * sequences 1, 2, 3, ... without gaps and in the order in which each client submitted, and the outputs are, byte for byte,
 * what a fresh engine gives for the same inputs in the same order.
 *
 * <p>A sequence that no result has could be an input that was executed twice, which is why a gap counts as a fault even if
 * nothing is lost. The group must have been used by these clients only.
 *
 * <p>Threading: one thread, after the journals are sealed.
 */
public final class Verifier {

    private final List<Journal> journals;
    private final Model model;
    private final Findings findings = new Findings();

    /** For each journal, which request numbers have a result. */
    private final BitSet[] answered;

    /** For each journal, the highest request number met so far. */
    private final long[] highestRequest;

    private Header previous = new Header(0, 0, 0, 0);

    private Verifier(List<Journal> journals, StateMachine fresh) {
        this.journals = journals;
        this.model = new Model(fresh);
        this.answered = new BitSet[journals.size()];
        Arrays.setAll(answered, i -> new BitSet(journals.get(i).submitted() + 1));
        this.highestRequest = new long[journals.size()];
    }

    /**
     * Judges a run.
     *
     * @param journals those of all clients, sealed
     * @param fresh an engine in its initial state
     * @throws IOException if a journal cannot be read
     */
    public static Verdict verify(List<Journal> journals, StateMachine fresh) throws IOException {
        Verifier verifier = new Verifier(journals, fresh);
        verifier.walk();
        return verifier.verdict();
    }

    /** Visits the results of all journals in the order of their sequences. */
    private void walk() throws IOException {
        int count = journals.size();
        PrimitiveIterator.OfInt[] cursors = new PrimitiveIterator.OfInt[count];
        int[] heads = new int[count];
        for (int i = 0; i < count; i++) {
            cursors[i] = journals.get(i).inSequence().iterator();
            heads[i] = advance(cursors[i]);
        }
        for (int next = lowest(heads); next >= 0; next = lowest(heads)) {
            check(next, journals.get(next).result(heads[next]));
            heads[next] = advance(cursors[next]);
        }
    }

    private static int advance(PrimitiveIterator.OfInt cursor) {
        return cursor.hasNext() ? cursor.nextInt() : -1;
    }

    private int lowest(int[] heads) {
        int lowest = -1;
        for (int i = 0; i < heads.length; i++) {
            if (heads[i] >= 0 && (lowest < 0 || sequence(i, heads) < sequence(lowest, heads))) {
                lowest = i;
            }
        }
        return lowest;
    }

    private long sequence(int journal, int[] heads) {
        return journals.get(journal).sequence(heads[journal]);
    }

    private void check(int client, byte[] result) throws IOException {
        Journal journal = journals.get(client);
        Header header = ResultCodec.header(result);
        String name = "client=" + journal.clientId() + ", request=" + header.requestNumber() + ", sequence="
                + header.sequence();
        boolean known = header.requestNumber() >= 1 && header.requestNumber() <= journal.submitted();
        boolean again = known && answered[client].get((int) header.requestNumber());
        boolean taken = header.sequence() == previous.sequence();
        if (again || taken) {
            findings.add(Kind.DUPLICATED, 1, (again ? "a second result: " : "a second use of a sequence: ") + name);
        }
        if (!known) {
            findings.add(Kind.CONTRADICTED, 1, "a result of an input never submitted: " + name);
        } else {
            answered[client].set((int) header.requestNumber());
        }
        checkOrder(client, header, name);
        if (known && !taken) {
            replay(journal, header, result, name);
        }
        previous = header;
    }

    private void checkOrder(int client, Header header, String name) {
        long missing = header.sequence() - previous.sequence() - 1;
        if (missing > 0) {
            findings.add(
                    Kind.GAP,
                    missing,
                    "no result has these sequences: from=" + (previous.sequence() + 1) + ", to="
                            + (header.sequence() - 1));
        }
        if (header.requestNumber() < highestRequest[client]) {
            findings.add(
                    Kind.REORDERED, 1, "executed after a later input, request=" + highestRequest[client] + ": " + name);
        }
        highestRequest[client] = Math.max(highestRequest[client], header.requestNumber());
        if (header.index() < previous.index() || header.timestampNanos() < previous.timestampNanos()) {
            findings.add(
                    Kind.REVERSED,
                    1,
                    "index or timestamp goes backwards: " + name + ", index=" + header.index() + " after "
                            + previous.index() + ", timestampNanos=" + header.timestampNanos() + " after "
                            + previous.timestampNanos());
        }
    }

    private void replay(Journal journal, Header header, byte[] result, String name) throws IOException {
        byte[] expected = model.execute(journal.clientId(), header, journal.input(header.requestNumber()));
        byte[] found = ResultCodec.outputs(result);
        if (!Arrays.equals(expected, found)) {
            findings.add(
                    Kind.CONTRADICTED,
                    1,
                    "the model gives another result: " + name + ", expected=" + hex(expected) + ", found="
                            + hex(found));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private Verdict verdict() {
        long submitted = 0;
        long acknowledged = 0;
        for (int i = 0; i < answered.length; i++) {
            Journal journal = journals.get(i);
            submitted += journal.submitted();
            acknowledged += answered[i].cardinality();
            for (int request = answered[i].nextClearBit(1);
                    request <= journal.submitted();
                    request = answered[i].nextClearBit(request + 1)) {
                findings.add(Kind.LOST, 1, "no result: client=" + journal.clientId() + ", request=" + request);
            }
        }
        return new Verdict(
                submitted,
                acknowledged,
                findings.count(Kind.LOST),
                findings.count(Kind.DUPLICATED),
                findings.count(Kind.GAP),
                findings.count(Kind.CONTRADICTED),
                findings.count(Kind.REORDERED),
                findings.count(Kind.REVERSED),
                previous.sequence(),
                findings.words());
    }
}
