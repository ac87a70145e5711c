package dev.quotarouter.simulator;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** Between the HTTP server and the service: finds out what a path asks for and logs every call. Thread-safe. */
final class GeminiDispatcher extends Dispatcher {
    private static final MockResponse READ_ON = new MockResponse.Builder().build();
    private static final MockResponse HANG_UP = new MockResponse.Builder()
            .onRequestStart(new SocketEffect.CloseSocket())
            .build();

    private final MockWebServer server;
    private final GeminiService service;
    private final CallLog log;
    private final AtomicBoolean keySeenInUrl = new AtomicBoolean();
    private final AtomicInteger hangUps = new AtomicInteger();

    GeminiDispatcher(MockWebServer server, GeminiService service, CallLog log) {
        this.server = server;
        this.service = service;
        this.log = log;
    }

    @Override
    public MockResponse dispatch(RecordedRequest http) throws InterruptedException {
        // The server keeps every request for a test to take; nobody does, and bodies add up.
        server.takeRequest(0, TimeUnit.NANOSECONDS);
        if (Keyring.keyInUrl(http).isPresent()) {
            keySeenInUrl.set(true);
        }
        Optional<ApiCall> call = ApiCall.of(http.getMethod(), http.getUrl());
        if (call.isEmpty()) {
            return WireWriter.response(HttpReply.of(GeminiError.PATH_UNKNOWN.reply("")));
        }
        GeminiService.Answered answered = service.answer(call.get(), http);
        // Before the answer leaves, so that who has the answer finds the record.
        log.add(answered.record());
        return WireWriter.response(answered.reply());
    }

    @Override
    public MockResponse peek() {
        return hangUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? HANG_UP : READ_ON;
    }

    void hangUp(int times) {
        hangUps.set(times);
    }

    boolean keySeenInUrl() {
        return keySeenInUrl.get();
    }
}
