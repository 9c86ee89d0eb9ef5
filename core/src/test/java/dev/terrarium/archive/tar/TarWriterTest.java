package dev.terrarium.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.archive.Tools;
import dev.terrarium.io.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
    private static final long MTIME = 315_532_800;

    @TempDir
    private Path directory;

    private static final List<TarEntry> ENTRIES = List.of(
            TarEntry.directory("opt", 0755),
            TarEntry.directory("tmp", 01777),
            TarEntry.file("opt/plain", 0644, 5),
            TarEntry.file("opt/run", 0755, 0).ownedBy(10001, 10001),
            TarEntry.file("opt/with space and \\ backslash", 0644, 512),
            TarEntry.file("opt/größe/日本語", 0600, 513),
            TarEntry.file("opt/" + "n".repeat(96), 0644, 1),
            TarEntry.file("opt/" + "n".repeat(97), 0644, 1),
            TarEntry.file("opt/" + "d".repeat(90) + "/" + "n".repeat(100), 0644, 1),
            TarEntry.file("opt/" + "d".repeat(160) + "/" + "n".repeat(90), 0644, 1),
            TarEntry.file("opt/" + "n".repeat(200), 0644, 1),
            TarEntry.directory("opt/" + "e".repeat(95), 0750),
            TarEntry.directory("opt/" + "e".repeat(96), 0750),
            TarEntry.link("opt/link", "../plain"),
            TarEntry.link("opt/far", "x/".repeat(60) + "y"),
            TarEntry.link("opt/ü", "ö"));

    private static byte[] write(List<TarEntry> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new TarWriter(out, MTIME);
        for (TarEntry entry : entries) {
            writer.add(entry, content(entry));
        }
        writer.end();
        return out.toByteArray();
    }

    private static byte[] content(TarEntry entry) {
        byte[] content = new byte[(int) entry.size()];
        java.util.Arrays.fill(content, (byte) 'x');
        return content;
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        byte[] tar = write(ENTRIES);
        var reader = new TarReader(new ByteArrayInputStream(tar), Limits.PACKAGE);
        var read = new ArrayList<TarEntry>();
        for (var member = reader.next(); member.isPresent(); member = reader.next()) {
            TarEntry entry = member.get().entry();
            read.add(entry);
            int offset = (int) member.get().contentOffset();
            assertThat(java.util.Arrays.copyOfRange(tar, offset, offset + (int) entry.size()))
                    .isEqualTo(content(entry));
        }

        assertThat(read).isEqualTo(ENTRIES);
    }

    @Test
    void gnuTarAndBsdtarSeeTheSame() throws IOException, InterruptedException {
        Files.write(directory.resolve("a.tar"), write(ENTRIES));
        String names = String.join(
                        "\n",
                        ENTRIES.stream()
                                .map(entry -> entry.path() + (entry.type() == TarEntry.Type.DIRECTORY ? "/" : ""))
                                .toList())
                + "\n";

        assertThat(Tools.run(directory, "tar", "--quoting-style=literal", "-tf", "a.tar"))
                .isEqualTo(names);
        assertThat(Tools.run(directory, "bsdtar", "-tf", "a.tar").replace("\\\\", "\\"))
                .isEqualTo(names);
    }

    @Test
    void gnuTarReadsModesOwnersTimesAndTargets() throws IOException, InterruptedException {
        Files.write(
                directory.resolve("a.tar"),
                write(List.of(
                        TarEntry.directory("tmp", 01777),
                        TarEntry.file("run", 0755, 3).ownedBy(10001, 10002),
                        TarEntry.link("link", "run"))));

        assertThat(Tools.run(directory, "tar", "--full-time", "-tvf", "a.tar").replaceAll(" +", " "))
                .isEqualTo("""
                        drwxrwxrwt 0/0 0 1980-01-01 00:00:00 tmp/
                        -rwxr-xr-x 10001/10002 3 1980-01-01 00:00:00 run
                        lrwxrwxrwx 0/0 0 1980-01-01 00:00:00 link -> run
                        """);
    }

    @Test
    void onlyWhatDoesNotFitHasAPaxHeader() {
        assertThat(TarHeader.of(TarEntry.file("a".repeat(100), 0644, 0), MTIME)).hasSize(512);
        assertThat(TarHeader.of(TarEntry.file("d/".repeat(70) + "f", 0644, 0), MTIME))
                .hasSize(512);
        assertThat(TarHeader.of(TarEntry.file("a".repeat(101), 0644, 0), MTIME)).hasSize(1536);
        assertThat(TarHeader.of(TarEntry.file("ä", 0644, 0), MTIME)).hasSize(1536);
        assertThat(TarHeader.of(TarEntry.file("a", 0644, (8L << 30) - 1), MTIME))
                .hasSize(512);
        assertThat(TarHeader.of(TarEntry.file("a", 0644, 8L << 30), MTIME)).hasSize(1536);
    }

    @Test
    void aFileOfEightGigabytesKeepsItsSize() throws IOException {
        var header = new ByteArrayInputStream(TarHeader.of(TarEntry.file("a", 0644, 9L << 30), MTIME));

        assertThat(new TarReader(header, Limits.LAYER)
                        .next()
                        .orElseThrow()
                        .entry()
                        .size())
                .isEqualTo(9L << 30);
    }

    @Test
    void aContentOfAnotherLengthIsAnError() {
        var writer = new TarWriter(new ByteArrayOutputStream(), MTIME);

        assertThatThrownBy(() -> writer.add(TarEntry.file("a", 0644, 3), new byte[4]))
                .hasMessage("`a` has 4 bytes instead of 3");
    }
}
