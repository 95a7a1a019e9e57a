package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * One of Maelstrom's workloads.
 *
 * <p>Threading: immutable.
 */
public interface Workload {

    /** Its name with Maelstrom. */
    String name();

    /** The types of its requests. */
    Set<String> types();

    /**
     * Whether a body of one of its types is meant for it rather than for another workload with a request of that type; true
     * if the body does not tell.
     */
    default boolean accepts(ObjectNode body) {
        return true;
    }

    /**
     * What a request comes to.
     *
     * @param type one of {@link #types}
     * @param body the whole body
     * @throws RequestException if the body is not what the type asks for
     */
    Request parse(String type, ObjectNode body) throws RequestException;
}
