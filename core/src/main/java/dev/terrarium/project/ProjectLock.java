package dev.terrarium.project;

import java.nio.file.Path;
import java.util.List;

/** The file that pins a project's dependencies, in the dialect that its tool writes. */
public sealed interface ProjectLock {
    Path file();

    /** Lock files that lie beside it and were not used, by name, for {@code plan} to say. */
    List<String> passedOver();

    /** {@code uv.lock}. */
    record Uv(Path file, List<String> passedOver) implements ProjectLock {
        public Uv {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** {@code pylock.toml}, or {@code pylock.<name>.toml} where it is the only one. */
    record Pylock(Path file, List<String> passedOver) implements ProjectLock {
        public Pylock {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** {@code poetry.lock}. */
    record Poetry(Path file, List<String> passedOver) implements ProjectLock {
        public Poetry {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** {@code pdm.lock}. */
    record Pdm(Path file, List<String> passedOver) implements ProjectLock {
        public Pdm {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** {@code Pipfile.lock}. */
    record Pipfile(Path file, List<String> passedOver) implements ProjectLock {
        public Pipfile {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** A requirements file with a hash for everything; it holds one selection, and what it includes. */
    record Requirements(Path file, List<String> passedOver) implements ProjectLock {
        public Requirements {
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * None, because the project declares that it needs nothing.
     *
     * @param file the project file, which may not be there either
     */
    record Unneeded(Path file) implements ProjectLock {
        @Override
        public List<String> passedOver() {
            return List.of();
        }
    }
}
