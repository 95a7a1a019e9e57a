package io.dsfm.sample.matching.demo.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report as a page that holds all it needs in one file: data, styles, script, and the plotting library uPlot, which is
 * read from its webjar on the class path. It loads nothing.
 *
 * <p>Threading: pure but for reading resources.
 */
public final class HtmlReport {

    private static final String UPLOT_PROPERTIES = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final Pattern PLACE = Pattern.compile("/\\*@([a-z-]+)@\\*/");

    private HtmlReport() {}

    /** The whole page. */
    public static String format(DemoReport report) {
        String uplot = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
        Map<String, String> parts = Map.of(
                "uplot-css", resource(uplot + "uPlot.min.css"),
                "uplot-js", resource(uplot + "uPlot.iife.min.js"),
                "report-css", resource("report.css"),
                "report-js", resource("report.js"),
                "data", insideScript(JsonReport.compact(report)));
        Matcher places = PLACE.matcher(resource("report.html"));
        return places.replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }

    /** Nothing in the data may end the script element that holds it. */
    private static String insideScript(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String uplotVersion() {
        try (InputStream in = open(UPLOT_PROPERTIES)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a resource: name=" + UPLOT_PROPERTIES, e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a resource: name=" + name, e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = HtmlReport.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("a resource is missing on the class path: name=" + name);
        }
        return in;
    }
}
