package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Step two, security: what must not be in an image. */
@Tag("e2e")
class SecurityContentsTest {
    @Practice("runtime-cannot-install-packages")
    void noInstallerIsThere() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(programs(image))
                    .noneMatch(name -> name.matches("(pip[0-9.]*|uvx?|poetry|pipx|conda|easy_install.*|apt.*|dpkg)"));
            assertThat(Installed.in(image).stream().map(Installed::name))
                    .doesNotContain("pip", "setuptools", "wheel", "uv", "poetry", "hatchling");
            assertThat(image.files().keySet()).noneMatch(path -> path.contains("/ensurepip") || path.endsWith(".whl"));
        }
    }

    @Practice("no-compiler-in-runtime")
    void noCompilerAndNoHeaderOfTheSystemIsThere() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(programs(image))
                    .noneMatch(name -> name.matches(
                            "(.*-)?(gcc|g\\+\\+|cc|c\\+\\+|clang|ld|as|make|cmake|cargo|rustc|go)(-[0-9.]+)?"));
            assertThat(image.below("usr/include")).isEmpty();
            assertThat(image.below("opt/app/python").map(Item::path))
                    .noneMatch(path -> path.endsWith(".h") || path.endsWith(".a"));
            assertThat(image.below("var/lib/dpkg/status.d").map(Item::name)).noneMatch(name -> name.endsWith("-dev"));
        }
    }

    @Practice("no-secrets-in-arg-or-env")
    void nothingOfASecretThatTheBuilderSawIsInAnyByte() throws Exception {
        List<byte[]> forms = Stream.of(
                        Images.SECRET, Base64.getEncoder().encodeToString(("builder:" + Images.SECRET).getBytes(UTF_8)))
                .map(text -> text.getBytes(UTF_8))
                .toList();
        for (BuiltImage image : Images.all()) {
            assertThat(image.layers()).anyMatch(layer -> layer.contains("terrarium-start".getBytes(UTF_8)));
            for (byte[] form : forms) {
                assertThat(image.documents()).noneMatch(document -> Bytes.contain(document, form));
                assertThat(image.layers()).noneMatch(layer -> layer.contains(form));
            }
            assertThat(image.environment()).doesNotContainKeys("API_TOKEN", "DATABASE_URL", "NETRC");
        }
    }

    @Practice("build-secrets-by-mount")
    void theBackEndSawNoVariableOfTheUser() throws Exception {
        String seen = Images.ofService().text("opt/app/venv/lib/python3.13/site-packages/prices/environment.json");
        JsonNode environment = BuiltImage.json(seen);
        assertThat(environment.members().keySet())
                .contains("SOURCE_DATE_EPOCH")
                .doesNotContain("API_TOKEN", "DATABASE_URL", "NETRC", "TERRARIUM_STORE")
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        assertThat(environment.required("HOME").text()).startsWith("/build/");
    }

    @Practice("no-credentials-in-manifests")
    void addressesInMetadataCarryNoUser() throws Exception {
        assertThat(Images.ofSite().labels())
                .containsEntry("org.opencontainers.image.source", "https://git.example/acme/site.git");
        for (BuiltImage image : Images.all()) {
            Stream<Item> metadata = image.items()
                    .filter(Item::isFile)
                    .filter(item -> item.path().contains(".dist-info/")
                            || item.name().startsWith("requirements")
                            || item.name().endsWith(".lock")
                            || item.name().endsWith("build-info.json"));
            assertThat(metadata)
                    .isNotEmpty()
                    .noneMatch(item -> new String(item.bytes(), UTF_8)
                            .lines()
                            .anyMatch(line -> line.matches(".*[a-z+]+://[^/\\s:@]+:[^/\\s@]+@.*")));
        }
    }

    @Practice("no-ssh-keys-for-git")
    void noKeyForSshIsInAnyLayer() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.items().map(Item::path)).noneMatch(path -> path.contains("/.ssh"));
            for (String kind : List.of("OPENSSH", "RSA", "DSA", "EC")) {
                byte[] begin = ("-----BEGIN " + kind + " PRIVATE KEY-----\n").getBytes(UTF_8);
                assertThat(image.layers()).as(kind).noneMatch(layer -> layer.contains(begin));
            }
        }
    }

    @Practice("no-sudo")
    void thereIsNoSudo() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(programs(image)).doesNotContain("sudo", "su", "doas", "gosu");
            assertThat(image.files().keySet()).noneMatch(path -> path.startsWith("etc/sudoers"));
        }
    }

    @Practice("no-ssh-server")
    void thereIsNoSshServer() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(programs(image)).doesNotContain("sshd", "dropbear", "ssh");
            assertThat(image.container().required("ExposedPorts").members()).doesNotContainKey("22/tcp");
        }
    }

    @Practice("tls-verification-on")
    void nothingSwitchesCertificateChecksOff() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment().keySet())
                    .noneMatch(name -> name.matches("PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY|PIP_.*|UV_.*|CURL_.*|SSL_.*"));
            assertThat(image.items().map(Item::name))
                    .doesNotContain("pip.conf", ".pip", "pip.ini", "uv.toml", ".curlrc", ".wgetrc");
            assertThat(image.file("etc/ssl/certs/ca-certificates.crt").entry().size())
                    .isGreaterThan(100_000);
        }
    }

    @Practice("no-vcs-or-editor-data")
    void nothingOfGitEditorsOrDockerIsInAnyLayer() {
        Set<String> unwanted = Set.of(
                ".git",
                ".hg",
                ".svn",
                ".github",
                ".idea",
                ".vscode",
                "Dockerfile",
                "compose.yaml",
                ".dockerignore",
                ".gitignore");
        for (BuiltImage image : Images.all()) {
            assertThat(image.items()
                            .map(Item::path)
                            .filter(path -> Arrays.stream(path.split("/")).anyMatch(unwanted::contains)))
                    .isEmpty();
        }
    }

    /** Names of everything that the image's PATH offers. */
    private static Set<String> programs(BuiltImage image) throws JsonInvalid {
        return Arrays.stream(image.variable("PATH").split(":"))
                .flatMap(directory -> image.resolve(directory).stream())
                .flatMap(directory -> image.below(directory.path()))
                .map(Item::name)
                .collect(Collectors.toSet());
    }
}
