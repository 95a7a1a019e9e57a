package io.dsfm.maelstrom.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One small history for each thing that must not happen, and those that look like it and may. */
final class PlantedHistoriesTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        lin-kv | stale read       | is not linearizable | 1-2 p0 write [1,1]; 3-4 p0 write [1,2]; 5-6 p1 read [1,null] => [1,1]
        lin-kv | missing          | is not linearizable | 1-2 p0 write [1,1]; 3-4 p1 read [1,null]
        lin-kv | lost update      | is not linearizable | 1-2 p0 write [1,0]; 3-4 p0 cas [1,[0,1]]; 5-6 p1 cas [1,[0,2]]
        lin-kv | dirty read       | is not linearizable | 1!2 p0 write [1,5]; 3-4 p1 read [1,null] => [1,5]
        lin-kv | from nowhere     | is not linearizable | 1-2 p1 read [1,null] => [1,5]
        lin-kv | phantom          | phantom             | 1-2 p0 write [1,4]; 3-4 p1 read [1,null] => [1,5]
        lin-kv | from the future  | is not linearizable | 1-2 p1 read [1,null] => [1,5]; 3-4 p0 write [1,5]
        lin-kv | wrong cas        | is not linearizable | 1-2 p0 write [1,1]; 3-4 p1 cas [1,[2,3]]
        lin-kv | failed cas seen  | is not linearizable | 1-2 p0 write [1,1]; 3!4 p1 cas [1,[1,3]]; 5-6 p0 read [1,null] => [1,3]
        lin-kv | seen then unseen | is not linearizable | 1-2 p0 write [1,1]; 3?4 p1 write [1,2]; 5-6 p2 read [1,null] => [1,2]; 7-8 p2 read [1,null] => [1,1]
        lin-kv | twice            | is not linearizable | 1-2 p0 write [1,1]; 3?4 p1 cas [1,[1,2]]; 5-6 p0 read [1,null] => [1,2]; 7-8 p0 write [1,1]; 9-10 p2 read [1,null] => [1,2]
        lin-kv | two leaders      | is not linearizable | 1-8 p0 write [1,1]; 2-9 p1 write [1,2]; 3-4 p2 read [1,null] => [1,1]; 5-6 p3 read [1,null] => [1,2]; 7-10 p2 read [1,null] => [1,1]; 11-12 p3 read [1,null] => [1,2]; 13-14 p2 read [1,null] => [1,1]
        lin-kv | other key        | key 2               | 1-2 p0 write [1,1]; 3-4 p0 write [2,7]; 5-6 p1 read [2,null] => [2,1]
        txn-list-append | aborted read       | G1a         | 1!2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null]] => [["r",1,[1]]]
        txn-list-append | intermediate read  | G1b         | 1-4 p0 txn [["append",1,1],["append",1,2]]; 2-3 p1 txn [["r",1,null]] => [["r",1,[1]]]; 5-6 p1 txn [["r",1,null]] => [["r",1,[1,2]]]
        txn-list-append | circular reads     | G1c         | 1-3 p0 txn [["append",1,1],["r",2,null]] => [["append",1,1],["r",2,[2]]]; 2-4 p1 txn [["append",2,2],["r",1,null]] => [["append",2,2],["r",1,[1]]]
        txn-list-append | circular writes    | G0          | 1-3 p0 txn [["append",1,1],["append",2,1]]; 2-4 p1 txn [["append",1,2],["append",2,2]]; 5-6 p2 txn [["r",1,null],["r",2,null]] => [["r",1,[1,2]],["r",2,[2,1]]]
        txn-list-append | skewed read        | G-single    | 1-5 p0 txn [["append",1,1],["append",2,1]]; 2-4 p1 txn [["r",1,null],["r",2,null]] => [["r",1,[1]],["r",2,null]]; 6-7 p1 txn [["r",2,null]] => [["r",2,[1]]]
        txn-list-append | half of unanswered  | G-single    | 2?5 p0 txn [["append",1,1],["append",2,2]]; 3-4 p1 txn [["r",1,null],["r",2,null]] => [["r",1,null],["r",2,[2]]]
        txn-list-append | write skew         | G2          | 1-3 p0 txn [["r",1,null],["append",2,1]] => [["r",1,null],["append",2,1]]; 2-4 p1 txn [["r",2,null],["append",1,2]] => [["r",2,null],["append",1,2]]
        txn-list-append | stale read         | realtime    | 1-2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null]]
        txn-list-append | lost append        | realtime    | 1-2 p0 txn [["append",1,1]]; 3-4 p0 txn [["append",1,2]]; 5-6 p1 txn [["r",1,null]] => [["r",1,[2]]]
        txn-list-append | order of two       | realtime    | 1-2 p0 txn [["append",1,1]]; 3-4 p0 txn [["append",1,2]]; 5-6 p1 txn [["r",1,null]] => [["r",1,[2,1]]]
        txn-list-append | two orders         | incompatible| 1-5 p0 txn [["append",1,1]]; 2-6 p1 txn [["append",1,2]]; 7-8 p2 txn [["r",1,null]] => [["r",1,[1,2]]]; 9-10 p2 txn [["r",1,null]] => [["r",1,[2,1]]]
        txn-list-append | forked lists       | incompatible| 1-5 p0 txn [["append",1,1]]; 2-6 p1 txn [["append",1,2]]; 7-8 p2 txn [["r",1,null]] => [["r",1,[1]]]; 9-10 p2 txn [["r",1,null]] => [["r",1,[2]]]
        txn-list-append | appended twice     | duplicate   | 1-2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null]] => [["r",1,[1,1]]]
        txn-list-append | phantom            | phantom     | 1-2 p1 txn [["r",1,null]] => [["r",1,[9]]]
        txn-list-append | own append unseen  | internal    | 1-2 p1 txn [["append",1,1],["r",1,null]] => [["append",1,1],["r",1,[]]]
        txn-list-append | unrepeatable       | internal    | 1-2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null],["r",1,null]] => [["r",1,null],["r",1,[1]]]
        txn-rw-register | aborted read       | G1a         | 1!2 p0 txn [["w",1,1]]; 3-4 p1 txn [["r",1,null]] => [["r",1,1]]
        txn-rw-register | intermediate read  | G1b         | 1-4 p0 txn [["w",1,1],["w",1,2]]; 2-3 p1 txn [["r",1,null]] => [["r",1,1]]
        txn-rw-register | circular reads     | G1c         | 1-3 p0 txn [["w",1,1],["r",2,null]] => [["w",1,1],["r",2,2]]; 2-4 p1 txn [["w",2,2],["r",1,null]] => [["w",2,2],["r",1,1]]
        txn-rw-register | skewed read        | G-single    | 1-5 p0 txn [["w",1,1],["w",2,1]]; 2-4 p1 txn [["r",1,null],["r",2,null]] => [["r",1,1],["r",2,null]]
        txn-rw-register | write skew         | G2          | 1-3 p0 txn [["r",1,null],["w",2,1]]; 2-4 p1 txn [["r",2,null],["w",1,2]]
        txn-rw-register | stale read         | realtime    | 1-2 p0 txn [["w",1,1]]; 3-4 p1 txn [["r",1,null]]
        txn-rw-register | older than written | realtime    | 1-2 p0 txn [["w",1,1]]; 3-4 p0 txn [["w",1,2]]; 5-6 p1 txn [["r",1,null]] => [["r",1,1]]
        txn-rw-register | lost update        | G           | 1-2 p0 txn [["w",1,1]]; 3-5 p1 txn [["r",1,null],["w",1,2]] => [["r",1,1],["w",1,2]]; 4-6 p2 txn [["r",1,null],["w",1,3]] => [["r",1,1],["w",1,3]]
        txn-rw-register | phantom            | phantom     | 1-2 p1 txn [["r",1,null]] => [["r",1,9]]
        txn-rw-register | own write unseen   | internal    | 1-2 p1 txn [["w",1,1],["r",1,null]] => [["w",1,1],["r",1,2]]; 3-4 p2 txn [["w",1,2]]
        g-set | lost             | lost      | 1-2 p0 add 1; 3-4 p1 read null => [] final
        g-set | stale            | stale     | 1-2 p0 add 1; 3-4 p1 read null => []; 5-6 p1 read null => [1] final
        g-set | phantom          | phantom   | 1-2 p0 add 1; 3-4 p1 read null => [1,2] final
        g-set | from the future  | phantom   | 1-2 p1 read null => [1]; 3-4 p0 add 1; 5-6 p1 read null => [1] final
        g-set | aborted          | aborted   | 1!2 p0 add 1; 3-4 p1 read null => [1] final
        g-set | twice            | duplicate | 1-2 p0 add 1; 3-4 p1 read null => [1,1] final
        g-set | dirty            | vanished  | 1?2 p0 add 1; 3-4 p1 read null => [1]; 5-6 p1 read null => [] final
        g-set | dirty, meanwhile | vanished  | 1-9 p0 add 1; 2-3 p1 read null => [1]; 4-5 p2 read null => []; 10-11 p1 read null => [1] final
        g-set | final ones differ| vanished  | 1?2 p0 add 1; 3-4 p1 read null => [1] final; 5-6 p2 read null => [] final
        broadcast | dirty        | vanished  | 1? p0 broadcast 1; 3-4 p1 read null => [1]; 5-6 p2 read null => [] final
        broadcast | lost         | lost      | 1-2 p0 broadcast 1; 3-4 p1 read null => [] final
        g-counter | lost         | bounds    | 1-2 p0 add 3; 3-4 p1 read null => 0 final
        g-counter | twice        | bounds    | 1-2 p0 add 3; 3-4 p1 read null => 6 final
        g-counter | failed       | bounds    | 1!2 p0 add 3; 3-4 p1 read null => 3 final
        g-counter | early        | bounds    | 1-2 p1 read null => 3; 3-4 p0 add 3; 5-6 p1 read null => 3 final
        g-counter | half         | sum       | 1?2 p0 add 3; 3?4 p1 add 5; 5-6 p2 read null => 4 final
        g-counter | dirty        | fell      | 1?2 p0 add 3; 3-4 p1 read null => 3; 5-6 p1 read null => 0; 7-8 p1 read null => 0 final
        g-counter | in words     | whole     | 1-2 p1 read null => "zero" final
        g-counter | a part       | whole     | 1-2 p0 add 1; 3-4 p1 read null => 1.7 final
        pn-counter | in words    | whole     | 1-2 p1 read null => null final
        pn-counter | lost        | bounds    | 1-2 p0 add -3; 3-4 p1 read null => 0 final
        unique-ids | twice       | twice     | 1-2 p0 generate null => "a"; 3-4 p1 generate null => "a"
        echo | other             | echo      | 1-2 p0 echo "a" => "b"
        echo | failed            | answered  | 1!2 p0 echo "a"
        echo | unknown           | answered  | 1?2 p0 echo "a"
        echo | open              | answered  | 1? p0 echo "a"
        kafka | two at one offset   | two messages | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[0,2]]]
        kafka | one at two offsets  | two offsets  | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 poll [["poll"]] => [["poll",{"k":[[1,1]]}]]
        kafka | lost                | lost         | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[1,2]]]; 5-6 p1 poll [["poll"]] => [["poll",{"k":[[1,2]]}]]
        kafka | skipped             | skipped      | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[1,2]]]; 5-6 p0 send [["send","k",3]] => [["send","k",[2,3]]]; 7-8 p1 poll [["poll"]] => [["poll",{"k":[[0,1],[2,3]]}]]; 9-10 p2 poll [["poll"]] => [["poll",{"k":[[0,1],[1,2],[2,3]]}]]
        kafka | backwards           | backwards    | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]; 5-6 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | phantom             | phantom      | 1-2 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | all lost            | lost         | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 assign ["k"] final; 5-6 p1 poll [["poll"]] => [["poll",{}]] final
        kafka | tail lost           | lost         | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[1,2]]]; 5-6 p1 assign ["k"] final; 7-8 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]] final; 9-10 p1 poll [["poll"]] => [["poll",{}]] final
        kafka | polled, then lost   | lost         | 1?2 p0 send [["send","k",1]]; 3-4 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]; 5-6 p1 assign ["k"] final; 7-8 p1 poll [["poll"]] => [["poll",{}]] final
        kafka | commit lost         | went back    | 1-2 p0 commit_offsets {"k":1}; 3-4 p1 assign ["k"] => {}
        kafka | commit goes back    | went back    | 1-2 p0 commit_offsets {"k":1}; 3-4 p0 commit_offsets {"k":2}; 5-6 p1 assign ["k"] => {"k":1}
        kafka | dirty commit        | went back    | 1?2 p0 commit_offsets {"k":1}; 3-4 p1 assign ["k"] => {"k":1}; 5-6 p2 assign ["k"] => {}
        kafka | committed by nobody | by nobody    | 1-2 p0 commit_offsets {"k":1}; 3-4 p1 assign ["k","j"] => {"k":1,"j":5}
        kafka | sends go back       | G0           | 1-2 p0 send [["send","k",1]] => [["send","k",[5,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[3,2]]]
        kafka | sent before a poll  | G1c          | 1?12 p0 send [["send","k",1]]; 2-3 p1 poll [["poll"]] => [["poll",{"k":[[5,1]]}]]; 4-5 p1 send [["send","k",2]] => [["send","k",[3,2]]]
        kafka | polled again        | backwards    | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 assign ["k"] => {}; 5-6 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]; 7-8 p1 assign ["k"] => {}; 9-10 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | kept by a failure   | backwards    | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 assign ["k"] => {}; 5-6 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]; 7!8 p1 assign ["j"]; 9-10 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | first is skipped    | skipped      | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[1,2]]]; 5-6 p1 assign ["k"] => {}; 7-8 p1 poll [["poll"]] => [["poll",{"k":[[1,2]]}]]; 9-10 p2 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | before the committed| backwards    | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 commit_offsets {"k":4}; 5-6 p1 assign ["k"] => {"k":4}; 7-8 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | stale               | stale        | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 assign ["k"] => {}; 5-6 p1 poll [["poll"]] => [["poll",{}]]
        kafka | aborted             | aborted      | 1!2 p0 send [["send","k",1]]; 3-4 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        """)
    void isRefutedByName(String workload, String what, String finding, String history) {
        Verdict verdict = Checkers.forWorkload(workload).check(Histories.parse(history));

        assertThat(verdict.outcome()).as("%s: %s", what, verdict).isEqualTo(Verdict.Outcome.INVALID);
        assertThat(verdict.findings())
                .as(what)
                .anySatisfy(text -> assertThat(text).contains(finding).containsPattern("\\[\\d+(-\\d+)? process "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        lin-kv | concurrent        | 1-5 p0 write [1,1]; 2-6 p1 write [1,2]; 3-4 p2 read [1,null]; 7-8 p2 read [1,null] => [1,1]
        lin-kv | nothing yet       | 1-2 p0 read [1,null]
        lin-kv | unknown, seen     | 1?2 p0 write [1,1]; 3-4 p1 read [1,null] => [1,1]
        lin-kv | unknown, late     | 1?2 p0 write [1,1]; 3-4 p1 read [1,null]; 5-6 p1 read [1,null] => [1,1]
        lin-kv | unknown, never    | 1?2 p0 write [1,1]; 3-4 p1 read [1,null]; 5-6 p1 read [1,null]
        lin-kv | open, seen        | 1? p0 write [1,1]; 3-4 p1 read [1,null] => [1,1]
        lin-kv | failed cas        | 1-2 p0 write [1,1]; 3!4 p1 cas [1,[2,3]]; 5-6 p1 read [1,null] => [1,1]
        lin-kv | unknown cas       | 1-2 p0 write [1,1]; 3?4 p1 cas [1,[1,3]]; 5-6 p1 cas [1,[3,4]]; 7-8 p0 read [1,null] => [1,4]
        txn-list-append | serial   | 1-2 p0 txn [["append",1,1],["r",1,null]] => [["append",1,1],["r",1,[1]]]; 3-4 p1 txn [["r",1,null],["append",1,2],["r",1,null]] => [["r",1,[1]],["append",1,2],["r",1,[1,2]]]
        txn-list-append | unknown  | 1?2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null]]; 5-6 p1 txn [["r",1,null]] => [["r",1,[1]]]
        txn-list-append | beside   | 1-4 p0 txn [["append",1,1]]; 2-3 p1 txn [["r",1,null]]; 5-6 p1 txn [["r",1,null]] => [["r",1,[1]]]
        txn-rw-register | serial   | 1-2 p0 txn [["w",1,1]]; 3-4 p1 txn [["r",1,null],["w",1,2]] => [["r",1,1],["w",1,2]]; 5-6 p0 txn [["r",1,null]] => [["r",1,2]]
        txn-rw-register | unknown  | 1?2 p0 txn [["w",1,1]]; 3-4 p1 txn [["r",1,null]]; 5-6 p1 txn [["r",1,null]] => [["r",1,1]]
        txn-rw-register | beside   | 1-5 p0 txn [["w",1,1]]; 2-6 p1 txn [["w",1,2]]; 7-8 p2 txn [["r",1,null]] => [["r",1,1]]
        g-set | unknown            | 1?2 p0 add 1; 3-4 p1 add 2; 5-6 p1 read null => [2]; 7-8 p1 read null => [1,2] final
        g-set | beside             | 1-4 p0 add 1; 2-3 p1 read null => []; 5-6 p1 read null => [1] final
        g-set | final ones differ  | 1?7 p0 add 1; 2-5 p1 read null => [1] final; 3-4 p2 read null => [] final
        g-set | late               | 1?2 p0 add 1; 3-4 p2 read null => [] final; 5-6 p1 read null => [1] final
        broadcast | all            | 1-2 p0 broadcast 1; 3-4 p1 read null => [1] final
        g-counter | unknown        | 1?2 p0 add 3; 3-4 p1 add 4; 5-6 p1 read null => 4; 7-8 p1 read null => 7 final
        g-counter | readers beside | 1?9 p0 add 3; 2-6 p1 read null => 3; 3-5 p2 read null => 0; 7-8 p2 read null => 3 final
        pn-counter | down          | 1?2 p0 add 3; 3-4 p1 read null => 3; 5-6 p1 add -3; 7-8 p1 read null => 0 final
        pn-counter | beside        | 1-4 p0 add -3; 2-3 p1 read null => 0; 5-6 p1 read null => -3 final
        unique-ids | different     | 1-2 p0 generate null => "a"; 3-4 p1 generate null => "b"
        echo | same                | 1-2 p0 echo "a"
        kafka | sent and polled    | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3?4 p0 send [["send","k",2]]; 5-6 p1 poll [["poll"]] => [["poll",{"k":[[0,1],[1,2]]}]]
        kafka | gap of none        | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[5,2]]]; 5-6 p1 poll [["poll"]] => [["poll",{"k":[[0,1],[5,2]]}]]
        kafka | sends beside       | 1-5 p0 send [["send","k",1]] => [["send","k",[5,1]]]; 2-6 p1 send [["send","k",2]] => [["send","k",[3,2]]]
        kafka | from the committed | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[1,2]]]; 5-6 p0 commit_offsets {"k":1}; 7-8 p1 assign ["k"] => {"k":1}; 9-10 p1 poll [["poll"]] => [["poll",{"k":[[1,2]]}]]; 11-12 p0 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | sent meanwhile     | 1-2 p1 assign ["k"] => {}; 3-6 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 4-7 p1 poll [["poll"]] => [["poll",{}]]
        kafka | assigned anew      | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]; 5-6 p1 assign ["j"] => {}; 11-12 p1 assign ["k"] => {}; 17-18 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        kafka | polled in the end  | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]; 5-6 p1 assign ["k"] final; 7-8 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]] final; 9-10 p1 poll [["poll"]] => [["poll",{}]] final
        kafka | sent after the end | 1?12 p0 send [["send","k",1]]; 2-3 p1 assign ["k"] final; 4-5 p1 poll [["poll"]] => [["poll",{}]] final; 6-7 p2 assign ["k"] final; 8-9 p2 poll [["poll"]] => [["poll",{"k":[[0,1]]}]] final; 10-11 p2 poll [["poll"]] => [["poll",{}]] final
        kafka | not all polled yet | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[1,2]]]; 5-6 p1 assign ["k"] final; 7-8 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]] final
        kafka | other keys         | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p1 assign ["j"] final; 5-6 p1 poll [["poll"]] => [["poll",{}]] final
        kafka | commit unknown     | 1?8 p0 commit_offsets {"k":1}; 2-3 p1 assign ["k"] => {}; 4-5 p1 assign ["k"] => {"k":1}; 6-7 p1 assign ["j"] => {}
        kafka | lower commit later | 1-2 p0 commit_offsets {"k":3}; 3-4 p1 commit_offsets {"k":1}; 5-6 p2 assign ["k"] => {"k":3}
        kafka | not polled yet     | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]
        """)
    void isAccepted(String workload, String what, String history) {
        Verdict verdict = Checkers.forWorkload(workload).check(Histories.parse(history));

        assertThat(verdict.outcome()).as("%s: %s", what, verdict).isEqualTo(Verdict.Outcome.VALID);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
        true  | lin-kv     | 1-2 p0 write [1,1]; 3-4 p0 write [1,2]; 5-6 p1 read [1,null] => [1,1]
        false | lin-kv     | 1-2 p1 read [1,null] => [1,5]
        true  | g-set      | 1-2 p0 add 1; 3-4 p1 read null => [] final
        true  | g-set      | 1?2 p0 add 1; 3-4 p1 read null => [1]; 5-6 p1 read null => [] final
        false | g-set      | 1-2 p0 add 1; 3-4 p1 read null => [1,1] final
        false | g-set      | 1-2 p0 add 1; 3-4 p1 read null => [2] final
        true  | g-counter  | 1-2 p0 add 3; 3-4 p1 read null => 0 final
        false | g-counter  | 1-2 p1 read null => "zero" final
        true  | unique-ids | 1-2 p0 generate null => 1; 3-4 p1 generate null => 1
        true  | txn-list-append | 1-2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null]]
        false | txn-list-append | 1-2 p0 txn [["append",1,1]]; 3-4 p1 txn [["r",1,null]] => [["r",1,[1,1]]]
        false | txn-list-append | 1-2 p1 txn [["append",1,1],["r",1,null]] => [["append",1,1],["r",1,[]]]
        true  | kafka      | 1-2 p0 send [["send","k",1]] => [["send","k",[0,1]]]; 3-4 p0 send [["send","k",2]] => [["send","k",[0,2]]]
        false | kafka      | 1-2 p1 poll [["poll"]] => [["poll",{"k":[[0,1]]}]]
        false | echo       | 1-2 p0 echo "a" => "b"
        """)
    void whatACutTailExplainsIsToldFromTheRest(boolean isCutTail, String workload, String history) {
        Verdict verdict = Checkers.forWorkload(workload).check(Histories.parse(history));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INVALID);
        assertThat(verdict.isCutTail()).as("%s", verdict).isEqualTo(isCutTail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        g-set     | 1-2 p0 add 1; 3-4 p1 read null => [1]
        g-counter | 1-2 p0 add 1; 3-4 p1 read null => 1
        """)
    void withoutAFinalReadNothingIsKnown(String workload, String history) {
        assertThat(Checkers.forWorkload(workload)
                        .check(Histories.parse(history))
                        .outcome())
                .isEqualTo(Verdict.Outcome.UNKNOWN);
    }
}
