package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.NodeConfig;
import java.util.List;

/**
 * The group that is measured, and what its clients send.
 *
 * @param application the name of the application, whose variants are on this process's class path
 * @param payloadBytes the length of each input, or {@link #OWN_SIZES}; told in reports, kept by whoever gives the inputs
 * @param variants for each node of the group, the variants of which it runs an instance each; the plain server beside it
 *     runs the first of them; 1 to 9 nodes
 * @param release when the group's results leave; its figures are those of the results as they leave
 * @param clients how many clients, a connection and a session each, share the load; 1 to {@link #CLIENTS_MAX}
 * @param entries the group's bounds on entries
 */
public record Subject(
        String application,
        int payloadBytes,
        List<List<String>> variants,
        NodeConfig.Release release,
        int clients,
        EntryBounds entries) {

    /** Inputs are as long as the application makes them. */
    public static final int OWN_SIZES = 0;
    /** The shortest inputs of one length, in bytes. */
    public static final int PAYLOAD_MIN = 64;
    /** The longest inputs of one length, in bytes. */
    public static final int PAYLOAD_MAX = 16_384;
    /** The most clients. */
    public static final int CLIENTS_MAX = 64;

    private static final int NODES_MAX = 9;

    /** Refuses values out of range; copies the lists. */
    public Subject {
        variants = variants.stream().map(List::copyOf).toList();
        Accepted.require(
                payloadBytes == OWN_SIZES || payloadBytes >= PAYLOAD_MIN && payloadBytes <= PAYLOAD_MAX,
                "payload",
                payloadBytes,
                PAYLOAD_MIN + " to " + PAYLOAD_MAX + " bytes");
        Accepted.require(
                variants.size() >= 1 && variants.size() <= NODES_MAX, "nodes", variants.size(), "1 to " + NODES_MAX);
        Accepted.require(variants.stream().noneMatch(List::isEmpty), "variants", variants, "one or more for each node");
        Accepted.require(clients >= 1 && clients <= CLIENTS_MAX, "clients", clients, "1 to " + CLIENTS_MAX);
    }

    /** One whose nodes bound entries as they come. */
    public Subject(
            String application,
            int payloadBytes,
            List<List<String>> variants,
            NodeConfig.Release release,
            int clients) {
        this(application, payloadBytes, variants, release, clients, EntryBounds.DEFAULT);
    }

    /** How many nodes. */
    public int nodes() {
        return variants.size();
    }

    /** How many instances the first node runs, as the others do unless they differ. */
    public int instances() {
        return variants.get(0).size();
    }

    /** The same with inputs of another length. */
    public Subject withPayloadBytes(int bytes) {
        return new Subject(application, bytes, variants, release, clients, entries);
    }

    /** The same with other nodes or instances. */
    public Subject withVariants(List<List<String>> others) {
        return new Subject(application, payloadBytes, others, release, clients, entries);
    }

    /** The same with another number of clients. */
    public Subject withClients(int number) {
        return new Subject(application, payloadBytes, variants, release, number, entries);
    }

    /** The same at another level. */
    public Subject with(NodeConfig.Release level) {
        return new Subject(application, payloadBytes, variants, level, clients, entries);
    }

    /** The same with other bounds on entries. */
    public Subject with(EntryBounds bounds) {
        return new Subject(application, payloadBytes, variants, release, clients, bounds);
    }
}
