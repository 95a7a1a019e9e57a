package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.thirdparty.com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;

/** A vote with what the framework adds to it, and one of a plain Ratis server. */
final class VoteFieldsTest {

    private static final RequestVoteRequestProto PLAIN = RequestVoteRequestProto.newBuilder()
            .setCandidateTerm(3)
            .setCandidateLastEntry(TermIndexProto.newBuilder().setTerm(2).setIndex(9))
            .build();

    @Test
    void whatIsAddedArrivesAndLeavesTheRestAsItWas() throws Exception {
        RequestVoteRequestProto sent = VoteFields.withAppliedIndex(PLAIN, 9);
        RequestVoteRequestProto arrived = RequestVoteRequestProto.parseFrom(sent.toByteArray());
        RequestVoteReplyProto refused =
                RequestVoteReplyProto.parseFrom(VoteFields.withRefusedAt(RequestVoteReplyProto.getDefaultInstance(), 12)
                        .toByteArray());

        assertThat(VoteFields.appliedIndex(arrived)).isEqualTo(9);
        assertThat(VoteFields.refusedAt(refused)).isEqualTo(12);
        assertThat(arrived.toBuilder()
                        .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                        .build())
                .as("what a server sees that knows nothing of it")
                .isEqualTo(PLAIN);
    }

    @Test
    void thatAnInstanceIsUnfitArrivesToo() throws Exception {
        RequestVoteRequestProto sent = VoteFields.withAppliedIndex(PLAIN, -2);

        assertThat(VoteFields.appliedIndex(RequestVoteRequestProto.parseFrom(sent.toByteArray())))
                .isEqualTo(-2);
    }

    @Test
    void aPlainServersVoteSaysNothingAndIsUnderstood() throws Exception {
        assertThat(VoteFields.appliedIndex(RequestVoteRequestProto.parseFrom(PLAIN.toByteArray())))
                .isEqualTo(ElectionGuard.UNKNOWN);
        assertThat(VoteFields.refusedAt(RequestVoteReplyProto.getDefaultInstance()))
                .isEqualTo(ElectionGuard.GRANTED);
    }
}
