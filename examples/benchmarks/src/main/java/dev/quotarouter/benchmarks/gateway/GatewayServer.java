package dev.quotarouter.benchmarks.gateway;

import dev.quotarouter.QuotaRouter;
import dev.quotarouter.benchmarks.call.LibraryChat;
import dev.quotarouter.gateway.Gateway;
import dev.quotarouter.gateway.GatewaySettings;
import dev.quotarouter.gemini.GeminiProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

/** Our gateway in front of a router with ten deployments. Prints where it is, and ends when its standard input does. */
final class GatewayServer {
    private GatewayServer() {}

    /**
     * Serves until the standard input ends.
     *
     * @param arguments where Gemini is
     */
    public static void main(String[] arguments) throws IOException {
        try (GeminiProvider provider = GeminiProvider.builder()
                        .baseUrl(URI.create(arguments[0]))
                        .build();
                QuotaRouter router = LibraryChat.router(provider);
                Gateway gateway = Gateway.start(router, GatewaySettings.DEFAULT.withPort(0))) {
            System.out.println(gateway.url());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
