package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.index.Indexes;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says where a pinned file can be had now, when the store lacks it and the lock's own address leads nowhere.
 *
 * <p>An index that has only other bytes under the name is not passed over: somebody replaced the file.
 *
 * <p>An index that lists a file of this name without any hash is named too: whoever fetches it checks the digest.
 */
public record WheelLocator(Indexes indexes) {
    /** Places to try, in the order of the sources; those that tell the right hash come first. */
    public List<URI> locate(PackageName project, String filename, Digest sha256) {
        List<IndexFile> named = indexes.files(project).stream()
                .filter(file -> file.filename().equals(filename))
                .toList();
        if (!named.isEmpty() && named.stream().allMatch(file -> tellsAnother(file, sha256))) {
            throw new TrustError(
                    ErrorCode.DIGEST_MISMATCH,
                    "`" + filename + "` is not what the lock names: wanted " + sha256 + ", and the index tells "
                            + named.getFirst().sha256().orElseThrow(),
                    "do not go on before you know why; if the file was replaced on purpose, lock again");
        }
        return Stream.concat(
                        named.stream()
                                .filter(file ->
                                        file.sha256().filter(sha256::equals).isPresent()),
                        named.stream().filter(file -> file.sha256().isEmpty()))
                .map(IndexFile::location)
                .distinct()
                .toList();
    }

    private static boolean tellsAnother(IndexFile file, Digest sha256) {
        return file.sha256().isPresent() && !file.sha256().get().equals(sha256);
    }
}
