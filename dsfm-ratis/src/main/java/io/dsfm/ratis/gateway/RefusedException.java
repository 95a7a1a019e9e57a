package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.Refusal;

/** A request was refused: it had no effect, and the refusal says whether it may be sent again. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /** Carries what the client is told, without a stack trace. */
    public RefusedException(Refusal refusal) {
        super(refusal.getReason() + ": " + refusal.getDetail(), null, false, false);
        this.refusal = refusal;
    }

    /** What the client is told; without a correlation id. */
    public Refusal refusal() {
        return refusal;
    }
}
