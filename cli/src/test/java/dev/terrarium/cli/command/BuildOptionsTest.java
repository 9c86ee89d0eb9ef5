package dev.terrarium.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.cli.line.Parser;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Platform;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildOptionsTest {
    private static final Spec BUILD =
            new Spec("build", "make", "", BuildOptions.operands(), BuildOptions.table(), List.of());
    private static final Spec PLAN =
            new Spec("plan", "plan", "", BuildOptions.operands(), BuildOptions.planTable(), List.of());
    private static final Spec LOCK =
            new Spec("lock", "lock", "", LockOptions.operands(), LockOptions.table(), List.of());
    private static final Session SESSION = new Session(
            new Environment(Map.of(), Path.of("/home/me/shop"), Path.of("/home/me"), Path.of("/"), () -> Instant.EPOCH),
            Progress.SILENT);

    @Test
    void nothingSaidMeansTheProjectHereIntoTheStore() {
        BuildOptions options = build();

        assertThat(options.project()).isEqualTo(Path.of("/home/me/shop"));
        assertThat(options.groups()).isEmpty();
        assertThat(options.platforms()).isEmpty();
        assertThat(options.lock()).isEqualTo(LockMode.COMPLETE);
        assertThat(options.destinations().tags()).isEmpty();
        assertThat(options.destinations().outputs()).isEmpty();
        assertThat(options.destinations().load()).isFalse();
        assertThat(options.dryRun()).isFalse();
        assertThat(options.debian()).isEmpty();
    }

    @Test
    void everythingCanBeSaidAtOnce() {
        BuildOptions options = build(
                "../web",
                "--extra",
                "postgres",
                "--extra=redis",
                "--group",
                "tracing",
                "--python",
                "3.13",
                "--platform",
                "amd64,linux/arm64",
                "--tag",
                "shop:1.2",
                "--tag",
                "registry.example/team/shop",
                "--output",
                "oci:out",
                "--output",
                "docker-archive:shop.tar",
                "--load",
                "--locked",
                "--offline",
                "--dry-run",
                "--source",
                "debian=https://debian.example/debian");

        assertThat(options.project()).isEqualTo(Path.of("/home/me/web"));
        assertThat(options.extras()).containsExactly("postgres", "redis");
        assertThat(options.groups()).containsExactly("tracing");
        assertThat(options.python()).contains("3.13");
        assertThat(options.platforms()).containsExactly(Platform.AMD64, Platform.ARM64);
        assertThat(options.destinations().tags("image"))
                .containsExactlyInAnyOrder(
                        ImageReference.parse("shop:1.2"), ImageReference.parse("registry.example/team/shop"));
        assertThat(options.destinations().outputs("image"))
                .containsExactly(ImageName.parse("oci:out"), ImageName.parse("docker-archive:shop.tar"));
        assertThat(options.destinations().load()).isTrue();
        assertThat(options.lock()).isEqualTo(LockMode.LOCKED);
        assertThat(options.offline()).isTrue();
        assertThat(options.dryRun()).isTrue();
        assertThat(options.debian()).contains(URI.create("https://debian.example/debian"));
    }

    @Test
    void planDeliversNothing() {
        BuildOptions options = BuildOptions.of(Parser.parse(PLAN, List.of("--frozen")), SESSION);

        assertThat(options.lock()).isEqualTo(LockMode.FROZEN);
        assertThat(options.dryRun()).isTrue();
        assertThatThrownBy(() -> Parser.parse(PLAN, List.of("--output", "oci:out")))
                .isInstanceOf(UsageError.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--locked --frozen; `--locked` and `--frozen` exclude each other",
                "--python three; `--python three` is no version of Python",
                "--python 2.7; `--python 2.7` is no version of Python",
                "--tag oci:out; `--tag oci:out` is a place and no name",
                "--tag docker:shop; `--tag docker:shop` says where the name is",
                "--source debian; `--source debian=…` needs an address that begins with http:// or https://",
                "--source debian=ftp://me:secret@debian.example; `--source debian=…` needs an address that begins with http:// or https://",
                "--source pip=https://index.example; `--source` knows no source `pip`",
            })
    void whatCannotBeMeantIsAUsageError(String line, String message) {
        assertThatThrownBy(() -> build(line.split(" ")))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @Test
    void whatIsMeantAndCannotBeDoneIsAUserError() {
        assertThatThrownBy(() -> build("--platform", "windows/amd64,riscv64"))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.problems()).hasSize(2));
        assertThatThrownBy(() -> build("--output", "oci:out:1.2")).isInstanceOf(TerrariumError.class);
        assertThatThrownBy(() -> build("--tag", "Shop")).isInstanceOf(TerrariumError.class);
    }

    @Test
    void lockMovesOnlyWhatItIsToldTo() {
        assertThat(lock("--update", "curl", "libc6").packages()).containsExactly("curl", "libc6");
        assertThat(lock("--update").update()).isTrue();
        assertThat(lock("--project", "web").project()).isEqualTo(Path.of("/home/me/shop/web"));
        assertThatThrownBy(() -> lock("curl"))
                .isInstanceOfSatisfying(
                        UsageError.class,
                        error -> assertThat(error.problems().getFirst().hints())
                                .contains("write `terrarium lock --update curl`"));
    }

    private static BuildOptions build(String... line) {
        return BuildOptions.of(Parser.parse(BUILD, List.of(line)), SESSION);
    }

    private static LockOptions lock(String... line) {
        return LockOptions.of(Parser.parse(LOCK, List.of(line)), SESSION);
    }
}
