package io.dsfm.ratis.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells lists of members apart: nodes that count majorities of different ones must not work together. */
public final class MembersDigest {

    private MembersDigest() {}

    /** Of ids and addresses, in order, as the configuration has them: a host by name is not one by number. */
    public static String of(List<NodeConfig.Member> members) {
        StringBuilder text = new StringBuilder();
        for (NodeConfig.Member member : members) {
            text.append(member.node())
                    .append(' ')
                    .append(member.raftAddress())
                    .append(' ')
                    .append(member.clientAddress())
                    .append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
