package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults in an application in which no state comes twice, and in marks and limits, are caught; right variants are not. */
final class PlantedStatesTest {

    static Stream<Supplier<StateMachine>> rightOnes() {
        return Stream.of(Tally::new, Tally.Marked::new);
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void passesVariantsWithoutFault(Supplier<StateMachine> machines) {
        TestKitReport report =
                kit(Tally.Provided.right(), Tally.Provided.wrong(machines)).run();

        assertThat(report.reverts()).isPositive();
        assertThat(kit(Tally.Provided.wrong(machines)).run().restores()).isPositive();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "digest forgets",
                        (Supplier<StateMachine>) () -> new Tally() {
                            @Override
                            public long digest() {
                                return Digest64.mix(count);
                            }
                        },
                        Check.DIGEST),
                Arguments.of(
                        "digest forgets, revertible",
                        (Supplier<StateMachine>) () -> new Tally.Marked() {
                            @Override
                            public long digest() {
                                return Digest64.mix(count);
                            }
                        },
                        Check.DIGEST),
                Arguments.of(
                        "marks survive a restore",
                        (Supplier<StateMachine>) () -> new Tally.Marked() {
                            @Override
                            void forgetMarks() {
                                // This is the fault.
                            }
                        },
                        Check.REVERT),
                Arguments.of("numbers of marks are int", (Supplier<StateMachine>) IntMarks::new, Check.REVERT),
                Arguments.of(
                        "forgets up to marked points only",
                        (Supplier<StateMachine>) () -> new Tally.Marked() {
                            @Override
                            public void forgetBefore(long point) {
                                if (!marks.isEmpty() && point < marks.lastKey() && !marks.containsKey(point)) {
                                    throw new IllegalArgumentException("not marked: point=" + point);
                                }
                                super.forgetBefore(point);
                            }
                        },
                        Check.EXCEPTION));
    }

    /** With one variant alone, as if all had it alike. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isCaught(String fault, Supplier<StateMachine> machines, Check check) {
        TestKitFailure failure = fails(kit(Tally.Provided.wrong(machines)));

        assertThat(failure.check()).as(fault + ": " + failure.getMessage()).isEqualTo(check);
        assertThat(failure.variant()).startsWith("wrong");
        assertThat(failure.recording().size()).as(failure.getMessage()).isBetween(1, 8);
        TestKitFailure again = fails(kit(Tally.Provided.wrong(machines)).replay(failure.recording()));
        assertThat(again.check()).isEqualTo(check);
    }

    @Test
    void aClientWhoseIdIsCutToAnIntIsAnother() {
        TestKitFailure failure = fails(kit(Tally.Provided.right(), Tally.Provided.wrong(() -> new Tally() {
            @Override
            long client(long clientId) {
                return (int) clientId;
            }
        })));

        assertThat(failure.check()).isEqualTo(Check.REPLY);
        assertThat(failure.recording().size()).isEqualTo(1);
    }

    static Stream<List<StateMachineProvider>> threeVariants() {
        StateMachineProvider wrong = Tally.Provided.wrong(() -> new Tally() {
            @Override
            long client(long clientId) {
                return count == 37 ? 0 : clientId;
            }
        });
        StateMachineProvider one = new Tally.Provided("one", Tally::new);
        StateMachineProvider two = new Tally.Provided("two", Tally.Marked::new);
        return Stream.of(List.of(wrong, one, two), List.of(one, wrong, two), List.of(one, two, wrong));
    }

    @ParameterizedTest
    @MethodSource("threeVariants")
    void ofThreeTheOneThatTheOthersOutvoteIsNamed(List<StateMachineProvider> providers) {
        TestKitFailure failure = fails(kit(providers.toArray(new StateMachineProvider[0])));

        assertThat(failure.check()).isEqualTo(Check.REPLY);
        assertThat(failure.variant()).isEqualTo("wrong");
    }

    static Stream<Supplier<StateMachine>> faultsThatShowAlone() {
        return Stream.of(
                () -> new Tally() {
                    @Override
                    public long digest() {
                        return Digest64.mix(count);
                    }
                },
                () -> new Tally() {
                    @Override
                    public void writeSnapshot(OutputStream stream) throws IOException {
                        stream.write(ByteBuffer.allocate(16).putLong(count).array());
                    }
                });
    }

    /** The others are too few to outvote it, and it comes first. */
    @ParameterizedTest
    @MethodSource("faultsThatShowAlone")
    void ofTwoTheOneThatFailsAloneIsNamed(Supplier<StateMachine> machines) {
        TestKitFailure failure = fails(kit(Tally.Provided.wrong(machines), Tally.Provided.right()));

        assertThat(failure.variant()).as(failure.getMessage()).isEqualTo("wrong");
        assertThat(failure).hasMessageContaining("alone, 'wrong' fails as well: ");
    }

    @Test
    void ofTwoThatAreAsGoodNoneIsNamed() {
        TestKitFailure failure =
                fails(kit(threeVariants().findFirst().orElseThrow().get(0), Tally.Provided.right()));

        assertThat(failure.variant()).isEqualTo("one of: wrong, right");
        assertThat(failure).hasMessageContaining("variant: one of: wrong, right\n");
    }

    @Test
    void moreOutputThanANodeTakesIsCaughtUnlessItTakesMore() {
        StateMachineProvider large = Tally.Provided.wrong(() -> new Tally() {
            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                super.execute(context, input, outputs);
                outputs.event(1, new byte[count == 10 ? 262_144 - 16 - 8 - 16 : 0]);
                outputs.scheduleTimer(1, context.timestampNanos());
            }

            @Override
            public void onTimer(InputContext context, long timerId, Outputs outputs) {
                // It is there for its bytes.
            }
        });

        TestKitFailure failure = fails(kit(large));

        assertThat(failure.check()).isEqualTo(Check.OUTPUT_RULES);
        assertThat(failure.sequence()).isEqualTo(10);
        assertThat(failure).hasMessageContaining("bytes=262145, accepted: up to 262144");
        assertThat(fails(kit(large).outputBytes(1_000)))
                .hasMessageContaining("accepted: up to 1000")
                .hasMessageContaining(".outputBytes(1000)");
        assertThat(kit(large).outputBytes(262_145).run().inputs()).isEqualTo(4_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kit(large).outputBytes(63))
                .withMessageContaining("most=63");
    }

    static Stream<TextFormat> wrongFormats() {
        return Stream.of(
                new TextFormat() {
                    @Override
                    public String formatInput(ByteBuffer input) {
                        return "" + input.getLong();
                    }
                },
                new TextFormat() {
                    @Override
                    public String formatReply(ByteBuffer reply) {
                        return "" + reply.getLong();
                    }
                },
                new TextFormat() {
                    @Override
                    public String formatEvent(int type, ByteBuffer event) {
                        return "" + event.getLong();
                    }
                },
                new TextFormat() {
                    @Override
                    public String formatAnswer(ByteBuffer answer) {
                        return answer.remaining() == 8 ? "" + answer.getLong() : null;
                    }
                },
                new TextFormat() {
                    @Override
                    public String formatEventType(int type) {
                        return null;
                    }
                },
                new TextFormat() {
                    @Override
                    public Map<String, Object> eventFields(int type, ByteBuffer event) {
                        return Map.of("value", event.getLong());
                    }
                },
                new TextFormat() {
                    @Override
                    public Map<String, Object> eventFields(int type, ByteBuffer event) {
                        return Map.of("part", Map.of("value", 1.5));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("wrongFormats")
    void aTextFormatThatDoesNotStandAllBytesIsCaught(TextFormat format) {
        TestKitFailure failure = fails(kit(new Tally.Provided("wrong", Tally::new, format)));

        assertThat(failure.check()).as(failure.getMessage()).isEqualTo(Check.TEXT_FORMAT);
        assertThat(failure.variant()).isEqualTo("wrong");
        assertThat(failure.recording().size()).isEqualTo(1);
    }

    @Test
    void aTextFormatThatThrowsDoesNotHideAFailure() {
        TextFormat format = wrongFormats().findFirst().orElseThrow();
        TestKitFailure failure = fails(kit(new Tally.Provided(
                "wrong",
                () -> new Tally() {
                    @Override
                    long client(long clientId) {
                        throw new ArithmeticException("by zero");
                    }
                },
                format)));

        assertThat(failure.check()).isEqualTo(Check.EXCEPTION);
        assertThat(failure)
                .hasMessageContaining("by zero")
                .hasMessageContaining("as text: (its textFormat threw java.nio.BufferUnderflowException)\n");
    }

    private static StateMachineTestKit kit(StateMachineProvider... providers) {
        return StateMachineTestKit.of(providers)
                .inputs(() -> random -> random.bytes(random.below(7)))
                .count(4_000)
                .inThisProcessOnly();
    }

    private static TestKitFailure fails(StateMachineTestKit kit) {
        TestKitFailure failure = catchThrowableOfType(TestKitFailure.class, kit::run);
        assertThat(failure).as("the kit must find the fault").isNotNull();
        return failure;
    }

    /** Keeps marks by the lower half of their numbers. */
    private static final class IntMarks extends Tally.Marked {
        private final NavigableMap<Integer, long[]> byInt = new TreeMap<>();

        @Override
        void forgetMarks() {
            byInt.clear();
        }

        @Override
        public void mark(long point) {
            byInt.put((int) point, new long[] {count, length});
        }

        @Override
        public void revertTo(long point) {
            long[] marked = byInt.get((int) point);
            count = marked[0];
            length = marked[1];
            byInt.tailMap((int) point, false).clear();
        }

        @Override
        public void forgetBefore(long point) {
            byInt.headMap((int) point, false).clear();
        }
    }
}
