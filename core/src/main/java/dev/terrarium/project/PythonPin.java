package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code .python-version}, as pyenv and uv write it: the first line that is no comment counts. */
final class PythonPin {
    private static final String NAME = ".python-version";
    private static final int LONGEST = 10_000;
    private static final Pattern VERSION = Pattern.compile("(?:cpython[-@])?(3\\.[0-9]{1,2}(?:\\.[0-9]{1,3})?)");

    private PythonPin() {}

    static Optional<String> read(Path root) throws IOException {
        Path file = root.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        }
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\\R", -1)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                return Optional.of(version(text, number));
            }
        }
        return Optional.empty();
    }

    private static String version(String text, int line) {
        Matcher version = VERSION.matcher(text);
        if (!version.matches()) {
            String shown = text.replaceAll("\\p{Cntrl}", "?");
            throw new UserError(Problem.of(
                            ErrorCode.PROJECT_INVALID,
                            "`.python-version` names `" + shown.substring(0, Math.min(shown.length(), 40))
                                    + "`, which is no CPython version",
                            "write a version like `3.13`")
                    .at(Place.of(NAME, line)));
        }
        return version.group(1);
    }
}
