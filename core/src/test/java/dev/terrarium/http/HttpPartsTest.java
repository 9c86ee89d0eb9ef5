package dev.terrarium.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client stands on: policies and readers that need no server. */
class HttpPartsTest {
    @Test
    void waitsDoubleWithinTheirSpreadAndEnd() {
        var retry = new Retry(5, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMinutes(1));
        var jitter = new Random(1);
        for (int failures = 1; failures < 5; failures++) {
            long most = Math.min(500L << (failures - 1), 2000);
            assertThat(retry.wait(failures, Optional.empty(), Duration.ZERO, jitter)
                            .orElseThrow())
                    .isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        assertThat(retry.wait(5, Optional.empty(), Duration.ZERO, jitter)).isEmpty();
        assertThat(retry.wait(1, Optional.empty(), Duration.ofMinutes(1), jitter))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | PT5S",
                "0 | PT0S",
                "Mon, 4 May 2026 10:00:30 GMT | PT30S",
                "Mon, 4 May 2026 09:00:30 GMT | ",
                "soon | ",
                "-5 | ",
                "99999999999999999999 | ",
            })
    void retryAfterIsSecondsOrADate(String header, Duration expected) {
        assertThat(Retry.after(header, Instant.parse("2026-05-04T10:00:00Z"))).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void netrcKnowsEntriesInAnyLayoutAndSkipsMacrosAndTheDefault() {
        Netrc netrc = Netrc.parse(List.of(
                "# machine commented.example login a password b",
                "machine one.example login a password b",
                "machine two.example",
                "  password d",
                "  login c",
                "macdef init",
                "machine macro.example login x password y",
                "",
                "default login anonymous password me"));
        assertThat(netrc.logins()).isEqualTo(Map.of("one.example", "a:b", "two.example", "c:d"));
        assertThat(netrc.toString()).doesNotContain("a:b");
    }

    @Test
    void netrcIsNotSentInTheClear() {
        var credentials = new Credentials(new Netrc(Map.of("h.example", "a:b")), Keyring.NONE, List::of);
        assertThat(credentials.authorization(URI.create("https://h.example/"))).isPresent();
        assertThat(credentials.authorization(URI.create("http://h.example/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a.example/ | http://one.example:3128",
                "https://a.example/ | http://two.example:8080",
                "https://internal.example/ | ",
                "https://deep.internal.example/ | ",
                "https://notinternal.example/ | http://two.example:8080",
                "http://ported.example:81/ | ",
                "http://ported.example/ | http://one.example:3128",
                "http://localhost:99/ | ",
                "http://127.0.0.1/ | ",
            })
    void proxiesFollowTheVariables(String target, String proxy) {
        Proxies proxies = Proxies.of(environment(Map.of(
                "http_proxy", "one.example:3128",
                "HTTPS_PROXY", "http://two.example:8080",
                "no_proxy", "internal.example,ported.example:81")));
        assertThat(proxies.proxyFor(URI.create(target)).map(URI::toString)).isEqualTo(Optional.ofNullable(proxy));
    }

    @Test
    void aProxyOfAnotherKindIsRefusedWithoutItsPassword() {
        assertThatThrownBy(() -> Proxies.of(environment(Map.of("https_proxy", "socks5://me:secret@p.example:1080"))))
                .isInstanceOf(UserError.class)
                .hasMessage("`https_proxy` names a proxy that speaks socks5: not in this version");
    }

    @Test
    void aFileOfCertificatesThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Certificates.of(environment(Map.of("SSL_CERT_FILE", "/nowhere/ca.pem"))))
                .isInstanceOf(UserError.class)
                .hasMessage("`SSL_CERT_FILE` names `/nowhere/ca.pem`, which is no readable file of PEM certificates");
        assertThat(Certificates.of(environment(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:pw@h.example:8443/a/b?sig=1#x, https://h.example:8443/a/b?…",
        "http://h.example/a%20b, http://h.example/a%20b",
        "mailto:me@h.example, (mailto address without a host)",
    })
    void shownAddressesLetNobodyIn(String uri, String shown) {
        assertThat(ShownUri.of(URI.create(uri))).isEqualTo(shown);
    }

    @Test
    void theUserIsTakenOutOfAnAddress() {
        assertThat(ShownUri.withoutUser(URI.create("https://us$er:p%2Fw@h.example/a@b?q")))
                .isEqualTo(URI.create("https://h.example/a@b?q"));
    }

    private static Environment environment(Map<String, String> variables) {
        Path root = Path.of("/");
        return new Environment(variables, root, root, root, InstantSource.fixed(Instant.EPOCH));
    }
}
