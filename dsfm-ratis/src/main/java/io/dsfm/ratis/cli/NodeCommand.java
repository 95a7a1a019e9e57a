package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.ListenCheck;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigReader;
import io.dsfm.ratis.config.VariantCheck;
import io.dsfm.ratis.node.DsfmNode;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.ratis.rehearsal.Rehearsal;
import io.dsfm.ratis.tls.NodeTls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm node}: runs a node until it is stopped.
 *
 * <p>Threading: the main thread; {@link NodeShutdown} when the process is told to end.
 */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = {
            "Runs a node until it is stopped by SIGTERM or SIGINT: it hands over the leadership if it has it, answers"
                    + " what is under way, and ends with exit code 0.",
            "The line 'node ... serves clients at ...' on standard output tells that it is up."
        })
final class NodeCommand implements Callable<Integer> {

    /** How long a node may rehearse before it takes part. */
    private static final Duration REHEARSAL = Duration.ofSeconds(4);

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The node's configuration.")
    private Path configFile;

    @Option(
            names = "--no-rehearsal",
            description =
                    "Start at once, without going through everything once that a primary has to do; the first takeover"
                            + " by this process then takes some hundred milliseconds longer.")
    private boolean startsCold;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    NodeCommand() {}

    @Override
    public Integer call() throws Exception {
        NodeConfig config = NodeConfigReader.read(configFile);
        StateMachineCatalog catalog = StateMachineCatalog.load();
        VariantCheck.check(config, configFile.toString(), catalog.providers());
        NodeTls tls = NodeTls.load(config, configFile.toString());
        ListenCheck.check(config); // now, and not after a rehearsal of some seconds

        if (!startsCold) {
            Path scratch = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "dsfm-rehearsal-" + ProcessHandle.current().pid());
            try (QuietLogs quiet = QuietLogs.except(Rehearsal.class.getPackageName())) {
                Rehearsal.run(scratch, REHEARSAL, tls == null ? null : tls.amongItself(config));
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        try (DsfmNode node = DsfmNode.start(config, catalog);
                NodeShutdown shutdown =
                        NodeShutdown.install(node, config.timeouts().shutdown(), err)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("node " + config.node() + " of group " + config.group() + " serves clients at "
                    + config.self().clientAddress());
            out.flush();
            node.awaitTermination();
        }
        return ExitCode.OK.code();
    }
}
