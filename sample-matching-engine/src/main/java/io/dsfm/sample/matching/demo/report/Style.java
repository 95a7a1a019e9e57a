package io.dsfm.sample.matching.demo.report;

/**
 * How text for a terminal is coloured, or is not: off a terminal, all methods give the text as it is.
 *
 * @param coloured whether the output understands ANSI escapes
 */
public record Style(boolean coloured) {

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("1;31", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String soft(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
