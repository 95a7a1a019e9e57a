package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.Event;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event says, by the names that its class and those of its parts have for it; constants are called as in text. */
final class EventFields {

    private EventFields() {}

    static Map<String, Object> of(Event event) {
        return parts((Record) event);
    }

    private static Map<String, Object> parts(Record whole) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            Object value = value(component, whole);
            if (value != null) {
                parts.put(component.getName(), plain(value));
            }
        }
        return parts;
    }

    private static @Nullable Object value(RecordComponent component, Record whole) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not readable: " + component, e); // all of them are public
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Record part) {
            return parts(part);
        }
        if (value instanceof Enum<?> constant) {
            return ResultText.name(constant);
        }
        return value instanceof Integer || value instanceof Long || value instanceof Boolean ? value : value.toString();
    }
}
