package io.dsfm.ratis.core;

import io.dsfm.ratis.core.sim.Rules;
import io.dsfm.ratis.core.sim.Rules.Weather;
import io.dsfm.statemachine.StateMachine;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rules with one line wrong, by what is wrong: the simulation must find each. */
public final class PlantedRules {

    private PlantedRules() {}

    /** All of them. */
    public static Map<String, Rules> all() {
        Map<String, Rules> all = new LinkedHashMap<>();
        all.put("a vote asks for nothing but Raft's own rule", votes(rule -> new VoteRule(rule) {
            @Override
            public Verdict decide(long appliedIndex, EntryId lastLog) {
                return Verdict.GRANTED;
            }
        }));
        all.put(
                "a candidate need not have executed its own log",
                votes(rule -> new VoteRule(rule) {
                            @Override
                            boolean hasExecuted(long executed, EntryId lastLog) {
                                return true;
                            }
                        })
                        .in(Weather.STORM));
        all.put(
                "the watermark goes down",
                votes(rule -> new VoteRule(rule) {
                            @Override
                            boolean isHigher(Watermark known, Watermark present) {
                                return true;
                            }
                        })
                        .in(Weather.BAD_DISKS));
        all.put(
                "the watermark is forgotten where a node is stopped",
                new Rules() {
                    @Override
                    public VoteRule cleanVotes(Watermark known) {
                        return VoteRule.clean(Watermark.NONE);
                    }
                }.in(Weather.BAD_DISKS));
        all.put(
                "a demand that is void is learnt again",
                votes(rule -> new VoteRule(rule) {
                            @Override
                            boolean isVoid(Watermark known) {
                                return false;
                            }
                        })
                        .in(Weather.AMNESIA));
        all.put(
                "a recovering node votes as if it had forgotten nothing",
                new Rules() {
                    @Override
                    public VoteRule uncleanVotes() {
                        return VoteRule.clean(Watermark.NONE);
                    }
                }.in(Weather.AMNESIA));
        all.put(
                "a node forgets the word that it wrote down",
                new Rules() {
                    @Override
                    public VoteRule uncleanVotes(EntryId lastReported) {
                        return VoteRule.uncleanWithRecord(EntryId.NONE);
                    }
                }.in(Weather.AMNESIA));
        all.put(
                "a recovering node writes down only what it has now",
                votes(rule -> new VoteRule(rule) {
                            @Override
                            public EntryId toRecord(EntryId word) {
                                return word;
                            }
                        })
                        .in(Weather.AMNESIA));
        all.put(
                "a recovering node stands",
                votes(rule -> new VoteRule(rule) {
                            @Override
                            public long standing(long appliedIndex, EntryId ownLast) {
                                return appliedIndex;
                            }
                        })
                        .in(Weather.AMNESIA));
        addRelease(all);
        addExecution(all);
        addStates(all);
        addQueries(all);
        return all;
    }

    private static void addRelease(Map<String, Rules> all) {
        all.put("a minority covers", new Rules() {
            @Override
            public CoverTracker cover(int nodes, int self) {
                return new CoverTracker(nodes, self) {
                    @Override
                    int majority() {
                        return super.majority() - 1;
                    }
                };
            }
        });
        all.put(
                "an entry of an older term is covered by itself",
                new Rules() {
                    @Override
                    public CoverTracker cover(int nodes, int self) {
                        return new CoverTracker(nodes, self) {
                            @Override
                            boolean counts(EntryId lastExecuted) {
                                return true;
                            }
                        };
                    }
                }.in(Weather.STORM));
        all.put("results leave out of order", gates(effects -> new ReleaseGate(effects) {
            @Override
            @Nullable
            Held next(ArrayDeque<Held> inOrder) {
                return inOrder.peekLast();
            }
        }));
        all.put("provisional results are never confirmed", gates(effects -> new ReleaseGate(effects) {
            @Override
            void settle(Held held) {}
        }));
        all.put("the stream shows what may be taken back", gates(effects -> new ReleaseGate(effects) {
            @Override
            boolean isCommitted(Outcome outcome) {
                return true;
            }
        }));
        all.put("the gate forgets a cut", gates(effects -> new ReleaseGate(effects) {
            @Override
            public long onTruncated(long toIndex) {
                return super.onTruncated(Long.MAX_VALUE);
            }
        }));
        all.put("a leader shows provisional results without a lease", gates(effects -> new ReleaseGate(effects) {
            @Override
            boolean mayLeaveEarly() {
                return isLeader();
            }
        }));
    }

    private static void addExecution(Map<String, Rules> all) {
        all.put("what was executed before a cut leaves again after it", new Rules() {
            @Override
            public Arbiter arbiter(int instances, ReleasePolicy policy, ArbiterEffects effects) {
                return new Arbiter(instances, 512, policy, DisputePolicy.HALT, effects) {
                    @Override
                    boolean isCut(int instance, Outcome outcome) {
                        return false;
                    }
                };
            }
        });
        all.put("an instance alone is believed where agreement is asked for", new Rules() {
            @Override
            public Arbiter arbiter(int instances, ReleasePolicy policy, ArbiterEffects effects) {
                return super.arbiter(instances, ReleasePolicy.EARLIEST, effects);
            }
        });
        all.put("a cut that brings no entry is not seen", new Rules() {
            @Override
            public Tail tail() {
                return new Tail() {
                    @Override
                    long held(long limit, LongUnaryOperator termAt) {
                        return limit;
                    }
                };
            }
        });
        all.put("the way back forgets a session", new Rules() {
            @Override
            public Replica replica(StateMachine machine) {
                UndoLog undo = new UndoLog();
                return new Replica(machine, 1 << 10, undo, new SessionTable(undo) {
                    @Override
                    void recordTouched(Session session) {}
                });
            }
        });
    }

    private static void addStates(Map<String, Rules> all) {
        all.put(
                "a new leader does not ask what became of what it has executed",
                new Rules() {
                    @Override
                    public boolean asksLogAsLeader() {
                        return false;
                    }
                }.in(Weather.STORM));
        all.put("what comes in while a snapshot is loaded is forgotten", new Rules() {
            @Override
            public boolean readsLogAfterLoading() {
                return false;
            }
        });
        all.put("what waits leaves as committed while a snapshot is loaded", new Rules() {
            @Override
            public boolean holdsWhileLoading() {
                return false;
            }
        });
        all.put(
                "a log with nothing behind its snapshot ends nowhere",
                new Rules() {
                    @Override
                    public EntryId endOfEmptyLog(EntryId snapshot) {
                        return EntryId.NONE;
                    }
                }.in(Weather.BAD_DISKS));
        all.put(
                "a node that is stopped before it has flushed says that it forgot nothing",
                new Rules() {
                    @Override
                    public boolean leavesNote(boolean isFlushed) {
                        return true;
                    }
                }.in(Weather.AMNESIA));
        all.put("a snapshot keeps what was cut", new Rules() {
            @Override
            public boolean discardsCutSnapshots() {
                return false;
            }
        });
    }

    private static void addQueries(Map<String, Rules> all) {
        all.put("a node that does not lead answers queries", new Rules() {
            @Override
            public boolean asksLeaderAlone() {
                return false;
            }
        });
        all.put("a query sees what is committed, and not what is covered", new Rules() {
            @Override
            public long indexToAskAt(long committedIndex, long releasedIndex) {
                return committedIndex;
            }
        });
        all.put("an answer is shown that was given from what was cut", new Rules() {
            @Override
            public boolean failsCutAnswers() {
                return false;
            }
        });
    }

    private static Rules votes(UnaryOperator<VoteRule> wrong) {
        return new Rules() {
            @Override
            public VoteRule cleanVotes(Watermark known) {
                return wrong.apply(super.cleanVotes(known));
            }

            @Override
            public VoteRule uncleanVotes() {
                return wrong.apply(super.uncleanVotes());
            }

            @Override
            public VoteRule uncleanVotes(EntryId lastReported) {
                return wrong.apply(super.uncleanVotes(lastReported));
            }
        };
    }

    private interface WrongGate {
        ReleaseGate make(ReleaseEffects effects);
    }

    private static Rules gates(WrongGate wrong) {
        return new Rules() {
            @Override
            public ReleaseGate gate(ReleaseEffects effects) {
                return wrong.make(effects);
            }
        };
    }
}
