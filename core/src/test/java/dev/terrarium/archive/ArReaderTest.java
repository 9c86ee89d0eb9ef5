package dev.terrarium.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArReaderTest {
    @TempDir
    private Path directory;

    private List<ArReader.Member> read(String archive) throws IOException {
        return ArReader.read(Files.write(directory.resolve("a.ar"), archive.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String member(String name, String size, String content) {
        return String.format(
                Locale.ROOT, "%-16s%-12s%-6s%-6s%-8s%-10s`\n%s", name, "0", "0", "0", "100644", size, content);
    }

    private static final String VALID =
            "!<arch>\n" + member("debian-binary", "4", "2.0\n") + member("data.tar", "3", "abc\n");

    @Test
    void membersAreFoundWhereTheyLie() throws IOException {
        assertThat(read(VALID))
                .containsExactly(new ArReader.Member("debian-binary", 68, 4), new ArReader.Member("data.tar", 132, 3));
        assertThat(read(VALID)
                        .getLast()
                        .source(directory.resolve("a.ar"))
                        .open()
                        .readAllBytes())
                .asString()
                .isEqualTo("abc");
    }

    @Test
    void archivesOfArAreRead() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("one"), "odd");
        Files.writeString(directory.resolve("two"), "even");
        Tools.run(directory, "ar", "rc", "b.ar", "one", "two");

        assertThat(ArReader.read(directory.resolve("b.ar")))
                .extracting(ArReader.Member::name, ArReader.Member::size)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", 3L), org.assertj.core.groups.Tuple.tuple("two", 4L));
    }

    static List<Arguments> hostile() {
        return List.of(
                Arguments.of("", "the ar archive ends at byte 0, in a header"),
                Arguments.of("PK\3\4....", "not an ar archive"),
                Arguments.of("!<arch>\n" + "x".repeat(60), "no ar header at byte 8"),
                Arguments.of("!<arch>\nshort", "the ar archive ends at byte 13, in a header"),
                Arguments.of("!<arch>\n" + member("a", "9", "abc"), "the ar member `a` is longer than the archive"),
                Arguments.of("!<arch>\n" + member("a", "-1", ""), "the ar member `a` has a size that is not a number"),
                Arguments.of(
                        "!<arch>\n" + member("#1/20", "0", ""),
                        "the ar header at byte 8 has a name that no .deb has: `#1/20`"),
                Arguments.of(
                        "!<arch>\n" + member("//", "0", ""),
                        "the ar header at byte 8 has a name that no .deb has: `/`"),
                Arguments.of(
                        "!<arch>\n" + member("../a", "0", ""),
                        "the ar header at byte 8 has a name that no .deb has: `../a`"),
                Arguments.of(
                        "!<arch>\n" + member("a", "0", "") + member("a/", "0", ""), "two ar members are named `a`"),
                Arguments.of(
                        "!<arch>\n" + member("a", "1", "xX") + member("b", "0", ""),
                        "the ar member `a` is not padded with a newline"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hostile")
    void hostileArchivesAreRefused(String archive, String message) {
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(message);
    }

    @Test
    void damageIsAlwaysToldProperly() {
        Path file = directory.resolve("c.ar");

        Damage.isAlwaysToldProperly(
                VALID.getBytes(StandardCharsets.ISO_8859_1), 1000, bytes -> ArReader.read(Files.write(file, bytes)));
    }
}
