package dev.quotarouter.benchmarks.call;

import java.net.URI;

/** Where the chat is had over HTTP. */
record GeminiUrls(String chat, String stream) {
    static GeminiUrls at(URI server) {
        String model = server + "/v1beta/models/" + LibraryChat.MODEL;
        return new GeminiUrls(model + ":generateContent", model + ":streamGenerateContent?alt=sse");
    }
}
