package io.dsfm.ratis.peer.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerReceiver;
import io.dsfm.ratis.wire.SeldomWarning;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class AcceptedPeerTest {

    @Test
    void welcomesANodeWithTheSameMembers() {
        assertThat(answer(new Hello("g", "n2", "n1", "same"), "n1", "n2")).isEqualTo("welcome");
    }

    @Test
    void turnsAwayANodeWithOtherMembersAndSaysWhatToCompare() {
        assertThat(answer(new Hello("g", "n2", "n1", "other"), "n1", "n2"))
                .contains("different members", "group=g, nodes=n1 and n2", "compare 'members' in both files");
    }

    @Test
    void turnsAwayANodeThatItsOwnListLacksInTheSameWords() {
        assertThat(answer(new Hello("g", "n2", "n1", "other"), "n1", "n3"))
                .isEqualTo(answer(new Hello("g", "n2", "n1", "other"), "n1", "n2"));
    }

    @Test
    void bothSidesUseTheSameWordsSoThatEachNodeSaysItOnce() {
        assertThat(answer(new Hello("g", "n2", "n1", "other"), "n1", "n2"))
                .isEqualTo(answer(new Hello("g", "n1", "n2", "other"), "n2", "n1"));
    }

    @Test
    void welcomesANodeThatDoesNotTellItsMembersYet() {
        assertThat(answer(new Hello("g", "n2", "n1", Hello.UNKNOWN), "n1", "n2"))
                .isEqualTo("welcome");
    }

    @Test
    void aHelloWithoutADigestIsOneOfANodeThatDoesNotTell() throws Exception {
        byte[] withEmptyDigest = new Hello("g", "n2", "n1", "").encode();
        byte[] old = Arrays.copyOf(withEmptyDigest, withEmptyDigest.length - 2);
        assertThat(Hello.decode(old)).isEqualTo(new Hello("g", "n2", "n1", Hello.UNKNOWN));
    }

    private static String answer(Hello hello, String self, String other) {
        EmbeddedChannel channel = new EmbeddedChannel(
                new HelloDecoder(),
                new AcceptedPeer("g", self, "same", Set.of(other), new Silent(), null, new SeldomWarning()));
        channel.writeInbound(Frame.encode(ByteBufAllocator.DEFAULT, Frame.HELLO, 0, 0, hello.encode()));
        ByteBuf frame = channel.readOutbound();
        try {
            frame.skipBytes(4);
            int kind = frame.readUnsignedByte();
            frame.skipBytes(9);
            String text = frame.toString(StandardCharsets.UTF_8);
            return kind == Frame.WELCOME ? "welcome" : text;
        } finally {
            frame.release();
            channel.finishAndReleaseAll();
        }
    }

    /** Nobody says anything to it here. */
    private static final class Silent implements PeerReceiver {
        @Override
        public CompletableFuture<byte[]> onAsk(String from, PeerMessage message, byte[] body) {
            return CompletableFuture.completedFuture(new byte[0]);
        }

        @Override
        public void onTell(String from, PeerMessage message, byte[] body) {}

        @Override
        public void onLinkUp(String node) {}

        @Override
        public void onGone(String node) {}

        @Override
        public void onLinkDown(String node) {}
    }
}
