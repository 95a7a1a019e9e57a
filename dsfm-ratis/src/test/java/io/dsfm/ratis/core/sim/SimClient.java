package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client: sends its requests in order to whoever it takes for the leader, and sends again what has no final answer when it
 * has waited long enough, when it is told that something did not happen, and when it has moved to another node.
 */
final class SimClient {

    /** What has become of a request. */
    static final byte NOTHING = 0;

    static final byte PROVISIONAL = 1;
    static final byte FINAL = 2;

    private static final int REQUESTS = 32;
    private static final int WINDOW = 5;
    private static final int PATIENCE = 14;

    private final long clientId;
    private final Simulation simulation;
    private final byte[] status = new byte[REQUESTS + 2];
    private long sessionId;
    private long openings;
    private boolean isOpening;
    int attached = Disk.NOBODY;
    private int idle;
    /** Of the entry of the newest final answer. */
    private long finalIndex;

    private int next = 1;
    /** The first request without a final answer. */
    private int first = 1;

    SimClient(long clientId, Simulation simulation) {
        this.clientId = clientId;
        this.sessionId = clientId;
        this.simulation = simulation;
    }

    boolean isDone() {
        return first > REQUESTS && !isOpening;
    }

    /** Another process of the client takes its session over. */
    void reopen() {
        if (!isDone()) {
            isOpening = true;
            openings++;
            attached = Disk.NOBODY;
        }
    }

    /** The client has lost its connection, and whatever was on it. */
    void disconnect() {
        attached = Disk.NOBODY;
    }

    void act() {
        if (isDone()) {
            return;
        }
        if (++idle > PATIENCE) {
            attached = Disk.NOBODY;
        }
        if (attached == Disk.NOBODY) {
            attached = simulation.someLeaderOrNode();
            next = first;
            idle = 0;
        }
        SimNode node = simulation.nodes[attached];
        if (node == null || !send(node)) {
            attached = Disk.NOBODY;
        }
    }

    private boolean send(SimNode node) {
        List<Input> inputs = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int after = next;
        if (isOpening) {
            inputs.add(new Input.OpenSession(clientId, openings));
        } else {
            for (int i = 0; i < 3 && after <= REQUESTS && after < first + WINDOW; i++) {
                addRequest(node, inputs, bytes, after++);
            }
        }
        if (node.host.nextDeadlineNanos() <= simulation.nowNanos()) {
            inputs.add(new Input.FireTimers(2));
        }
        if (inputs.isEmpty()) {
            return true;
        }
        if (!simulation.isLost() && !node.submit(inputs, bytes.toByteArray())) {
            return false;
        }
        next = after;
        return true;
    }

    private void addRequest(SimNode node, List<Input> inputs, ByteArrayOutputStream bytes, int number) {
        int hash = (int) (clientId * 31 + number * 17L);
        int offset = bytes.size();
        bytes.write(hash & 0x7f);
        bytes.write(number);
        node.host.ask(clientId, number, simulation.scenario.asked(clientId, number));
        inputs.add(new Input.Submit(clientId, sessionId, number, first - 1L, false, offset, 2));
    }

    void onOutcome(Outcome outcome, byte newStatus) {
        switch (outcome.kind()) {
            case EXECUTED, REPEATED -> {
                int number = (int) outcome.number();
                if (status[number] != FINAL) {
                    status[number] = newStatus;
                }
                finalIndex = newStatus == FINAL ? Math.max(finalIndex, outcome.logIndex()) : finalIndex;
                skipAnswered();
                if (newStatus == NOTHING) {
                    next = Math.max(first, Math.min(next, number));
                }
            }
            case SESSION_OPENED -> {
                if (newStatus == FINAL && outcome.correlationId() == openings && isOpening) {
                    sessionId = outcome.sessionId();
                    isOpening = false;
                    next = first;
                }
            }
            case OUT_OF_ORDER -> onOutOfOrder(outcome, newStatus);
            case SESSION_SUPERSEDED -> {
                // By an opening of its own that came late, since nobody else has its id.
                if (!isOpening && newStatus == FINAL) {
                    reopen();
                }
            }
            default -> {
                boolean isForgotten = outcome.kind() == OutcomeKind.ANSWER_FORGOTTEN;
                if (isForgotten && simulation.checker.isLossPossible()) {
                    // It was executed again when the client thought that it had its answer.
                    status[(int) outcome.number()] = FINAL;
                    skipAnswered();
                } else if (!isForgotten || outcome.number() >= first) {
                    throw new AssertionError("not an outcome of this client's: first=" + first + ", " + outcome);
                }
            }
        }
    }

    private void skipAnswered() {
        while (first <= REQUESTS && status[first] == FINAL) {
            first++;
            idle = 0;
        }
    }

    private void onOutOfOrder(Outcome outcome, byte newStatus) {
        int expected = (int) outcome.detail();
        // A follower may be late with what it lets out.
        boolean isNews = outcome.logIndex() > finalIndex || simulation.checker.isLossPossible();
        if (newStatus == FINAL && expected < first && isNews) {
            simulation.checker.onForgotten(clientId, expected);
            Arrays.fill(status, expected, first, NOTHING);
            first = expected;
        }
        next = Math.max(first, expected);
    }

    @Override
    public String toString() {
        return "client " + clientId + " at " + attached + ": first=" + first + ", next=" + next + ", isOpening="
                + isOpening;
    }
}
