package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which instance's outcome is the result, and what becomes of the others. */
final class ArbiterTest implements ArbiterEffects {

    private static final int LEAD_MAX = 8;

    private final List<Divergence> divergences = new ArrayList<>();
    private final List<String> effects = new ArrayList<>();
    private final List<Outcome> results = new ArrayList<>();
    private final Arbiter arbiter = arbiter(3, ReleasePolicy.EARLIEST, DisputePolicy.HALT);

    private Arbiter arbiter(int instances, ReleasePolicy policy, DisputePolicy disputePolicy) {
        return new Arbiter(instances, LEAD_MAX, policy, disputePolicy, this);
    }

    @Override
    public void first(Outcome outcome) {
        results.add(outcome);
    }

    @Override
    public void divergence(Divergence divergence) {
        divergences.add(divergence);
    }

    @Override
    public void quarantine(int instance, QuarantineReason reason) {
        effects.add("quarantined " + instance + " " + reason);
    }

    @Override
    public void halted(long position) {
        effects.add("halted " + position);
    }

    private List<Long> positions() {
        return results.stream().map(Outcome::position).toList();
    }

    @Test
    void cutsThatNobodyWasToldOfBeforeARestartDoNotKeepAnInstanceOut() {
        arbiter.restart(7, 5);
        arbiter.onUntrusted(0, QuarantineReason.THREW);

        assertThat(arbiter.tryReadmit(0, 7, 5)).isTrue();

        arbiter.truncate(6, 9, 7);
        assertThat(arbiter.isTrusted(0)).isTrue();
    }

    @Test
    void theFirstOfEachPositionWins() {
        Outcome[] outcomes = {executed(1), executed(1), executed(2)};
        arbiter.offer(1, outcomes[0], 10);
        arbiter.offer(0, outcomes[1], 20);
        arbiter.offer(0, outcomes[2], 30);
        arbiter.offer(2, executed(1), 40);
        arbiter.offer(1, executed(2), 50);

        assertThat(results).hasSize(2);
        assertThat(results.get(0)).isSameAs(outcomes[0]);
        assertThat(results.get(1)).isSameAs(outcomes[2]);
        assertThat(arbiter.decidedPosition()).isEqualTo(2);
        assertThat(divergences).isEmpty();
        assertThat(arbiter.scores()).extracting(InstanceScore::wins).containsExactly(1L, 1L, 0L);
        assertThat(arbiter.scores()).extracting(InstanceScore::duplicates).containsExactly(1L, 1L, 1L);
    }

    @Test
    void oneThatIsRebuiltIsComparedWithWhatTheOthersGaveLately() {
        Arbiter large = new Arbiter(2, 100_000, ReleasePolicy.EARLIEST, DisputePolicy.HALT, this);
        int given = 20_000;
        for (int position = 1; position <= given; position++) {
            large.offer(0, executed(position), 0);
            large.offer(1, executed(position), 0);
        }
        large.onUntrusted(1, QuarantineReason.THREW);
        assertThat(large.tryReadmit(1, given - 2, 0)).isTrue();

        large.offer(1, executed(given - 1), 0);
        assertThat(divergences).isEmpty();
        large.offer(1, Outcomes.of(OutcomeKind.EXECUTED, given, new byte[] {9}, 0), 0);
        assertThat(divergences).hasSize(1);
    }

    /** All outcomes of a second or two, kept for nobody, were half of a node's heap. */
    @Test
    void whatAllHaveGivenIsNotKeptForLong() {
        Arbiter large = new Arbiter(2, 100_000, ReleasePolicy.EARLIEST, DisputePolicy.HALT, this);
        WeakReference<Outcome> oldest = new WeakReference<>(offerToBoth(large, 1));
        for (int position = 2; position <= 20_000; position++) {
            offerToBoth(large, position);
        }
        results.clear();

        assertThat(isCollected(oldest)).isTrue();
    }

    private static Outcome offerToBoth(Arbiter arbiter, int position) {
        Outcome outcome = executed(position);
        arbiter.offer(0, outcome, 0);
        arbiter.offer(1, outcome, 0);
        return outcome;
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void theLeadIsOverTheSecondToCome() {
        arbiter.offer(1, executed(1), 100);
        arbiter.offer(0, executed(1), 150);
        arbiter.offer(2, executed(1), 900);

        assertThat(arbiter.scores()[1].leadMedianNanos()).isEqualTo(50);
        assertThat(arbiter.scores()[0].leadMedianNanos()).isZero();
    }

    @Test
    void onlyNewResultsCountForTheScores() {
        arbiter.offer(0, outcome(OutcomeKind.SESSION_OPENED, 1, 0, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.SESSION_OPENED, 1, 0, 0), 5);

        assertThat(arbiter.scores()).extracting(InstanceScore::wins).containsOnly(0L);
        assertThat(arbiter.scores()).extracting(InstanceScore::duplicates).containsOnly(0L);
    }

    @Test
    void anotherOutputIsADivergenceAndTheMajorityIsRight() {
        arbiter.offer(2, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);

        assertThat(divergences).hasSize(1);
        Divergence divergence = divergences.get(0);
        assertThat(divergence.firstInstance()).isEqualTo(2);
        assertThat(divergence.otherInstance()).isEqualTo(1);
        assertThat(divergence.sequence()).isEqualTo(1);
        assertThat(divergence.index()).isEqualTo(1);
        assertThat(divergence.description()).contains("outputs differ", "07", "08");
        assertThat(effects).containsExactly("quarantined 1 DISAGREED");
        assertThat(arbiter.isTrusted(1)).isFalse();
        assertThat(arbiter.isTrusted(0)).isTrue();
    }

    @Test
    void anotherStateOrKindIsADivergence() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 5), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 7, 6), 0);
        assertThat(divergences).hasSize(1);
        assertThat(divergences.get(0).description()).contains("states differ");

        arbiter.offer(2, outcome(OutcomeKind.OUT_OF_ORDER, 1, 0, 0), 0);
        assertThat(divergences).hasSize(2);
        assertThat(divergences.get(1).description()).contains("EXECUTED", "OUT_OF_ORDER");
        assertThat(divergences.get(1).sequence()).isEqualTo(1);
        assertThat(effects).containsExactly("halted 1");
    }

    @Test
    void anotherAnswerToAResentRequestIsADivergence() {
        arbiter.offer(0, Outcomes.repeated(1, 3, new byte[] {7}), 0);
        arbiter.offer(1, Outcomes.repeated(1, 3, new byte[] {7}), 0);
        assertThat(divergences).isEmpty();

        arbiter.offer(2, Outcomes.repeated(1, 4, new byte[] {7}), 0);

        assertThat(divergences).hasSize(1);
        assertThat(divergences.get(0).description()).contains("outputs differ", "sequence=4");
        assertThat(divergences.get(0).sequence()).isEqualTo(4);
    }

    @Test
    void nothingLeavesWhileSomebodyWhoCouldDecideIsAwaited() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        arbiter.offer(1, executed(2), 0);
        assertThat(arbiter.isDisputed()).isTrue();
        assertThat(positions()).containsExactly(1L);

        arbiter.offer(2, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);

        assertThat(effects).containsExactly("quarantined 0 DISAGREED");
        assertThat(positions()).containsExactly(1L, 2L);
        arbiter.offer(0, executed(2), 0);
        arbiter.offer(2, executed(2), 0);
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    void oneAgainstOneHalts() {
        Arbiter pair = arbiter(2, ReleasePolicy.EARLIEST, DisputePolicy.HALT);
        pair.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        pair.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        pair.offer(0, executed(2), 0);
        pair.offer(1, executed(2), 0);
        assertThat(effects).containsExactly("halted 1");
        assertThat(positions()).containsExactly(1L);

        pair.onUntrusted(0, QuarantineReason.DISAGREED);

        assertThat(effects).containsExactly("halted 1", "quarantined 0 DISAGREED");
        assertThat(positions()).containsExactly(1L, 2L);
        pair.offer(1, executed(3), 0);
        assertThat(positions()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void oneAgainstOneTrustsTheEarliestIfToldTo() {
        Arbiter pair = arbiter(2, ReleasePolicy.EARLIEST, DisputePolicy.TRUST_EARLIEST);
        pair.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        pair.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        pair.offer(0, executed(2), 0);

        assertThat(effects).containsExactly("quarantined 1 DISAGREED");
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    void anInstanceThatIsTooLateIsQuarantinedUnlessItIsTheOnlyOne() {
        arbiter.offer(0, executed(1), 100);
        arbiter.offer(1, executed(1), 150);
        arbiter.tick(200, 100);
        assertThat(effects).isEmpty();

        arbiter.tick(201, 100);
        assertThat(effects).containsExactly("quarantined 2 STALLED");

        arbiter.onUntrusted(1, QuarantineReason.THREW);
        arbiter.tick(99_999, 100);
        assertThat(effects).containsExactly("quarantined 2 STALLED", "quarantined 1 THREW");
        arbiter.onUntrusted(1, QuarantineReason.THREW);
        assertThat(effects).hasSize(2);
    }

    @Test
    void theStalledOneDoesNotKeepADisputeOpen() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        arbiter.tick(101, 100);

        assertThat(effects).containsExactly("quarantined 2 STALLED", "halted 1");
    }

    @Test
    void whatOnlyAnUntrustedInstanceOfferedIsNotAwaitedAndItsResultsStand() {
        arbiter.offer(0, executed(1), 0);
        arbiter.offer(0, executed(2), 0);
        arbiter.onUntrusted(0, QuarantineReason.THREW);
        assertThat(arbiter.decidedPosition()).isEqualTo(2);

        for (int position = 1; position <= 3; position++) {
            arbiter.offer(1, executed(position), 0);
            arbiter.offer(2, executed(position), 0);
        }

        assertThat(positions()).containsExactly(1L, 2L, 3L);
        assertThat(divergences).isEmpty();
    }

    @Test
    void aRebuiltInstanceIsTrustedAgainAndNobodyWaitsForItsPast() {
        for (int position = 1; position <= 4; position++) {
            arbiter.offer(0, executed(position), 0);
        }
        arbiter.onUntrusted(1, QuarantineReason.THREW);
        assertThat(arbiter.tryReadmit(1, 5, 0)).isFalse();
        assertThat(arbiter.tryReadmit(1, 2, 0)).isTrue();
        arbiter.tick(9_999, 100);
        assertThat(effects).containsExactly("quarantined 1 THREW", "quarantined 2 STALLED");

        arbiter.offer(1, executed(3), 0);
        arbiter.offer(1, executed(4), 0);
        arbiter.offer(1, executed(5), 0);

        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThatThrownBy(() -> arbiter.tryReadmit(1, 2, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRebuiltInstanceMayOfferAgainWhatItOfferedWrong() {
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        arbiter.offer(1, executed(1), 0);
        arbiter.offer(2, executed(1), 0);
        assertThat(effects).containsExactly("quarantined 0 DISAGREED");
        assertThat(arbiter.tryReadmit(0, 0, 0)).isTrue();

        arbiter.offer(0, executed(1), 0);
        arbiter.offer(0, executed(2), 0);

        assertThat(positions()).containsExactly(1L, 2L);
        assertThat(effects).hasSize(1);
        assertThat(arbiter.isDisputed()).isFalse();
    }

    @Test
    void agreementLetsNothingThroughThatOnlyOneHasGiven() {
        Arbiter agreeing = arbiter(3, new ReleasePolicy.Agree(2), DisputePolicy.HALT);
        agreeing.offer(0, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        agreeing.offer(0, outcome(OutcomeKind.EXECUTED, 2, 8, 0), 0);
        agreeing.offer(1, executed(1), 0);
        assertThat(results).isEmpty();

        agreeing.offer(2, executed(1), 0);

        assertThat(positions()).containsExactly(1L);
        assertThat(results.get(0).answer().output()).containsExactly(7);
        assertThat(effects).containsExactly("quarantined 0 DISAGREED");
        agreeing.offer(2, executed(2), 0);
        assertThat(positions()).containsExactly(1L);
        agreeing.offer(1, executed(2), 0);
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    void stickyFollowsTheWinnerOfTheLastWindow() {
        Arbiter sticky = arbiter(2, new ReleasePolicy.Sticky(2), DisputePolicy.HALT);
        sticky.offer(1, executed(1), 0);
        sticky.offer(1, executed(2), 0);
        assertThat(results).isEmpty();
        sticky.offer(0, executed(1), 0);
        assertThat(positions()).containsExactly(1L);
        sticky.offer(0, executed(2), 0);

        sticky.offer(1, executed(3), 0);
        assertThat(positions()).containsExactly(1L, 2L, 3L);
        sticky.offer(0, executed(3), 0);
        sticky.offer(0, executed(4), 0);
        assertThat(positions()).containsExactly(1L, 2L, 3L);
        sticky.onUntrusted(1, QuarantineReason.THREW);
        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void afterACutTheOldBranchIsDroppedAndTheNewOneIsComparedOnItsOwn() {
        for (int position = 1; position <= 4; position++) {
            arbiter.offer(0, executed(position), 0);
        }
        arbiter.offer(1, executed(1), 0);
        arbiter.offer(1, executed(2), 0);

        arbiter.truncate(1, 2, 2);

        arbiter.offer(1, executed(3), 0);
        arbiter.offer(0, executed(5), 0);
        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L);
        arbiter.onReverted(1, 1);
        arbiter.offer(1, outcome(OutcomeKind.EXECUTED, 3, 9, 0), 0);
        arbiter.offer(2, executed(1), 0);
        arbiter.offer(2, executed(2), 0);
        arbiter.offer(2, executed(3), 0);
        arbiter.onReverted(2, 1);
        arbiter.offer(2, outcome(OutcomeKind.EXECUTED, 3, 9, 0), 0);
        arbiter.onReverted(0, 1);
        arbiter.offer(0, outcome(OutcomeKind.EXECUTED, 3, 9, 0), 0);
        assertThat(positions()).containsExactly(1L, 2L, 3L, 4L, 3L);
        assertThat(divergences).isEmpty();
    }

    @Test
    void severalCutsAreMadeOneAfterTheOther() {
        arbiter.offer(0, executed(1), 0);
        arbiter.offer(0, executed(2), 0);
        arbiter.truncate(1, 0, 0);
        arbiter.truncate(2, 1, 0);
        arbiter.offer(0, executed(1), 0);
        assertThat(positions()).containsExactly(1L, 2L);

        arbiter.onReverted(0, 1);
        arbiter.offer(0, executed(1), 0);
        arbiter.offer(0, executed(2), 0);
        assertThat(positions()).containsExactly(1L, 2L, 1L);
        arbiter.onReverted(0, 2);
        arbiter.offer(0, executed(2), 0);
        assertThat(positions()).containsExactly(1L, 2L, 1L, 2L);

        assertThatThrownBy(() -> arbiter.truncate(2, 1, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> arbiter.onReverted(0, 3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCutDropsWhatIsNotDecidedAboveIt() {
        Arbiter agreeing = arbiter(2, new ReleasePolicy.Agree(2), DisputePolicy.HALT);
        agreeing.offer(0, executed(1), 0);
        agreeing.offer(0, executed(2), 0);
        agreeing.offer(0, executed(3), 0);

        agreeing.truncate(1, 2, 0);
        agreeing.onReverted(0, 1);
        agreeing.onReverted(1, 1);

        agreeing.offer(0, outcome(OutcomeKind.EXECUTED, 3, 9, 0), 0);
        agreeing.offer(1, executed(1), 0);
        agreeing.offer(1, executed(2), 0);
        agreeing.offer(1, outcome(OutcomeKind.EXECUTED, 3, 9, 0), 0);
        assertThat(positions()).containsExactly(1L, 2L, 3L);
        assertThat(divergences).isEmpty();
    }

    @Test
    void aDisputeThatIsCutIsOver() {
        Arbiter pair = arbiter(2, ReleasePolicy.EARLIEST, DisputePolicy.HALT);
        pair.offer(0, outcome(OutcomeKind.EXECUTED, 1, 7, 0), 0);
        pair.offer(1, outcome(OutcomeKind.EXECUTED, 1, 8, 0), 0);
        assertThat(pair.isDisputed()).isTrue();

        pair.truncate(1, 0, 0);

        assertThat(pair.isDisputed()).isFalse();
    }

    @Test
    void anInstanceRebuiltFromBeforeForgottenCutsIsNotAdmitted() {
        arbiter.onUntrusted(2, QuarantineReason.THREW);
        for (int cut = 1; cut <= 3; cut++) {
            arbiter.truncate(cut, 0, 0);
            arbiter.onReverted(0, cut);
            arbiter.onReverted(1, cut);
        }
        assertThat(arbiter.tryReadmit(2, 0, 0)).isFalse();
        assertThat(arbiter.tryReadmit(2, 0, 3)).isTrue();
    }

    @Test
    void aGapIsRefused() {
        arbiter.offer(0, executed(1), 0);

        assertThatThrownBy(() -> arbiter.offer(0, executed(3), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("instance=0, position=3, expected=2");
        assertThatThrownBy(() -> arbiter.offer(1, executed(2), 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> arbiter.offer(0, executed(1), 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInstanceTooFarAheadIsRefused() {
        for (int position = 1; position <= LEAD_MAX; position++) {
            arbiter.offer(0, executed(position), 0);
            arbiter.offer(1, executed(position), 0);
        }

        assertThatThrownBy(() -> arbiter.offer(0, executed(LEAD_MAX + 1), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("too far ahead");
    }

    @Test
    void anInstanceMayBeAheadByTheLimitForever() {
        for (int leadMax = 1; leadMax <= 20; leadMax++) {
            Arbiter pair = new Arbiter(2, leadMax, ReleasePolicy.EARLIEST, DisputePolicy.HALT, this);
            results.clear();
            for (int position = 1; position <= leadMax; position++) {
                pair.offer(0, executed(position), 0);
            }
            for (int position = 1; position <= 100; position++) {
                pair.offer(1, executed(position), 0);
                pair.offer(0, executed(position + leadMax), 0);
            }
            assertThat(results).hasSize(leadMax + 100);
        }
        assertThat(divergences).isEmpty();
    }

    @Test
    void aRestartGoesOnAfterItsPosition() {
        arbiter.offer(0, executed(1), 0);
        arbiter.offer(0, executed(2), 0);
        arbiter.onUntrusted(1, QuarantineReason.THREW);

        arbiter.restart(100);

        assertThat(arbiter.decidedPosition()).isEqualTo(100);
        assertThatThrownBy(() -> arbiter.offer(1, executed(1), 0)).isInstanceOf(IllegalStateException.class);
        arbiter.offer(1, executed(101), 0);
        arbiter.offer(0, executed(101), 0);
        arbiter.offer(2, executed(101), 0);
        assertThat(positions()).containsExactly(1L, 2L, 101L);
        assertThat(divergences).isEmpty();
    }

    @Test
    void oneInstanceAloneAlwaysWins() {
        Arbiter alone = arbiter(1, ReleasePolicy.EARLIEST, DisputePolicy.HALT);
        for (int position = 1; position <= 1_000; position++) {
            alone.offer(0, executed(position), 0);
        }
        assertThat(results).hasSize(1_000);
        assertThat(alone.scores()[0].wins()).isEqualTo(1_000);
    }

    @Test
    void policiesAreReadFromTheirNames() {
        assertThat(ReleasePolicy.parse("earliest")).isEqualTo(ReleasePolicy.EARLIEST);
        assertThat(ReleasePolicy.parse("sticky:100")).isEqualTo(new ReleasePolicy.Sticky(100));
        assertThat(ReleasePolicy.parse("agree:2")).isEqualTo(new ReleasePolicy.Agree(2));
        assertThat(DisputePolicy.parse("halt")).isEqualTo(DisputePolicy.HALT);
        assertThat(DisputePolicy.parse("trust-earliest")).isEqualTo(DisputePolicy.TRUST_EARLIEST);
        for (String wrong : List.of("", "agree", "agree:", "agree:0", "sticky:-1", "sticky:x", "earliest:1", "Halt")) {
            assertThatThrownBy(() -> ReleasePolicy.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found=" + wrong);
            assertThatThrownBy(() -> DisputePolicy.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Outcome executed(long position) {
        return outcome(OutcomeKind.EXECUTED, position, 7, 0);
    }

    private static Outcome outcome(OutcomeKind kind, long position, int output, long stateDigest) {
        return Outcomes.of(kind, position, new byte[] {(byte) output}, stateDigest);
    }
}
