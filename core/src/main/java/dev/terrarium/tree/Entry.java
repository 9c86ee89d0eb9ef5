package dev.terrarium.tree;

/**
 * What stands at a path: a directory, a file or a symbolic link; there is nothing else in an image of ours.
 *
 * <p>No times and no owners: the first are the same everywhere, the second follow from the path when a layer is written. Hard
 * links are two files with one content, devices and sockets are refused by whoever reads an archive.
 */
public sealed interface Entry {
    /** @param mode permission bits, 01777 at most */
    record Directory(int mode) implements Entry {
        public static final Directory PLAIN = new Directory(0755);

        public Directory {
            if ((mode & ~01777) != 0) {
                throw new IllegalArgumentException("not a directory's mode: " + Integer.toOctalString(mode));
            }
        }
    }

    /** @param mode permission bits without set-id bits; 0644 or 0755 for nearly everything */
    record File(Content content, int mode) implements Entry {
        public File {
            if ((mode & ~0777) != 0) {
                throw new IllegalArgumentException("not a file's mode: " + Integer.toOctalString(mode));
            }
        }

        public static File plain(Content content) {
            return new File(content, 0644);
        }

        public static File executable(Content content) {
            return new File(content, 0755);
        }

        public boolean isExecutable() {
            return (mode & 0111) != 0;
        }
    }

    /** @param target as {@code readlink} gives it; may be relative, and may lead nowhere */
    record Link(String target) implements Entry {
        public Link {
            if (target.isEmpty() || target.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not a link's target: `" + target + "`");
            }
        }
    }
}
