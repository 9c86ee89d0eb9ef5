package dev.terrarium.plan;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a fragment's tree is made: a pure function of artifacts, named and with its arguments; {@code make} holds the functions.
 *
 * <p>Closed: a new way of making files has to be thought about wherever plans are printed, explained and run.
 */
public sealed interface Recipe {
    /** One .deb, with its record for scanners. */
    record DebianPackage(Digest deb) implements Recipe {}

    /** What maintainer scripts would have left in a base of these .debs: accounts, certificates, the loader's cache. */
    record BaseSystem(List<Digest> debs) implements Recipe {
        public BaseSystem {
            debs = List.copyOf(debs);
        }
    }

    /** The same for packages on top of a base: the loader's cache over both, and what else changes. */
    record FurtherSystem(List<Digest> base, List<Digest> debs) implements Recipe {
        public FurtherSystem {
            base = List.copyOf(base);
            debs = List.copyOf(debs);
        }
    }

    /** CPython under the prefix, with the bytecode of its standard library. */
    record Cpython(Interpreter interpreter, Layout layout, List<Digest> debs) implements Recipe {
        public Cpython {
            debs = List.copyOf(debs);
        }
    }

    /** CPython out of one archive, under the prefix, with the bytecode of its standard library. */
    record StandaloneCpython(Interpreter interpreter, Layout layout, Digest archive) implements Recipe {}

    /** The environment that packages are installed into: {@code pyvenv.cfg} and the links to the interpreter. */
    record VirtualEnvironment(Layout layout) implements Recipe {}

    /**
     * @param left paths that a {@link SharedFiles} of the same plan holds instead, relative to the image's root
     * @param pruned directories and files that nobody holds, and RECORD does not list
     */
    record Wheel(WheelFile file, Layout layout, List<String> left, List<String> pruned) implements Recipe {
        public Wheel {
            left = List.copyOf(left);
            pruned = List.copyOf(pruned);
        }
    }

    /**
     * Files that several wheels carry, so that no layer has a path twice.
     *
     * @param from path to the name of the wheel whose file it is
     */
    record SharedFiles(List<WheelFile> wheels, Layout layout, SortedMap<String, String> from) implements Recipe {
        public SharedFiles {
            wheels = List.copyOf(wheels);
            from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
        }
    }

    /**
     * The project itself, or another part of its segment; what it consists of is the plan's own, and never shared.
     *
     * @param part which of the plan's {@link Planner.ProjectPart}s
     */
    record Project(Layout layout, String part) implements Recipe {
        /** The part that the image is named after. */
        public static final String ITSELF = "project";
    }

    /**
     * A wheel that goes in.
     *
     * @param name normalised
     */
    record WheelFile(String name, String version, String filename, Digest digest, long size) {}
}
