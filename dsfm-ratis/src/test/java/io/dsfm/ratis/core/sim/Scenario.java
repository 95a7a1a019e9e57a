package io.dsfm.ratis.core.sim;

import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.ReleasePolicy;
import java.util.SplittableRandom;

/** What one run is like: the group, and how much goes wrong in it. */
final class Scenario {

    final Rules rules;
    final int nodes;
    final ReleaseLevel level;
    final int instances;
    final ReleasePolicy policy;
    /** Of a hundred messages so many are lost, and so many arrive twice. */
    final int lossPercent;

    final int duplicatePercent;
    /** Of a thousand steps, so many are faults. */
    final int faultsPerMille;
    /** How eagerly entries are flushed, of a hundred. */
    final int flushPercent;
    /** Whether most faults are elections for no reason. */
    final boolean isStormy;
    /** Whether a power cut may lose what was flushed. */
    final boolean isDiskLying;
    /** Whether nodes write down the word they give. */
    final boolean isWordRecorded;
    /** The one instance that lies, or the one that throws, on each node; or -1. */
    private final int liar;

    private final int thrower;
    private final long wrongAt;
    /** Instances up to this one can revert; the others restore a snapshot. */
    private final int reverting;
    /** How much slower the last instance is than the others. */
    final int slowness;

    Scenario(Rules rules, SplittableRandom random) {
        this.rules = rules;
        Rules.Weather weather = rules.weather();
        boolean isAny = weather == Rules.Weather.ANY;
        isStormy = weather == Rules.Weather.STORM || isAny && random.nextInt(4) == 0;
        nodes = random.nextInt(10) < 7 ? 3 : 5;
        int kind = random.nextInt(10);
        if (isAny) {
            level = kind < 2 ? ReleaseLevel.COMMITTED : kind < 6 ? ReleaseLevel.COVERED : ReleaseLevel.LOCAL;
        } else {
            boolean isCommitted = weather == Rules.Weather.BAD_DISKS || isStormy && kind < 2;
            level = isCommitted ? ReleaseLevel.COMMITTED : ReleaseLevel.COVERED;
        }
        int shape = isAny ? random.nextInt(10) : 0;
        instances = shape < 3 ? 1 : shape < 8 ? 2 : 3;
        policy = shape < 6
                ? ReleasePolicy.EARLIEST
                : shape < 8 ? new ReleasePolicy.Sticky(4) : new ReleasePolicy.Agree(2);
        liar = instances == 3 ? random.nextInt(3) : -1;
        thrower = instances == 2 && random.nextBoolean() ? random.nextInt(2) : -1;
        wrongAt = 1L + random.nextInt(24);
        reverting = random.nextInt(instances + 1);
        slowness = 1 + random.nextInt(6);
        lossPercent = random.nextInt(4) == 0 ? 0 : random.nextInt(25);
        duplicatePercent = random.nextInt(10);
        int faultsMax = random.nextInt(5) == 0 ? 1 : isStormy ? 90 : 40;
        faultsPerMille = isAny && !isStormy ? random.nextInt(faultsMax) : 15 + random.nextInt(faultsMax);
        boolean isSlowDisk = isStormy || weather == Rules.Weather.AMNESIA;
        flushPercent = 5 + random.nextInt(isSlowDisk ? 15 : 95);
        isDiskLying = weather == Rules.Weather.BAD_DISKS
                || isAny && level == ReleaseLevel.COMMITTED && random.nextInt(3) == 0;
        isWordRecorded = random.nextBoolean();
    }

    SimMachine machine(int node, int ordinal) {
        if (ordinal == liar) {
            return new SimMachine(SimMachine.Wrong.LIES, wrongAt + node);
        }
        if (ordinal == thrower) {
            return new SimMachine(SimMachine.Wrong.THROWS, wrongAt + 2L * node);
        }
        return rebuilt(ordinal);
    }

    /** What an instance is rebuilt with: the same variant without the fault. */
    SimMachine rebuilt(int ordinal) {
        return ordinal < reverting ? new SimMachine.Reverting() : new SimMachine(SimMachine.Wrong.NOTHING, 0);
    }

    /** What a client asks for one of its requests: as the group has it, or stricter. */
    ReleaseLevel asked(long clientId, long number) {
        ReleaseLevel asked = ReleaseLevel.of(1 + (int) ((clientId * 7 + number * 5) % 11 % 3));
        return number % 3 == 0 ? ReleaseLevel.stricter(asked, level) : level;
    }

    @Override
    public String toString() {
        return "nodes=" + nodes + ", level=" + level + ", instances=" + instances + ", policy=" + policy
                + ", lossPercent=" + lossPercent + ", faultsPerMille=" + faultsPerMille + ", flushPercent="
                + flushPercent + ", isDiskLying=" + isDiskLying + ", isWordRecorded=" + isWordRecorded;
    }
}
