package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.VoteRule.Verdict;
import io.dsfm.ratis.core.Watermark;
import io.dsfm.ratis.node.ElectionMemory.Past;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node remembers, by how it ended. */
final class ElectionMemoryTest {

    private static final EntryId PROMISED = new EntryId(2, 9);
    private static final EntryId KEPT = new EntryId(2, 6);

    @TempDir
    private Path directory;

    @Test
    void aNodeWhoseProcessWasKilledVotesOnlyForLogsThatReachWhatItGaveItsWordFor() throws Exception {
        open(Past.NONE).giveWord(PROMISED);

        ElectionMemory killed = open(Past.UNKNOWN);

        killed.onLog(KEPT);
        assertThat(killed.isRecovering()).isTrue();
        assertThat(killed.judge(8, new EntryId(2, 8))).isEqualTo(Verdict.BELOW_FLOOR);
        assertThat(killed.judge(9, PROMISED)).isEqualTo(Verdict.GRANTED);
        // Killed once more before it has it back: it was not forgotten.
        ElectionMemory again = open(Past.UNKNOWN);
        again.onLog(KEPT);
        assertThat(again.judge(8, new EntryId(2, 8))).isEqualTo(Verdict.BELOW_FLOOR);
        again.onLog(PROMISED);
        assertThat(again.isRecovering()).isFalse();
    }

    @Test
    void afterAPowerCutItVotesForNobodyUntilItWasTold() throws Exception {
        open(Past.NONE).giveWord(PROMISED);
        Files.delete(directory.resolve("word-given"));

        ElectionMemory cut = open(Past.UNKNOWN);

        cut.onLog(KEPT);
        assertThat(cut.judge(9, PROMISED)).isEqualTo(Verdict.VOTER_RECOVERING);
        // And nothing may be written that a later start would take for all there was.
        cut.giveWord(KEPT);
        assertThat(open(Past.UNKNOWN).judge(9, PROMISED)).isEqualTo(Verdict.VOTER_RECOVERING);
    }

    @Test
    void aNodeThatWasStoppedInOrderHasForgottenNothing() throws Exception {
        open(Past.NONE).giveWord(PROMISED);
        CleanStop.leave(directory, new Watermark(2, 9, 5));

        ElectionMemory stopped = open(Past.UNKNOWN);

        assertThat(stopped.isRecovering()).isFalse();
        assertThat(stopped.watermark()).isEqualTo(new Watermark(2, 9, 5));
        assertThat(open(Past.UNKNOWN).isRecovering())
                .as("the word is taken once")
                .isTrue();
    }

    @Test
    void aGroupThatReleasesWhatIsCommittedForgetsNothing() throws Exception {
        open(Past.COMMITTED);
        assertThat(open(Past.COMMITTED).isRecovering()).isFalse();
    }

    @Test
    void aNodeThatIsAloneNeedsToAskNobody() throws Exception {
        open(Past.NONE);
        Files.delete(directory.resolve("word-given"));
        ElectionMemory alone = ElectionMemory.open(directory, Past.UNKNOWN, 1, 0, 1);

        alone.onAlone(KEPT);

        assertThat(alone.isRecovering()).isFalse();
    }

    private ElectionMemory open(Past past) throws Exception {
        return ElectionMemory.open(directory, past, 3, 0, 1);
    }
}
