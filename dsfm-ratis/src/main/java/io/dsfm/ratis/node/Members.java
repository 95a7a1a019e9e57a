package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of the group, as clients are told of them. */
final class Members {

    private final List<NodeConfig.Member> members;

    Members(List<NodeConfig.Member> members) {
        this.members = members;
    }

    /** The leader with the address for its clients; empty if {@code node} is null or unknown. */
    Leader leader(@Nullable String node) {
        return members.stream()
                .filter(member -> member.node().equals(node))
                .map(member -> Leader.newBuilder()
                        .setNode(member.node())
                        .setClientAddress(member.clientAddress().toString())
                        .build())
                .findFirst()
                .orElse(Leader.getDefaultInstance());
    }

    boolean contains(String node) {
        return members.stream().anyMatch(member -> member.node().equals(node));
    }

    List<Member> all() {
        return members.stream()
                .map(member -> Member.newBuilder()
                        .setNode(member.node())
                        .setClientAddress(member.clientAddress().toString())
                        .build())
                .toList();
    }

    @Override
    public String toString() {
        return members.stream().map(NodeConfig.Member::node).toList().toString();
    }
}
