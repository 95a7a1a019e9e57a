package io.dsfm.ratis.peer;

import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.UnknownFieldSet;

/**
 * What travels in votes beside Ratis's own fields, under numbers that Ratis does not know and passes by: a server without
 * it is understood, and understands.
 */
final class VoteFields {

    private static final int APPLIED_INDEX = 4_501;
    private static final int REFUSED_AT = 4_502;

    private VoteFields() {}

    static RequestVoteRequestProto withAppliedIndex(RequestVoteRequestProto request, long appliedIndex) {
        return request.toBuilder()
                .setUnknownFields(with(request.getUnknownFields(), APPLIED_INDEX, appliedIndex))
                .build();
    }

    /** The candidate's applied index, or {@link ElectionGuard#UNKNOWN}. */
    static long appliedIndex(RequestVoteRequestProto request) {
        return find(request.getUnknownFields(), APPLIED_INDEX, ElectionGuard.UNKNOWN);
    }

    static RequestVoteReplyProto withRefusedAt(RequestVoteReplyProto reply, long watermarkIndex) {
        return reply.toBuilder()
                .setUnknownFields(with(reply.getUnknownFields(), REFUSED_AT, watermarkIndex))
                .build();
    }

    /** The watermark that the candidate lacks, or {@link ElectionGuard#GRANTED}. */
    static long refusedAt(RequestVoteReplyProto reply) {
        return find(reply.getUnknownFields(), REFUSED_AT, ElectionGuard.GRANTED);
    }

    private static UnknownFieldSet with(UnknownFieldSet fields, int number, long value) {
        UnknownFieldSet.Field field =
                UnknownFieldSet.Field.newBuilder().addVarint(value).build();
        return fields.toBuilder().addField(number, field).build();
    }

    private static long find(UnknownFieldSet fields, int number, long none) {
        var values = fields.getField(number).getVarintList();
        return values.isEmpty() ? none : values.get(values.size() - 1);
    }
}
