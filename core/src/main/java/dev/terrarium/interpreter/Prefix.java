package dev.terrarium.interpreter;

import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory of an archive that an interpreter would call its prefix: the one that holds {@code bin} and {@code lib}.
 *
 * @param minorVersion by the program's name: {@code 3.13}
 * @param files below it
 */
record Prefix(String minorVersion, Tree files) {
    private static final Pattern PROGRAM = Pattern.compile("((?:[^/]+/){0,4})bin/python(3\\.[0-9]{1,2})");

    /** @throws dev.terrarium.error.UserError when there is none, or more than one */
    static Prefix find(Tree archive) {
        List<Matcher> programs = archive.entries().entrySet().stream()
                .filter(file -> file.getValue() instanceof Entry.File)
                .map(file -> PROGRAM.matcher(file.getKey().text()))
                .filter(Matcher::matches)
                .filter(program -> archive.at(program.group(1) + "lib/python" + program.group(2) + "/os.py")
                        .isPresent())
                .toList();
        if (programs.size() != 1) {
            throw StandaloneInterpreter.refused(
                    programs.isEmpty()
                            ? "has no `bin/python3.X` with a `lib/python3.X/os.py` beside it"
                            : "has " + programs.size() + " interpreters");
        }
        String directory = programs.getFirst().group(1);
        return new Prefix(programs.getFirst().group(2), below(archive, directory));
    }

    private static Tree below(Tree archive, String directory) {
        if (directory.isEmpty()) {
            return archive;
        }
        TreePath root = TreePath.of(directory.substring(0, directory.length() - 1));
        return archive.filter(path -> path.startsWith(root) && !path.equals(root))
                .move(path -> path.relativeTo(root).orElseThrow());
    }
}
