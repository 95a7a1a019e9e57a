package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.chrono.JapaneseDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reader of compiled classes reads what compilers write, and the scan follows calls through it. */
final class ClassFileTest {

    @Test
    void readsEveryClassOfJavasCollectionsAndText() throws IOException {
        Path library = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java");
        int methods = 0;
        for (String folder : List.of("util", "text", "lang")) {
            try (Stream<Path> files = Files.walk(library.resolve(folder))) {
                for (Path file :
                        (Iterable<Path>) files.filter(path -> path.toString().endsWith(".class"))::iterator) {
                    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
                        methods += ClassFile.read(in).methods().size();
                    }
                }
            }
        }
        assertThat(methods).isGreaterThan(10_000);
    }

    @Test
    void findsTheUsesOfAMethodInTheirOrder() throws IOException {
        try (InputStream in = ClassFileTest.class.getResourceAsStream("ClassFileTest$Switches.class")) {
            ClassFile file = ClassFile.read(in);

            assertThat(file.name()).isEqualTo(Switches.class.getName());
            assertThat(file.methods().stream()
                            .filter(method -> method.name().equals("choose"))
                            .flatMap(method -> method.references().stream())
                            .map(ClassFile.Reference::toString))
                    .containsSubsequence(
                            "java.lang.Math.abs",
                            "java.lang.System.nanoTime",
                            "java.lang.Math.floorMod",
                            "java.lang.Long.hashCode");
        }
    }

    @Test
    void seesAClockBehindSwitchesLambdasInterfacesAndStaticBlocks() {
        assertThat(scan(ThroughSwitch.class, List.of()))
                .extracting(CodeScan.Finding::check)
                .containsExactly(Check.CLOCK);
        assertThat(scan(ThroughLambda.class, List.of()))
                .extracting(CodeScan.Finding::check)
                .containsExactly(Check.CLOCK);
        assertThat(scan(ThroughStaticBlock.class, List.of()))
                .extracting(CodeScan.Finding::check)
                .containsExactly(Check.CLOCK);
    }

    @Test
    void doesNotSeeWhatIsAllowedOrHasASeed() {
        assertThat(scan(ThroughSwitch.class, List.of("java.lang.System.nanoTime")))
                .isEmpty();
        assertThat(scan(Seeded.class, List.of())).isEmpty();
        assertThat(scan(Lease.class, List.of())).isEmpty();
    }

    @Test
    void aDateByAClockThatStandsStillIsNotOneByTheMachinesClock() {
        assertThat(scan(ByFixedClock.class, List.of())).isEmpty();
        assertThat(scan(ByZone.class, List.of()))
                .extracting(CodeScan.Finding::check)
                .containsExactly(Check.CLOCK);
    }

    private static List<CodeScan.Finding> scan(Class<?> machine, List<String> allowed) {
        return CodeScan.scan(Object.class, machine, allowed);
    }

    /** Instructions of variable length, with uses before, inside and behind them. */
    static final class Switches {
        static long choose(int value, String text) {
            long wide = Math.abs(value);
            wide += switch (value) {
                case 1, 2, 3, 4 -> System.nanoTime();
                case 5 -> 7;
                default -> 0;
            };
            wide += switch (text.toLowerCase(Locale.ROOT)) {
                case "one" -> Math.floorMod(value, 3);
                case "hundred" -> 100;
                default -> -1;
            };
            return Long.hashCode(wide);
        }

        private Switches() {}
    }

    /** Calls the switches. */
    static final class ThroughSwitch extends Lease {
        @Override
        byte[] names() {
            return Switches.choose(holders.size(), "one") == 0 ? new byte[0] : super.names();
        }
    }

    /** Hands the clock over as a method reference. */
    static final class ThroughLambda extends Lease {
        private final LongSupplier clock = System::nanoTime;

        @Override
        byte[] names() {
            return clock.getAsLong() == 0 ? new byte[0] : super.names();
        }
    }

    /** Reads the clock when a class is initialized. */
    static final class ThroughStaticBlock extends Lease {

        private static final class Started {
            static final long AT = System.currentTimeMillis();
        }

        @Override
        byte[] names() {
            return Started.AT == 0 ? new byte[0] : super.names();
        }
    }

    /** The calendar day of the log's time, by a clock that is given the time. */
    static final class ByFixedClock extends Lease {
        @Override
        void take(InputContext context, int name, int seconds, Outputs outputs) {
            Clock clock = Clock.fixed(Instant.ofEpochSecond(0, context.timestampNanos()), ZoneOffset.UTC);
            Clock minutes = Clock.tick(clock, Duration.ofMinutes(1));
            int day = LocalDate.now(minutes).getDayOfYear()
                    + JapaneseDate.now(clock).lengthOfYear();
            super.take(context, name, day == 0 ? 0 : seconds, outputs);
        }
    }

    /** The calendar day of the machine's time in a zone. */
    static final class ByZone extends Lease {
        @Override
        byte[] names() {
            return LocalDate.now(ZoneOffset.UTC).getDayOfYear() == 0 ? new byte[0] : super.names();
        }
    }

    /** Random numbers that the state determines. */
    static final class Seeded extends Lease {
        @Override
        byte[] names() {
            return new Random(granted).nextInt() == 0 ? new byte[0] : super.names();
        }
    }
}
