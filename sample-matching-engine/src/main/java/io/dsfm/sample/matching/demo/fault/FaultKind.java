package io.dsfm.sample.matching.demo.fault;

/** What happens to a primary. */
public enum FaultKind {
    /** SIGKILL: the process is gone, and is started again later. */
    KILL("SIGKILL"),
    /** SIGSTOP: the process stands still for five seconds, its connections stay open, and goes on. */
    STOP("SIGSTOP");

    private final String signal;

    FaultKind(String signal) {
        this.signal = signal;
    }

    /** The name of the signal. */
    public String signal() {
        return signal;
    }
}
