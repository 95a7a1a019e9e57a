package io.dsfm.maelstrom.harness.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Latency.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class NetworkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Message> atN0 = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> atN1 = new LinkedBlockingQueue<>();

    @Test
    void constantLatencyKeepsTheOrderOfALink() throws Exception {
        try (Network network = network(new NetworkOptions(new Latency(Shape.CONSTANT, 5), 0, 0, 0))) {
            for (int i = 0; i < 100; i++) {
                network.send(message("n0", "n1", i));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(arrived(atN1)).isEqualTo(i);
            }
        }
    }

    @Test
    void losesAndRepeatsBetweenNodesTheSameInEveryRun() throws Exception {
        NetworkOptions options = new NetworkOptions(new Latency(Shape.UNIFORM, 1), 0.3, 0.3, 0.3);
        assertThat(countsAfter(options)).isEqualTo(countsAfter(options));
    }

    private NetworkCounts countsAfter(NetworkOptions options) throws InterruptedException {
        try (Network network = network(options)) {
            for (int i = 0; i < 500; i++) {
                network.send(message("n0", "n1", i));
            }
            NetworkCounts counts = network.counts();
            while (counts.delivered() < 500 - counts.lost() + counts.repeated()) {
                atN1.poll(1, TimeUnit.MILLISECONDS);
                counts = network.counts();
            }
            return counts;
        }
    }

    @Test
    void losesNothingBetweenClientAndNode() throws Exception {
        try (Network network = network(new NetworkOptions(Latency.NONE, 1, 0, 0))) {
            network.admitClients("n0");
            network.attachNode("n0", message -> network.send(reply(message, "read_ok")));
            try (RpcClient client = new RpcClient(network)) {
                for (int i = 0; i < 50; i++) {
                    client.ask("n0", body("read"), Set.of(), PATIENCE);
                }
            }
            network.send(message("n0", "n1", 1));
            assertThat(network.counts().lost()).isEqualTo(1);
        }
    }

    @Test
    void answersToClientsThatAreGoneAreCountedApart() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT)) {
            network.admitClients("n0");
            network.attachNode("n0", message -> network.send(reply(message, "read_ok")));
            RpcClient client = new RpcClient(network);
            client.ask("n0", body("read"), Set.of(), PATIENCE);
            assertThat(network.counts().late()).isZero();
            client.close();
            network.send(message("n0", "c1", 2));
            assertThat(network.counts().late()).isEqualTo(1);
            assertThat(network.firstLate()).contains("c1");
            assertThat(network.error()).isNull();
        }
    }

    @Test
    void partitionCutsOnlyItsLinksUntilItIsMended() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT)) {
            network.part(new Partition("one way", Set.of(new Partition.Link("n0", "n1"))));
            network.send(message("n0", "n1", 1));
            network.send(message("n1", "n0", 2));
            assertThat(arrived(atN0)).isEqualTo(2);
            assertThat(network.counts().cut()).isEqualTo(1);
            network.part(Partition.NONE);
            network.send(message("n0", "n1", 3));
            assertThat(arrived(atN1)).isEqualTo(3);
        }
    }

    @Test
    void partitionCutsWhatIsOnItsWay() throws Exception {
        try (Network network = network(new NetworkOptions(new Latency(Shape.CONSTANT, 100), 0, 0, 0))) {
            network.send(message("n0", "n1", 1));
            network.part(Partition.of(Partition.Shape.ISOLATED, List.of("n0", "n1"), new Random(1)));
            network.send(message("n0", "n0", 2)); // to itself: at once
            assertThat(arrived(atN0)).isEqualTo(2);
            while (network.counts().cut() == 0) {
                Thread.onSpinWait();
            }
            assertThat(atN1).isEmpty();
        }
    }

    @Test
    void clientIsToldAtOnceThatANodeIsDown() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT);
                RpcClient client = new RpcClient(network)) {
            network.detach("n0");
            assertThatThrownBy(() -> client.ask("n0", body("read"), Set.of(), PATIENCE))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.isDefinite()).isTrue());
        }
    }

    @Test
    void clientIsRefusedUntilTheNodeHasAnsweredInit() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT);
                RpcClient client = new RpcClient(network)) {
            network.attachNode(
                    "n0",
                    message -> network.send(
                            reply(message, message.body().path("type").asText() + "_ok")));
            assertThatThrownBy(() -> client.ask("n0", body("read"), Set.of(), PATIENCE))
                    .isInstanceOf(RpcException.class);
            client.ask("n0", body("init"), Set.of(), PATIENCE);
            network.admitClients("n0");
            client.ask("n0", body("read"), Set.of(), PATIENCE);
        }
    }

    @Test
    void malformedLinesFailTheRunAndAreShown() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT)) {
            network.sendLine("n0", "oops");
            network.sendLine("n0", "later");
            assertThat(network.error()).contains("n0").contains("line=oops");
        }
        try (Network network = network(NetworkOptions.PERFECT)) {
            network.sendLine("n0", message("n0", "n7", 1).line());
            assertThat(network.error()).contains("unknown dest").contains("n7");
        }
        try (Network network = network(NetworkOptions.PERFECT)) {
            network.sendLine("n0", message("n1", "n0", 1).line());
            assertThat(network.error()).contains("src is not the sender");
        }
    }

    @Test
    void replyWithKeysThatMaelstromDoesNotKnowFailsTheRun() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT);
                RpcClient client = new RpcClient(network)) {
            network.admitClients("n0");
            network.attachNode("n0", message -> {
                Message reply = reply(message, "read_ok");
                reply.body().put("value", 1).put("leader", "n1");
                network.send(reply);
            });
            assertThatThrownBy(() -> client.ask("n0", body("read"), Set.of("value"), PATIENCE))
                    .hasMessageContaining("unknown key leader");
            assertThat(network.error()).contains("unknown key leader");
        }
    }

    @Test
    void silenceIsATimeoutOfWhichNobodyKnowsAnything() throws Exception {
        try (Network network = network(NetworkOptions.PERFECT);
                RpcClient client = new RpcClient(network)) {
            network.admitClients("n0");
            assertThatThrownBy(() -> client.ask("n0", body("read"), Set.of(), Duration.ofMillis(20)))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.isDefinite()).isFalse());
        }
    }

    private Network network(NetworkOptions options) {
        Network network = new Network(options, 7);
        network.attachNode("n0", atN0::add);
        network.attachNode("n1", atN1::add);
        return network;
    }

    private static int arrived(BlockingQueue<Message> at) throws InterruptedException {
        Message message = at.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message.body().path("n").asInt();
    }

    private static ObjectNode body(String type) {
        return Message.JSON.createObjectNode().put("type", type);
    }

    private static Message message(String source, String destination, int number) {
        return new Message(source, destination, body("gossip").put("n", number));
    }

    private static Message reply(Message request, String type) {
        ObjectNode body = body(type);
        body.set("in_reply_to", request.body().path("msg_id"));
        return new Message(request.destination(), request.source(), body);
    }
}
