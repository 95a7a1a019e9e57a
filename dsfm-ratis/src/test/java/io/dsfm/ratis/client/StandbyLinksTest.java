package io.dsfm.ratis.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import io.dsfm.ratis.gateway.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client keeps a link to each node, so that nobody has to connect when another one leads. */
@Timeout(60)
class StandbyLinksTest {

    private static final byte[] INPUT = {1};

    private final FakeGroup group = new FakeGroup();
    private final FakeNode first = group.addNode().listen();
    private final FakeNode second = group.addNode().listen();
    private final FaultyProxy firstProxy = new FaultyProxy(first.port());
    private final FaultyProxy secondProxy = new FaultyProxy(second.port());
    private GroupClient client;

    @BeforeEach
    void connect() throws InterruptedException {
        first.advertise(firstProxy.address());
        second.advertise(secondProxy.address());
        client = connect(firstProxy.address());
        client.ready().join();
        await(() -> second.welcomes.get() == 1); // who is not greeted yet is told by its welcome who leads
    }

    private static GroupClient connect(HostPort address) {
        return GroupClient.connect(new ClientOptions(List.of(address), FakeGroup.NAME, 5, 500, Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        client.close();
        firstProxy.close();
        secondProxy.close();
        group.close();
    }

    @Test
    void followsTheLeaderWithoutConnecting() {
        group.lead(second);

        assertThat(client.submit(INPUT).join().sequence()).isEqualTo(1);
        assertThat(secondProxy.accepted()).isEqualTo(1);
    }

    /** Nobody waits for an answer, so nobody finds the old leader's silence strange. */
    @Test
    void hearsOfANewLeaderFromTheNewLeaderAndNeedNotAsk() throws InterruptedException {
        firstProxy.hold();
        group.lead(second);

        await(() -> second.keptAlive.availablePermits() > 0); // the client has gone over
        assertThat(second.welcomes).hasValue(1);
        assertThat(client.submit(INPUT).join().sequence()).isEqualTo(1);
        assertThat(secondProxy.accepted()).isEqualTo(1);
    }

    /** On the old one the node would send what it learns of this client's requests. */
    @Test
    void standsByAtAFormerLeaderWithANewLink() throws InterruptedException {
        client.submit(INPUT).join();
        group.lead(second);
        client.submit(INPUT).join();

        await(() -> firstProxy.accepted() == 2 && first.gateway().connections() == 1);
        group.lead(first);

        assertThat(client.submit(INPUT).join().sequence()).isEqualTo(3);
        assertThat(firstProxy.accepted()).isEqualTo(2);
    }

    /** What a new link's node says of itself may be older than what is known. */
    @Test
    void staysWithAHealthyLeaderWhateverANewLinkSays() throws InterruptedException {
        second.claimToLead();
        secondProxy.cut();
        await(() -> second.welcomes.get() == 2);
        client.query(INPUT).join();

        assertThat(client.submit(INPUT).join().sequence()).isEqualTo(1);
        assertThat(second.submitCalls).hasValue(0);
        assertThat(firstProxy.accepted()).isEqualTo(1);
    }

    /** Nobody would notice before it is needed. */
    @Test
    void noticesThatALinkCarriesNothing() throws InterruptedException {
        secondProxy.hold();

        await(() -> secondProxy.accepted() > 1);

        assertThat(firstProxy.accepted()).isEqualTo(1);
    }

    @Test
    void keepsOneLinkToANodeThatHasTwoAddresses() throws InterruptedException {
        client.close();
        await(() -> first.gateway().connections() == 0 && second.gateway().connections() == 0);
        int accepted = firstProxy.accepted();
        int acceptedBySecond = secondProxy.accepted();

        client = connect(new HostPort("127.0.0.1", first.port()));
        client.ready().join();

        await(() -> second.gateway().connections() == 1);
        assertThat(client.submit(INPUT).join().sequence()).isEqualTo(1);
        group.lead(null);
        int asked = second.welcomes.get();
        await(() -> second.welcomes.get() > asked); // the leader is searched for
        assertThat(firstProxy.accepted()).isEqualTo(accepted);
        group.lead(second);
        assertThat(client.submit(INPUT).join().sequence()).isEqualTo(2);
        assertThat(secondProxy.accepted()).isEqualTo(acceptedBySecond + 1);
    }

    @Test
    void closesAllLinksWithTheClient() throws InterruptedException {
        client.close();

        await(() -> first.gateway().connections() == 0 && second.gateway().connections() == 0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            Thread.sleep(5);
        }
    }
}
