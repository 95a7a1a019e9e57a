package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.ClassFile.Reference;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Members of Java's library by which something other than state, input and context gets into a result. */
final class BannedMembers {

    /** By check: what {@code class.member descriptor} of a use must match. */
    private static final Map<Check, Pattern> PATTERNS = new LinkedHashMap<>();

    static {
        ban(
                Check.CLOCK,
                "java\\.lang\\.System\\.(currentTimeMillis|nanoTime) .*",
                // Those that are given a clock read that one, which may be fixed.
                "java\\.time\\.\\w+\\.now (?!\\(Ljava/time/Clock;\\)).*",
                "java\\.time\\.chrono\\.\\w+\\.(now|dateNow) (?!\\(Ljava/time/Clock;\\)).*",
                "java\\.time\\.Clock\\.(system\\w+|tick\\w+) .*",
                "java\\.time\\.InstantSource\\.system .*",
                "java\\.util\\.Date\\.<init> \\(\\)V",
                "java\\.util\\.(Gregorian)?Calendar\\.(<init> \\(\\)V|getInstance .*)",
                "java\\.lang\\.Thread\\.sleep .*",
                "java\\.lang\\.Object\\.wait .*");
        ban(
                Check.RANDOM,
                "java\\.lang\\.(Strict)?Math\\.random .*",
                "java\\.util\\.(Splittable)?Random\\.<init> \\(\\)V",
                "java\\.util\\.concurrent\\.ThreadLocalRandom\\..*",
                "java\\.util\\.random\\.RandomGenerator(Factory)?\\.(of|getDefault|create) .*",
                "java\\.util\\.UUID\\.randomUUID .*",
                "java\\.util\\.Collections\\.shuffle \\(Ljava/util/List;\\)V",
                "java\\.security\\.SecureRandom\\..*");
        ban(
                Check.THREAD,
                "java\\.lang\\.Thread\\.(<init>|start|startVirtualThread|ofVirtual|ofPlatform|getName|getId|threadId) .*",
                "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|ForkJoinTask|ThreadPoolExecutor"
                        + "|ScheduledThreadPoolExecutor)\\..*",
                "java\\.util\\.concurrent\\.CompletableFuture\\.\\w*Async .*",
                "java\\.util\\.Timer\\..*",
                "java\\.util\\.\\w+\\.parallelStream .*",
                "java\\.util\\.stream\\.\\w+\\.parallel .*",
                "java\\.util\\.Arrays\\.parallel\\w+ .*");
        ban(
                Check.FILE,
                "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)\\..*",
                "java\\.nio\\.file\\.Files\\..*",
                "java\\.nio\\.channels\\.(Asynchronous)?FileChannel\\..*",
                "java\\.util\\.zip\\.ZipFile\\..*");
        ban(
                Check.NETWORK,
                "java\\.net\\.(\\w*Socket|URL|InetAddress|NetworkInterface|HttpURLConnection|http\\.\\w+)\\."
                        + "(?!<clinit>).*",
                "java\\.nio\\.channels\\.(Asynchronous)?(Server)?(Socket|Datagram)\\w*Channel\\..*",
                "java\\.lang\\.ProcessBuilder\\..*",
                "java\\.lang\\.Runtime\\.exec .*");
        ban(
                Check.ENVIRONMENT,
                "java\\.lang\\.System\\.(getenv|getProperty|getProperties|lineSeparator) .*",
                "java\\.lang\\.(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean) .*",
                "java\\.lang\\.Runtime\\.(availableProcessors|\\w+Memory) .*",
                "java\\.lang\\.management\\..*");
        ban(
                Check.HASH_ORDER,
                "java\\.lang\\.System\\.identityHashCode .*",
                "java\\.util\\.IdentityHashMap\\.<init> .*");
    }

    private BannedMembers() {}

    private static void ban(Check check, String... patterns) {
        PATTERNS.put(check, Pattern.compile(String.join("|", patterns)));
    }

    /** The check that a use of this member fails, if any. */
    static Optional<Check> find(Reference reference) {
        String text = reference + " " + reference.descriptor();
        return PATTERNS.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(text).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
