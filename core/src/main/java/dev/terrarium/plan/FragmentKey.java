package dev.terrarium.plan;

import dev.terrarium.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a fragment's bytes depend on: equal keys, equal fragments, on any machine and in any project.
 *
 * <p>Nothing of a project is in it, nor paths, times or the machine; the compressor is not either, it keys only the compressed
 * form. What does not apply to a kind of fragment is absent, so that a .deb's fragment outlives every interpreter.
 *
 * @param kind what sort of thing it is: {@code deb}, {@code wheel}
 * @param artifacts what it is made from, in an order that the kind defines
 * @param parameters further values that matter to the kind, in an order that the kind defines
 * @param installRules version of the rules by which the artifacts become a tree
 * @param tarRules version of the rules by which the tree becomes a tar
 * @param python for trees that hold bytecode or stand below an interpreter's paths
 */
public record FragmentKey(
        String kind,
        List<Digest> artifacts,
        List<String> parameters,
        int installRules,
        int tarRules,
        Optional<PythonKey> python) {
    public FragmentKey {
        artifacts = List.copyOf(artifacts);
        parameters = List.copyOf(parameters);
    }

    /**
     * The part of a key that bytecode adds.
     *
     * @param prefix where the tree stands in an image: {@code opt/app}
     * @param minorVersion {@code 3.13}
     * @param policy which files are compiled, by name and version
     * @param compiler version of the program that compiles
     * @param interpreter the artifacts of the interpreter that compiles
     */
    public record PythonKey(
            String prefix,
            String minorVersion,
            String abiTag,
            String cacheTag,
            int magic,
            int optimisation,
            String policy,
            int compiler,
            Digest interpreter) {
        private List<String> fields() {
            return List.of(
                    prefix,
                    minorVersion,
                    abiTag,
                    cacheTag,
                    Integer.toString(magic),
                    Integer.toString(optimisation),
                    policy,
                    Integer.toString(compiler),
                    interpreter.hex());
        }
    }

    /** The key as one digest; every field is written with its length, so that no two keys have one text. */
    public Digest digest() {
        StringBuilder text = machineIndependent();
        fields(text, python.map(PythonKey::fields).orElse(List.of()));
        return digestOf(text);
    }

    /** The same without what only the machine that compiles adds: what an image may say about itself. */
    public Digest recordedDigest() {
        return digestOf(machineIndependent());
    }

    private static Digest digestOf(StringBuilder text) {
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private StringBuilder machineIndependent() {
        var text = new StringBuilder("fragment-key/1\n");
        field(text, kind);
        fields(text, artifacts.stream().map(Digest::hex).toList());
        fields(text, parameters);
        field(text, Integer.toString(installRules));
        field(text, Integer.toString(tarRules));
        return text;
    }

    private static void fields(StringBuilder text, List<String> values) {
        text.append(values.size()).append('[');
        values.forEach(value -> field(text, value));
        text.append("]\n");
    }

    private static void field(StringBuilder text, String value) {
        text.append(value.getBytes(StandardCharsets.UTF_8).length)
                .append(':')
                .append(value)
                .append('\n');
    }
}
