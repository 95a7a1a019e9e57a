package io.dsfm.ratis.node;

import io.dsfm.ratis.node.NodeStartException.Kind;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The variants of applications that this program has on its class path.
 *
 * <p>Threading: immutable.
 */
public final class StateMachineCatalog {

    private final List<StateMachineProvider> providers;

    /** A catalog of exactly these. */
    public StateMachineCatalog(List<StateMachineProvider> providers) {
        this.providers = List.copyOf(providers);
    }

    /**
     * Everything that {@link ServiceLoader} finds.
     *
     * @throws NodeStartException if a registered provider cannot be loaded
     */
    public static StateMachineCatalog load() throws NodeStartException {
        List<StateMachineProvider> found = new ArrayList<>();
        try {
            ServiceLoader.load(StateMachineProvider.class).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new NodeStartException(
                    Kind.CONFIGURATION, "a state machine provider cannot be loaded: " + e.getMessage(), e);
        }
        return new StateMachineCatalog(found);
    }

    /** All providers, in the order in which they were found. */
    public List<StateMachineProvider> providers() {
        return providers;
    }
}
