package dev.terrarium.archive.tar;

/**
 * One entry of a tar, without its content and its time.
 *
 * @param path relative, without {@code ./} before it and {@code /} after it; empty for the root directory itself
 * @param mode the twelve permission bits
 * @param size of the content that follows; 0 for everything but files
 * @param target of a symbolic link, as it is stored; of a hard link, the path of an entry; empty otherwise
 */
public record TarEntry(Type type, String path, int mode, int uid, int gid, long size, String target) {
    /** What an entry can be; the flag is the byte that says so. */
    public enum Type {
        FILE('0'),
        HARD_LINK('1'),
        SYMBOLIC_LINK('2'),
        CHARACTER_DEVICE('3'),
        BLOCK_DEVICE('4'),
        DIRECTORY('5'),
        FIFO('6');

        private final char flag;

        Type(char flag) {
            this.flag = flag;
        }

        char flag() {
            return flag;
        }

        boolean isLink() {
            return this == HARD_LINK || this == SYMBOLIC_LINK;
        }
    }

    public TarEntry {
        if ((mode & ~07777) != 0 || uid < 0 || gid < 0 || size < 0 || type != Type.FILE && size > 0) {
            throw new IllegalArgumentException("no such tar entry: " + type + " `" + path + "`");
        }
        if (type.isLink() == target.isEmpty()) {
            throw new IllegalArgumentException("links and nothing else have a target: `" + path + "`");
        }
    }

    public static TarEntry directory(String path, int mode) {
        return new TarEntry(Type.DIRECTORY, path, mode, 0, 0, 0, "");
    }

    public static TarEntry file(String path, int mode, long size) {
        return new TarEntry(Type.FILE, path, mode, 0, 0, size, "");
    }

    public static TarEntry link(String path, String target) {
        return new TarEntry(Type.SYMBOLIC_LINK, path, 0777, 0, 0, 0, target);
    }

    public TarEntry ownedBy(int user, int group) {
        return new TarEntry(type, path, mode, user, group, size, target);
    }
}
