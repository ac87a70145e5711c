package dev.quotarouter.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.differential.Corpus.Body;
import java.util.List;
import java.util.function.Supplier;

/** A server that sends the same bytes to Google's client and to ours. */
final class BothSides implements AutoCloseable {
    private final Loopback server = new Loopback();
    private final GoogleSdk google = new GoogleSdk(server.address());
    private final OurAdapter ours = new OurAdapter(server.address());

    GoogleSdk.Told google(Body body) {
        return once(body, () -> google.read(body.isStream()));
    }

    OurAdapter.Told ours(Body body) {
        return once(body, () -> ours.read(body.isStream()));
    }

    /** Each reads the body at the first attempt, and no other. */
    private <T> T once(Body body, Supplier<T> call) {
        int before = server.requests();
        if (body.isStream()) {
            server.stream(List.of(body.bytes()));
        } else {
            server.reply(body);
        }
        T told = call.get();
        assertThat(server.requests() - before).as("requests").isEqualTo(1);
        return told;
    }

    @Override
    public void close() {
        ours.close();
        google.close();
        server.close();
    }
}
