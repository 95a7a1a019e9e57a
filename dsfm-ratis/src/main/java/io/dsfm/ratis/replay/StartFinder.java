package io.dsfm.ratis.replay;

import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.DataIdentity;
import io.dsfm.ratis.node.SnapshotFile;
import io.dsfm.ratis.replay.ReplayException.Kind;
import io.dsfm.ratis.replay.stored.LogSurvey;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.ratis.replay.stored.StoredLog;
import io.dsfm.ratis.replay.stored.StoredSnapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the variants to the state from which the log is to be run: the initial one, or that of a snapshot.
 *
 * <p>Threading: one thread.
 */
final class StartFinder {

    private final StoredData data;
    private final List<VariantRun> runs;
    private final ReplayRange range;
    private final ReplayListener listener;
    private final List<String> damaged = new ArrayList<>();

    StartFinder(StoredData data, List<VariantRun> runs, ReplayRange range, ReplayListener listener) {
        this.data = data;
        this.runs = runs;
        this.range = range;
        this.listener = listener;
    }

    /** Restores every variant, and reads the log through. */
    ReplayStart start() throws IOException, DamagedDataException, ReplayException {
        for (@Nullable StoredSnapshot candidate : candidates()) {
            if (candidate == null ? startAtBeginning() : restore(candidate)) {
                VariantRun run = runs.get(0);
                DigestPoint restored = run.now(run.lastIndex(), run.timestampNanos());
                return new ReplayStart(
                        candidate, restored.index(), restored.sequence(), restored.digest(), survey(run));
            }
        }
        throw nowhere();
    }

    private LogSurvey survey(VariantRun run) throws IOException, DamagedDataException {
        long next = run.lastIndex() + 1;
        StoredLog log = data.log();
        return log.isEmpty() ? new LogSurvey(next - 1, 0, "") : log.survey(Math.max(next, log.firstIndex()));
    }

    /** In the order in which they are to be tried; null for the initial state. */
    private List<@Nullable StoredSnapshot> candidates() {
        List<@Nullable StoredSnapshot> candidates = new ArrayList<>(data.snapshots());
        candidates.removeIf(snapshot -> snapshot != null && !isFollowed(snapshot.index()));
        if (data.log().isEmpty() ? data.snapshots().isEmpty() : data.log().firstIndex() == StoredLog.BEGINNING) {
            candidates.add(null);
        }
        if (range.from() == ReplayRange.OLDEST) {
            Collections.reverse(candidates);
        }
        return candidates;
    }

    /** Whether the log goes on right behind an entry. */
    private boolean isFollowed(long index) {
        return data.log().isEmpty() || data.log().firstIndex() <= index + 1;
    }

    private boolean startAtBeginning() {
        runs.forEach(VariantRun::restart);
        return true;
    }

    private boolean restore(StoredSnapshot snapshot) throws ReplayException {
        try {
            snapshot.verify();
        } catch (IOException e) {
            return passOver(snapshot, e);
        }
        DataIdentity owner = data.identity();
        SnapshotFile.Identity identity =
                new SnapshotFile.Identity(owner.group(), owner.application(), owner.specificationVersion());
        for (VariantRun run : runs) {
            try {
                run.restore(snapshot, identity);
            } catch (NoSuchFileException e) {
                return passOver(snapshot, e);
            }
            if (run.sequence() > range.startSequenceMax()) {
                return false;
            }
        }
        return true;
    }

    private boolean passOver(StoredSnapshot snapshot, IOException why) {
        damaged.add(snapshot.file() + " (" + why.getMessage() + ")");
        listener.onNote(
                "a snapshot is damaged or gone and is passed over: " + snapshot.file() + " (" + why.getMessage() + ")");
        return false;
    }

    private ReplayException nowhere() throws DamagedDataException {
        if (!damaged.isEmpty()) {
            throw new DamagedDataException(
                    data.directory(),
                    "no whole snapshot from which the log goes on, of these: " + String.join(", ", damaged),
                    "nothing was changed. Replay the directory of another node of the group");
        }
        String from = data.log().isEmpty()
                ? "is empty"
                : "starts at index " + data.log().firstIndex();
        if (data.snapshots().isEmpty()) {
            return new ReplayException(
                    Kind.NOT_THERE,
                    "there is no snapshot, and the log does not go back to its beginning: it " + from + ", directory="
                            + data.directory());
        }
        StoredSnapshot oldest = data.snapshots().get(data.snapshots().size() - 1);
        return new ReplayException(
                Kind.NOT_THERE,
                "the directory does not go back that far: every state from which the log goes on is behind sequence "
                        + range.startSequenceMax() + "; the oldest snapshot is " + oldest.file() + ", and the log "
                        + from + ". The node purges what its snapshots make needless; --from "
                        + "first starts at the oldest that is left");
    }
}
