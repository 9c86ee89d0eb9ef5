package dev.terrarium.interpreter;

import dev.terrarium.elf.Elf;
import dev.terrarium.elf.Machine;
import dev.terrarium.elf.MalformedElf;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.CPython;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the build of a CPython wrote down about itself: {@code build-details.json}, {@code patchlevel.h}, {@code _sysconfigdata}.
 *
 * <p>Texts of an archive that is pinned by its digest, and still foreign: each is looked through for single values by patterns, and
 * none is parsed or run.
 *
 * @see <a href="https://peps.python.org/pep-0739/">PEP 739, build-details.json</a>
 */
record BuildFacts(Prefix prefix, Contents contents) {
    /** Those of today have 2 kB and 100 kB. */
    private static final int LONGEST = 1 << 20;

    private static final Pattern DETAILS = Pattern.compile(
            "\"version_info\"\\s*:\\s*\\{\\s*\"major\"\\s*:\\s*3,\\s*\"minor\"\\s*:\\s*([0-9]{1,2}),\\s*"
                    + "\"micro\"\\s*:\\s*([0-9]{1,3}),\\s*\"releaselevel\"\\s*:\\s*\"([a-z]+)\"");
    private static final Pattern PATCH_LEVEL =
            Pattern.compile("(?m)^#define\\s+PY_VERSION\\s+\"([0-9A-Za-z.+]{1,40})\"");
    private static final Pattern SYSCONFIG = Pattern.compile("_sysconfigdata_[A-Za-z0-9_.-]*\\.py");

    /** Whether a file of this name holds the place where the interpreter was built for. */
    static boolean isRecord(String name) {
        return SYSCONFIG.matcher(name).matches() || name.equals("build-details.json");
    }

    /** @throws UserError when it is a CPython that images cannot be made with */
    Interpreter interpreter(Platform platform) throws IOException {
        Interpreter interpreter = named(platform);
        String sysconfig = sysconfig();
        requireMachine(platform);
        require(!isOn("Py_GIL_DISABLED", sysconfig), "is a free-threaded build");
        require(!isOn("Py_DEBUG", sysconfig), "is a debug build");
        String suffix = variable("EXT_SUFFIX", sysconfig).orElse("");
        require(
                suffix.equals(interpreter.extensionSuffix()),
                "is for another system: its extension modules end in `" + shown(suffix) + "`, and those of " + platform
                        + " in `" + interpreter.extensionSuffix() + "`");
        return interpreter;
    }

    private Interpreter named(Platform platform) throws IOException {
        String version = version();
        try {
            return CPython.of(StandaloneInterpreter.NAME, version, platform.multiarch());
        } catch (IllegalArgumentException e) {
            throw StandaloneInterpreter.refused("cannot be used: " + e.getMessage());
        }
    }

    private String version() throws IOException {
        Optional<Matcher> details = text("lib/python" + prefix.minorVersion() + "/build-details.json")
                .map(DETAILS::matcher)
                .filter(Matcher::find);
        if (details.isPresent()) {
            Matcher found = details.get();
            String version = "3." + found.group(1) + "." + found.group(2);
            return found.group(3).equals("final") ? version : version + " " + found.group(3);
        }
        return text("include/python" + prefix.minorVersion() + "/patchlevel.h")
                .map(PATCH_LEVEL::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElseThrow(() -> StandaloneInterpreter.refused(
                        "does not say which version it is: it has neither `build-details.json` nor `patchlevel.h`"));
    }

    private void requireMachine(Platform platform) throws IOException {
        Entry program = prefix.files().at("bin/python" + prefix.minorVersion()).orElseThrow();
        try {
            Machine machine =
                    Elf.read(contents.read(((Entry.File) program).content())).machine();
            require(machine.equals(Machine.of(platform.architecture())), "is for another processor than " + platform);
        } catch (MalformedElf e) {
            throw StandaloneInterpreter.refused("has a `bin/python" + prefix.minorVersion() + "` that is no program");
        }
    }

    /** The prefix that the build was configured for. */
    String builtPrefix() throws IOException {
        return variable("prefix", sysconfig())
                .filter(path -> path.matches("/[^/].*"))
                .orElse("/install");
    }

    private String sysconfig() throws IOException {
        Tree files = prefix.files();
        String library = "lib/python" + prefix.minorVersion() + "/";
        for (var file : files.entries().entrySet()) {
            String path = file.getKey().text();
            if (path.startsWith(library)
                    && SYSCONFIG.matcher(path.substring(library.length())).matches()) {
                return text(path).orElse("");
            }
        }
        throw StandaloneInterpreter.refused("has no `_sysconfigdata`, which says how it was built");
    }

    private Optional<String> text(String path) throws IOException {
        Optional<Entry> entry = prefix.files().at(path);
        if (entry.isEmpty() || !(entry.get() instanceof Entry.File file)) {
            return Optional.empty();
        }
        require(file.content().size() <= LONGEST, "has a `" + path + "` of more than " + LONGEST + " bytes");
        return Optional.of(new String(contents.read(file.content()), StandardCharsets.UTF_8));
    }

    private static Optional<String> variable(String name, String sysconfig) {
        Matcher found = Pattern.compile("['\"]" + name + "['\"]\\s*:\\s*['\"]([^'\"\\r\\n]{0,400})['\"]")
                .matcher(sysconfig);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static boolean isOn(String name, String sysconfig) {
        return Pattern.compile("['\"]" + name + "['\"]\\s*:\\s*1\\b")
                .matcher(sysconfig)
                .find();
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw StandaloneInterpreter.refused(otherwise);
        }
    }

    private static String shown(String text) {
        return text.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
