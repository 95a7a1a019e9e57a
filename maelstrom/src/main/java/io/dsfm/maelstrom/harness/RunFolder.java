package io.dsfm.maelstrom.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.NetworkCounts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run leaves: {@code options.json}, {@code history.jsonl}, {@code result.json}, a log per node, and, if the run ended
 * otherwise than expected, the nodes' data.
 */
final class RunFolder {

    private static final int MOST_TRIES = 1000;

    private RunFolder() {}

    /** Makes a new one below the store, named by workload and seed. */
    static Path create(RunOptions options) throws IOException {
        Path parent = options.store().resolve(options.workload());
        Files.createDirectories(parent);
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Path folder = parent.resolve("seed-" + options.seed() + (attempt == 0 ? "" : "-" + attempt));
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            ObjectNode node = Message.JSON
                    .createObjectNode()
                    .put("summary", options.summary())
                    .put("seed", options.seed())
                    .put("binary", options.binary().toAbsolutePath().toString())
                    .put("repeat", options.repeatCommand());
            write(folder.resolve("options.json"), node);
            return folder;
        }
        throw new IOException("the same run was made too often: folder=" + parent + ", seed=" + options.seed());
    }

    /** Writes the result, and removes the data of a run that needs no looking into. */
    static void finish(RunResult result) throws IOException {
        ObjectNode node = Message.JSON
                .createObjectNode()
                .put("outcome", result.outcome().label())
                .put("verdict", result.verdict())
                .put("explanation", result.explanation())
                .put("operations", result.operations());
        ObjectNode okCounts = node.putObject("ok");
        result.okCounts().forEach(okCounts::put);
        ObjectNode faults = node.putObject("faults");
        result.faults().forEach((kind, count) -> faults.put(kind.label(), count));
        NetworkCounts counts = result.messages();
        node.putObject("messages")
                .put("delivered", counts.delivered())
                .put("lost", counts.lost())
                .put("repeated", counts.repeated())
                .put("cut", counts.cut())
                .put("undeliverable", counts.undeliverable())
                .put("overflowed", counts.overflowed())
                .put("late", counts.late());
        write(result.folder().resolve("result.json"), node);
        if (result.isExpected()) {
            delete(result.folder().resolve("data"));
        }
    }

    private static void write(Path path, ObjectNode node) throws IOException {
        Files.writeString(path, node.toPrettyString() + "\n");
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
