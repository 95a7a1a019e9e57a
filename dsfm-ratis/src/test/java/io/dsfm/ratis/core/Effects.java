package io.dsfm.ratis.core;

/** What a gate does, where only committed outcomes are to leave: nothing is settled later. */
abstract class Effects implements ReleaseEffects {

    @Override
    public void confirm(Outcome outcome) {
        throw new AssertionError("confirmed: " + outcome);
    }

    @Override
    public void revoke(Outcome outcome, boolean wasProvisional) {
        throw new AssertionError("revoked: " + outcome);
    }

    @Override
    public void abandon(Outcome outcome) {
        throw new AssertionError("abandoned: " + outcome);
    }

    @Override
    public void committed(Outcome outcome) {}
}
