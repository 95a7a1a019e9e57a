package io.dsfm.ratis.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command's exit code tells a script. Codes are stable. */
public enum ExitCode {
    /** The command did what it was asked; a node was stopped in order, also by SIGTERM or SIGINT. */
    OK(0, "Done; a node was stopped in order, also by SIGTERM or SIGINT"),
    /** The operation was refused or failed; the message tells whether it had an effect. */
    FAILED(1, "The operation failed or was refused"),
    /** The command line, the environment, a configuration file or what it names is wrong; nothing was done. */
    USAGE(2, "Wrong command line or configuration; nothing was done"),
    /** Stored data is damaged; the message names it and says what to do. */
    DAMAGED_DATA(3, "Stored data is damaged; the message says what to do"),
    /** No node or no leader answered in time; whether an input was executed may be unknown, and the message says so. */
    UNREACHABLE(4, "No node or no leader answered in time"),
    /** A replay found that two variants, or a variant and the released results, are not the same. */
    DIVERGENCE(5, "Variants differ from each other, or from what was released"),
    /** The program found a fault in itself or in a state machine. */
    INTERNAL(70, "Internal error: a fault in the program or in a state machine");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** All codes with their meaning, and the convention for signals, as {@code --help} shows them. */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        for (ExitCode exitCode : values()) {
            list.put(Integer.toString(exitCode.code), exitCode.meaning);
        }
        list.put("128+N", "Ended by signal N");
        return list;
    }
}
