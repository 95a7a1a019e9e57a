package io.dsfm.ratis.gateway;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribed;

/**
 * Where the node puts what one connection has subscribed to.
 *
 * <p>Threading: called by one thread of the node. No method blocks.
 */
public interface StreamSink {

    /** A subscription has begun. */
    void onSubscribed(Subscribed subscribed);

    /**
     * Results of a subscription, within the credit that it gave.
     *
     * @param records whole records, or none
     * @param throughSequence everything up to there, inclusive, was sent or is not wanted
     * @param chainDigest at that sequence
     */
    void onResults(long subscriptionId, ByteString records, long throughSequence, long chainDigest);

    /** A subscription has ended, or was refused. */
    void onEnded(StreamEnded ended);
}
