package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;

/**
 * What is appended on this node while it leads, and up to where it is answered at the group's level.
 *
 * <p>Threading: any thread.
 */
record Appending(Execution execution, NodeConfig.Release level) implements InputPath.Appending {

    @Override
    public void onEnded() {
        execution.onAppendEnded();
    }

    @Override
    public long lastIndex() {
        return execution.feed().lastIndex();
    }

    @Override
    public long answeredIndex() {
        return switch (level) {
            case LOCAL -> execution.mostAdvanced().progress().index();
            case COVERED -> execution.release().coveredIndex();
            case COMMITTED -> execution.feed().committed().index();
        };
    }
}
