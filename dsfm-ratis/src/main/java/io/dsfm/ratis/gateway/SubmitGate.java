package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.Submit;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests of one connection may go on to the node, so that a refusal never lets a later request of the
 * same client overtake the refused one: from a refused number on, a client's requests are refused until that number
 * itself comes again.
 *
 * <p>Threading: the connection's event loop.
 *
 * <p>Invariants: knows at most {@link #CLIENTS} clients.
 */
final class SubmitGate {

    /** The most clients that may share one connection. */
    static final int CLIENTS = 1_024;

    /** No number is refused; numbers are above it. */
    private static final long NONE = 0;

    private final int inputBytes;
    private final Long2ObjectHashMap<Client> clients = new Long2ObjectHashMap<>();

    private static final class Client {
        /** The lowest request number refused and not come again; NONE for none. */
        private long refusedFrom = NONE;
    }

    SubmitGate(int inputBytes) {
        this.inputBytes = inputBytes;
    }

    /** Whether the client was met on this connection. */
    boolean knows(long clientId) {
        return clients.containsKey(clientId);
    }

    /** Whether any client was met on this connection. */
    boolean hasClients() {
        return !clients.isEmpty();
    }

    /** The clients met on this connection. */
    long[] clients() {
        return clients.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    /** Remembers a client; false if there are too many. */
    boolean tryAdd(long clientId) {
        if (clients.size() >= CLIENTS) {
            return clients.containsKey(clientId);
        }
        clients.putIfAbsent(clientId, new Client());
        return true;
    }

    /** Why a request of a client that {@link #knows} may not go on to the node now; null if it may. */
    @Nullable
    Refusal check(Submit request) {
        Client client = clients.get(request.getClientId());
        if (client == null) {
            throw new IllegalStateException("client not added: clientId=" + request.getClientId());
        }
        long number = request.getRequestNumber();
        if (client.refusedFrom <= request.getAcknowledgedThrough()) {
            // An earlier sending of the refused number was answered: the client will not send it again.
            client.refusedFrom = NONE;
        }
        if (client.refusedFrom != NONE && number > client.refusedFrom) {
            return predecessorRefused(request);
        }
        Refusal refusal = invalid(request);
        if (refusal != null) {
            client.refusedFrom = number;
        } else if (number == client.refusedFrom) {
            client.refusedFrom = NONE;
        }
        return refusal;
    }

    /** The node did not take these requests: tells each of them so, the first of each client with the node's reason. */
    void refuse(List<Submit> refused, Refusal reason, Consumer<Refusal> answer) {
        for (Submit request : refused) {
            long number = request.getRequestNumber();
            Client client = clients.get(request.getClientId());
            if (client == null || (client.refusedFrom != NONE && number > client.refusedFrom)) {
                answer.accept(predecessorRefused(request));
            } else {
                client.refusedFrom = number;
                answer.accept(reason.toBuilder()
                        .setClientId(request.getClientId())
                        .setRequestNumber(number)
                        .setCorrelationId(0)
                        .build());
            }
        }
    }

    /** A request that the node had taken did not enter the log. */
    void onRefused(long clientId, long requestNumber) {
        Client client = clients.get(clientId);
        if (client != null && (client.refusedFrom == NONE || requestNumber < client.refusedFrom)) {
            client.refusedFrom = requestNumber;
        }
    }

    private @Nullable Refusal invalid(Submit request) {
        int sizeBytes = request.getInput().size();
        if (sizeBytes > inputBytes) {
            return refusal(
                    request,
                    RefusalReason.TOO_LARGE,
                    "input too long: sizeBytes=" + sizeBytes + ", accepted: up to " + inputBytes);
        }
        if (request.getRequestNumber() <= 0 || request.getSessionId() <= 0) {
            return refusal(
                    request,
                    RefusalReason.INVALID,
                    "not a request: requestNumber=" + Long.toUnsignedString(request.getRequestNumber()) + ", sessionId="
                            + Long.toUnsignedString(request.getSessionId()) + ", accepted: 1 to " + Long.MAX_VALUE);
        }
        long acknowledged = request.getAcknowledgedThrough();
        if (acknowledged < 0 || acknowledged >= request.getRequestNumber()) {
            return refusal(
                    request,
                    RefusalReason.INVALID,
                    "answer acknowledged before it was given: acknowledgedThrough="
                            + Long.toUnsignedString(acknowledged) + ", requestNumber=" + request.getRequestNumber());
        }
        return null;
    }

    private static Refusal predecessorRefused(Submit request) {
        return refusal(request, RefusalReason.PREDECESSOR_REFUSED, "");
    }

    static Refusal refusal(Submit request, RefusalReason reason, String detail) {
        return Refusal.newBuilder()
                .setReason(reason)
                .setClientId(request.getClientId())
                .setRequestNumber(request.getRequestNumber())
                .setDetail(detail)
                .build();
    }
}
