package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.testkit.ClassFile.Method;
import io.dsfm.statemachine.testkit.ClassFile.Reference;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows the calls in the code of a state machine, from the methods that the framework calls through the application and
 * its libraries, up to the members of Java's library that are banned; and those of the provider that create a machine, since
 * what it hands in is used by the machine. A call of an interface is followed into every class
 * that the code creates. Reflection, and what Java's library calls by itself, is not seen.
 */
final class CodeScan {

    /**
     * A banned use.
     *
     * @param path the methods on the way, from one that the framework calls to the one that uses the member
     */
    record Finding(Check check, Reference used, List<String> path) {
        @Override
        public String toString() {
            return path.get(path.size() - 1) + " uses " + used
                    + (path.size() > 1
                            ? ", called by way of " + String.join(" > ", path.subList(0, path.size() - 1))
                            : "");
        }
    }

    private record Node(String owner, String name, String descriptor) {
        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    private static final Set<String> ENTRY_NAMES = Stream.of(StateMachine.class, Revertible.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(java.lang.reflect.Method::getName)
            .collect(Collectors.toUnmodifiableSet());

    private static final String CREATE = "create";

    /** What Java's library calls on any object. */
    private static final Set<String> OBJECT_METHODS = Set.of("hashCode", "equals", "toString", "compareTo");

    /** Types of Java's library that do not call more than that. */
    private static final Set<String> QUIET_TYPES = Set.of(
            "java.lang.Object",
            "java.lang.Record",
            "java.lang.Enum",
            "java.lang.Comparable",
            "java.lang.Cloneable",
            "java.io.Serializable");

    private static final int MOST_FINDINGS = 20;

    private final List<ClassLoader> loaders;
    private final List<String> allowed;
    private final Map<String, Optional<ClassFile>> classes = new HashMap<>();
    /** Methods reached, each with the one by which it was reached, or itself. */
    private final Map<Node, Node> reachedFrom = new LinkedHashMap<>();

    private final Deque<Node> toVisit = new ArrayDeque<>();
    private final Set<String> created = new LinkedHashSet<>();
    /** Calls that a subtype may answer, with a method that makes it. */
    private final Map<Node, Node> virtualCalls = new LinkedHashMap<>();

    private final List<Finding> findings = new ArrayList<>();
    private Optional<Pattern> wanted = Optional.empty();
    private boolean isWantedUsed;

    private CodeScan(List<ClassLoader> loaders, List<String> allowed) {
        this.loaders = loaders;
        this.allowed = allowed;
    }

    /**
     * The banned uses in the code of a machine, and in what its provider does to create it; what begins with one of {@code
     * allowed} is not followed.
     */
    static List<Finding> scan(Class<?> provider, Class<?> machine, List<String> allowed) {
        CodeScan scan = new CodeScan(loaders(machine, provider), allowed);
        scan.start(provider.getName(), machine.getName());
        return scan.findings;
    }

    /** Whether the code of a machine, or what its provider does to create it, uses a member of this name. */
    static boolean uses(Class<?> provider, Class<?> machine, Pattern member) {
        CodeScan scan = new CodeScan(loaders(machine, provider), List.of());
        scan.wanted = Optional.of(member);
        scan.start(provider.getName(), machine.getName());
        return scan.isWantedUsed;
    }

    private static List<ClassLoader> loaders(Class<?>... types) {
        return Stream.of(types)
                .map(Class::getClassLoader)
                .map(loader -> loader == null ? ClassLoader.getSystemClassLoader() : loader)
                .distinct()
                .toList();
    }

    private void start(String provider, String machine) {
        // The machine first, so that what is found there is not said to be the provider's.
        enter(machine, ENTRY_NAMES);
        enter(provider, Set.of(CREATE));
        follow();
    }

    /** Reaches the methods of these names and the initializers of a class that is created elsewhere. */
    private void enter(String entered, Set<String> names) {
        List<String> types = new ArrayList<>(List.of(entered));
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            load(type).ifPresent(file -> {
                types.addAll(file.supertypes());
                for (Method method : file.methods()) {
                    if (names.contains(method.name())
                            || type.equals(entered) && method.name().startsWith("<")) {
                        Node node = new Node(type, method.name(), method.descriptor());
                        reach(node, node);
                    }
                }
            });
        }
        created.add(entered);
    }

    private void follow() {
        while (!toVisit.isEmpty() && findings.size() < MOST_FINDINGS) {
            Node node = toVisit.remove();
            load(node.owner())
                    .flatMap(file -> file.methods().stream()
                            .filter(method -> method.name().equals(node.name())
                                    && method.descriptor().equals(node.descriptor()))
                            .findFirst())
                    .ifPresent(method -> method.references().forEach(reference -> use(node, reference)));
        }
    }

    private void use(Node from, Reference reference) {
        if (isAllowed(reference.toString())) {
            return;
        }
        isWantedUsed |=
                wanted.isPresent() && wanted.get().matcher(reference.toString()).matches();
        Optional<Check> banned = BannedMembers.find(reference);
        if (banned.isPresent()) {
            Finding finding = new Finding(banned.get(), reference, path(from));
            if (findings.stream().noneMatch(other -> other.toString().equals(finding.toString()))) {
                findings.add(finding);
            }
            return;
        }
        if (load(reference.owner()).isEmpty()) {
            return;
        }
        reach(new Node(reference.owner(), "<clinit>", "()V"), from);
        if (reference.name().equals("new")) {
            create(reference.owner(), from);
            return;
        }
        Node call = new Node(reference.owner(), reference.name(), reference.descriptor());
        resolve(call.owner(), call, from);
        if (reference.isVirtual() && virtualCalls.putIfAbsent(call, from) == null) {
            for (String type : List.copyOf(created)) {
                answer(type, call, from);
            }
        }
    }

    private void create(String type, Node from) {
        if (!created.add(type)) {
            return;
        }
        virtualCalls.forEach((call, caller) -> answer(type, call, caller));
        boolean isCalledByLibrary =
                supertypes(type).stream().anyMatch(other -> isLibrary(other) && !QUIET_TYPES.contains(other));
        load(type).ifPresent(file -> {
            for (Method method : file.methods()) {
                if (isCalledByLibrary && !method.name().startsWith("<") || OBJECT_METHODS.contains(method.name())) {
                    reach(new Node(type, method.name(), method.descriptor()), from);
                }
            }
        });
    }

    /** The created type answers the call, if it is a subtype of that which is called. */
    private void answer(String type, Node call, Node from) {
        if (supertypes(type).contains(call.owner())) {
            resolve(type, call, from);
        }
    }

    /** Reaches the method of a type or, if it has none of its own, of its supertypes. */
    private void resolve(String type, Node call, Node from) {
        load(type).ifPresent(file -> {
            boolean isOwn = file.methods().stream()
                    .anyMatch(method -> method.name().equals(call.name())
                            && method.descriptor().equals(call.descriptor()));
            if (isOwn) {
                reach(new Node(type, call.name(), call.descriptor()), from);
            } else {
                file.supertypes().forEach(supertype -> resolve(supertype, call, from));
            }
        });
    }

    private Set<String> supertypes(String type) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(type));
        while (!left.isEmpty()) {
            String next = left.remove();
            if (all.add(next)) {
                load(next).ifPresent(file -> left.addAll(file.supertypes()));
            }
        }
        return all;
    }

    private void reach(Node node, Node from) {
        if (!isAllowed(node.toString()) && reachedFrom.putIfAbsent(node, from) == null) {
            toVisit.add(node);
        }
    }

    private List<String> path(Node node) {
        Deque<String> path = new ArrayDeque<>();
        Node at = node;
        path.addFirst(at.toString());
        while (!reachedFrom.get(at).equals(at)) {
            at = reachedFrom.get(at);
            path.addFirst(at.toString());
        }
        return List.copyOf(path);
    }

    private boolean isAllowed(String name) {
        return allowed.stream().anyMatch(name::startsWith);
    }

    /** The class, unless it is one of Java's own or cannot be read. */
    private Optional<ClassFile> load(String name) {
        return classes.computeIfAbsent(name, this::read);
    }

    private Optional<ClassFile> read(String name) {
        if (isLibrary(name) || name.startsWith("[")) {
            return Optional.empty();
        }
        for (ClassLoader loader : loaders) {
            try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in != null) {
                    return Optional.of(ClassFile.read(in));
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isLibrary(String name) {
        return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.");
    }
}
