package io.dsfm.sample.matching.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    @Test
    void holdsThePlottingLibraryAndThePlots() {
        String html = HtmlReport.format(SampleReport.of(SampleReport.CLEAN, List.of()));

        assertThat(html).contains("uPlot=function", ".uplot", "new uPlot(");
        assertThat(html).contains("id=\"latency\"", "id=\"throughput\"", "id=\"percentiles\"", "id=\"wins\"");
        assertThat(html).doesNotContain("/*@");
    }

    @Test
    void loadsNothingFromElsewhere() {
        String html = HtmlReport.format(SampleReport.of(SampleReport.CLEAN, List.of()));

        assertThat(html).doesNotContainPattern(Pattern.compile("(src|href)\\s*=", Pattern.CASE_INSENSITIVE));
        assertThat(html).doesNotContain("@import", "url(", "fetch(", "XMLHttpRequest");
    }

    @Test
    void holdsDataThatCannotEndItsScript() throws Exception {
        String html = HtmlReport.format(SampleReport.of(SampleReport.CLEAN, List.of("</script><b>'\"$1\\")));

        String data = html.substring(html.indexOf("id=\"data\">") + "id=\"data\">".length());
        JsonNode json = new ObjectMapper().readTree(data.substring(0, data.indexOf("</script>")));
        assertThat(json.get("findings").get(0).asText()).isEqualTo("</script><b>'\"$1\\");
    }
}
