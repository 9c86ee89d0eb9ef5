package dev.terrarium.lock;

import dev.terrarium.oci.Platform;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Writes a lock as the one text it has: TOML, sorted, a line a value, so that a change of one entry is a change of few lines.
 *
 * <p>Written by hand: the TOML library reads only, and these bytes are hashed.
 */
final class LockText {
    private final StringBuilder text = new StringBuilder();

    private LockText() {}

    static String write(LockFile lock) {
        return new LockText().all(lock);
    }

    private String all(LockFile lock) {
        text.append("# Written by terrarium; `terrarium lock --update` moves entries on.\n");
        value("version", LockReader.VERSION);
        strings(
                "requires",
                lock.inputs().interpreter().isEmpty()
                        ? java.util.List.of()
                        : java.util.List.of(LockReader.INTERPRETER));
        inputs(lock.inputs());
        lock.inputs().libraries().forEach(this::library);
        lock.suites().forEach(this::suite);
        lock.interpreters().forEach(this::interpreter);
        lock.packages().forEach(entry -> debian("package", entry));
        lock.buildRequirements().forEach(this::buildRequirement);
        lock.wheels().forEach(this::wheel);
        if (!lock.grouping().isEmpty()) {
            text.append("\n[layers]\n");
            lock.grouping().forEach(this::value);
        }
        lock.debug().packages().forEach(entry -> debian("debug-package", entry));
        lock.debug().wheels().forEach(this::debugWheel);
        return text.toString();
    }

    private void debugWheel(DebugPins.WheelEntry entry) {
        text.append("\n[[debug-wheel]]\n");
        value("platform", entry.platform().toString());
        values(entry.wheel());
    }

    private void inputs(LockFile.Inputs inputs) {
        text.append("\n[inputs]\n");
        value("os", inputs.os());
        value("python", inputs.python());
        if (!inputs.interpreter().isEmpty()) {
            value("interpreter", inputs.interpreter());
        }
        strings("platforms", inputs.platforms().stream().map(Platform::toString).toList());
        if (!inputs.builders().isEmpty()) {
            strings(
                    "builders",
                    inputs.builders().stream().map(Platform::toString).toList());
        }
        strings("packages", inputs.packages());
        value("shell", inputs.shell());
        strings("build-requires", inputs.buildRequires());
    }

    private void library(String name, Collection<String> wheels) {
        text.append("\n[[library]]\n");
        value("name", name);
        strings("wheels", wheels);
    }

    private void suite(LockFile.SuiteEntry suite) {
        text.append("\n[[suite]]\n");
        value("name", suite.suite());
        value("origin", suite.origin());
        value("codename", suite.codename());
        value("date", suite.date().toString());
        value("sha256", suite.release().hex());
        value("signer", suite.signer());
        value("expiry-waived", suite.expiryWaived());
    }

    private void interpreter(LockFile.InterpreterEntry interpreter) {
        text.append("\n[[interpreter]]\n");
        value("platform", interpreter.platform().toString());
        value("provider", interpreter.provider());
        value("version", interpreter.version());
        value("abi", interpreter.abiTag());
        value("magic", interpreter.magic());
        strings("artifacts", interpreter.artifacts());
        interpreter.archive().ifPresent(archive -> {
            value("archive", archive.file());
            value("sha256", archive.digest().hex());
        });
    }

    private void debian(String table, LockFile.PackageEntry entry) {
        text.append("\n[[").append(table).append("]]\n");
        value("platform", entry.platform().toString());
        value("name", entry.name());
        value("version", entry.version());
        value("architecture", entry.architecture());
        value("suite", entry.suite());
        value("source", entry.source());
        value("source-version", entry.sourceVersion());
        value("filename", entry.filename());
        value("sha256", entry.digest().hex());
        value("size", entry.size());
        strings("asked-by", entry.askedBy());
    }

    private void buildRequirement(LockFile.BuildRequirementEntry entry) {
        text.append("\n[[build-requirement]]\n");
        values(entry);
    }

    private void values(LockFile.BuildRequirementEntry entry) {
        value("name", entry.name());
        value("version", entry.version());
        value("file", entry.file());
        value("sha256", entry.digest().hex());
    }

    private void wheel(LockFile.WheelEntry entry) {
        text.append("\n[[wheel]]\n");
        value("name", entry.name());
        value("version", entry.version());
        strings("platforms", entry.platforms().stream().map(Platform::toString).toList());
        value("file", entry.file());
        value("sha256", entry.digest().hex());
        value("size", entry.size());
    }

    private void value(String key, String value) {
        text.append(key).append(" = ").append(quoted(value)).append('\n');
    }

    private void value(String key, long value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private void value(String key, boolean value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private void strings(String key, Collection<String> values) {
        text.append(key)
                .append(" = [")
                .append(values.stream().map(LockText::quoted).collect(Collectors.joining(", ")))
                .append("]\n");
    }

    /** A basic string of TOML. */
    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
