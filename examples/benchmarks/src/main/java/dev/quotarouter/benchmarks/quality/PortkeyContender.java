package dev.quotarouter.benchmarks.quality;

import dev.quotarouter.benchmarks.process.PortkeyProcess;

/** Portkey's gateway, which is one process for all scenes: each request brings its targets along. */
final class PortkeyContender implements Contender {
    private final PortkeyProcess gateway;

    PortkeyContender(PortkeyProcess gateway) {
        this.gateway = gateway;
    }

    @Override
    public ChatClient enter(Scene scene) {
        return new PortkeyClient(gateway.url(), scene);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
