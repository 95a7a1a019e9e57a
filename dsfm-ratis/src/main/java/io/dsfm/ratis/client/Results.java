package io.dsfm.ratis.client;

import io.dsfm.ratis.proto.EventMessage;
import io.dsfm.ratis.proto.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Makes results of what came over the connection. */
final class Results {

    private Results() {}

    static Result of(Outcome outcome) {
        return new Result(
                outcome.getRequestNumber(),
                outcome.getIndex(),
                outcome.getSequence(),
                outcome.getTimestampNanos(),
                outcome.getReply().toByteArray(),
                events(outcome));
    }

    private static List<Result.Event> events(Outcome outcome) {
        if (outcome.getEventsCount() == 0) {
            return List.of();
        }
        List<Result.Event> events = new ArrayList<>(outcome.getEventsCount());
        for (EventMessage event : outcome.getEventsList()) {
            events.add(new Result.Event(event.getType(), event.getPayload().toByteArray()));
        }
        return List.copyOf(events);
    }
}
