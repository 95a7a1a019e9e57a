package io.dsfm.ratis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a document: sources, each under a line that ends with the file's path in backquotes and a colon; and
 * sessions on a terminal, where lines that start with {@code $} are commands and those below are what they print.
 *
 * @param sources in order
 * @param commands in order
 */
record Tutorial(List<Source> sources, List<Command> commands) {

    private static final Pattern BLOCK = Pattern.compile("(?m)(.*)\\n\\n?```(\\w+)\\n((?:(?!```).*\\n)*)```");
    private static final Pattern PATH = Pattern.compile("`([^`]+)`[^`]*:$");

    /**
     * A part of a file or all of it.
     *
     * @param path within the folder of the sample
     */
    record Source(String path, String text) {}

    /**
     * A command.
     *
     * @param line what is typed
     * @param output the lines that it prints, where {@code ...} stands for anything
     */
    record Command(String line, List<String> output) {

        boolean isPrinted(String printed) {
            StringBuilder pattern = new StringBuilder();
            for (String expected : output) {
                pattern.append(Pattern.quote(expected).replace("...", "\\E.*?\\Q"))
                        .append("\\n");
            }
            return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                    .matcher(printed)
                    .matches();
        }
    }

    static Tutorial read(Path file) throws IOException {
        List<Source> sources = new ArrayList<>();
        List<Command> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(file));
        while (block.find()) {
            switch (block.group(2)) {
                case "console" -> addCommands(block.group(3), commands);
                default -> {
                    Matcher path = PATH.matcher(block.group(1));
                    if (!path.find()) {
                        throw new IllegalArgumentException("a block without a path: above=" + block.group(1));
                    }
                    sources.add(new Source(path.group(1), block.group(3)));
                }
            }
        }
        return new Tutorial(sources, commands);
    }

    private static void addCommands(String session, List<Command> commands) {
        for (String line : session.lines().toList()) {
            if (line.startsWith("$ ")) {
                commands.add(new Command(line.substring(2), new ArrayList<>()));
            } else {
                commands.get(commands.size() - 1).output().add(line);
            }
        }
    }
}
