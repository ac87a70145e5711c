package dev.quotarouter.gateway;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Why the gateway itself turns a request away, in OpenAI's form.
 *
 * @param status the HTTP status
 * @param type OpenAI's kind of error
 * @param code what a program tells the error by
 * @param message what is wrong and what to do
 * @param headers what goes with it
 */
record Refusal(int status, String type, String code, String message, Map<String, String> headers) {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";

    static Refusal badKey(boolean isThere) {
        String message = isThere
                ? "the key is not this gateway's general_settings.master_key"
                : "no key: send the header Authorization: Bearer KEY, with the gateway's general_settings.master_key";
        return new Refusal(401, INVALID, "invalid_api_key", message, Map.of("WWW-Authenticate", "Bearer"));
    }

    static Refusal foreignPage(String why) {
        return new Refusal(403, INVALID, "forbidden", why, Map.of());
    }

    static Refusal unknownPath(String path) {
        String message = "there is nothing at " + path + "; try POST /v1/chat/completions or GET /v1/models";
        return new Refusal(404, INVALID, "not_found", message, Map.of());
    }

    static Refusal unknownModel(String model) {
        String message = "there is no model \"" + model + "\"; GET /v1/models lists them";
        return new Refusal(404, INVALID, "model_not_found", message, Map.of());
    }

    static Refusal wrongMethod(String allowed) {
        String message = "this path wants " + allowed;
        return new Refusal(405, INVALID, "method_not_allowed", message, Map.of("Allow", allowed));
    }

    static Refusal slowBody() {
        return new Refusal(408, INVALID, "request_timeout", "the body took too long to arrive", Map.of());
    }

    static Refusal largeBody(long most) {
        String message = "the body is larger than " + most + " bytes, the most that this gateway reads";
        return new Refusal(413, INVALID, "request_too_large", message, Map.of());
    }

    static Refusal busy() {
        String message = "too many large requests are under way; send it again in a moment";
        return new Refusal(503, SERVER, "overloaded", message, Map.of("Retry-After", "1"));
    }

    static Refusal stopping() {
        String message = "the gateway is stopping; send it again to another one";
        return new Refusal(503, SERVER, "stopping", message, Map.of("Retry-After", "1"));
    }

    static Refusal internal() {
        return new Refusal(500, SERVER, "internal_error", "the gateway failed; its log says why", Map.of());
    }

    JsonObject json() {
        JsonObject error = new JsonObject()
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return new JsonObject().put("error", error);
    }
}
