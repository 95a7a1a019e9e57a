package io.dsfm.maelstrom.harness.net;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages: between nodes as the options say, to and from clients at once and safely, as Maelstrom does.
 *
 * <p>A message for an id that never was is the sender's error, which fails the run, since it would make Maelstrom deaf to the
 * sender. One for a client that is gone gets lost, and so does one from node to node while the other is down. A client is told
 * at once, by error 1, that a node is down or has not answered {@code init} yet: its request surely did not arrive.
 *
 * <p>Threading: any thread sends; one thread of its own delivers.
 */
public final class Network implements AutoCloseable {

    /** So many messages may be on their way; what is more is lost, and counted. */
    public static final int LONGEST_QUEUE = 200_000;

    private final NetworkOptions options;
    private final long seed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final AtomicReference<@Nullable String> error = new AtomicReference<>();
    private final Thread carrier;

    // All guarded by the lock.
    private final PriorityQueue<Flight> flights = new PriorityQueue<>();
    private final Map<String, LinkFate> fates = new HashMap<>();
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> nodes = new HashSet<>();
    private final Set<String> serving = new HashSet<>();
    private int clients;
    private Partition partition = Partition.NONE;
    private long sequence;
    private boolean isClosed;
    private long delivered;
    private long lost;
    private long repeated;
    private long cut;
    private long undeliverable;
    private long overflowed;
    private long late;
    private @Nullable String firstLate;

    private record Flight(long dueNanos, long sequence, Message message) implements Comparable<Flight> {
        @Override
        public int compareTo(Flight other) {
            int byTime = Long.compare(dueNanos - other.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    /** Starts carrying. */
    public Network(NetworkOptions options, long seed) {
        this.options = options;
        this.seed = seed;
        this.carrier = new Thread(this::carry, "network");
        carrier.setDaemon(true);
        carrier.start();
    }

    /** From now on this node is there; replaces what was there by this id. */
    public void attachNode(String id, Endpoint endpoint) {
        attach(id, endpoint, true);
    }

    /** From now on this client is there, under the id that this returns and that nobody has had. */
    String attachClient(Endpoint endpoint) {
        String id;
        lock.lock();
        try {
            id = "c" + ++clients;
        } finally {
            lock.unlock();
        }
        attach(id, endpoint, false);
        return id;
    }

    /** From now on the node gets clients' messages too, not only {@code init} and those of nodes. */
    public void admitClients(String node) {
        lock.lock();
        try {
            serving.add(node);
        } finally {
            lock.unlock();
        }
    }

    private void attach(String id, Endpoint endpoint, boolean isNode) {
        lock.lock();
        try {
            endpoints.put(id, endpoint);
            known.add(id);
            if (isNode) {
                nodes.add(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing arrives there any more; the id stays known. */
    public void detach(String id) {
        lock.lock();
        try {
            endpoints.remove(id);
            serving.remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** Cuts these links from now on, and no others. Messages that are on their way are lost too. */
    public void part(Partition next) {
        lock.lock();
        try {
            partition = next;
        } finally {
            lock.unlock();
        }
    }

    /** A line of a node's output. */
    public void sendLine(String node, String line) {
        Message message;
        try {
            message = Message.parse(line);
        } catch (MalformedMessageException e) {
            fail(node + ": " + e.getMessage());
            return;
        }
        if (!message.source().equals(node)) {
            fail(node + ": malformed message: problem=src is not the sender, line=" + line);
        } else {
            send(message);
        }
    }

    /** Takes a message on its way. */
    public void send(Message message) {
        String source = message.source();
        String destination = message.destination();
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (!known.contains(destination)) {
                fail(source + ": malformed message: problem=unknown dest, line=" + message.line());
                return;
            }
            if (nodes.contains(source) && !nodes.contains(destination) && !endpoints.containsKey(destination)) {
                late++;
                if (firstLate == null) {
                    firstLate = message.line();
                }
                return;
            }
            long now = System.nanoTime();
            if (!nodes.contains(source) || !nodes.contains(destination) || source.equals(destination)) {
                enqueue(now, message);
                return;
            }
            long[] delaysNanos = fates.computeIfAbsent(
                            source + ">" + destination, key -> new LinkFate(options, seed, source, destination))
                    .nextNanos();
            if (delaysNanos.length == 0) {
                lost++;
            }
            repeated += Math.max(0, delaysNanos.length - 1);
            for (long delayNanos : delaysNanos) {
                enqueue(now + delayNanos, message);
            }
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(long dueNanos, Message message) {
        if (flights.size() >= LONGEST_QUEUE) {
            overflowed++;
            return;
        }
        flights.add(new Flight(dueNanos, sequence++, message));
        arrival.signal();
    }

    private void carry() {
        try {
            while (true) {
                Flight flight = awaitNext();
                if (flight == null) {
                    return;
                }
                Endpoint endpoint = endpointOf(flight.message());
                if (endpoint != null) {
                    endpoint.deliver(flight.message());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private @Nullable Flight awaitNext() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isClosed) {
                Flight next = flights.peek();
                long waitNanos = next == null ? Long.MAX_VALUE : next.dueNanos() - System.nanoTime();
                if (next != null && waitNanos <= 0) {
                    return flights.remove();
                }
                // How much time was left says nothing: something else may have come that is due earlier.
                long ignored = arrival.awaitNanos(waitNanos);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Endpoint endpointOf(Message message) {
        lock.lock();
        try {
            if (partition.cuts(message.source(), message.destination())) {
                cut++;
                return null;
            }
            String destination = message.destination();
            boolean isFromClient = !nodes.contains(message.source());
            Endpoint endpoint = endpoints.get(destination);
            if (isFromClient
                    && !serving.contains(destination)
                    && !message.body().path("type").asText().equals("init")) {
                endpoint = null;
            }
            if (endpoint == null) {
                undeliverable++;
                if (isFromClient) {
                    refuse(message);
                }
            } else {
                delivered++;
            }
            return endpoint;
        } finally {
            lock.unlock();
        }
    }

    /** Answers in the node's place. */
    private void refuse(Message request) {
        ObjectNode body = Message.JSON
                .createObjectNode()
                .put("type", "error")
                .put("code", ErrorCode.NODE_NOT_FOUND)
                .put("text", "node is down");
        body.set("in_reply_to", request.body().path("msg_id"));
        String node = request.destination();
        String client = request.source();
        enqueue(System.nanoTime(), new Message(node, client, body));
    }

    /** The run has failed; only the first error is kept. */
    public void fail(String what) {
        error.compareAndSet(null, what);
    }

    /** What somebody sent that is no message of the protocol; null if nobody did. */
    public @Nullable String error() {
        return error.get();
    }

    /** The first message that a node sent to a client that was gone; null if there was none. */
    public @Nullable String firstLate() {
        lock.lock();
        try {
            return firstLate;
        } finally {
            lock.unlock();
        }
    }

    /** What has become of messages until now. */
    public NetworkCounts counts() {
        lock.lock();
        try {
            return new NetworkCounts(delivered, lost, repeated, cut, undeliverable, overflowed, late);
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is on its way. */
    @Override
    public void close() throws InterruptedException {
        lock.lock();
        try {
            isClosed = true;
            flights.clear();
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
        carrier.join(TimeUnit.SECONDS.toMillis(5));
    }
}
