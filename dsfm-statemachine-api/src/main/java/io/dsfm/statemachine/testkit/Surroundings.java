package io.dsfm.statemachine.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a process that must have no influence on a state machine; an empty one is as in this process.
 *
 * @param locale a language and country, such as {@code tr-TR}
 * @param timeZone its id
 * @param charset its name
 * @param identityHashes how identity hash codes are made, a number that OpenJDK's option {@code hashCode} accepts
 */
record Surroundings(String locale, String timeZone, String charset, String identityHashes) {

    /** As in this process. */
    static final Surroundings SAME = new Surroundings("", "", "", "");

    /**
     * Upper and lower case of i are others, days begin at other times, only ASCII can be encoded, and all identity hash
     * codes are equal.
     */
    static final Surroundings TURKISH = new Surroundings("tr-TR", "Pacific/Chatham", "US-ASCII", "2");

    /** Digits, decimal points and the calendar are others; a charset of one byte; identity hash codes count up. */
    static final Surroundings PERSIAN = new Surroundings("fa-IR", "America/St_Johns", "ISO-8859-1", "3");

    Surroundings localeOnly() {
        return new Surroundings(locale, "", "", "");
    }

    Surroundings timeZoneOnly() {
        return new Surroundings("", timeZone, "", "");
    }

    Surroundings charsetOnly() {
        return new Surroundings("", "", charset, "");
    }

    Surroundings hashModeOnly() {
        return new Surroundings("", "", "", identityHashes);
    }

    /** The options of a Java process in these surroundings. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        if (!locale.isEmpty()) {
            String[] parts = locale.split("-", -1);
            options.add("-Duser.language=" + parts[0]);
            options.add("-Duser.country=" + parts[1]);
        }
        if (!timeZone.isEmpty()) {
            options.add("-Duser.timezone=" + timeZone);
        }
        if (!charset.isEmpty()) {
            options.add("-Dfile.encoding=" + charset);
        }
        if (!identityHashes.isEmpty()) {
            options.add("-XX:+UnlockExperimentalVMOptions");
            options.add("-XX:hashCode=" + identityHashes);
        }
        return options;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, "locale ", locale);
        add(parts, "time zone ", timeZone);
        add(parts, "charset ", charset);
        add(parts, "identity hash codes of mode ", identityHashes);
        return parts.isEmpty() ? "the same settings" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, String value) {
        if (!value.isEmpty()) {
            parts.add(name + value);
        }
    }
}
