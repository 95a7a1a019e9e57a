package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.OtherProcess.Observation;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/** The other end of {@link OtherProcess}: executes what it is told to, until its input ends. */
final class OtherMain {

    /** What is said of a process that can watch. */
    static final String WATCHES = "with flight recorder";

    private static final int MOST_TEXT = 10_000;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final List<StateMachineProvider> providers = new ArrayList<>();

    private OtherMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Started by {@link OtherProcess}. */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        // What a machine prints must not come between the answers.
        System.setOut(System.err);
        OtherMain main = new OtherMain(new DataInputStream(new BufferedInputStream(System.in)), out);
        try {
            main.introduce();
            while (true) {
                main.run(main.in.readInt());
            }
        } catch (EOFException e) {
            // Threads that a machine may have left do not keep the process.
            System.exit(0);
        }
    }

    private void introduce() throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            ProviderName name = ProviderName.readFrom(in);
            providers.add(name.find().orElseThrow(() -> new IllegalArgumentException("not found: " + name)));
        }
        out.write(OtherProcess.MAGIC);
        out.writeUTF("locale " + Locale.getDefault().toLanguageTag() + ", time zone "
                + TimeZone.getDefault().getID() + ", charset " + Charset.defaultCharset() + ", "
                + (canWatch() ? WATCHES : "without flight recorder"));
        out.flush();
    }

    private void run(int variant) throws IOException {
        boolean isWatched = in.readBoolean();
        List<Step> steps = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] line = new byte[in.readInt()];
            in.readFully(line);
            steps.add(StepText.parse(new String(line, StandardCharsets.UTF_8)));
        }
        StateMachineProvider provider = providers.get(variant);
        Variant named = new Variant(provider.variant(), provider);
        if (isWatched && canWatch()) {
            try (Watch watch = new Watch()) {
                write(Trace.of(named, steps, watch));
                write(watch.observations());
            }
        } else {
            write(Trace.of(named, steps));
            write(List.of());
        }
        out.flush();
    }

    private static boolean canWatch() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    }

    private void write(Trace trace) throws IOException {
        out.writeInt(trace.digests().length);
        for (long digest : trace.digests()) {
            out.writeLong(digest);
        }
        out.writeUTF(shortened(trace.failure()));
        out.writeUTF(shortened(trace.last()));
    }

    private void write(List<Observation> observations) throws IOException {
        out.writeInt(observations.size());
        for (Observation observation : observations) {
            out.writeUTF(observation.check().name());
            out.writeInt(observation.step());
            out.writeUTF(shortened(observation.text()));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + " ...";
    }
}
