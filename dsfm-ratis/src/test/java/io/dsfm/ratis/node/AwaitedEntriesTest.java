package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.core.EntryId;
import org.junit.jupiter.api.Test;

class AwaitedEntriesTest {

    private final AwaitedEntries awaited = new AwaitedEntries();

    @Test
    void whatIsAnsweredIsNotAwaited() {
        awaited.add(new EntryId(1, 5));
        awaited.add(new EntryId(1, 6));
        awaited.add(new EntryId(1, 8));
        assertThat(awaited.count(1, 4)).isEqualTo(3);
        assertThat(awaited.count(1, 7)).isEqualTo(1);
        assertThat(awaited.count(1, 8)).isZero();
    }

    /** It may have been cut: nothing that comes later would ever say that it is answered. */
    @Test
    void whatThisNodeAppendedInAnEarlierLeadershipIsNotAwaited() {
        awaited.add(new EntryId(1, 500));
        awaited.add(new EntryId(1, 501));
        assertThat(awaited.count(3, 20)).isZero();
        awaited.add(new EntryId(3, 21));
        assertThat(awaited.count(3, 20)).isEqualTo(1);
    }
}
