package io.dsfm.sample.matching.demo.load;

/** Hears of each result, on the client's thread. */
@FunctionalInterface
public interface AnswerListener {

    /** The result of a request has come. */
    void onAnswered(long requestNumber, long nowNanos);
}
