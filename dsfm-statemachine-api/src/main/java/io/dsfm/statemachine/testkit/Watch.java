package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.OtherProcess.Observation;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Watches, by the flight recorder of this process, which files, sockets and threads a state machine uses. */
final class Watch implements Trace.StepListener, AutoCloseable {

    private static final String STEP = "io.dsfm.testkit.Step";
    private static final Map<String, Check> EVENTS = Map.of(
            "jdk.FileRead", Check.FILE,
            "jdk.FileWrite", Check.FILE,
            "jdk.FileForce", Check.FILE,
            "jdk.SocketRead", Check.NETWORK,
            "jdk.SocketWrite", Check.NETWORK,
            "jdk.ProcessStart", Check.NETWORK,
            "jdk.ThreadStart", Check.THREAD);

    private final Recording recording = new Recording();
    private StepEvent event = new StepEvent();

    Watch() {
        EVENTS.keySet()
                .forEach(name -> recording.enable(name).withoutThreshold().withStackTrace());
        recording.enable(StepEvent.class).withoutThreshold().withoutStackTrace();
        recording.start();
    }

    @Override
    public void before(int step) {
        event = new StepEvent();
        event.step = step;
        event.begin();
    }

    @Override
    public void after() {
        event.commit();
    }

    /** What the machine was seen to do, each thing once; ends the watch. */
    List<Observation> observations() throws IOException {
        Path file = Files.createTempFile("watch", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            return observations(RecordingFile.readAllEvents(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static List<Observation> observations(List<RecordedEvent> events) {
        TreeMap<Instant, RecordedEvent> steps = new TreeMap<>();
        events.stream()
                .filter(event -> event.getEventType().getName().equals(STEP))
                .forEach(event -> steps.put(event.getStartTime(), event));
        List<Observation> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (RecordedEvent event : events) {
            Check check = EVENTS.get(event.getEventType().getName());
            if (check != null && isByMachine(event)) {
                Map.Entry<Instant, RecordedEvent> step = steps.floorEntry(event.getStartTime());
                String text = event.getEventType().getName() + " in " + culprit(event) + subject(event);
                if (seen.add(text)) {
                    found.add(new Observation(
                            check, step == null ? -1 : step.getValue().getInt("step"), text));
                }
            }
        }
        return found;
    }

    /** Whether the stack goes through a call of the machine, and not through the loading of a class. */
    private static boolean isByMachine(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return false;
        }
        boolean isInCall = false;
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (type.equals("java.lang.ClassLoader") || type.startsWith("jdk.internal.loader.")) {
                return false;
            }
            isInCall |= type.equals(Lane.class.getName());
        }
        return isInCall;
    }

    private static String culprit(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                return type + "." + frame.getMethod().getName() + ", line " + frame.getLineNumber();
            }
        }
        return "an unknown method";
    }

    private static String subject(RecordedEvent event) {
        for (String field : List.of("path", "host", "command")) {
            if (event.hasField(field)) {
                return ": " + event.getString(field);
            }
        }
        return event.hasField("thread") && event.getThread("thread") != null
                ? ": " + event.getThread("thread").getJavaName()
                : "";
    }

    @Override
    public void close() {
        recording.close();
    }

    /** A step, from its start to its end. */
    @Name(STEP)
    @Label("Step")
    @Category("DSFM test kit")
    @StackTrace(false)
    static final class StepEvent extends Event {
        @Label("Step")
        int step;
    }
}
