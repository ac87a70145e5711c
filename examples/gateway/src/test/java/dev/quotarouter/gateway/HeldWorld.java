package dev.quotarouter.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.config.Deployment;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A router and a gateway, both real, over streams that are held until they are let go. The gateway wants no key. */
final class HeldWorld implements AutoCloseable {
    static final String STREAM = World.HELLO.replace("{\"model\"", "{\"stream\": true, \"model\"");

    private final HeldGemini gemini = new HeldGemini();
    private final QuotaRouter router;
    private final Gateway gateway;

    HeldWorld(UnaryOperator<GatewaySettings> settings) throws IOException {
        router = QuotaRouter.builder()
                .deployment(Deployment.builder("gpt-4", "gemini/gemini-2.5-flash")
                        .apiKey("KEY-OF-NOBODY-0123456789")
                        .baseUrl(gemini.url())
                        .build())
                .build();
        gateway = Gateway.start(router, settings.apply(GatewaySettings.DEFAULT.withPort(0)));
    }

    HeldGemini gemini() {
        return gemini;
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.url().getPort();
    }

    int underWay() {
        return router.status().deployments().get(0).inFlight();
    }

    /** {@return a client whose stream has begun, and is held} */
    RawClient stream() throws IOException {
        RawClient client = new RawClient(port());
        client.send(RawClient.post(STREAM));
        client.readUntil("begun");
        return client;
    }

    @Override
    public void close() {
        gateway.close();
        router.close();
        gemini.close();
    }
}
