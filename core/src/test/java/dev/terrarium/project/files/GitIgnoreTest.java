package dev.terrarium.project.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitIgnoreTest {
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "ab",
            "*",
            "**",
            "?",
            "/",
            "/",
            "!",
            "[ab]",
            "[!a]",
            "[a-c]",
            "\\a",
            "*.x",
            "a.x",
            "c/",
            "\\!",
            "#",
            " ",
            "[[:alpha:]]",
            "[",
            "d");
    private static final List<String> PATHS = List.of(
            "a", "b", "ab", "abc", "a.x", "b.x", "c/a", "c/b", "c/a.x", "c/d/a", "c/d/b.x", "d/a/b", "d/c/a", "d/ab/c",
            "e/a/a/a", "e/b", "c/e/d/x");

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.log         | a/b.log   | true
            /a            | a         | true
            /a            | b/a       | false
            a/b           | c/a/b     | false
            **/b          | b         | true
            **/b          | a/c/b     | true
            a/**          | a         | false
            a/**          | a/b/c     | true
            a/**/c        | a/c       | true
            a/**/c        | a/b/b/c   | true
            a**c          | abbc      | true
            a**/c         | ab/c      | true
            [[:digit:]]x  | 7x        | true
            [!a]x         | ax        | false
            [a            | [a        | false
            \\#a          | #a        | true
            a\\           | a         | false
            ?             | é         | true
            """)
    void patternsMatchAsGitSays(String pattern, String path, boolean matches) {
        assertThat(IgnoreRules.of(List.of(pattern)).matches(path, false)).isEqualTo(matches);
    }

    @Test
    void theLastMatchingLineDecides() {
        IgnoreRules rules = IgnoreRules.of(List.of("*.x", "!a.x", "sub/", "!b"));

        assertThat(rules.matches("a.x", false)).isFalse();
        assertThat(rules.matches("b.x", false)).isTrue();
        assertThat(rules.matches("sub", true)).isTrue();
        assertThat(rules.matches("sub", false)).isFalse();
    }

    @Test
    @Timeout(5)
    void aPatternOfManyStarsEndsSoon() {
        IgnoreRules rules = IgnoreRules.of(List.of("*a".repeat(60) + "b", "**/".repeat(60) + "x"));

        assertThat(rules.matches("a".repeat(2_000), false)).isFalse();
        assertThat(rules.matches("a/".repeat(1_000) + "y", false)).isFalse();
    }

    @Test
    void randomRulesAgreeWithGit() throws Exception {
        git("init", "-q");
        for (String path : PATHS) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.writeString(file, "");
            }
        }
        var random = new Random(71);
        for (int round = 0; round < 40; round++) {
            Files.writeString(root.resolve(".gitignore"), lines(random));
            Files.writeString(root.resolve("c/.gitignore"), lines(random));
            Files.writeString(root.resolve(".git/info/exclude"), lines(random));

            assertThat(walked())
                    .as(Files.readString(root.resolve(".gitignore")) + "--- c:\n"
                            + Files.readString(root.resolve("c/.gitignore")) + "--- exclude:\n"
                            + Files.readString(root.resolve(".git/info/exclude")))
                    .isEqualTo(listedByGit());
        }
    }

    private static String lines(Random random) {
        var lines = new StringBuilder();
        for (int line = random.nextInt(4); line >= 0; line--) {
            for (int piece = random.nextInt(4); piece >= 0; piece--) {
                lines.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private SortedSet<String> walked() throws Exception {
        var found = new TreeSet<String>();
        collect(root, "", GitIgnoreFiles.above(root), found);
        return found;
    }

    private void collect(Path directory, String base, IgnoreRules above, Set<String> found) throws Exception {
        IgnoreRules rules = GitIgnoreFiles.below(above, directory, base);
        try (var children = Files.list(directory)) {
            for (Path child : children.toList()) {
                String path = base + child.getFileName();
                boolean isDirectory = Files.isDirectory(child);
                if (path.equals(".git") || rules.matches(path, isDirectory)) {
                    continue;
                }
                if (isDirectory) {
                    collect(child, path + "/", rules, found);
                } else {
                    found.add(path);
                }
            }
        }
    }

    private SortedSet<String> listedByGit() throws Exception {
        String listed = git("-c", "core.excludesFile=/dev/null", "ls-files", "-z", "-o", "-c", "--exclude-standard");
        return new TreeSet<>(List.of(listed.isEmpty() ? new String[0] : listed.split("\0")));
    }

    private String git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
            return out;
        } catch (java.io.IOException e) {
            return Assumptions.abort("oracle missing: git");
        }
    }
}
