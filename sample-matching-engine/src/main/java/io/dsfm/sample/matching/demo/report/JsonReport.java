package io.dsfm.sample.matching.demo.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * A report as JSON, for programs.
 *
 * <p>Threading: pure functions.
 */
public final class JsonReport {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() {}

    /** The report in lines. */
    public static String format(DemoReport report) {
        return write(report, true) + "\n";
    }

    /** The report in one line. */
    static String compact(DemoReport report) {
        return write(report, false);
    }

    private static String write(DemoReport report, boolean indented) {
        try {
            return (indented ? MAPPER.writer(SerializationFeature.INDENT_OUTPUT) : MAPPER.writer())
                    .writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that JSON cannot hold: " + e.getOriginalMessage(), e);
        }
    }
}
