package dev.terrarium.python.lockfile;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.index.Indexes;
import java.net.URI;
import java.util.List;

/**
 * Says where a pinned file can be had now, when the store lacks it and the lock's own address leads nowhere.
 *
 * <p>An index that lists a file of this name without any hash is named too: whoever fetches it checks the digest.
 */
public record WheelLocator(Indexes indexes) {
    /** Places to try, in the order of the sources; those that tell the right hash come first. */
    public List<URI> locate(PackageName project, String filename, Digest sha256) {
        List<IndexFile> named = indexes.files(project).stream()
                .filter(file -> file.filename().equals(filename))
                .toList();
        return java.util.stream.Stream.concat(
                        named.stream()
                                .filter(file ->
                                        file.sha256().filter(sha256::equals).isPresent()),
                        named.stream().filter(file -> file.sha256().isEmpty()))
                .map(IndexFile::location)
                .distinct()
                .toList();
    }
}
