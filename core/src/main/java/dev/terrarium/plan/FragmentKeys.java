package dev.terrarium.plan;

import dev.terrarium.oci.Digest;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import java.util.List;
import java.util.Optional;

/**
 * Makes the keys of an image's fragments: everything that a fragment's bytes depend on, and nothing else.
 *
 * @param compilers what compiles bytecode on the machine that makes the image, by the digests of its artifacts
 */
record FragmentKeys(Rules rules, Layout layout, Interpreter interpreter, Digest compilers) {
    /** The key of a fragment without bytecode. */
    FragmentKey plain(String kind, List<Digest> artifacts, List<String> parameters, int installRules) {
        return new FragmentKey(kind, artifacts, parameters, installRules, rules.tar(), Optional.empty());
    }

    /** The key of a fragment that depends on the interpreter, on its prefix and on what compiles for it. */
    FragmentKey compiled(String kind, List<Digest> artifacts, List<String> parameters, int installRules) {
        return new FragmentKey(kind, artifacts, parameters, installRules, rules.tar(), Optional.of(python()));
    }

    private FragmentKey.PythonKey python() {
        return new FragmentKey.PythonKey(
                layout.prefix().text(),
                layout.minorVersion(),
                interpreter.abiTag(),
                interpreter.cacheTag(),
                interpreter.magic(),
                0,
                rules.bytecodePolicy(),
                rules.compiler(),
                compilers);
    }
}
