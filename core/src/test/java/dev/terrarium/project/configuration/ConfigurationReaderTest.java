package dev.terrarium.project.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.toml.Toml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    @Test
    void anEmptyTableIsTheDefault() {
        assertThat(read("")).isEqualTo(Configuration.DEFAULT);
    }

    @Test
    void everyKeyIsRead() {
        Configuration read = read("""
                os = "debian:bookworm"
                python = "3.13"
                platforms = ["linux/arm64", "linux/amd64"]
                org = "acme"
                command = ["shop", "--port", "${PORT:-8000}"]
                env = { SHOP_MODE = "live", PORT = "9000" }
                labels = { "org.opencontainers.image.vendor" = "Acme" }
                extras = ["Postgres_X"]
                groups = ["b", "a"]
                include = ["/static/"]
                exclude = ["*.ipynb"]
                packages = ["libmagic1t64"]
                without-libraries = ["libtbb.so.12"]
                shell = true
                security = false
                allow-expired-index = true
                wheel-conflicts = { "tests/__init__.py" = "httpx" }

                [sources]
                python = ["https://index.example/simple/"]
                debian = "https://archive.example/debian"
                debian-security = "https://archive.example/security"
                debian-keyring = "keys/archive.gpg"
                debian-fingerprints = ["0123456789ABCDEF0123456789ABCDEF01234567"]

                [[mirror]]
                from = "https://a.example/"
                to = "https://b.example/"
                """);

        assertThat(read.os())
                .isEqualTo(new Configuration.OperatingSystem(
                        java.util.Optional.of("bookworm"),
                        List.of("libmagic1t64"),
                        List.of("libtbb.so.12"),
                        true,
                        false,
                        true));
        assertThat(read.python()).contains("3.13");
        assertThat(read.platforms()).containsExactly(Platform.AMD64, Platform.ARM64);
        assertThat(read.org()).isEqualTo("acme");
        assertThat(read.container().command()).containsExactly("shop", "--port", "${PORT:-8000}");
        assertThat(read.container().env()).containsExactly(Map.entry("PORT", "9000"), Map.entry("SHOP_MODE", "live"));
        assertThat(read.container().labels()).containsEntry("org.opencontainers.image.vendor", "Acme");
        assertThat(read.selection().extras()).containsExactly("postgres-x");
        assertThat(read.selection().groups()).containsExactly("a", "b");
        assertThat(read.selection().wheelConflicts()).containsEntry("tests/__init__.py", "httpx");
        assertThat(read.sources().debian().keyring()).contains("keys/archive.gpg");
        assertThat(read.sources().mirrors())
                .containsExactly(new Configuration.Mirror("https://a.example/", "https://b.example/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            entrypont = "x"                    | unknown key `entrypont` in [tool.terrarium]
            comand = ["x"]                     | unknown key `comand` in [tool.terrarium]
            base = "python"                    | `base` is not in this version
            sources = { debain = "https://a.example" } | unknown key `debain` in `sources` of [tool.terrarium]
            os = 13                            | `os` must be a string, not an integer
            os = "alpine"                      | `os`: `alpine` is not `debian:` with trixie, bookworm, forky or sid, or `ubuntu:` with resolute, noble or jammy
            python = 3.13                      | `python` must be a string, not a float
            python = "2.7"                     | `python`: `2.7` is not a version like `3.13` or `3.13.5`
            org = "../x"                       | `org`: `../x` is not one directory's name of lower-case letters, digits, `.`, `_` and `-`
            command = "python -m shop"         | `command` must be an array of strings, not a string
            command = []                       | `command` names no program
            shell = "yes"                      | `shell` must be a boolean, not a string
            env = ["A=b"]                      | `env` must be a table of strings, not an array
            env = { A = 1 }                    | `env.A` must be a string, not an integer
            env = { "A B" = "1" }              | `env`: a name consists of letters, digits and `_`
            env = { DB_PASSWORD = "hunter2" }  | `env.DB_PASSWORD` looks like a secret, and everybody who may pull an image can read it
            env = { API_KEY = "k" }            | `env.API_KEY` looks like a secret, and everybody who may pull an image can read it
            env = { DATABASE_URL = "postgres://u:p@db/x" } | `env.DATABASE_URL` looks like a secret, and everybody who may pull an image can read it
            env = { PATH = "/bin" }            | `env.PATH` is decided by the image's layout
            env = { PYTHONINSPECT = "1" }      | `env.PYTHONINSPECT` is decided by the image's layout
            env = { PIP_INDEX_URL = "x" }      | `env.PIP_INDEX_URL` is for an installer, and there is none in the image
            env = { FLASK_DEBUG = "1" }        | `env.FLASK_DEBUG` switches debugging on
            env = { PORT = "80" }              | `env.PORT` must be a port from 1024 to 65535
            labels = { "dev.terrarium.x" = "1" } | labels that begin with `dev.terrarium.` are written by the build
            packages = ["Bad Name"]            | `packages`: `Bad Name` is not a name of a Debian package
            platforms = ["windows"]            | `platforms`: `windows` is not `linux/amd64` or `linux/arm64`
            sources = { python = ["https://u:p@index.example/"] } | a URL of the configuration holds credentials
            mirror = [{ from = "https://a.example" }] | a `mirror` needs both `from` and `to`
            sources = { debian-snapshot = "https://s.example/" } | `sources.debian-snapshot`: `https://s.example/` is not a URL with `{timestamp}` or `{sha256}` where the service has the time or the digest
            sources = { debian = [{ name = "x" }] } | a `sources.debian` needs both `name` and `url`
            sources = { debian = [{ name = "x", url = "https://u:p@x.example/" }] } | a URL of the configuration holds credentials
            sources = { debian = [{ name = "x", url = "https://x.example/", suite = "s" }] } | a repository needs a `key`: nobody vouches for it
            sources = { debian = [{ name = "x", url = "https://x.example/", suite = "../s", key = "k" }] } | `sources.debian.suite`: `../s` is not a suite as it stands below `dists`, without a slash
            sources = { debian = [{ name = "x", url = "https://x.example/", key = 1 }] } | `sources.debian.key` must be a string or an array of strings, not an integer
            sources = { debian = 1 } | `sources.debian` must be a string or an array of tables, not an integer
            interpreter = { archive = "a.tar.gz" } | `interpreter.archive` needs `interpreter.sha256`: nobody else vouches for it
            interpreter = { sha256 = "0000000000000000000000000000000000000000000000000000000000000000" } | `interpreter.sha256` is of no archive: `interpreter.archive` is missing
            interpreter = { source = "x" } | `interpreter.source`: no repository is called `x`
            mirror = { from = "x" }            | `mirror` must be an array of tables, not a table
            include = ["a\\u000Ab"]            | `include`: `a?b` is not a pattern as in `.gitignore`
            """)
    void whatIsWrongIsSaidInOneLine(String line, String message) {
        var error = catchThrowableOfType(UserError.class, () -> read(line));

        assertThat(error.problems()).hasSize(1);
        assertThat(error).hasMessage(message);
        assertThat(error.problems().getFirst().place()).isPresent();
    }

    @Test
    void aNearNameIsAskedAbout() {
        var error =
                catchThrowableOfType(UserError.class, () -> read("comand = []\nallow_expired_index = true\nzzz = 1\n"));

        assertThat(error.problems())
                .extracting(
                        problem -> problem.place().orElseThrow().line() + " " + problem.code() + " " + problem.hints())
                .containsExactly(
                        "1 " + ErrorCode.CONFIGURATION_UNKNOWN_KEY + " [did you mean `command`?]",
                        "2 " + ErrorCode.CONFIGURATION_UNKNOWN_KEY + " [did you mean `allow-expired-index`?]",
                        "3 " + ErrorCode.CONFIGURATION_UNKNOWN_KEY + " []");
    }

    @Test
    void osAndBaseExcludeEachOther() {
        var error = catchThrowableOfType(UserError.class, () -> read("os = \"debian:trixie\"\nbase = \"x\"\n"));

        assertThat(error.problems())
                .extracting(problem -> problem.message())
                .contains("`os` and `base` exclude each other: an image has one operating system");
    }

    @Test
    void secretsAreNeverShownInAnExcerpt() {
        var error = catchThrowableOfType(UserError.class, () -> read("env = { DB_PASSWORD = \"hunter2\" }"));

        assertThat(error.problems().toString()).doesNotContain("hunter2");
    }

    @Test
    void theDigestFollowsWhatEntersTheImageAndNotWhereItWasFetched() {
        Configuration plain = read("");

        assertThat(read("extras = [\"b\", \"a\"]").digest())
                .isEqualTo(read("extras = [\"a\", \"b\", \"A\"]").digest());
        assertThat(read("[sources]\ndebian = \"https://a.example\"").digest()).isEqualTo(plain.digest());
        assertThat(read("shell = true").digest()).isNotEqualTo(plain.digest());
        assertThat(plain.plus(List.of("A_b"), List.of()).digest())
                .isEqualTo(read("extras = [\"a-b\"]").digest());
    }

    private static Configuration read(String text) {
        return ConfigurationReader.read(Toml.parse(text, "terrarium.toml", ErrorCode.CONFIGURATION_INVALID));
    }
}
