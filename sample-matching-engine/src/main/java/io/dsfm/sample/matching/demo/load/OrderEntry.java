package io.dsfm.sample.matching.demo.load;

import io.dsfm.ratis.client.Result;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A trader's way to the group. Inputs have the numbers under which the group knows them, so that a way that breaks off can be
 * taken up again where it was left.
 *
 * <p>Threading: one thread calls; the receiver hears on others, one at a time.
 */
public interface OrderEntry extends AutoCloseable {

    /**
     * Begins, or goes on after an end without a word: learns the results of what had been executed by then, submits the rest
     * again, and returns when that is on its way.
     *
     * @return the highest number that had been executed before
     * @throws IOException if it cannot be started
     * @throws ExecutionException if it failed, for the reason given
     * @throws TimeoutException if the group does not answer
     */
    long resume(Outstanding outstanding) throws IOException, InterruptedException, ExecutionException, TimeoutException;

    /** Submits the input with the next number. */
    void submit(long requestNumber, byte[] input);

    /** Ends; what has no result then gets none. */
    @Override
    void close();

    /** Hears what becomes of inputs. */
    interface Receiver {

        /** A result has left, perhaps a provisional one. */
        void onReleased(long requestNumber, Result result);

        /** The result that holds has come. */
        void onSettled(long requestNumber, Result result);

        /** There will be none. */
        void onFailed(long requestNumber, Throwable cause);

        /** The way has ended, though nobody ended it: there will be no results any more. */
        void onEnded(Throwable cause);
    }
}
