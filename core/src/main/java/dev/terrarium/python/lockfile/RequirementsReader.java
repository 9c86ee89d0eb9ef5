package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads requirements files with all that they include and constrain; problems are collected over all of them. */
final class RequirementsReader {
    private static final int LARGEST = 16 << 20;
    private static final int MOST_FILES = 200;

    private final Map<String, String> variables;
    private final Set<Path> seen = new HashSet<>();
    private final List<HashedLine> lines = new ArrayList<>();
    private final Map<Place, Requirement> constraints = new LinkedHashMap<>();
    private final List<String> mainIndexes = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private boolean noIndex;
    private final List<Place> unhashed = new ArrayList<>();
    private final List<String> unhashedTexts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private String compiler = "";
    private String first = "";

    /** A file that is being read. */
    private record Open(Path file, String shownAs, boolean constrains) {
        Place place(int line) {
            return Place.of(shownAs, line);
        }

        Path directory() {
            return file.resolveSibling(".").normalize();
        }
    }

    RequirementsReader(Map<String, String> variables) {
        this.variables = variables;
    }

    void read(Path file, String shownAs) {
        first = shownAs;
        read(new Open(file, shownAs, false));
    }

    private void read(Open open) {
        if (!seen.add(open.file())) {
            return;
        }
        if (seen.size() > MOST_FILES) {
            throw new UserError(
                    ErrorCode.REQUIREMENT_INVALID, "`" + first + "` includes more than " + MOST_FILES + " files");
        }
        String text = text(open);
        compiler = compiler.isEmpty() && text.lines().limit(10).anyMatch(it -> it.contains("pip-compile"))
                ? "pip-compile"
                : compiler;
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
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UserError(ErrorCode.REQUIREMENT_INVALID, "there is no file `" + open.shownAs() + "`");
        } catch (IOException e) {
            throw new EnvironmentError(
                    ErrorCode.DISK_FAILED, "could not read `" + open.shownAs() + "`: " + e.getMessage());
        }
    }

    private void take(LogicalLines.Line line, Open open) throws Malformed {
        if (line.text().startsWith("-")) {
            option(line, open);
        } else if (open.constrains()) {
            var parsed = RequirementLine.read(line.text(), open.directory());
            parsed.requirement().ifPresent(it -> constraints.put(open.place(line.number()), it));
        } else {
            var parsed = RequirementLine.read(line.text(), open.directory());
            if (parsed.isPinned()) {
                lines.add(parsed.hashed(open.place(line.number())));
            } else {
                unhashed.add(open.place(line.number()));
                unhashedTexts.add(parsed.shown());
            }
        }
    }

    private void option(LogicalLines.Line line, Open open) throws Malformed {
        var option = RequirementOption.read(line.text());
        switch (option) {
            case RequirementOption.Include(var path, var constrains) ->
                read(new Open(
                        open.directory().resolve(path).normalize(),
                        besides(open, path),
                        constrains || open.constrains()));
            case RequirementOption.Index(var address, var extra) -> {
                if (extra) {
                    sources.addAll(PythonSources.configured(List.of(address), open.directory(), open.shownAs()));
                } else {
                    mainIndexes.add(address);
                }
            }
            case RequirementOption.Links(var address) ->
                sources.addAll(
                        PythonSources.configured(List.of("find-links:" + address), open.directory(), open.shownAs()));
            case RequirementOption.NoIndex() -> noIndex = true;
            case RequirementOption.WithoutEffect() -> {}
            case RequirementOption.Refused(var code, var message, var hint) ->
                problems.add(Problem.of(code, message, hint).at(open.place(line.number())));
        }
    }

    private static String besides(Open open, String path) {
        int slash = open.shownAs().lastIndexOf('/');
        return path.startsWith("/") ? path : open.shownAs().substring(0, slash + 1) + path;
    }

    boolean noIndex() {
        return noIndex;
    }

    /** All lines, once nothing is wrong with any. */
    List<HashedLine> finish() {
        tellUnhashed();
        for (HashedLine line : lines) {
            constraints.forEach((place, constraint) -> check(line, constraint, place));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return lines;
    }

    private void check(HashedLine line, Requirement constraint, Place place) {
        if (line.name().equals(constraint.name()) && !constraint.specifiers().contains(line.version())) {
            problems.add(Problem.of(
                            ErrorCode.REQUIREMENT_INVALID,
                            line.shown() + " does not fulfil the constraint `" + constraint.withoutMarker() + "` at "
                                    + place,
                            "compile the requirements again")
                    .at(line.place()));
        }
    }

    private void tellUnhashed() {
        for (int i = 0; i < unhashed.size(); i++) {
            problems.add(Problem.of(
                            ErrorCode.REQUIREMENT_UNHASHED,
                            "not pinned by `==` and a sha256: `" + unhashedTexts.get(i) + "`")
                    .at(unhashed.get(i)));
        }
        if (!unhashed.isEmpty()) {
            problems.set(problems.size() - 1, problems.getLast().withHint("run `" + command() + "`, then build again"));
        }
    }

    private String command() {
        String in = first.replaceFirst("\\.txt$", ".in");
        boolean compiled = seen.stream()
                .anyMatch(
                        it -> Files.isRegularFile(it.resolveSibling(Path.of(in).getFileName())));
        String source = compiled && !in.equals(first) ? in : first;
        return compiler.isEmpty()
                ? "uv pip compile --generate-hashes " + source + " -o " + first
                : "pip-compile --generate-hashes " + source + " -o " + first;
    }

    /** Additional indexes first, the main one last, as they are asked. */
    List<Source> sources() {
        var all = new ArrayList<>(sources);
        if (!mainIndexes.isEmpty()) {
            all.addAll(PythonSources.configured(List.of(mainIndexes.getLast()), Path.of("/"), first));
        }
        return all;
    }
}
