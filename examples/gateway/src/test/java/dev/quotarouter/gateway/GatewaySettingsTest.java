package dev.quotarouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quotarouter.provider.ApiKey;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewaySettingsTest {
    private static final ApiKey KEY = new ApiKey("the key", World.KEY);

    @Test
    void with_a_key_everybody_may_connect_and_without_one_this_machine_alone() {
        assertThat(GatewaySettings.DEFAULT.bindAddress()).isEqualTo("127.0.0.1");
        assertThat(GatewaySettings.DEFAULT.withMasterKey(KEY).bindAddress()).isEqualTo("0.0.0.0");
        assertThat(GatewaySettings.DEFAULT
                        .withMasterKey(KEY)
                        .withHost("10.0.0.1")
                        .bindAddress())
                .isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.1", "no-such-host.invalid"})
    void without_a_key_no_other_address_is_bound_to(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GatewaySettings.DEFAULT.withHost(host))
                .withMessageContaining("master_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "::1", "localhost"})
    void without_a_key_every_address_of_this_machine_is(String host) {
        assertThat(GatewaySettings.DEFAULT.withHost(host).bindAddress()).isEqualTo(host);
    }

    @Test
    void limits_that_would_let_nobody_in_are_refused() {
        GatewayLimits limits = GatewayLimits.DEFAULT;

        assertThatIllegalArgumentException().isThrownBy(() -> limits.withMaxConnections(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withIdleTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withMaxBodiesBytes(1));
        assertThatIllegalArgumentException().isThrownBy(() -> GatewaySettings.DEFAULT.withPort(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new DrainTimes(Duration.ofSeconds(-1), Duration.ZERO));
        assertThat(limits.withMaxBodyBytes(1L << 40).maxBodiesBytes()).isEqualTo(1L << 40);
    }

    @Test
    void the_key_is_not_shown() {
        assertThat(GatewaySettings.DEFAULT.withMasterKey(KEY)).asString().doesNotContain(World.KEY);
    }
}
