package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.TextFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ResultPrinterTest {

    private final StringWriter out = new StringWriter();
    private final ResultPrinter printer =
            new ResultPrinter(new PrintWriter(out), new ResultText(TextFormat.HEXADECIMAL, false));

    @Test
    void printsInTheOrderOfTheInputsWhateverIsAnsweredFirst() throws Exception {
        CompletableFuture<Result> first = new CompletableFuture<>();
        CompletableFuture<Result> second = new CompletableFuture<>();
        printer.add(first);
        printer.add(second);

        second.complete(result(8, new Result.Event(3, new byte[] {(byte) 0xff})));
        first.complete(result(7));

        assertThat(printer.finish()).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines()).containsExactly("7\t0102", "8\t0102\t3 ff");
    }

    @Test
    void aFailedInputHasItsLineAndTheWorstFailureDecides() throws Exception {
        printer.add(CompletableFuture.failedFuture(new IllegalArgumentException("not hexadecimal:\n'x'")));
        printer.add(CompletableFuture.completedFuture(result(1)));

        assertThat(printer.finish()).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString().lines()).containsExactly("error\tnot hexadecimal:; 'x'", "1\t0102");
    }

    @Test
    void writesTextAndBytesAsJson() {
        ResultText text = new ResultText(TextFormat.HEXADECIMAL, true);

        assertThat(text.line(result(7, new Result.Event(3, new byte[] {5}))))
                .isEqualTo("{\"requestNumber\":1,\"index\":2,\"sequence\":7,\"timestampNanos\":4,\"reply\":\"0102\","
                        + "\"replyHex\":\"0102\",\"events\":[{\"type\":3,\"text\":\"3 05\",\"hex\":\"05\"}]}");
        assertThat(text.answer(new byte[] {1})).isEqualTo("{\"answer\":\"01\",\"answerHex\":\"01\"}");
        assertThat(text.failure("a \"b\"")).isEqualTo("{\"error\":\"a \\\"b\\\"\"}");
    }

    private static Result result(long sequence, Result.Event... events) {
        return new Result(1, 2, sequence, 4, new byte[] {1, 2}, List.of(events));
    }
}
