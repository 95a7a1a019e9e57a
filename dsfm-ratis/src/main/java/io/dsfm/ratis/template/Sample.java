package io.dsfm.ratis.template;

import java.util.List;

/** A state machine to start from. */
public enum Sample {
    /** Adds numbers up: the smallest thing that has state. */
    COUNTER("counter", "com.example.counter", "long,big", "add 5", "value"),
    /** Keys with values, which may expire: snapshots, timers, limits. */
    KEY_VALUE("key-value", "com.example.keyvalue", "tree,hash", "put color blue", "color");

    private final String folder;
    private final String packageName;
    /** The two, with a comma between them. */
    private final String variants;

    private final String input;
    private final String query;

    Sample(String folder, String packageName, String variants, String input, String query) {
        this.folder = folder;
        this.packageName = packageName;
        this.variants = variants;
        this.input = input;
        this.query = query;
    }

    /** Its name, and that of the folder with its files. */
    public String folder() {
        return folder;
    }

    /** The Java package of its sources as they stand in the resources. */
    String packageName() {
        return packageName;
    }

    /** Its two variants. */
    List<String> variants() {
        return List.of(variants.split(",", -1));
    }

    /** An input to try it with, as text. */
    String input() {
        return input;
    }

    /** A query to try it with, as text. */
    String query() {
        return query;
    }
}
