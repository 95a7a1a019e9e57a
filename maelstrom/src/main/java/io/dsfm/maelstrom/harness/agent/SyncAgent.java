package io.dsfm.maelstrom.harness.agent;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent's entry. */
public final class SyncAgent {

    private static final List<String> PREFIXES = List.of("org/apache/ratis/", "io/dsfm/");

    private SyncAgent() {}

    /** Called by the JVM before {@code main}; the argument is the journal's path. */
    public static void premain(String journal, Instrumentation instrumentation) throws IOException {
        SyncJournal.open(Path.of(journal));
        CallPatcher patcher = new CallPatcher();
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String className,
                    @Nullable Class<?> redefined,
                    @Nullable ProtectionDomain domain,
                    byte[] classFile) {
                if (className == null || PREFIXES.stream().noneMatch(className::startsWith)) {
                    return null;
                }
                if (className.startsWith("io/dsfm/maelstrom/harness/agent/")) {
                    return null;
                }
                return patcher.patch(classFile);
            }
        });
    }
}
