package io.dsfm.statemachine.testkit;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Steps as lines of text; the syntax is that of {@link Recording}. */
final class StepText {

    private static final String EMPTY = "-";
    private static final String DEADLINE = "deadline";

    private final List<String> words;
    private int at;

    private StepText(String line) {
        this.words = new ArrayList<>();
        int comment = line.indexOf('#');
        for (String word :
                (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
    }

    /** Whether a line holds a step, rather than nothing or a comment. */
    static boolean isStep(String line) {
        return !new StepText(line).words.isEmpty();
    }

    static Step parse(String line) {
        StepText text = new StepText(line);
        try {
            Step step = text.step(text.word());
            if (text.at != text.words.size()) {
                throw new IllegalArgumentException("more words than expected");
            }
            return step;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a step of a recording: line='" + line + "', " + e.getMessage(), e);
        }
    }

    private Step step(String verb) {
        return switch (verb) {
            case "input" -> input();
            case "timers" -> new Step.Timers(when(), (int) number());
            case "query" -> new Step.Query(bytes());
            case "snapshot" -> new Step.Snapshot(isUsed(word()), (int) number());
            case "mark" -> new Step.Mark(word());
            case "try" -> attempt();
            case "revert" -> new Step.Revert(word(), (int) number());
            case "rewind" -> new Step.Rewind(word());
            case "forget" -> new Step.Forget(word());
            default ->
                throw new IllegalArgumentException(
                        "accepted: input, timers, query, snapshot, mark, try, revert, rewind, forget");
        };
    }

    private Step attempt() {
        String variant = word();
        Step step = step(word());
        if (step instanceof Step.Logged logged) {
            return new Step.Try(variant, logged);
        }
        throw new IllegalArgumentException("only input and timers can be tried");
    }

    private Step.Input input() {
        if (words.size() - at == 1) {
            return new Step.Input(Step.When.NEXT, 1, bytes(), Mutation.NONE);
        }
        Step.When when = when();
        long clientId = number();
        byte[] bytes = bytes();
        Mutation kind = at < words.size() ? Mutation.valueOf(word().toUpperCase(Locale.ROOT)) : Mutation.NONE;
        return new Step.Input(when, clientId, bytes, kind);
    }

    private Step.When when() {
        long indexStep = number();
        String time = word();
        boolean toDeadline = time.startsWith(DEADLINE);
        String rest = toDeadline ? time.substring(DEADLINE.length()) : time;
        long nanos = rest.isEmpty() ? 0 : Long.parseLong(rest);
        if (indexStep < 0 || !toDeadline && nanos < 0) {
            throw new IllegalArgumentException("index and time do not go backwards");
        }
        return new Step.When(indexStep, toDeadline, nanos);
    }

    private static boolean isUsed(String word) {
        return switch (word) {
            case "used" -> true;
            case "fresh" -> false;
            default -> throw new IllegalArgumentException("accepted: fresh, used");
        };
    }

    private long number() {
        return Long.parseLong(word());
    }

    private byte[] bytes() {
        String word = word();
        return word.equals(EMPTY) ? new byte[0] : HexFormat.of().parseHex(word);
    }

    private String word() {
        if (at == words.size()) {
            throw new IllegalArgumentException("fewer words than expected");
        }
        return words.get(at++);
    }

    static String format(Step step) {
        if (step instanceof Step.Input input) {
            return "input " + format(input.when()) + " " + input.clientId() + " " + format(input.bytes())
                    + (input.kind() == Mutation.NONE
                            ? ""
                            : " " + input.kind().name().toLowerCase(Locale.ROOT));
        } else if (step instanceof Step.Timers timers) {
            return "timers " + format(timers.when()) + " " + timers.limit();
        } else if (step instanceof Step.Query query) {
            return "query " + format(query.bytes());
        } else if (step instanceof Step.Snapshot snapshot) {
            return "snapshot " + (snapshot.used() ? "used " : "fresh ") + snapshot.future();
        } else if (step instanceof Step.Mark mark) {
            return "mark " + mark.variant();
        } else if (step instanceof Step.Try attempt) {
            return "try " + attempt.variant() + " " + format(attempt.logged());
        } else if (step instanceof Step.Revert revert) {
            return "revert " + revert.variant() + " " + revert.depth();
        } else if (step instanceof Step.Rewind rewind) {
            return "rewind " + rewind.variant();
        } else {
            return "forget " + ((Step.Forget) step).variant();
        }
    }

    private static String format(Step.When when) {
        String nanos = when.toDeadline() && when.nanos() >= 0 ? "+" + when.nanos() : "" + when.nanos();
        return when.indexStep() + " " + (when.toDeadline() ? DEADLINE + nanos : nanos);
    }

    private static String format(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : HexFormat.of().formatHex(bytes);
    }
}
