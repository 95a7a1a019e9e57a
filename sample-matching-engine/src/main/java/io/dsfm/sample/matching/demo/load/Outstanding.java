package io.dsfm.sample.matching.demo.load;

import java.util.List;

/**
 * What a client that starts has to know of its earlier life; it would find it on its disk.
 *
 * @param inputs those submitted that have no result that holds, in the order of their numbers
 * @param nextSequence the results of all of them have this sequence or a higher one
 */
public record Outstanding(List<Input> inputs, long nextSequence) {

    /** There was no earlier life. */
    public static final Outstanding NONE = new Outstanding(List.of(), 1);

    /** Keeps a copy. */
    public Outstanding {
        inputs = List.copyOf(inputs);
    }

    /** Those with numbers up to this one: they were executed, and only their results are missing. */
    public List<Input> through(long requestNumber) {
        return inputs.stream()
                .filter(input -> input.requestNumber() <= requestNumber)
                .toList();
    }

    /** Those with numbers above this one. */
    public List<Input> above(long requestNumber) {
        return inputs.stream()
                .filter(input -> input.requestNumber() > requestNumber)
                .toList();
    }

    /**
     * An input that was submitted.
     *
     * @param requestNumber the client's number of it, from 1
     * @param bytes not to be changed
     */
    public record Input(long requestNumber, byte[] bytes) {}
}
