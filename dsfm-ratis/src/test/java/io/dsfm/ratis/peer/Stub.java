package io.dsfm.ratis.peer;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of Ratis's wide interfaces that can do just what a test needs. */
final class Stub {

    private Stub() {}

    /** What a method does, given its arguments. */
    interface Method {
        @Nullable
        Object apply(Object[] args) throws Exception;
    }

    /** An object that answers the methods named, and fails at the others. */
    static <T> T of(Class<T> type, Map<String, Method> methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Method answer = methods.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.toString());
            }
            return answer.apply(args == null ? new Object[0] : args);
        }));
    }
}
