package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;
import java.util.Set;

/** {@code lin-kv}: registers with read, write and compare-and-set. */
final class LinKv implements Workload {

    @Override
    public String name() {
        return "lin-kv";
    }

    @Override
    public Set<String> types() {
        return Set.of("read", "write", "cas");
    }

    @Override
    public boolean accepts(ObjectNode body) {
        return body.has("key");
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        Key key = Json.key(Space.LIN_KV, Json.field(body, "key"));
        return switch (type) {
            case "read" -> new Request.Read(List.of(new Step.Get(key)), results -> read(key, Json.only(results)));
            case "write" ->
                new Request.Update(
                        List.of(new Step.Put(key, Json.bytes(Json.field(body, "value")))),
                        results -> Json.object("write_ok"));
            case "cas" ->
                new Request.Update(
                        List.of(new Step.CompareAndSet(
                                key,
                                Json.bytes(Json.field(body, "from")),
                                Json.bytes(Json.field(body, "to")),
                                body.path("create_if_not_exists").asBoolean(false))),
                        results -> Json.object("cas_ok"));
            default -> throw Json.unknown(type);
        };
    }

    private static ObjectNode read(Key key, Result result) throws RequestException {
        if (result instanceof Result.Absent) {
            throw new RequestException(ErrorCode.KEY_DOES_NOT_EXIST, "there is no such key: key=" + key.text());
        }
        return Json.object("read_ok").set("value", Json.value(result));
    }
}
