package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Step two, security: who runs, and what that user may do. */
@Tag("e2e")
class SecurityRightsTest {
    private static final int USER = 10_001;
    private static final int SET_ID = 06000;
    private static final int STICKY = 01000;
    private static final int EVERYBODY_WRITES = 0002;

    @Practice("non-root-user")
    void theUserIsNotRoot() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().textOf("User").orElse("root")).doesNotMatch("(root|0)?(:.*)?");
        }
    }

    @Practice("numeric-user")
    void theUserIsTwoNumbers() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().textOf("User")).contains("10001:10001");
        }
    }

    @Practice("fixed-high-uid")
    void theAccountIsTheSameInAllImagesAndHasANumberOfItsOwn() {
        for (BuiltImage image : Images.all()) {
            List<String> numbers = image.text("etc/passwd")
                    .lines()
                    .map(line -> line.split(":")[2])
                    .toList();
            assertThat(numbers).contains("10001").doesNotHaveDuplicates();
            assertThat(image.text("etc/group").lines()).contains("app:x:10001:");
        }
    }

    @Practice("code-not-writable-by-runtime")
    void theUserMayWriteInItsHomeAndNoOtherPlaceOfItsOwn() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.files().values().stream()
                            .filter(item ->
                                    item.entry().uid() != 0 || item.entry().gid() != 0)
                            .map(Item::path))
                    .containsExactly("home/app");
            assertThat(image.below("opt").filter(item -> !item.isLink()))
                    .isNotEmpty()
                    .allMatch(item -> (item.entry().mode() & 0022) == 0);
        }
    }

    @Practice("no-setuid-binaries")
    void nothingRunsWithTheRightsOfItsOwner() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.items().filter(item -> (item.entry().mode() & SET_ID) != 0))
                    .isEmpty();
        }
    }

    @Practice("no-passwords-set")
    void everyAccountIsLockedAndHasNoShell() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.text("etc/shadow").lines().map(line -> line.split(":")[1]))
                    .hasSizeGreaterThan(1)
                    .allMatch(password -> password.startsWith("!"));
            assertThat(image.text("etc/passwd").lines())
                    .allMatch(line -> line.split(":")[1].equals("x") && line.endsWith(":/usr/sbin/nologin"));
            assertThat(image.file("etc/shadow").entry().mode()).isEqualTo(0600);
        }
    }

    @Practice("no-world-writable-code")
    void everybodyMayWriteInTemporaryDirectoriesOnly() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.items()
                            .filter(item -> !item.isLink() && (item.entry().mode() & EVERYBODY_WRITES) != 0)
                            .map(Item::path))
                    .containsOnly("tmp", "var/tmp", "run/lock");
            for (String directory : List.of("tmp", "var/tmp", "run/lock")) {
                Item item = image.file(directory);
                assertThat(item.isDirectory()).isTrue();
                assertThat(item.entry().mode() & STICKY).as(directory).isEqualTo(STICKY);
            }
        }
    }

    @Practice("unprivileged-port")
    void thePortNeedsNoPrivilege() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().required("ExposedPorts").members().keySet())
                    .allMatch(port -> Integer.parseInt(port.split("/")[0]) >= 1024);
        }
    }

    @Practice("runs-with-no-capabilities")
    void noFileCarriesCapabilities() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.layers()).noneMatch(layer -> layer.contains("SCHILY.xattr.".getBytes(UTF_8)));
        }
    }

    @Practice("read-only-rootfs-ready")
    void whatIsWrittenAtRunTimeIsWrittenInTmp() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(Stream.of("TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
                            .map(image.environment()::get))
                    .allMatch(value -> value.equals("/tmp") || value.startsWith("/tmp/"));
            assertThat(image.environment()).containsEntry("PYTHONDONTWRITEBYTECODE", "1");
            Item home = image.file(image.variable("HOME"));
            assertThat(home.isDirectory()).isTrue();
            assertThat(home.entry().uid()).isEqualTo(USER);
        }
        assertThat(Images.ofSite().flag("--worker-tmp-dir")).contains("/dev/shm");
        assertThat(Images.ofSite().command()).contains("--no-control-socket");
    }

    @Practice("no-sensitive-volumes")
    void noVolumeIsDeclared() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().member("Volumes")).isEmpty();
        }
    }

    @Practice("isolated-import-path")
    void modulesAreNotLookedForWhereTheUserMayWrite() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment())
                    .containsEntry("PYTHONNOUSERSITE", "1")
                    .containsEntry("PYTHONSAFEPATH", "1")
                    .doesNotContainKey("PYTHONPATH");
        }
    }

    @Practice("no-surprising-python-env")
    void onlyKnownVariablesAreSet() throws Exception {
        Set<String> known = Set.of(
                "PATH VIRTUAL_ENV LANG HOME USER LOGNAME TMPDIR XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME HF_HOME MPLCONFIGDIR"
                        .concat(" NUMBA_CACHE_DIR PYTHONFAULTHANDLER PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE")
                        .concat(" PYTHONNOUSERSITE PYTHONSAFEPATH APP_REVISION")
                        .split(" "));
        for (BuiltImage image : Images.all()) {
            assertThat(known).containsAll(image.environment().keySet());
        }
    }

    @Practice("no-debug-mode")
    void nothingIsSwitchedOnThatIsForDevelopment() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.command())
                    .doesNotContainAnyElementsOf(Arrays.asList("--reload", "--debug", "runserver", "dev"));
            assertThat(image.environment())
                    .doesNotContainKeys("DEBUG", "FLASK_DEBUG", "DJANGO_DEBUG", "PYTHONDEVMODE", "PYTHONASYNCIODEBUG");
            assertThat(Installed.in(image).stream().map(Installed::name))
                    .doesNotContain("debugpy", "ipdb", "django-debug-toolbar");
        }
    }
}
