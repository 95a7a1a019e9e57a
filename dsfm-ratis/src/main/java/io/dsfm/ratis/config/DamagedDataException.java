package io.dsfm.ratis.config;

import java.nio.file.Path;

/**
 * A file that the node keeps is not what the node wrote: a disk fault, or somebody changed it. The node does not start
 * with it, and leaves it as it is.
 *
 * <p>Failure: fatal for the node; the others of its group go on.
 */
public final class DamagedDataException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Names the damage.
     *
     * @param file what is damaged
     * @param found what is wrong with it
     * @param remedy what a person can do
     */
    public DamagedDataException(Path file, String found, String remedy) {
        super("stored data is damaged: file=" + file + ", found=" + found + "; " + remedy);
    }
}
