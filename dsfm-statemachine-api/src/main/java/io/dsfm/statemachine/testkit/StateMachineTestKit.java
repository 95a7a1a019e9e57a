package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Proves of the variants of an application that each keeps the contract of {@link io.dsfm.statemachine.StateMachine}, and
 * that all of them are one: feeds all of them one stream of inputs, and checks after every input. See the
 * package for what is checked, and for an example.
 *
 * <pre>{@code
 * TestKitReport report = StateMachineTestKit.of(new PlainProvider(), new FastProvider())
 *         .inputs(() -> random -> new Add(random.below(100)).encode())
 *         .queries(() -> random -> new Total().encode())
 *         .rejections(reply -> reply[0] != 0)
 *         .seed(7)
 *         .count(1_000_000)
 *         .run();
 * assertThat(report.timerFirings()).isPositive();
 * }</pre>
 *
 * <p>Threading: one thread configures and runs it. The machines are called by that thread.
 *
 * <p>Failure: {@link #run} throws {@link TestKitFailure}. A configuration that makes no sense is refused with {@link
 * IllegalArgumentException}, which names the value.
 */
public final class StateMachineTestKit {

    private static final long DEFAULT_COUNT = 10_000;
    private static final int DEFAULT_OUTPUT_BYTES = 256 * 1024;
    /** The least and the most that a node can be configured to take. */
    private static final int LEAST_OUTPUT_BYTES = 64;

    private static final int MOST_OUTPUT_BYTES = 16 << 20;

    private final List<StateMachineProvider> providers;
    private final String discovered;
    private Supplier<? extends InputSource> inputs = () -> random -> random.bytes(random.below(64));
    private Supplier<? extends InputSource> queries = () -> random -> null;
    private Predicate<byte[]> isRejection = LogRunner.NO_REJECTIONS;
    private Recording recording = Recording.of();
    private String repeatedBy = "";
    private final List<String> allowed = new ArrayList<>();
    private boolean isInThisProcessOnly;
    private long seed = 1;
    private long count = DEFAULT_COUNT;
    private int outputBytes = DEFAULT_OUTPUT_BYTES;

    private StateMachineTestKit(List<StateMachineProvider> providers, String discovered) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("no variant to test"
                    + (discovered.isEmpty()
                            ? ""
                            : ": none of '" + discovered + "' is listed in META-INF/services on the class path"));
        }
        this.providers = List.copyOf(providers);
        this.discovered = discovered;
    }

    /** Tests these variants; one alone is compared with itself. */
    public static StateMachineTestKit of(StateMachineProvider... providers) {
        return new StateMachineTestKit(List.of(providers), "");
    }

    /** Tests all variants of an application that {@link ServiceLoader} finds, in the order of their names. */
    public static StateMachineTestKit discover(String application) {
        List<StateMachineProvider> found = ServiceLoader.load(StateMachineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.application().equals(application))
                .sorted(Comparator.comparing(StateMachineProvider::variant))
                .toList();
        return new StateMachineTestKit(found, application);
    }

    /**
     * Takes the inputs from these sources; random bytes by default. A run creates several sources, to make the same
     * inputs again, so that {@code sources} gives a new one for every call, in the same state.
     */
    public StateMachineTestKit inputs(Supplier<? extends InputSource> sources) {
        inputs = sources;
        return this;
    }

    /**
     * Takes the queries from these sources, in the same way. The kit changes some of them, as it does inputs. By default,
     * and when a source has no more, queries are changed inputs.
     */
    public StateMachineTestKit queries(Supplier<? extends InputSource> sources) {
        queries = sources;
        return this;
    }

    /** Repeats another run with another seed; 1 by default. */
    public StateMachineTestKit seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /**
     * Executes so many inputs, if the source has them; 10,000 by default. In the last tenth of them every second one is
     * malformed.
     */
    public StateMachineTestKit count(long newCount) {
        if (newCount < 1) {
            throw new IllegalArgumentException("nothing to execute: count=" + newCount + ", accepted: from 1");
        }
        count = newCount;
        return this;
    }

    /**
     * Fails a variant that gives more bytes than these for one input: reply, events with 8 bytes for each, 17 for each timer
     * scheduled and 9 for each cancelled. By default 262,144, as a node's configuration has {@code limits.output-bytes}.
     *
     * @param most from 64 to 16,777,216
     */
    public StateMachineTestKit outputBytes(int most) {
        if (most < LEAST_OUTPUT_BYTES || most > MOST_OUTPUT_BYTES) {
            throw new IllegalArgumentException("no limit that a node can have: most=" + most + ", accepted: "
                    + LEAST_OUTPUT_BYTES + " to " + MOST_OUTPUT_BYTES);
        }
        outputBytes = most;
        return this;
    }

    /** Does what was recorded, step by step, in place of inputs from a source. */
    public StateMachineTestKit replay(Recording newRecording) {
        recording = newRecording;
        return this;
    }

    /**
     * Checks that the state is left unchanged by each input whose reply is a rejection.
     *
     * @param newIsRejection whether a reply's bytes are a rejection
     */
    public StateMachineTestKit rejections(Predicate<byte[]> newIsRejection) {
        isRejection = newIsRejection;
        return this;
    }

    /**
     * Allows what is otherwise found in the code of a variant, such as {@code java.lang.System.nanoTime}, or everything
     * that a class or package does, such as {@code org.slf4j}. Say in the test why it has no influence.
     *
     * @param prefix of the name of what calls or of what is called
     */
    public StateMachineTestKit allow(String prefix) {
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("everything would be allowed: prefix='" + prefix + "'");
        }
        allowed.add(prefix);
        return this;
    }

    /**
     * Runs nothing in other processes: faster, for a first try, and for providers that no other process finds by their
     * names. Then locale, time zone and charset are not checked, and files and threads in the code alone.
     */
    public StateMachineTestKit inThisProcessOnly() {
        isInThisProcessOnly = true;
        return this;
    }

    /** Adds to a failure's message the command line that repeats the test, which only its author knows. */
    public StateMachineTestKit repeatedBy(String commandLine) {
        repeatedBy = commandLine;
        return this;
    }

    /**
     * Executes everything and checks it.
     *
     * @return what was checked
     * @throws TestKitFailure if a variant does not keep the contract
     */
    public TestKitReport run() {
        List<Variant> variants = new ArrayList<>();
        for (StateMachineProvider provider : providers) {
            variants.add(new Variant(String.valueOf(provider.variant()), provider, outputBytes));
        }
        if (variants.size() == 1) {
            variants.add(new Variant(variants.get(0).name() + "/again", providers.get(0), outputBytes));
        }
        List<String> names = variants.stream().map(Variant::name).toList();
        StepSource.Plan plan = new StepSource.Plan(names, inputs, queries, seed, count);
        FailureText text = new FailureText(
                providers,
                discovered,
                repeatedBy,
                settings(),
                recording.size() > 0 ? "" : "seed(" + seed + ").count(" + count + ")");
        Run.Options options = new Run.Options(plan, recording, List.copyOf(allowed), isInThisProcessOnly);
        return new Run(providers, new Trial(variants, isRejection), options, text).execute();
    }

    /** What a failing stream depends on besides the variants. */
    private String settings() {
        StringBuilder settings = new StringBuilder();
        allowed.forEach(prefix -> settings.append(".allow(\"").append(prefix).append("\")"));
        if (outputBytes != DEFAULT_OUTPUT_BYTES) {
            settings.append(".outputBytes(").append(outputBytes).append(")");
        }
        if (isInThisProcessOnly) {
            settings.append(".inThisProcessOnly()");
        }
        return settings.toString();
    }
}
