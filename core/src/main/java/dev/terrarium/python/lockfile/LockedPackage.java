package dev.terrarium.python.lockfile;

import dev.terrarium.error.Place;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A distribution that goes in, in the version that the lock says.
 *
 * @param dependencies which of the other packages it asked for; empty where a lock does not tell
 * @param place where the lock says so
 */
public record LockedPackage(
        PackageName name, Version version, Offer offer, List<PackageName> dependencies, Place place) {

    /** The files of which one is taken. */
    public sealed interface Offer {
        /** @param hasSources whether there is also an archive of sources */
        record Wheels(List<LockedFile> wheels, boolean hasSources) implements Offer {
            public Wheels {
                wheels = List.copyOf(wheels);
            }
        }

        /** Any file with one of these hashes: what they are called must be asked of an index. */
        record Hashes(SortedSet<Digest> any) implements Offer {
            public Hashes {
                any = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(any));
            }
        }

        /**
         * Any file of this version: which one, {@code terrarium.lock} says, or an index on first use.
         *
         * @param extras whose requirements must be there too
         */
        record Pin(SortedSet<Extra> extras) implements Offer {
            public Pin {
                extras = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(extras));
            }
        }
    }

    public LockedPackage {
        dependencies = List.copyOf(new TreeSet<>(dependencies));
    }

    public LockedPackage withOffer(Offer other) {
        return new LockedPackage(name, version, other, dependencies, place);
    }

    LockedPackage withDependencies(List<PackageName> others) {
        return new LockedPackage(name, version, offer, others, place);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
