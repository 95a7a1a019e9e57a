package io.dsfm.sample.matching.harness;

import java.nio.file.Path;

/** The data that lies beside the project and is no part of it. */
public final class SharedData {

    /** Names the folder with the data. */
    public static final String PROPERTY = "dsfm.shared";

    private SharedData() {}

    /** The folder with samples of real order flow, which may not exist. Tests run in the folder of their module. */
    public static Path lobster() {
        String shared = System.getProperty(PROPERTY);
        Path folder = shared == null ? Path.of("..", "..", "shared", "data") : Path.of(shared, "data");
        return folder.resolve("lobster").toAbsolutePath().normalize();
    }
}
