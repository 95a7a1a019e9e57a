package io.dsfm.ratis.tls;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file, and by which name it was given.
 *
 * @param where the configuration, or "command line"
 * @param key the option
 */
record NamedFile(String where, String key, Path path) {

    /** The file cannot be used for what it was given. */
    ConfigException wrong(String what, String accepted) {
        return new ConfigException(new Problem(where, key, "found '" + path + "', " + what, accepted));
    }

    byte[] read(String accepted) throws ConfigException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw wrong("which is not there", accepted);
        } catch (AccessDeniedException e) {
            throw wrong("which this user may not read", accepted);
        } catch (IOException e) {
            throw wrong("which cannot be read (" + e.getMessage() + ")", accepted);
        }
    }

    /** What may find something wrong. */
    interface Loading<T> {
        T load() throws ConfigException;
    }

    /** Null, and more problems, if something is wrong: so that all is told at once. */
    static <T> @Nullable T tryLoad(Loading<T> loading, List<Problem> problems) {
        try {
            return loading.load();
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            return null;
        }
    }
}
