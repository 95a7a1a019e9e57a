package io.dsfm.sample.matching.demo.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.sample.matching.demo.load.OrderEntry;
import io.dsfm.sample.matching.demo.load.Outstanding;
import io.dsfm.sample.matching.demo.load.Outstanding.Input;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientProcessTest {

    private static final int ORDERS = 500;

    @TempDir
    Path directory;

    private final Answers answers = new Answers();

    @Test
    void whatIsInThePipeWhenTheProcessDiesHasComeAndNothingElse() throws Exception {
        try (ClientProcess process = scripted(ORDERS, false)) {
            process.resume(Outstanding.NONE);
            // Nothing but the first result is taken from the pipe before the process is gone.
            answers.goOn = ProcessHandle.of(process.pid()).orElseThrow().onExit();
            submit(process, ORDERS + 1);
            await(directory.resolve("told"));

            process.kill();

            assertThat(answers.settled).containsExactlyElementsOf(upTo(ORDERS));
            assertThat(answers.ends).isEmpty();
        }
    }

    @Test
    void itsNextLifeIsToldWhatHasNoResult() throws Exception {
        try (ClientProcess process = scripted(0, false)) {
            process.resume(Outstanding.NONE);
            process.kill();

            process.resume(new Outstanding(List.of(new Input(4, new byte[1]), new Input(6, new byte[2])), 31));

            assertThat(directory.resolve("resumed")).hasContent("at 31 with [4, 6]");
        }
    }

    @Test
    void anEndThatNobodyAskedForIsToldAndWhatIsSubmittedThenFails() throws Exception {
        try (ClientProcess process = scripted(1, true)) {
            process.resume(Outstanding.NONE);
            process.submit(1, new byte[1]);
            answers.ended.get();

            process.submit(2, new byte[1]);

            assertThat(answers.settled).containsExactly(1L);
            assertThat(answers.ends).hasSize(1);
            assertThat(answers.failed).containsExactly(2L);
            assertThat(process.ownEnd())
                    .hasValueSatisfying(end -> assertThat(end).contains("process ended"));
            ProcessHandle.of(process.pid()).map(ProcessHandle::onExit).ifPresent(CompletableFuture::join);
            assertThatThrownBy(process::kill)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exitStatus=0");
        }
    }

    @Test
    void theProgramEndsWhenItsStandardInputDoesAlthoughItWaitsForTheGroup() throws Exception {
        ClientOptions options =
                new ClientOptions(List.of(new HostPort("127.0.0.1", 1)), "", 1, 16, Duration.ofHours(1));
        Process process = new ProcessBuilder(
                        ClientProcess.command(TetheredClient.class, TetheredClient.arguments(options)))
                .redirectError(directory.resolve("log").toFile())
                .start();
        try {
            Frame resume = new Frame(Frame.Kind.RESUME, 1, new byte[Integer.BYTES]);
            process.getOutputStream().write(resume.encode());

            process.getOutputStream().close();

            assertThat(process.waitFor()).isEqualTo(137);
            assertThat(process.getInputStream().readAllBytes()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void itsOptionsSurviveTheCommandLine() {
        ClientOptions options = new ClientOptions(
                List.of(new HostPort("127.0.0.1", 1), new HostPort("::1", 2)), "", 7, 16, Duration.ofMillis(1_500));

        assertThat(TetheredClient.options(TetheredClient.arguments(options))).isEqualTo(options);
    }

    private ClientProcess scripted(int results, boolean ends) {
        List<String> arguments = List.of(Integer.toString(results), Boolean.toString(ends), directory.toString());
        return new ClientProcess(
                ClientProcess.command(ScriptedClient.class, arguments),
                directory.resolve("log"),
                Duration.ofSeconds(30),
                answers);
    }

    private static void submit(ClientProcess process, int count) {
        for (int i = 1; i <= count; i++) {
            process.submit(i, new byte[10]);
        }
    }

    private static List<Long> upTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Writes down what is heard, and can be made to wait over the first result. */
    private static final class Answers implements OrderEntry.Receiver {
        final List<Long> settled = Collections.synchronizedList(new ArrayList<>());
        final List<Long> failed = Collections.synchronizedList(new ArrayList<>());
        final List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
        final CompletableFuture<Throwable> ended = new CompletableFuture<>();
        volatile CompletableFuture<?> goOn = CompletableFuture.completedFuture(null);

        @Override
        public void onReleased(long requestNumber, Result result) {
            throw new IllegalStateException("the script has none of these");
        }

        @Override
        public void onSettled(long requestNumber, Result result) {
            goOn.join();
            assertThat(result).usingRecursiveComparison().isEqualTo(ScriptedClient.result(requestNumber));
            settled.add(requestNumber);
        }

        @Override
        public void onFailed(long requestNumber, Throwable cause) {
            failed.add(requestNumber);
        }

        @Override
        public void onEnded(Throwable cause) {
            ends.add(cause);
            ended.complete(cause);
        }
    }
}
