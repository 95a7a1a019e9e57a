package io.dsfm.ratis.node;

import io.dsfm.ratis.peer.PeerException;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.peer.PeerReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/** Cuts nodes off from each other: what passes between a node that is cut off and another is lost, both ways. */
final class Partition {

    private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
    private final Map<String, PeerMessage> planted = new ConcurrentHashMap<>();
    private final AtomicBoolean losesAnswer = new AtomicBoolean();
    private final List<InstallSnapshotResult> installed = new CopyOnWriteArrayList<>();

    void isolate(String node) {
        cutOff.add(node);
    }

    /** Sending such a message fails at this node from now on as if a class of the program were missing. */
    void plantError(String node, PeerMessage message) {
        planted.put(node, message);
    }

    /** The answer to the next last piece of a snapshot is lost with its link. */
    void loseAnswerToSnapshot() {
        losesAnswer.set(true);
    }

    boolean hasLostAnswerToSnapshot() {
        return !losesAnswer.get();
    }

    private CompletableFuture<byte[]> perhapsLost(PeerMessage message, byte[] body, CompletableFuture<byte[]> answer) {
        return message == PeerMessage.INSTALL_SNAPSHOT && isLast(body)
                ? answer.thenCompose(reply -> {
                    if (losesAnswer.compareAndSet(true, false)) {
                        return CompletableFuture.failedFuture(PeerException.linkLost("the link is lost"));
                    }
                    installed.add(result(reply));
                    return CompletableFuture.completedFuture(reply);
                })
                : answer;
    }

    /** What was answered to the last pieces of snapshots, but for answers that were lost. */
    List<InstallSnapshotResult> installed() {
        return installed;
    }

    private static InstallSnapshotResult result(byte[] reply) {
        try {
            return InstallSnapshotReplyProto.parseFrom(reply).getResult();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isLast(byte[] piece) {
        try {
            return InstallSnapshotRequestProto.parseFrom(piece)
                    .getSnapshotChunk()
                    .getDone();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private void throwPlanted(String node, PeerMessage message) {
        if (planted.get(node) == message) {
            throw new NoClassDefFoundError("planted");
        }
    }

    void heal(String node) {
        cutOff.remove(node);
    }

    void heal() {
        cutOff.clear();
    }

    private boolean separates(String one, String other) {
        return cutOff.contains(one) || cutOff.contains(other);
    }

    /** The network of {@code self}, as far as it is not cut off. */
    PeerNetwork around(String self, PeerNetwork network) {
        return new PeerNetwork() {
            @Override
            public void start(PeerReceiver receiver) throws IOException {
                network.start(receiver(self, receiver));
            }

            @Override
            public CompletableFuture<byte[]> ask(String node, PeerMessage message, byte[] body) {
                throwPlanted(self, message);
                return separates(self, node)
                        ? CompletableFuture.failedFuture(new PeerException("cut off: node=" + node))
                        : perhapsLost(message, body, network.ask(node, message, body));
            }

            @Override
            public void tell(String node, PeerMessage message, byte[] body) {
                throwPlanted(self, message);
                if (!separates(self, node)) {
                    network.tell(node, message, body);
                }
            }

            @Override
            public boolean isConnected(String node) {
                return network.isConnected(node);
            }

            @Override
            public InetSocketAddress address() {
                return network.address();
            }

            @Override
            public void close() {
                network.close();
            }
        };
    }

    private PeerReceiver receiver(String self, PeerReceiver receiver) {
        return new PeerReceiver() {
            @Override
            public CompletableFuture<byte[]> onAsk(String from, PeerMessage message, byte[] body) {
                return separates(self, from)
                        ? CompletableFuture.failedFuture(new PeerException("cut off: node=" + from))
                        : receiver.onAsk(from, message, body);
            }

            @Override
            public void onTell(String from, PeerMessage message, byte[] body) {
                if (!separates(self, from)) {
                    receiver.onTell(from, message, body);
                }
            }

            @Override
            public void onGone(String node) {
                receiver.onGone(node);
            }

            @Override
            public void onLinkUp(String node) {
                receiver.onLinkUp(node);
            }

            @Override
            public void onLinkDown(String node) {
                receiver.onLinkDown(node);
            }
        };
    }
}
