package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.Watermark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One run: a few hundred random steps with faults, then none, until every client has its answers. */
final class Simulation {

    private static final int STEPS_MIN = 400;
    private static final int STEPS_MAX = 3_200;
    private static final int ROUNDS_MAX = 400;
    private static final int MESSAGES_MAX = 150;
    /** Faults of nodes that lose their memory, by their numbers. */
    private static final int[] AMNESIA = {0, 1, 2, 3, 5, 5, 5, 8, 9, 10};
    /** The same where disks lie, and others forget what they knew. */
    private static final int[] BAD_DISKS = {0, 3, 4, 4, 5, 5, 5, 8, 9};
    /** The same of a storm: elections, and leaders that are cut off and come back. */
    private static final int[] STORM = {10, 10, 10, 8, 9, 8, 5};

    /** A message under way. */
    private record Flight(int from, int to, Wire message) {}

    final SplittableRandom random;
    final Scenario scenario;
    final Checker checker;
    /** Those that run; null where one does not. */
    final SimNode[] nodes;

    final Disk[] disks;
    private final SimClient[] clients = new SimClient[SimSnapshot.CLIENTS];
    private final List<Flight> flights = new ArrayList<>();
    /** Bits of those that each node cannot reach. */
    private final int[] unreachable;

    private boolean isCalm;
    private long now;

    Simulation(long seed, Rules rules) {
        random = new SplittableRandom(seed);
        scenario = new Scenario(rules, random);
        checker = new Checker(this, scenario.nodes);
        nodes = new SimNode[scenario.nodes];
        disks = new Disk[scenario.nodes];
        unreachable = new int[scenario.nodes];
        for (int i = 0; i < nodes.length; i++) {
            disks[i] = new Disk();
            nodes[i] = new SimNode(i, this, disks[i]);
        }
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new SimClient(i + 1, this);
        }
    }

    void run() {
        try {
            runToTheEnd();
        } catch (IllegalStateException e) {
            // A node that finds what was committed gone stops for good, and a human is called.
            boolean isFound = String.valueOf(e.getMessage()).contains("below the commit point");
            if (!isFound || !checker.areDisksBroken()) {
                throw e;
            }
        }
    }

    private void runToTheEnd() {
        int steps = STEPS_MIN + random.nextInt(STEPS_MAX - STEPS_MIN);
        for (int step = 0; step < steps; step++) {
            step();
        }
        calm();
        int rounds = 0;
        while (!isDone()) {
            if (++rounds > ROUNDS_MAX) {
                throw new AssertionError("no progress though all is well: " + describe());
            }
            round();
        }
        for (SimNode node : nodes) {
            checker.onEnd(node);
        }
    }

    private void step() {
        now++;
        int choice = random.nextInt(1000);
        SimNode node = nodes[random.nextInt(nodes.length)];
        if (choice < scenario.faultsPerMille) {
            fault();
        } else if (choice < 400) {
            deliverOne();
        } else if (choice < 500) {
            clients[random.nextInt(clients.length)].act();
        } else if (node == null) {
            if (random.nextInt(4) == 0) {
                start(random.nextInt(nodes.length));
            }
        } else if (choice < 700) {
            executeOne(node);
        } else if (choice < 850) {
            node.host.release(random.nextInt(scenario.instances), 1 + random.nextInt(6));
        } else if (choice < 880) {
            if (random.nextInt(100) < scenario.flushPercent) {
                node.flush();
            }
        } else if (choice < 970) {
            node.tick();
        } else if (choice < 985) {
            node.host.queries.ask(random.nextInt(scenario.instances));
        } else if (choice < 993) {
            node.host.rebuild(random.nextInt(scenario.instances));
        } else {
            node.host.snapshotIfPossible();
        }
    }

    private void executeOne(SimNode node) {
        int ordinal = random.nextInt(scenario.instances);
        boolean isSlow = ordinal == scenario.instances - 1 && random.nextInt(scenario.slowness) > 0;
        if (!isSlow && node.host.instances[ordinal].step()) {
            node.report();
        }
    }

    // Faults

    private void fault() {
        // The leader is the one whose loss matters most.
        int target = random.nextInt(3) == 0 ? someLeaderOrNode() : random.nextInt(nodes.length);
        int kind = random.nextInt(12);
        if (scenario.isStormy && random.nextInt(4) > 0) {
            kind = STORM[random.nextInt(STORM.length)];
        } else if (scenario.rules.weather() != Rules.Weather.ANY && random.nextBoolean()) {
            int[] kinds = scenario.isDiskLying ? BAD_DISKS : AMNESIA;
            kind = kinds[random.nextInt(kinds.length)];
        }
        switch (kind) {
            case 0 -> crash(target, true);
            case 1, 2 -> crash(target, false);
            case 3 -> {
                // A power cut takes more than one at times.
                for (int i = 0; i < nodes.length; i++) {
                    if (random.nextInt(4) == 0) {
                        crash(i, true);
                    }
                }
            }
            case 4 -> stop(target);
            case 5, 6 -> start(target);
            case 7 -> unreachable[target] = random.nextInt(1 << nodes.length);
            case 8 -> Arrays.fill(unreachable, 0);
            case 9 -> isolate(target);
            case 10 -> {
                if (nodes[target] != null && nodes[target].role != SimNode.Role.LEADER) {
                    nodes[target].stand(false);
                }
            }
            default -> {
                SimClient client = clients[random.nextInt(clients.length)];
                if (random.nextInt(3) == 0) {
                    client.reopen();
                } else {
                    client.disconnect();
                }
            }
        }
    }

    private void isolate(int target) {
        unreachable[target] = -1;
        for (int i = 0; i < nodes.length; i++) {
            unreachable[i] |= 1 << target;
        }
    }

    /** The process dies, and with it what it held in memory; the power too, and with it what the process wrote last. */
    private void crash(int target, boolean isPowerCut) {
        SimNode node = nodes[target];
        if (node == null) {
            return;
        }
        Disk disk = disks[target];
        if (isPowerCut) {
            disk.reported = null;
            breakDisk(disk);
        } else if (random.nextBoolean()) {
            // What was handed to the operating system in time is safe from the death of the process.
            disk.log.flushedIndex = disk.log.last().index();
        }
        forget(disk);
        checker.onCrash(target);
        nodes[target] = null;
        if (isMajorityLost()) {
            checker.onMajorityLost();
        }
    }

    private static void forget(Disk disk) {
        disk.hasLost |= disk.log.loses(disk.trulyReported);
        disk.log.crash();
        disk.trulyKnown = Watermark.NONE;
    }

    private void breakDisk(Disk disk) {
        long kept = disk.log.base().index();
        if (scenario.isDiskLying && random.nextInt(3) > 0 && disk.log.flushedIndex > kept) {
            disk.log.flushedIndex = kept + random.nextInt((int) (disk.log.flushedIndex - kept));
            checker.onDiskBroken();
        }
    }

    private void stop(int target) {
        SimNode node = nodes[target];
        if (node != null) {
            Disk disk = disks[target];
            // Nobody waits for what is not written yet, unless there is time.
            boolean isFlushed = random.nextBoolean()
                    || disk.log.flushedIndex == disk.log.last().index();
            if (isFlushed) {
                disk.log.flushedIndex = disk.log.last().index();
            }
            if (!node.votes.isRecovering() && scenario.rules.leavesNote(isFlushed)) {
                disk.stopped = node.votes.watermark();
            }
            if (!isFlushed) {
                forget(disk);
            }
            checker.onCrash(target);
            nodes[target] = null;
            if (isMajorityLost()) {
                checker.onMajorityLost();
            }
        }
    }

    private void start(int target) {
        if (nodes[target] == null) {
            nodes[target] = new SimNode(target, this, disks[target]);
        }
    }

    /** So many have lost entries of their word at once that no promise holds for what is covered. */
    boolean isMajorityLost() {
        int lost = 0;
        for (Disk disk : disks) {
            lost += disk.hasLost ? 1 : 0;
        }
        return lost > nodes.length / 2;
    }

    /** Whether the newest of all logs has the entry of a result, or one that may be it: else none of them can count on it. */
    boolean isHeldByNewest(Watermark released) {
        SimLog newest = disks[0].log;
        for (Disk disk : disks) {
            newest = disk.log.last().compareTo(newest.last()) > 0 ? disk.log : newest;
        }
        long termThere = newest.termAt(released.index());
        return termThere >= 0 && termThere <= released.term()
                || released.index() <= newest.base().index();
    }

    // The network

    void send(int from, int to, Wire message) {
        if (flights.size() >= MESSAGES_MAX) {
            flights.remove(random.nextInt(flights.size()));
        }
        flights.add(new Flight(from, to, message));
    }

    private void deliverOne() {
        if (flights.isEmpty()) {
            return;
        }
        // Mostly one of the oldest, so that things go on; any of them at times.
        int bound = random.nextInt(4) == 0 ? flights.size() : Math.min(flights.size(), 6);
        int at = random.nextInt(bound);
        Flight flight = flights.get(at);
        if (random.nextInt(100) >= scenario.duplicatePercent) {
            flights.remove(at);
        }
        if (random.nextInt(100) >= scenario.lossPercent) {
            deliver(flight);
        }
    }

    private void deliver(Flight flight) {
        boolean isReachable = (unreachable[flight.from] >> flight.to & 1) == 0;
        SimNode node = nodes[flight.to];
        if (node != null && isReachable) {
            node.receive(flight.from, flight.message);
        }
    }

    /** Whether what takes its time is done at once. */
    boolean isSoon() {
        return isCalm || random.nextInt(3) == 0;
    }

    // Clients

    boolean isLost() {
        return !isCalm && random.nextInt(100) < scenario.lossPercent;
    }

    int someLeaderOrNode() {
        int node = random.nextInt(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[node] != null && nodes[node].role == SimNode.Role.LEADER) {
                return node;
            }
            node = (node + 1) % nodes.length;
        }
        return node;
    }

    void tell(int node, Outcome outcome, byte status) {
        long clientId = outcome.clientId();
        if (clientId > 0 && clients[(int) clientId - 1].attached == node) {
            clients[(int) clientId - 1].onOutcome(outcome, status);
        }
    }

    long nowNanos() {
        return now / 20 + 2;
    }

    // The end

    private void calm() {
        isCalm = true;
        Arrays.fill(unreachable, 0);
        for (int i = 0; i < nodes.length; i++) {
            start(i);
        }
    }

    private void round() {
        now += 20;
        for (SimNode node : nodes) {
            node.tick();
            for (int i = 0; i < scenario.instances; i++) {
                node.host.rebuild(i);
            }
        }
        for (SimClient client : clients) {
            client.act();
        }
        for (int turn = 0; turn < 4; turn++) {
            List<Flight> arriving = new ArrayList<>(flights);
            flights.clear();
            arriving.forEach(this::deliver);
            for (SimNode node : nodes) {
                for (SimInstance instance : node.host.instances) {
                    while (instance.step()) {
                        // Everything it has.
                    }
                    node.host.release(instance.ordinal, Integer.MAX_VALUE);
                }
                node.report();
                node.flush();
            }
        }
    }

    private boolean isDone() {
        for (SimClient client : clients) {
            if (!client.isDone()) {
                return false;
            }
        }
        for (SimNode node : nodes) {
            if (node.host.gate.unsettled() > 0) {
                return false;
            }
        }
        return true;
    }

    String describe() {
        StringBuilder text = new StringBuilder(scenario.toString());
        for (int i = 0; i < nodes.length; i++) {
            SimNode node = nodes[i];
            text.append("\n  node ").append(i).append(": log=").append(disks[i].log.last());
            if (node != null) {
                text.append(", role=").append(node.role).append(", term=").append(disks[i].term);
                text.append(", commitIndex=").append(node.commitIndex);
                text.append(", applied=").append(node.host.appliedIndex());
                text.append(", isRecovering=").append(node.votes.isRecovering());
                text.append(", watermark=").append(node.votes.watermark());
                text.append(", waiting=").append(node.host.gate.waiting());
                text.append(", unsettled=").append(node.host.gate.unsettled());
                text.append(", isFit=").append(node.host.isFit());
            }
        }
        for (SimClient client : clients) {
            text.append("\n  ").append(client);
        }
        return text.toString();
    }
}
