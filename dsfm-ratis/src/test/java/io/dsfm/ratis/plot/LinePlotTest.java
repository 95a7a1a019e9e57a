package io.dsfm.ratis.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class LinePlotTest {

    private static final Series.Look SOLID = new Series.Look("#0072b2", false, true, true);
    private static final Series.Look DASHED = new Series.Look("#6b7280", true, true, true);

    @Test
    void drawsALineAndMarksForEachSeriesAndNamesIt() throws Exception {
        List<Series> series = List.of(
                new Series(
                        "a < b",
                        SOLID,
                        List.of(
                                new Series.Point(500, 1, "low", false),
                                new Series.Point(1_000, 20, "high & late", true))),
                new Series("other", DASHED, List.of(new Series.Point(500, 3, "lone", false))),
                new Series("not there", DASHED, List.of()));

        Document svg = parse(LinePlot.draw(
                "title",
                Axis.logarithmic("rate", List.of(500.0, 1_000.0)),
                Axis.logarithmic("ms", List.of(1.0, 20.0)),
                series));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("circle")
                        .item(1)
                        .getAttributes()
                        .getNamedItem("fill")
                        .getNodeValue())
                .isEqualTo("white");
        assertThat(svg.getElementsByTagName("title").item(1).getTextContent()).isEqualTo("high & late");
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("title", "rate", "ms", "a < b", "other")
                .doesNotContain("not there");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
