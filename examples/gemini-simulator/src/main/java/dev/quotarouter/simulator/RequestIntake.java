package dev.quotarouter.simulator;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From the bytes of a request to what the model reads, or to the 400 that says why not. */
final class RequestIntake {
    /** Google: "Request payload size exceeds the limit: 20971520 bytes." */
    private static final long LARGEST_BODY = 20_971_520;

    /** Google: "Minimum allowed deadline is 10s." */
    private static final int SHORTEST_DEADLINE = 10;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final JsonMapper JSON = new JsonMapper();

    private final RecordedRequest http;
    private final Keyring.Access access;
    private final SimulatedModel model;

    RequestIntake(RecordedRequest http, Keyring.Access access, SimulatedModel model) {
        this.http = http;
        this.access = access;
        this.model = model;
    }

    /** {@return the request for content} */
    Reading generate() {
        return read(WireMessage.GENERATE_REQUEST, body -> {
            SimulatedRequest request = request(body);
            return RequestRules.complaint(request)
                    .or(() -> access.project().complaint(request))
                    .<Reading>map(Reading.Rejected::new)
                    .orElseGet(() -> new Reading.Understood(request));
        });
    }

    /** {@return the request to count tokens; what shall be counted stands in it directly or one level down} */
    Reading count() {
        return read(WireMessage.COUNT_REQUEST, body -> {
            ObjectNode counted = body.path("generateContentRequest") instanceof ObjectNode inner ? inner : body;
            return counted.path("contents").isEmpty()
                    ? rejected("* CountTokensRequest.contents: contents is not specified\n")
                    : new Reading.Understood(request(counted));
        });
    }

    private SimulatedRequest request(ObjectNode body) {
        return new SimulatedRequest(access.project().name(), access.keyName(), model, body);
    }

    private Reading read(WireMessage message, Function<ObjectNode, Reading> understand) {
        if (http.getBodySize() > LARGEST_BODY) {
            return new Reading.Rejected(GeminiError.PAYLOAD_TOO_LARGE.reply(model.name()));
        }
        Optional<String> deadline = complaintAboutDeadline(http.getHeaders().get("X-Server-Timeout"));
        if (deadline.isPresent()) {
            return rejected(deadline.get());
        }
        JsonNode json;
        try {
            ByteString body = http.getBody();
            json = JSON.readTree(body == null ? "" : body.utf8());
        } catch (JacksonException malformed) {
            return rejected("Invalid JSON payload received. " + malformed.getOriginalMessage());
        }
        RequestReader reader = new RequestReader();
        ObjectNode body = reader.read(message, json);
        return reader.complaint().<Reading>map(Reading.Rejected::new).orElseGet(() -> understand.apply(body));
    }

    private static Optional<String> complaintAboutDeadline(@Nullable String seconds) {
        if (seconds == null || !SECONDS.matcher(seconds).matches() || Integer.parseInt(seconds) >= SHORTEST_DEADLINE) {
            return Optional.empty();
        }
        return Optional.of("Manually set deadline " + seconds + "s is too short. Minimum allowed deadline is "
                + SHORTEST_DEADLINE + "s.");
    }

    private static Reading rejected(String message) {
        return new Reading.Rejected(ErrorBody.invalidArgument(message).reply());
    }

    /** What became of the attempt to read a request. */
    sealed interface Reading {
        /** It is well-formed and the model can be asked. */
        record Understood(SimulatedRequest request) implements Reading {}

        /** It is not, and this is the answer. */
        record Rejected(RawReply answer) implements Reading {}
    }
}
