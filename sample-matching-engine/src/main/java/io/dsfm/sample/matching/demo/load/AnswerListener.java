package io.dsfm.sample.matching.demo.load;

/** Hears of each result, on a client's thread, one at a time. */
@FunctionalInterface
public interface AnswerListener {

    /**
     * The result of an order has come.
     *
     * @param order its place in the flow, from 1
     */
    void onAnswered(long order, long nowNanos);
}
