package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.ServiceLoader;

/** Where another process finds a provider: a class with a constructor without parameters, or listed as a service. */
record ProviderName(String className, String application, String variant) {

    static ProviderName of(StateMachineProvider provider) {
        return new ProviderName(provider.getClass().getName(), provider.application(), provider.variant());
    }

    static ProviderName readFrom(DataInputStream in) throws IOException {
        return new ProviderName(in.readUTF(), in.readUTF(), in.readUTF());
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeUTF(className);
        out.writeUTF(application);
        out.writeUTF(variant);
    }

    /** The provider, made anew; nothing if it cannot be found by its name. */
    Optional<StateMachineProvider> find() {
        try {
            Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
            constructor.setAccessible(true);
            if (constructor.newInstance() instanceof StateMachineProvider provider && isNamedBy(provider)) {
                return Optional.of(provider);
            }
        } catch (ReflectiveOperationException e) {
            // Then it may be listed.
        }
        return ServiceLoader.load(StateMachineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(this::isNamedBy)
                .findFirst();
    }

    private boolean isNamedBy(StateMachineProvider provider) {
        return provider.getClass().getName().equals(className)
                && provider.application().equals(application)
                && provider.variant().equals(variant);
    }
}
