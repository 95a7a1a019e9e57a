package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MembersDigestTest {

    private static final Member N1 = member("n1", 1, 2);
    private static final Member N2 = member("n2", 3, 4);

    @Test
    void theSameListHasTheSameDigest() {
        assertThat(MembersDigest.of(List.of(N1, N2))).isEqualTo(MembersDigest.of(List.of(member("n1", 1, 2), N2)));
    }

    @Test
    void anotherOrderNumberIdOrAddressHasAnother() {
        assertThat(List.of(
                        MembersDigest.of(List.of(N1, N2)),
                        MembersDigest.of(List.of(N2, N1)),
                        MembersDigest.of(List.of(N1)),
                        MembersDigest.of(List.of(N1, member("n3", 3, 4))),
                        MembersDigest.of(List.of(N1, member("n2", 5, 4))),
                        MembersDigest.of(List.of(N1, member("n2", 3, 5)))))
                .doesNotHaveDuplicates();
    }

    private static Member member(String node, int raftPort, int clientPort) {
        return new Member(node, new HostPort("localhost", raftPort), new HostPort("localhost", clientPort));
    }
}
