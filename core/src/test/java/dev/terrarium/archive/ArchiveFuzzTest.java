package dev.terrarium.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.archive.zip.ZipReader;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Targets of coverage-guided fuzzing: whatever the bytes, a decoder ends, and throws nothing but what it documents.
 *
 * <p>{@code JAZZER_FUZZ=1 mvn test -DexcludedGroups= -Dgroups=campaign -Dtest=ArchiveFuzzTest#tar} looks for inputs until it is
 * stopped; without the variable each target runs once. Not in the ordinary run: Jazzer instruments every class after it.
 */
@Tag("campaign")
class ArchiveFuzzTest {
    private static final Limits LIMITS = new Limits(1 << 20, 1000, 300, 100);

    @TempDir
    private static Path directory;

    @FuzzTest
    void tar(byte[] bytes) throws IOException {
        tolerate(() -> {
            var reader = new TarReader(new ByteArrayInputStream(bytes), LIMITS);
            while (reader.next().isPresent()) {
                reader.content().readAllBytes();
            }
        });
    }

    @FuzzTest
    void zip(byte[] bytes) throws IOException {
        tolerate(() -> ZipReader.read(Files.write(directory.resolve("a.zip"), bytes), LIMITS));
    }

    @FuzzTest
    void ar(byte[] bytes) throws IOException {
        tolerate(() -> ArReader.read(Files.write(directory.resolve("a.ar"), bytes)));
    }

    @FuzzTest
    void gzip(byte[] bytes) throws IOException {
        tolerate(() -> GzipInput.open(new ByteArrayInputStream(bytes), LIMITS).readAllBytes());
    }

    @FuzzTest
    void xz(byte[] bytes) throws IOException {
        tolerate(() -> XzInput.open(new ByteArrayInputStream(bytes), LIMITS).readAllBytes());
    }

    @FuzzTest
    void zstd(byte[] bytes) throws IOException {
        tolerate(() -> ZstdInput.open(new ByteArrayInputStream(bytes), LIMITS).readAllBytes());
    }

    private static void tolerate(Work work) throws IOException {
        try {
            work.run();
        } catch (ArchiveException | LimitExceeded e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
