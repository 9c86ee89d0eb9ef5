package dev.terrarium.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several at one store: other processes, other versions. */
class SharedStoreTest {
    @TempDir
    private Path directory;

    @Test
    void processesWithTheSameNumberStayOutOfEachOthersWay() throws Exception {
        Store one = Store.at(directory);
        Store other = Store.at(directory);

        try (BlobWriter first = one.write();
                BlobWriter second = other.write()) {
            first.write("same bytes".getBytes(UTF_8));
            second.write("same bytes".getBytes(UTF_8));

            assertThat(first.commit()).isEqualTo(second.commit());
        }
        assertThat(directory.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aTemporaryLiesBesideItsFileAndIsNobodyElses() {
        Path file = directory.resolve("terrarium.lock");

        Path temporary = Publication.temporaryBeside(file);

        assertThat(temporary.getParent()).isEqualTo(directory);
        assertThat(temporary.getFileName().toString())
                .startsWith(".terrarium.lock." + ProcessHandle.current().pid() + "-");
        assertThat(Publication.temporaryBeside(file)).isNotEqualTo(temporary);
    }

    @Test
    void recordsOfAnotherVersionAreNeitherReadNorTouched() throws Exception {
        Store store = Store.at(directory);
        var key = store.put("what was asked".getBytes(UTF_8));
        store.records("wheel", 2).add(key, "an answer in a later form".getBytes(UTF_8));

        assertThat(store.records("wheel", 1).find(key)).isEmpty();
        store.records("wheel", 1).add(key, "an answer in ours".getBytes(UTF_8));

        assertThat(store.records("wheel", 2).find(key).map(bytes -> new String(bytes, UTF_8)))
                .hasValue("an answer in a later form");
        try (var kinds = Files.list(directory.resolve("ac"))) {
            assertThat(kinds.map(Path::getFileName).map(Path::toString).sorted().toList())
                    .isEqualTo(List.of("wheel-v1", "wheel-v2"));
        }
    }
}
