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
        Path bwrap = Files.copy(git, git.resolveSibling("bwrap"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        sources();
        var program = new InProcess(home);

        assertThat(program.run(Map.of("PATH", home.resolve("bin").toString()), "doctor"))
                .isEqualTo(ExitCode.OK);
        assertThat(program.out())
                .contains("✓ host     linux/amd64 with glibc\n")
                .contains("✓ git      " + git + "\n")
                .contains("– project  none in this folder: what follows is for any project\n")
                .contains("✓ sandbox  bubblewrap of this host, " + bwrap + "\n");
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
        sources();
        var program = new InProcess(home);
        program.run(Map.of("PIP_INDEX_URL", "https://me:secret@packages.example/simple/"), "doctor");

        assertThat(program.out())
                .contains("debian   packages from https://debian.example/debian/ (")
                .contains("debian   security updates from https://debian.example/security/ (")
                .contains("etc/apt/sources.list")
                .contains("✓ python   packages from https://packages.example/simple/ (PIP_INDEX_URL)\n")
                .doesNotContain("secret");
    }

    @Test
    void aProjectsOwnSourcesCountInItsFolder() throws IOException {
        Files.writeString(home.resolve("requirements.txt"), "");
        Files.writeString(home.resolve("terrarium.toml"), """
                [sources]
                debian = "https://own.example/debian"
                debian-security = "https://own.example/security"
                python = ["https://own.example/simple/"]
                """);
        var program = new InProcess(home);
        program.run("doctor");

        assertThat(program.out())
                .containsPattern("✓ project  .*, whose configuration counts below\n")
                .contains("✓ debian   packages from https://own.example/debian/ ([tool.terrarium.sources])\n")
                .contains("✓ python   packages from https://own.example/simple/ ([tool.terrarium.sources])\n");
    }

    @Test
    void aProjectThatCannotBeReadIsSaid() throws IOException {
        Files.writeString(home.resolve("requirements.txt"), "");
        Files.writeString(home.resolve("terrarium.toml"), "entrypont = 1\n");
        var program = new InProcess(home);

        assertThat(program.run("doctor")).isEqualTo(ExitCode.FINDINGS);
        assertThat(program.out()).contains("✗ project  unknown key `entrypont`");
    }

    private void sources() throws IOException {
        Files.createDirectories(home.resolve("etc/apt"));
        Files.writeString(home.resolve("etc/apt/sources.list"), """
                deb https://debian.example/debian trixie main
                deb https://debian.example/security trixie-security main
                """);
    }

    private void loader() throws IOException {
        Path loader = home.resolve("lib64/ld-linux-x86-64.so.2");
        Files.createDirectories(home.resolve("lib64"));
        Files.createFile(loader);
    }
}
