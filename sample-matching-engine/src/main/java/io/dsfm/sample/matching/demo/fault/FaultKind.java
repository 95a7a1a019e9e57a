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

    /**
     * The kind with this name, in lower case.
     *
     * @throws IllegalArgumentException if there is none, with the names that there are
     */
    public static FaultKind parse(String text) {
        return switch (text) {
            case "kill" -> KILL;
            case "stop" -> STOP;
            default -> throw new IllegalArgumentException("invalid value: --fault=" + text + ", accepted: kill, stop");
        };
    }

    /** The name of the signal. */
    public String signal() {
        return signal;
    }
}
