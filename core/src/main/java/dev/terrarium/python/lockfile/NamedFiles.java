package dev.terrarium.python.lockfile;

import dev.terrarium.error.Problem;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.toml.TomlValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a package as the locks of Poetry and PDM list them: a name or an address, and a hash.
 *
 * @param hasSources whether there is also an archive of sources
 */
record NamedFiles(List<LockedFile> wheels, int unhashed, boolean hasSources) {
    NamedFiles {
        wheels = List.copyOf(wheels);
    }

    /** @param place where the whole package lies, if the lock says so */
    static NamedFiles read(PackageName owner, List<TomlValue.Table> files, Optional<URI> place, List<Problem> problems)
            throws Malformed {
        var wheels = new ArrayList<LockedFile>();
        int unhashed = 0;
        boolean sources = false;
        for (TomlValue.Table file : files) {
            Optional<String> url = file.string("url", problems);
            String name = file.string("file", problems)
                    .or(() -> url.map(FilePlace::nameIn))
                    .orElseThrow(() -> new Malformed("a file of `" + owner + "` without a name"));
            if (!name.endsWith(".whl")) {
                sources = true;
                continue;
            }
            WheelFilename wheel = WheelFilename.read(name);
            if (!wheel.name().equals(owner)) {
                throw new Malformed("`" + wheel + "` is no wheel of `" + owner + "`");
            }
            Optional<Digest> digest = file.string("hash", problems).flatMap(Digest::parse);
            unhashed += digest.isEmpty() ? 1 : 0;
            Optional<URI> location = url.flatMap(FilePlace::address).or(() -> place);
            digest.ifPresent(sha256 ->
                    wheels.add(new LockedFile(wheel, sha256, OptionalLong.empty(), location, Specifiers.ANY)));
        }
        return new NamedFiles(wheels, unhashed, sources);
    }
}
