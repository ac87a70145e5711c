package dev.quotarouter.simulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * What a path asks for.
 *
 * @param model the model's name without {@code models/}; empty for a list
 * @param events whether a stream shall come as server-sent events rather than as a JSON array
 */
record ApiCall(Endpoint endpoint, String model, boolean events) {
    private static final Pattern MODEL = Pattern.compile("/v1beta/models/([A-Za-z0-9._-]+)");
    private static final Pattern METHOD = Pattern.compile("/v1beta/models/([A-Za-z0-9._-]+):([A-Za-z]+)");

    static Optional<ApiCall> of(String httpMethod, HttpUrl url) {
        String path = url.encodedPath();
        return switch (httpMethod) {
            case "GET" -> ofGet(path);
            case "POST" -> ofPost(path, "sse".equals(url.queryParameter("alt")));
            default -> Optional.empty();
        };
    }

    private static Optional<ApiCall> ofGet(String path) {
        if (path.equals("/v1beta/models")) {
            return Optional.of(new ApiCall(Endpoint.LIST_MODELS, "", false));
        }
        Matcher model = MODEL.matcher(path);
        return model.matches() ? Optional.of(new ApiCall(Endpoint.GET_MODEL, model.group(1), false)) : Optional.empty();
    }

    private static Optional<ApiCall> ofPost(String path, boolean events) {
        Matcher method = METHOD.matcher(path);
        if (!method.matches()) {
            return Optional.empty();
        }
        return switch (method.group(2)) {
            case "generateContent" -> Optional.of(new ApiCall(Endpoint.GENERATE_CONTENT, method.group(1), events));
            case "streamGenerateContent" ->
                Optional.of(new ApiCall(Endpoint.STREAM_GENERATE_CONTENT, method.group(1), events));
            case "countTokens" -> Optional.of(new ApiCall(Endpoint.COUNT_TOKENS, method.group(1), events));
            default -> Optional.empty();
        };
    }
}
