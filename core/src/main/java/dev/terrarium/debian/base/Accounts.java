package dev.terrarium.debian.base;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The users and groups of an image: the few that Debian's files and a service's user need, all of them locked.
 *
 * <p>Not {@code base-passwd}'s list of forty: its entries are for daemons that are not in the image. Numbers are Debian's.
 */
final class Accounts {
    /** Who the service runs as; owns its home directory and nothing else. */
    static final int APP = 10001;

    private record User(String name, int uid, int gid, String home) {}

    private record Group(String name, int gid) {}

    private static final List<User> USERS = List.of(
            new User("root", 0, 0, "/root"),
            new User("daemon", 1, 1, "/usr/sbin"),
            new User("bin", 2, 2, "/bin"),
            new User("sys", 3, 3, "/dev"),
            new User("nobody", 65534, 65534, "/nonexistent"),
            new User("app", APP, APP, "/home/app"));

    private static final List<Group> GROUPS = List.of(
            new Group("root", 0),
            new Group("daemon", 1),
            new Group("bin", 2),
            new Group("sys", 3),
            new Group("tty", 5),
            new Group("nogroup", 65534),
            new Group("app", APP));

    private static final int SECRET = 0600;

    /** For whoever runs in its group, under whichever number. */
    private static final int SHARED = 0775;

    private Accounts() {}

    static Tree tree() {
        return Tree.builder()
                .put("etc/passwd", file(0644, lines(USERS, Accounts::passwd)))
                .put("etc/group", file(0644, lines(GROUPS, group -> group.name() + ":x:" + group.gid() + ":")))
                .put("etc/shadow", file(SECRET, lines(USERS, user -> user.name() + ":!*:::::::")))
                .put("etc/gshadow", file(SECRET, lines(GROUPS, group -> group.name() + ":!*::")))
                .put("home/app", new Entry.Directory(SHARED))
                .build();
    }

    private static String passwd(User user) {
        String ids = user.uid() + ":" + user.gid();
        return user.name() + ":x:" + ids + ":" + user.name() + ":" + user.home() + ":/usr/sbin/nologin";
    }

    private static <T> String lines(List<T> all, Function<T, String> line) {
        return all.stream().map(one -> line.apply(one) + "\n").collect(Collectors.joining());
    }

    private static Entry.File file(int mode, String text) {
        return new Entry.File(Content.Inline.of(text), mode);
    }
}
