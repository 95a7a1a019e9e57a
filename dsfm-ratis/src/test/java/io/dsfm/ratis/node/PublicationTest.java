package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.stream.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To whom outcomes go. */
final class PublicationTest {

    private final Publication publication =
            new Publication(new StreamAgent(NodeConfig.Stream.DEFAULT, Path.of("unused"), () -> 0L));

    private static final class Sink implements OutcomeSink {
        private final List<Long> clients = new ArrayList<>();

        @Override
        public void onOutcome(Outcome outcome) {
            clients.add(outcome.getClientId());
        }

        @Override
        public void onSessionOpened(SessionOpened opened) {}

        @Override
        public void flush() {}

        @Override
        public void onRefused(Refusal refusal) {}

        @Override
        public void onLeaderChanged(io.dsfm.ratis.proto.Leader leader) {}
    }

    /** A connection that goes after another has taken over one of its clients must not take that one along. */
    @Test
    void aConnectionThatGoesTakesOnlyTheClientsAlongThatAreStillItsOwn() {
        Sink goes = new Sink();
        Sink stays = new Sink();
        publication.attach(1, goes);
        publication.attach(2, goes);
        publication.attach(2, stays);
        publication.attach(3, stays);

        publication.detach(new long[] {1, 2}, goes);
        for (long client = 1; client <= 3; client++) {
            publication.release(Records.outcome(client, client, Records.output("", new byte[0]), 0), false);
        }

        assertThat(goes.clients).isEmpty();
        assertThat(stays.clients).containsExactly(2L, 3L);
    }
}
