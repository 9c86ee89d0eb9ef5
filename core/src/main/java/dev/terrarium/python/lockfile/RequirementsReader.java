package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads requirements files with all that they include and constrain; problems are collected over all of them.
 *
 * <p>Paths of includes and pages of links are relative to the file that names them, as pip has them.
 */
final class RequirementsReader {
    private static final int LARGEST = 16 << 20;
    private static final int MOST_FILES = 200;

    private final Map<String, String> variables;
    private final Path project;
    private final Set<String> seen = new HashSet<>();
    private final List<RequirementsPins.Asked> requirements = new ArrayList<>();
    private final List<RequirementsPins.Asked> constraints = new ArrayList<>();
    private final List<String> mainIndexes = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean noIndex;
    private Optional<Boolean> hashes = Optional.empty();
    private boolean compiled;
    private final Open first;

    /** A file that is being read. */
    private record Open(Path file, String shownAs, boolean constrains) {
        Place place(int line) {
            return Place.of(shownAs, line);
        }

        Path directory() {
            return file.resolveSibling(".").normalize();
        }
    }

    /** @param shownAs its path from the project's directory */
    RequirementsReader(Path file, String shownAs, Map<String, String> variables) {
        this.variables = variables;
        this.first = new Open(file.toAbsolutePath().normalize(), shownAs, false);
        Path above = first.directory();
        for (int i = Path.of(shownAs).getNameCount(); i > 1 && above.getParent() != null; i--) {
            above = above.getParent();
        }
        this.project = above;
    }

    RequirementsReader read() {
        read(first);
        return this;
    }

    private void read(Open open) {
        if (!seen.add(open.constrains() + " " + open.file())) {
            return;
        }
        if (seen.size() > MOST_FILES) {
            throw new UserError(
                    ErrorCode.REQUIREMENT_INVALID,
                    "`" + first.shownAs() + "` includes more than " + MOST_FILES + " files");
        }
        String text = text(open);
        compiled |= text.lines().limit(10).anyMatch(it -> it.contains("pip-compile"));
        for (LogicalLines.Line line : LogicalLines.of(text, variables)) {
            try {
                take(line, open);
            } catch (Malformed e) {
                problems.add(Problem.of(ErrorCode.REQUIREMENT_INVALID, String.valueOf(e.getMessage()))
                        .at(open.place(line.number())));
            } catch (UserError e) {
                e.problems()
                        .forEach(it -> problems.add(it.place().isPresent() ? it : it.at(open.place(line.number()))));
            }
        }
    }

    private static String text(Open open) {
        try (InputStream in = Files.newInputStream(open.file())) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UserError(
                        ErrorCode.REQUIREMENT_INVALID,
                        "`" + open.shownAs() + "` has more than " + (LARGEST >> 20) + " MiB");
            }
            return RequirementsText.decoded(bytes);
        } catch (Malformed e) {
            throw new UserError(Problem.of(ErrorCode.REQUIREMENT_INVALID, String.valueOf(e.getMessage()))
                    .at(Place.of(open.shownAs())));
        } catch (NoSuchFileException e) {
            throw new UserError(ErrorCode.REQUIREMENT_INVALID, "there is no file `" + open.shownAs() + "`");
        } catch (IOException e) {
            throw new EnvironmentError(
                    ErrorCode.DISK_FAILED, "could not read `" + open.shownAs() + "`: " + e.getMessage());
        }
    }

    private void take(LogicalLines.Line line, Open open) throws Malformed {
        Place place = open.place(line.number());
        if (line.text().startsWith("-")) {
            for (PipOption.Given given : PipOption.read(ShellWords.of(line.text()))) {
                option(given, open, place);
            }
        } else if (isProject(line.text(), open)) {
            notes.add(itself(line.text(), place));
        } else {
            var read = RequirementLine.read(line.text(), open.directory());
            read.ignored().forEach(given -> ignore(given, place));
            (open.constrains() ? constraints : requirements).add(new RequirementsPins.Asked(read, place));
        }
    }

    private void option(PipOption.Given given, Open open, Place place) throws Malformed {
        switch (given.option().treatment()) {
            case PipOption.Treatment.Honoured honoured -> honour(given, open, place);
            case PipOption.Treatment.Ignored ignored -> ignore(given, place);
            case PipOption.Treatment.Refused(var reason, var hint) -> {
                boolean own = given.option() == PipOption.EDITABLE && isProject(given.value(), open);
                boolean nothing =
                        given.option() == PipOption.NO_BINARY && given.value().equals(":none:");
                if (own) {
                    notes.add(itself("-e " + given.value(), place));
                } else if (!nothing) {
                    problems.add(Problem.of(ErrorCode.NOT_IN_THIS_VERSION, reason + ": " + given.shown(), hint)
                            .at(place));
                }
            }
        }
    }

    private void honour(PipOption.Given given, Open open, Place place) throws Malformed {
        switch (given.option()) {
            case REQUIREMENT -> include(given, open, open.constrains());
            case CONSTRAINT -> include(given, open, true);
            case INDEX_URL -> mainIndexes.add(given.value());
            case EXTRA_INDEX_URL ->
                sources.addAll(PythonSources.configured(List.of(given.value()), open.directory(), open.shownAs()));
            case FIND_LINKS ->
                sources.addAll(PythonSources.configured(
                        List.of("find-links:" + given.value()), open.directory(), open.shownAs()));
            case NO_INDEX -> noIndex = true;
            case REQUIRE_HASHES -> hashes = Optional.of(true);
            case NO_REQUIRE_HASHES -> hashes = hashes.or(() -> Optional.of(false));
            case HASH -> throw new Malformed("a hash without a requirement");
            case EDITABLE,
                    NO_BINARY,
                    TRUSTED_HOST,
                    ONLY_BINARY,
                    PREFER_BINARY,
                    PRE,
                    ALL_RELEASES,
                    ONLY_FINAL,
                    USE_FEATURE,
                    CONFIG_SETTINGS -> throw new IllegalStateException(place + " is not honoured");
        }
    }

    private void ignore(PipOption.Given given, Place place) {
        if (given.option().treatment() instanceof PipOption.Treatment.Ignored(var reason)) {
            notes.add(given.shown() + " at " + place + " changes nothing: " + reason);
        }
    }

    private void include(PipOption.Given given, Open open, boolean constrains) throws Malformed {
        String path = given.value();
        if (path.matches("(?i)(https?|file)://?.*")) {
            throw new UserError(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "requirements from an address are not read in this version: `" + RequirementLine.shownLocation(path)
                            + "`",
                    "keep the file beside the project");
        }
        try {
            int slash = open.shownAs().lastIndexOf('/');
            String shown = path.startsWith("/")
                    ? path
                    : Path.of(open.shownAs().substring(0, slash + 1) + path)
                            .normalize()
                            .toString();
            read(new Open(open.directory().resolve(path).normalize(), shown, constrains));
        } catch (InvalidPathException e) {
            throw new Malformed("not a path: `" + Malformed.shown(path) + "`");
        }
    }

    /** Whether a line asks for the project that the file belongs to; pip takes such paths from the working directory. */
    private boolean isProject(String text, Open open) {
        String path = text.replaceFirst("\\[[A-Za-z0-9,._ -]*]$", "");
        if (!path.startsWith(".") && !path.startsWith("/") || path.indexOf('\0') >= 0) {
            return false;
        }
        return project.resolve(path).normalize().equals(project)
                || open.directory().resolve(path).normalize().equals(project);
    }

    private static String itself(String text, Place place) {
        return "`" + Malformed.shown(text) + "` at " + place
                + " is passed over: the project itself is built and added anyway";
    }

    boolean noIndex() {
        return noIndex;
    }

    Set<String> notes() {
        return notes;
    }

    /** What is wrong with lines, each by itself. */
    List<Problem> problems() {
        return problems;
    }

    RequirementsPins pins() {
        return new RequirementsPins(requirements, constraints, hashes);
    }

    /** The command that makes a locked file of this one. */
    String command() {
        String in = first.shownAs().replaceFirst("\\.txt$", ".in");
        boolean hasInput = Files.isRegularFile(project.resolve(in));
        return (compiled ? "pip-compile" : "uv pip compile") + " --generate-hashes " + (hasInput ? in : first.shownAs())
                + " -o " + first.shownAs();
    }

    /** Additional indexes first, the main one last, as they are asked. */
    List<Source> sources() {
        var all = new ArrayList<>(sources);
        if (!mainIndexes.isEmpty()) {
            all.addAll(PythonSources.configured(List.of(mainIndexes.getLast()), Path.of("/"), first.shownAs()));
        }
        return all;
    }
}
