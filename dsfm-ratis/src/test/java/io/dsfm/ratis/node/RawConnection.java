package io.dsfm.ratis.node;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.SessionOpened;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.SubmitBatch;
import io.dsfm.ratis.wire.WireProtocol;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.function.Predicate;

/** A client of one node that speaks the protocol frame by frame, so that a test decides what is sent again. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    RawConnection(HostPort address) throws IOException {
        socket = new Socket(address.host(), address.port());
        socket.setSoTimeout(30_000);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
        send(ClientFrame.newBuilder().setHello(WireProtocol.hello("test")));
        await(NodeFrame::hasWelcome);
    }

    void send(ClientFrame.Builder frame) throws IOException {
        byte[] bytes = frame.build().toByteArray();
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    NodeFrame await(Predicate<NodeFrame> wanted) throws IOException {
        while (true) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            NodeFrame frame = NodeFrame.parseFrom(bytes);
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    SessionOpened open(long clientId) throws IOException {
        send(ClientFrame.newBuilder()
                .setOpenSession(OpenSession.newBuilder().setClientId(clientId).setCorrelationId(clientId * 1_000)));
        return await(NodeFrame::hasSessionOpened).getSessionOpened();
    }

    /** Sends a request and waits for what becomes of it. */
    Outcome submit(long clientId, long sessionId, long number, String input) throws IOException {
        sendRequest(clientId, sessionId, number, input);
        return awaitOutcome(clientId, number);
    }

    void sendRequest(long clientId, long sessionId, long number, String input) throws IOException {
        send(ClientFrame.newBuilder()
                .setSubmit(SubmitBatch.newBuilder()
                        .addRequests(Submit.newBuilder()
                                .setClientId(clientId)
                                .setSessionId(sessionId)
                                .setRequestNumber(number)
                                .setInput(ByteString.copyFromUtf8(input)))));
    }

    private Outcome awaitOutcome(long clientId, long number) throws IOException {
        while (true) {
            NodeFrame frame = await(any -> any.hasOutcomes() || any.hasRefusal());
            if (frame.hasRefusal()) {
                throw new IOException("refused: " + frame.getRefusal());
            }
            for (Outcome outcome : frame.getOutcomes().getOutcomesList()) {
                if (outcome.getClientId() == clientId && outcome.getRequestNumber() == number) {
                    return outcome;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
