package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.PackageIndexServer.Options;
import dev.terrarium.testkit.Reply;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes that want to know who asks: every way to tell them, what is bound to one of several, and that nothing of it is ever written. */
class PrivateIndexesTest {
    private static final String PASSWORD = "Zk8v/Q2mX+7pLr";
    private static final String LOGIN = "deploy:" + PASSWORD;
    private static final WheelRecipe GREETING = WheelRecipe.of("greeting", "1.0");

    @TempDir
    private Path directory;

    /** Where a person keeps what no build may copy. */
    @TempDir
    private Path user;

    private World world;

    @BeforeEach
    void aPrivateIndex() {
        world = World.start(directory, PackageIndexServer.start(Options.JSON.withLogin(LOGIN)));
        world.application().requires(GREETING);
        world.write("terrarium.toml", world.sources().replaceFirst("python = .*\n", ""));
    }

    @AfterEach
    void nothingOfItWasWritten() throws IOException {
        world.close();
        assertThat(leaks()).isEmpty();
    }

    /** Where somebody wrote down who they are. */
    enum Way {
        PIP_VARIABLE,
        PIP_EXTRA_VARIABLE,
        PIP_CONFIGURATION,
        UV_VARIABLE,
        UV_NAMED_VARIABLE,
        UV_CONFIGURATION,
        UV_PROJECT,
        REQUIREMENTS,
        NETRC,
        KEYRING_OF_THE_HOST,
        KEYRING_OF_THE_ADDRESS
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToSayWhoOneIsOpensTheIndex(Way way) throws IOException {
        String address = world.index().simple().toString();
        String withLogin = address.replace("://", "://" + escaped() + "@");
        String host = world.index().simple().getAuthority();
        switch (way) {
            case PIP_VARIABLE -> world.set("PIP_INDEX_URL", withLogin);
            case PIP_EXTRA_VARIABLE -> world.set("PIP_EXTRA_INDEX_URL", withLogin);
            case PIP_CONFIGURATION -> world.writeHost("/etc/pip.conf", "[global]\nindex-url = " + withLogin + "\n");
            case UV_VARIABLE -> world.set("UV_DEFAULT_INDEX", withLogin);
            case UV_NAMED_VARIABLE ->
                world.set("UV_INDEX", "in-house=" + address)
                        .set("UV_INDEX_IN_HOUSE_USERNAME", "deploy")
                        .set("UV_INDEX_IN_HOUSE_PASSWORD", PASSWORD);
            case UV_CONFIGURATION -> world.writeHost("/etc/uv/uv.toml", "[[index]]\nurl = \"" + withLogin + "\"\n");
            case UV_PROJECT ->
                world.write("uv.toml", "[[index]]\nname = \"in-house\"\ndefault = true\nurl = \"" + address + "\"\n")
                        .set("UV_INDEX_IN_HOUSE_USERNAME", "deploy")
                        .set("UV_INDEX_IN_HOUSE_PASSWORD", PASSWORD);
            case REQUIREMENTS ->
                world.write(
                                "requirements.txt",
                                "--index-url " + address.replace("://", "://${INDEX_USER}:${INDEX_PASSWORD}@") + "\n"
                                        + world.read("requirements.txt"))
                        .set("INDEX_USER", "deploy")
                        .set("INDEX_PASSWORD", URLEncoder.encode(PASSWORD, UTF_8));
            case NETRC -> world.set("PIP_INDEX_URL", address).set("NETRC", netrc());
            case KEYRING_OF_THE_HOST -> keyring(address.replace("://", "://deploy@"), host + " deploy");
            case KEYRING_OF_THE_ADDRESS -> keyring(address.replace("://", "://deploy@"), address + " deploy");
        }
        saysNothing(Ran.well(world, "build", "--json", "--output", "docker-archive:../out.tar"));
        assertThat(world.index().sawCredentials()).isTrue();
    }

    @Test
    void aServerThatOffersOnlyBearerGetsAToken() throws IOException {
        try (var bearer =
                PackageIndexServer.start(Options.JSON.withScript((request, index) -> request.header("authorization")
                                .filter(("Bearer " + PASSWORD)::equals)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Reply.status(401).with("WWW-Authenticate", "Bearer realm=\"index\""))))) {
            bearer.add(GREETING);
            world.set("PIP_INDEX_URL", bearer.simple().toString().replace("://", "://" + escaped() + "@"));
            saysNothing(Ran.well(world, "build"));
        }
    }

    @Test
    void whoIsNotKnownIsToldHowToSayWhoTheyAre() {
        world.set("PIP_INDEX_URL", world.index().simple().toString());
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(4);
        assertThat(ran.problems().stream().map(line -> line.replaceAll("127\\.0\\.0\\.1:[0-9]+", "loopback")))
                .containsExactly(
                        "error: loopback did not let us read `http://loopback/simple/greeting/` (401)",
                        "hint: give user and password in the source's address, in ~/.netrc, or to the command `keyring`");
    }

    @Test
    void aKeyringThatFailsOrIsSwitchedOffKnowsNothing() throws IOException {
        String address = world.index().simple().toString();
        keyring(address, "somebody else");
        assertThat(Ran.in(world, "build").exit().number()).isEqualTo(4);
        keyring(address.replace("://", "://deploy@"), world.index().simple().getAuthority() + " deploy");
        world.set("PIP_KEYRING_PROVIDER", "disabled");
        saysNothing(Ran.in(world, "build"));
        assertThat(Ran.in(world, "build").exit().number()).isEqualTo(4);
        world.set("PIP_KEYRING_PROVIDER", "subprocess");
        saysNothing(Ran.well(world, "build"));
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() {
        world.set("PIP_INDEX_URL", world.index().simple().toString().replace("://", "://deploy:wr0ng-Zk8vQ2mX@"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(4);
        assertThat(ran.out() + ran.err()).doesNotContain("wr0ng-Zk8vQ2mX").contains("(401)");
    }

    /** A public index offers a newer, or the same, package of the private one's name: nobody must ask it. */
    @Test
    void aBoundPackageIsNeverLookedForElsewhere() throws IOException {
        try (var open = PackageIndexServer.start(Options.JSON)) {
            open.add(GREETING, WheelRecipe.of("greeting", "9.0"), WheelRecipe.of("common", "1.0"));
            bind(open, true);
            requires(GREETING, WheelRecipe.of("common", "1.0"));

            saysNothing(Ran.well(world, "build"));

            assertThat(open.requests()).contains("/simple/common/").doesNotContain("/simple/greeting/");
            assertThat(world.index().requests()).contains("/simple/greeting/").doesNotContain("/simple/common/");
            assertThat(open.sawCredentials()).isFalse();
        }
    }

    @Test
    void notEvenWhenItsIndexDoesNotKnowIt() throws IOException {
        WheelRecipe absent = WheelRecipe.of("absent", "1.0");
        try (var open = PackageIndexServer.start(Options.JSON)) {
            open.add(absent);
            bind(open, false);
            world.write(
                    "requirements.txt",
                    "absent==1.0 --hash=sha256:" + absent.digest().hex() + "\n");
            Ran ran = Ran.in(world, "build");
            assertThat(ran.problems().getFirst())
                    .isEqualTo(
                            "error: no file of `absent 1.0` with a locked hash was found at `http://loopback/simple/`");
            assertThat(open.requests()).isEmpty();
        }
    }

    @Test
    void anExplicitIndexIsAskedForNothingElse() throws IOException {
        try (var open = PackageIndexServer.start(Options.JSON)) {
            open.add(WheelRecipe.of("common", "1.0"));
            bind(open, false);
            requires(WheelRecipe.of("common", "1.0"));
            Ran.well(world, "build");
            assertThat(world.index().requests()).isEmpty();
        }
    }

    @Test
    void aNameThatNothingDefinesIsRefused() {
        world.write("pyproject.toml", "[tool.uv.sources]\ngreeting = { index = \"in-house\" }\n");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `greeting` comes from the index `in-house`, which nothing defines",
                        "hint: define it in [[tool.uv.index]] with `name` and `url`");
    }

    @Test
    void poetrysSourcesAreAskedForTheirOwnPackagesAlone() throws IOException {
        try (var open = PackageIndexServer.start(Options.JSON)) {
            WheelRecipe common = WheelRecipe.of("common", "1.0");
            open.add(common, GREETING);
            world.set("PIP_INDEX_URL", open.simple().toString());
            world.set("NETRC", netrc());
            Files.delete(world.project().resolve("requirements.txt"));
            world.write("pyproject.toml", """
                    [project]
                    name = "shop"
                    version = "1"
                    dependencies = ["greeting", "common"]
                    [tool.poetry]
                    package-mode = false
                    """);
            world.write(
                    "poetry.lock",
                    poetry(
                                    GREETING,
                                    "\n[package.source]\ntype = \"legacy\"\nurl = \""
                                            + world.index().simple().toString().replaceFirst("/$", "")
                                            + "\"\nreference = \"in-house\"\n")
                            + poetry(common, "") + """

                    [metadata]
                    lock-version = "2.1"
                    python-versions = "*"
                    content-hash = ""
                    """);
            Ran ran = Ran.in(world, "build");
            saysNothing(ran);
            assertThat(open.requests()).doesNotContain("/simple/greeting/");
            assertThat(world.index().requests()).doesNotContain("/simple/common/");
        }
    }

    private static String poetry(WheelRecipe wheel, String source) {
        return "[[package]]\nname = \"" + wheel.name()
                + "\"\nversion = \"1.0\"\noptional = false\npython-versions = \"*\"\n"
                + "groups = [\"main\"]\nfiles = [{file = \"" + wheel.filename() + "\", hash = \"" + wheel.digest()
                + "\"}]\n"
                + source;
    }

    /** An explicit index for one package, and an open one for the rest. */
    private void bind(PackageIndexServer open, boolean greeting) {
        world.set("PIP_INDEX_URL", open.simple().toString())
                .set("UV_INDEX_IN_HOUSE_USERNAME", "deploy")
                .set("UV_INDEX_IN_HOUSE_PASSWORD", PASSWORD)
                .write("pyproject.toml", """
                        [tool.uv.sources]
                        %s = { index = "in-house" }
                        [[tool.uv.index]]
                        name = "in-house"
                        url = "%s"
                        explicit = true
                        """.formatted(
                                greeting ? "greeting" : "absent", world.index().simple()));
    }

    private void requires(WheelRecipe... wheels) {
        var lines = new StringBuilder();
        for (WheelRecipe wheel : wheels) {
            lines.append(wheel.name()).append("==").append(wheel.version());
            lines.append(" --hash=sha256:").append(wheel.digest().hex()).append('\n');
        }
        world.write("requirements.txt", lines.toString());
    }

    /** A keyring that answers one question, and complains with the password when it is asked another. */
    private void keyring(String address, String question) throws IOException {
        Path bin = Files.createDirectories(user.resolve("bin"));
        Path command = bin.resolve("keyring");
        Files.writeString(
                command,
                "#!/bin/sh\nif [ \"$1 $2 $3\" = 'get " + question + "' ]; then printf '%s\\n' '" + PASSWORD
                        + "'; else echo \"no " + PASSWORD + "\" >&2; exit 1; fi\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        world.set("PIP_INDEX_URL", address).set("PATH", bin + ":/bin:/usr/bin");
    }

    private String netrc() throws IOException {
        String text = "machine 127.0.0.1 login deploy password " + PASSWORD + "\n";
        return Files.writeString(user.resolve("netrc"), text).toString();
    }

    private static String escaped() {
        return "deploy:" + URLEncoder.encode(PASSWORD, UTF_8);
    }

    private static void saysNothing(Ran ran) {
        assertThat(ran.out() + ran.err()).doesNotContain(forms());
    }

    /** The password as it may hide: plain, escaped, and encoded with and without its user. */
    private static String[] forms() {
        String encoded = Base64.getEncoder().encodeToString(PASSWORD.getBytes(UTF_8));
        return new String[] {
            PASSWORD,
            URLEncoder.encode(PASSWORD, UTF_8),
            encoded.substring(0, encoded.length() - 4),
            Base64.getEncoder().encodeToString(LOGIN.getBytes(UTF_8)),
            HexFormat.of().formatHex(PASSWORD.getBytes(UTF_8))
        };
    }

    /** Every file below the world but what a person wrote there, packed ones looked into. */
    private List<Path> leaks() throws IOException {
        List<Path> written = List.of(directory.resolve("host/etc/pip.conf"), directory.resolve("host/etc/uv/uv.toml"));
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !written.contains(file))
                    .filter(PrivateIndexesTest::leaks)
                    .toList();
        }
    }

    private static boolean leaks(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, ISO_8859_1);
            if (text.startsWith("\u001f\u008b")) {
                text += new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), ISO_8859_1);
            }
            return Stream.of(forms()).anyMatch(text::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
