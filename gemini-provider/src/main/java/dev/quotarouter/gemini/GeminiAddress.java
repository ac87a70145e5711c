package dev.quotarouter.gemini;

import java.net.URI;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where Gemini is. A base URL that ends with an API version keeps it; any other gets {@code v1beta}, the only version with
 * all that is used here.
 */
final class GeminiAddress {
    static final URI GOOGLE = URI.create("https://generativelanguage.googleapis.com");

    private static final Pattern VERSION = Pattern.compile("v1(?:alpha|beta)?");
    private static final Pattern MODEL =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]*(?:/[A-Za-z0-9][A-Za-z0-9._@-]*)*");

    private final HttpUrl base;

    /**
     * Reads the base URL.
     *
     * @throws IllegalArgumentException if it is no HTTP URL, or has a user, a query or a fragment
     */
    GeminiAddress(URI baseUrl) {
        HttpUrl url = HttpUrl.get(baseUrl);
        // Not shown in the message: the place where people put secrets.
        if (url == null
                || baseUrl.getRawUserInfo() != null
                || baseUrl.getRawQuery() != null
                || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("the base URL must be http or https, without user, query and fragment");
        }
        HttpUrl.Builder versioned = url.newBuilder();
        // A slash at the end is an empty last segment.
        int last = url.pathSize() - 1;
        boolean slash = url.pathSegments().get(last).isEmpty();
        if (slash && last > 0) {
            versioned.removePathSegment(last);
            last--;
        }
        if (!VERSION.matcher(url.pathSegments().get(last)).matches()) {
            versioned.addPathSegment("v1beta");
        }
        base = versioned.build();
    }

    /**
     * {@return where a method of the model is called}
     *
     * @param method such as {@code generateContent}
     * @throws IllegalArgumentException if it is no name of a model
     */
    HttpUrl method(String model, String method) {
        return base.newBuilder().addPathSegments(resource(model) + ":" + method).build();
    }

    /**
     * {@return where the model itself is described}
     *
     * @throws IllegalArgumentException if it is no name of a model
     */
    HttpUrl model(String model) {
        return base.newBuilder().addPathSegments(resource(model)).build();
    }

    /** {@return where the models are listed} */
    HttpUrl models() {
        return base.newBuilder().addPathSegment("models").build();
    }

    /**
     * {@return the model with the folder it is in} Tuned models have a folder of their own, which their names show.
     *
     * @throws IllegalArgumentException if it is no name of a model
     */
    static String resource(String model) {
        if (!MODEL.matcher(model).matches()) {
            throw new IllegalArgumentException("a Gemini model looks like gemini-2.5-pro, not \"" + model + "\"");
        }
        return model.contains("/") ? model : "models/" + model;
    }
}
