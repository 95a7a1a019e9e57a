package io.dsfm.ratis.node;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.stream.ResultCodec;
import io.dsfm.ratis.stream.StreamResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** A subscriber of one node, which stays there whatever happens. */
final class RawStream {

    private static final long CREDIT_BYTES = 64 << 10;

    private final RawConnection connection;
    private final ArrayDeque<StreamResult> results = new ArrayDeque<>();

    private RawStream(RawConnection connection) {
        this.connection = connection;
    }

    static RawStream subscribe(HostPort address, long from) throws IOException {
        return subscribe(address, Subscribe.newBuilder().setFromSequence(from));
    }

    static RawStream subscribe(HostPort address, Subscribe.Builder request) throws IOException {
        RawConnection connection = new RawConnection(address);
        connection.send(ClientFrame.newBuilder()
                .setSubscribe(request.setSubscriptionId(1).setCreditBytes(CREDIT_BYTES)));
        return new RawStream(connection);
    }

    StreamResult next() throws IOException {
        while (results.isEmpty()) {
            NodeFrame frame = connection.await(any -> any.hasStreamResults() || any.hasStreamEnded());
            if (frame.hasStreamEnded()) {
                throw new IOException("ended: " + frame.getStreamEnded());
            }
            ByteBuffer records = frame.getStreamResults().getRecords().asReadOnlyByteBuffer();
            while (records.hasRemaining()) {
                results.add(ResultCodec.decode(records));
            }
        }
        return results.remove();
    }

    StreamEnded ended() throws IOException {
        return connection.await(NodeFrame::hasStreamEnded).getStreamEnded();
    }
}
