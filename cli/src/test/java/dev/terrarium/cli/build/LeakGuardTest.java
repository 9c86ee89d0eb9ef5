package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Schema;
import dev.terrarium.cli.Worlds;
import dev.terrarium.oci.Digest;
import dev.terrarium.testkit.world.World;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets of a project refuse its build: what is told, what may go in, what is only listed. */
@ExtendWith(Worlds.class)
class LeakGuardTest {
    private static final String TOKEN = "gl" + "pat-Zk8vQ2mX7pLr4TnB9wYc";
    private static final String KEY = "-----BEGIN PRIVATE " + "KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n";
    private static final String OUT =
            "hint: take secrets out of the files, and give them to the container when it starts: as variables or mounted files";
    private static final String ALLOW =
            "hint: what may be in the image is named in [tool.terrarium]: `allow-secret = [{ path = \"/file\", reason = \"…\" }]`";
    private static final String PERSONAL =
            "hint: write what stays on this machine into .gitignore or `exclude`; it never goes in, but others may"
                    + " publish it";
    private static final String NOTHING_KEEPS = ", and neither git nor `exclude` keeps it to this machine";

    /** @param told errors and hints, in their order */
    record Refused(String path, String text, List<String> told) {
        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Refused> refusals() {
        return Stream.of(
                goesIn("shop/pay.py", "\n\nx = '" + TOKEN + "'\n", 3, "a token of GitLab"),
                goesIn("shop/key.pem", KEY, 1, "a private key"),
                goesIn(
                        "shop/keys.json",
                        "{\n\"private_key\": \"" + KEY.replace("\n", "\\n") + "\"}",
                        2,
                        "a private key"),
                goesIn(
                        "settings.py",
                        "DEBUG = 0\nSECRET_KEY = 'Zk8vQ2mX7pLr4TnB9wYc3HdJ6sFgA1eU'\n",
                        2,
                        "the value of `SECRET_KEY`"),
                goesIn(
                        "settings.py",
                        "DB = 'postgres://shop:Tr0ub4dor@db.acme.io/shop'\n",
                        1,
                        "a login for `db.acme.io`"),
                goesIn(
                        "requirements-dev.txt",
                        "--index-url https://u:hunter2@pkg.acme.io/simple\n",
                        1,
                        "a login for `pkg.acme.io`"),
                goesIn(
                        "uv.toml",
                        "[[index]]\nurl = 'https://u:hunter2@pkg.acme.io/simple'\n",
                        2,
                        "a login for `pkg.acme.io`"),
                personal(".env", "DEBUG=1\nAPI_TOKEN=abc123\n", 2, "the value of `API_TOKEN`"),
                personal("shop/.env.production", "DB_PASSWORD=hunter2\n", 1, "the value of `DB_PASSWORD`"),
                personal(".netrc", "machine pkg.acme.io\nlogin u\npassword hunter2\n", 3, "a login for `pkg.acme.io`"),
                personal(
                        "pip.conf",
                        "[global]\nindex-url = https://u:hunter2@pkg.acme.io/simple\n",
                        2,
                        "a login for `pkg.acme.io`"),
                personal(".pypirc", "[pypi]\npassword = Tr0ub4dor&3\n", 2, "the value of `password`"),
                personal(".npmrc", "//npm.acme.io/:_authToken=Zk8vQ2mX7pLr4TnB9wYc\n", 1, "the value of `_authToken`"),
                personal(".git-credentials", "https://u:hunter2@git.acme.io\n", 1, "a login for `git.acme.io`"),
                personal(".ssh/id_ed25519", KEY, 1, "a private key"),
                personal(
                        ".aws/credentials",
                        "[default]\naws_secret_access_key = Zk8vQ2mX7pLr4TnB9wYc3HdJ6sFgA1eUo5iKxVtR\n",
                        2,
                        "the value of `aws_secret_access_key`"),
                personal("id_rsa", KEY, 1, "a private key"));
    }

    private static Refused goesIn(String path, String text, int line, String what) {
        return new Refused(
                path, text, List.of("error: `" + path + "` holds " + what, "  --> " + path + ":" + line, OUT, ALLOW));
    }

    private static Refused personal(String path, String text, int line, String what) {
        return new Refused(
                path,
                text,
                List.of("error: `" + path + "` holds " + what + NOTHING_KEEPS, "  --> " + path + ":" + line, PERSONAL));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aSecretRefusesTheBuild(Refused one, World world) {
        world.application().write(one.path(), one.text());
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(told(ran)).containsExactlyElementsOf(one.told());
        assertThat(ran.out() + ran.err()).doesNotContain("hunter2", "abc123", "Zk8vQ2mX7pLr", "MIIEvQ", "Tr0ub4dor");
    }

    @Test
    void whatIsExcludedIsNotLookedAt(World world) {
        world.application();
        refusals().forEach(one -> world.write(one.path(), one.text()));
        world.configure("exclude = [" + paths("\"/%s\"") + "]");
        assertThat(Ran.well(world, "build", "--files").out()).doesNotContain("/shop/", ".env", ".ssh", ".aws");
    }

    @Test
    void whatIsAllowedGoesIn(World world) {
        world.application();
        refusals().forEach(one -> world.write(one.path(), one.text()));
        world.configure("allow-secret = [" + paths("{ path = \"/%s\", reason = \"opens nothing\" }") + "]");
        Ran ran = Ran.well(world, "build", "--files");
        refusals().forEach(one -> assertThat(ran.out()).contains("  /opt/app/project/" + one.path() + "\n"));
        assertThat(ran.err()).doesNotContain("allow-secret");
    }

    private static String paths(String each) {
        return refusals()
                .map(Refused::path)
                .distinct()
                .map(path -> each.replace("%s", path))
                .collect(Collectors.joining(", "));
    }

    @Test
    void everyRefusalIsInTheTable() {
        assertThat(refusals().count()).isEqualTo(17);
    }

    @Test
    void allAreToldAtOnceAndForPrograms(World world) throws Exception {
        world.application()
                .write("a.py", "x = '" + TOKEN + "'\n")
                .write("b.py", "\nx = '" + TOKEN + "'\n")
                .write(".env", "API_TOKEN=abc123\n");
        assertThat(told(Ran.in(world, "plan")))
                .containsExactly(
                        "error: `.env` holds the value of `API_TOKEN`" + NOTHING_KEEPS,
                        "  --> .env:1",
                        "error: `a.py` holds a token of GitLab",
                        "  --> a.py:1",
                        "error: `b.py` holds a token of GitLab",
                        "  --> b.py:2",
                        PERSONAL,
                        OUT,
                        ALLOW);
        var document = Schema.parse(Ran.in(world, "build", "--json").out().getBytes(UTF_8));
        assertThat(Schema.named("error").faults(document)).isEmpty();
        assertThat(document.toString()).contains("secret-found");
    }

    @Test
    void moreThanAPersonReadsAreCounted(World world) {
        world.application();
        for (int i = 0; i < 130; i++) {
            world.write("pkg/m" + i + ".py", "x = '" + TOKEN + "'\n");
        }
        assertThat(told(Ran.in(world, "plan"))).contains("error: and 30 more secrets in the project's files");
    }

    @Test
    void whatGitIgnoresStaysOutAndIsNobodysConcern(World world) {
        world.application()
                .write(".gitignore", ".env\n.netrc\n")
                .write(".env", "API_TOKEN=abc123\n")
                .write(".netrc", "machine a.acme.io password hunter2\n")
                .write(".git/config", "[remote]\nurl = https://u:hunter2@git.acme.io/x\n")
                .write(".venv/pyvenv.cfg", "home = /usr/bin\n")
                .write(".venv/x.py", "x = '" + TOKEN + "'\n")
                .write("tests/key.pem", KEY)
                .write("tests/test_x.py", "x = '" + TOKEN + "'\n");
        Ran ran = Ran.well(world, "build", "--files");
        assertThat(ran.out()).doesNotContain(".env", ".netrc", ".git", ".venv", "key.pem");
        assertThat(ran.err()).contains("left out, a private key: tests/key.pem");
    }

    @Test
    void includeNeverBringsBackHistoriesAndEnvironments(World world) {
        world.application()
                .write(".git/config", "")
                .write("envs/a/pyvenv.cfg", "")
                .write("envs/a/x.py", "");
        world.configure("include = [\".git\", \"/envs/a/x.py\", \"*.env\"]");
        assertThat(told(Ran.in(world, "build")))
                .containsExactly(
                        "error: `.git` is the data of a version control and never goes in, but `include` names it",
                        "  --> .git",
                        "hint: take it out of `include`",
                        "error: `envs/a` is a virtual environment and never goes in, but `include` names it",
                        "  --> envs/a",
                        "hint: take it out of `include`");
    }

    @Test
    void anIncludedFileOfSecretsIsRefusedThoughGitIgnoresIt(World world) {
        world.application().write(".gitignore", ".env\n").write(".env", "API_TOKEN=abc123\n");
        world.configure("include = [\".env\"]");
        assertThat(told(Ran.in(world, "build")))
                .startsWith("error: `.env` holds the value of `API_TOKEN`" + NOTHING_KEEPS, "  --> .env:1");
    }

    @Test
    void anAllowanceThatIsOfNoUseIsTold(World world) {
        world.application();
        world.configure("allow-secret = [{ path = \"/main.py\", reason = \"none\" }]");
        assertThat(Ran.well(world, "build").err())
                .contains(
                        "`allow-secret` names `/main.py`, where no secret was found; take it out of the configuration");
    }

    @Test
    void anAllowanceNeedsAReason(World world) {
        world.application();
        for (String half : List.of("{ path = \"/a\" }", "{ reason = \"r\" }")) {
            world.configure("allow-secret = [" + half + "]");
            assertThat(Ran.in(world, "build").problems())
                    .containsExactly(
                            "error: an `allow-secret` needs both `path` and `reason`",
                            "hint: write `allow-secret = [{ path = \"/path/of/file\", reason = \"why it may be seen\" }]`");
        }
        world.configure("allow-secret = [{ path = \"/a\", reason = \" \" }]");
        assertThat(Ran.in(world, "build").problems()).startsWith("error: `allow-secret.reason`: ` ` is not a sentence");
    }

    @Test
    void whatAWheelsRecordProvesIsListedOnly(World world) {
        String text = "x = '" + TOKEN + "'\n";
        world.application()
                .write("vendor/lib/a.py", text)
                .write("vendor/lib-1.0.dist-info/RECORD", "lib/a.py," + hash(text) + "," + text.length() + "\n");
        assertThat(Ran.well(world, "build").err())
                .contains("`vendor/lib/a.py:1` holds a token of GitLab; a wheel brought it, so it is listed only");

        world.write("vendor/lib/a.py", text + "# changed\n");
        assertThat(told(Ran.in(world, "build"))).startsWith("error: `vendor/lib/a.py` holds a token of GitLab");
        world.write("vendor/lib-1.0.dist-info/RECORD", "lib/a.py,md5=x,\n,,,,\n");
        assertThat(told(Ran.in(world, "build"))).startsWith("error: `vendor/lib/a.py` holds a token of GitLab");
    }

    @Test
    void whatWentInIsListedOnRequest(World world) throws Exception {
        world.application().write("data/a.txt", "a");
        assertThat(Ran.well(world, "plan", "--files").out())
                .contains("file       100644  1  data/a.txt\n", "file       100644  46  main.py\n");
        assertThat(Ran.well(world, "build", "--files").out()).contains("0644  1  /opt/app/project/data/a.txt\n");
        for (Map.Entry<String, String> command : Map.of("plan", "data/a.txt", "build", "opt/app/project/data/a.txt")
                .entrySet()) {
            String json = Ran.well(world, command.getKey(), "--files", "--json").out();
            assertThat(Schema.named(command.getKey()).faults(Schema.parse(json.getBytes(UTF_8))))
                    .isEmpty();
            assertThat(json).contains("\"path\": \"" + command.getValue() + "\"", "\"size\": 1");
            assertThat(Ran.well(world, command.getKey(), "--json").out()).doesNotContain("projectFiles");
        }
    }

    private static String hash(String text) {
        byte[] digest =
                HexFormat.of().parseHex(Digest.ofBytes(text.getBytes(UTF_8)).hex());
        return "sha256=" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static List<String> told(Ran ran) {
        var told = new ArrayList<String>();
        ran.err()
                .lines()
                .filter(line -> line.matches("(error: |hint: |  --> ).*"))
                .forEach(told::add);
        return told;
    }
}
