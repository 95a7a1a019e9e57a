package io.dsfm.ratis.node;

import java.util.List;

/**
 * Holds an instance back that is too far ahead of another: outcomes are kept until all have given them.
 *
 * <p>Threading: any thread.
 */
final class LeadLimit implements Instance.LeadLimit {

    private final List<Instance> instances;
    private final int outcomesMax;

    /**
     * @param instances those of the node; may be filled later
     * @param outcomesMax by how many outcomes one may be ahead of another when it goes on
     */
    LeadLimit(List<Instance> instances, int outcomesMax) {
        this.instances = instances;
        this.outcomesMax = outcomesMax;
    }

    @Override
    public boolean mustWait(int ordinal, long position) {
        for (int i = 0; i < instances.size(); i++) {
            if (i != ordinal
                    && instances.get(i).isTrusted()
                    && position - instances.get(i).progress().position() > outcomesMax) {
                return true;
            }
        }
        return false;
    }
}
