package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path home;

    @Test
    void aMachineWithoutAnythingIsToldWhatToDo() {
        var program = new InProcess(home);

        assertThat(program.run("doctor")).isEqualTo(ExitCode.FINDINGS);
        assertThat(program.out())
                .contains("✗ host     no Linux with glibc on amd64 or arm64\n")
                .contains("✓ java     25")
                .contains("– git      no `git` on PATH: images carry no commit\n           → install the package `git`")
                .containsPattern("– engine   .*docker")
                .containsPattern("– engine   .*podman");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void aMachineWithWhatIsNeededIsWell() throws IOException {
        loader();
        Path git = Files.createDirectories(home.resolve("bin")).resolve("git");
        Files.writeString(git, "#!/bin/sh\n");
        assertThat(git.toFile().setExecutable(true)).isTrue();
        var program = new InProcess(home);

        assertThat(program.run(Map.of("PATH", home.resolve("bin").toString()), "doctor"))
                .isEqualTo(ExitCode.OK);
        assertThat(program.out())
                .contains("✓ host     linux/amd64 with glibc\n")
                .contains("✓ git      " + git + "\n")
                .contains("– sandbox  bubblewrap of this host: no `bwrap` on PATH\n");
    }

    @Test
    void aStoreThatEverybodyMayWriteToIsNamed() throws IOException {
        loader();
        Path store = Files.createDirectory(home.resolve("store"));
        Files.setPosixFilePermissions(store, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        var program = new InProcess(home);

        assertThat(program.run(Map.of("TERRARIUM_STORE", store.toString()), "doctor"))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(program.out()).contains("✗ store    the store `" + store + "` can be written by everybody\n");
    }

    @Test
    void everySourceIsShownWithWhereItSaysSoAndWithoutItsPassword() throws IOException {
        Files.createDirectories(home.resolve("etc/apt"));
        Files.writeString(home.resolve("etc/apt/sources.list"), """
                deb https://debian.example/debian trixie main
                deb https://debian.example/security trixie-security main
                """);
        var program = new InProcess(home);
        program.run(Map.of("PIP_INDEX_URL", "https://me:secret@packages.example/simple/"), "doctor");

        assertThat(program.out())
                .contains("debian   packages from https://debian.example/debian/ (")
                .contains("debian   security updates from https://debian.example/security/ (")
                .contains("etc/apt/sources.list")
                .contains("✓ python   packages from https://packages.example/simple/ (PIP_INDEX_URL)\n")
                .doesNotContain("secret");
    }

    private void loader() throws IOException {
        Path loader = home.resolve("lib64/ld-linux-x86-64.so.2");
        Files.createDirectories(home.resolve("lib64"));
        Files.createFile(loader);
    }
}
