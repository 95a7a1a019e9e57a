package io.dsfm.ratis.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes by name in a process of its own, with the class path that a sample's Maven would give. */
final class SampleTests {

    private SampleTests() {}

    /** Prints what failed; exits with 1 if anything did, or if nothing was run. */
    public static void main(String[] tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Arrays.stream(tests)
                                        .map(DiscoverySelectors::selectClass)
                                        .toList())
                                .build(),
                        listener);
        listener.getSummary().printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        boolean isGood = listener.getSummary().getTotalFailureCount() == 0
                && listener.getSummary().getTestsSucceededCount() >= tests.length;
        System.exit(isGood ? 0 : 1);
    }
}
