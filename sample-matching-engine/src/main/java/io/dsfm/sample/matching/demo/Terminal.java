package io.dsfm.sample.matching.demo;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard output is connected to. */
final class Terminal {

    private Terminal() {}

    /** Standard output in UTF-8, whatever the locale: the plots need it, and there is hardly a terminal without it. */
    static PrintWriter output() {
        return new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    }

    /**
     * Whether it is a terminal. {@link System#console()} would also want standard input to be one, and tells nothing from
     * JDK 22 on.
     */
    static boolean present() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false; // no Linux: plain lines serve everywhere
        }
    }

    /** Whether it may be coloured; see no-color.org. */
    static boolean coloured() {
        return present() && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    }
}
