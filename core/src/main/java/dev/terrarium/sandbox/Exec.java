package dev.terrarium.sandbox;

import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One command as data: what it sees, what it is told, what it leaves behind.
 *
 * <p>The shape of a Remote Execution action, so that a local run and a remote one have the same key ({@link ActionDigest}). Of the
 * trees only names, bytes, executable bits and link targets count; nothing may depend on other modes. No path of the host and no
 * number of cores is in it.
 *
 * @param code who wrote what runs; not part of the key, because it says where it may run and not what comes of it
 * @param argv the program by its absolute path in the tree, then its arguments, which name files relative to the working directory
 * @param environment everything the program finds in its environment
 * @param workingDirectory writable, with everything in it
 * @param root read-only: the program and what it needs; materialised once per machine
 * @param inputs few or small files, copied for this run alone, which may therefore change them
 * @param outputs files or directories below the working directory that are kept
 * @param platform properties that a remote worker is chosen by
 * @param timeout of the wall clock; everything that still runs then is killed
 */
public record Exec(
        Code code,
        List<String> argv,
        SortedMap<String, String> environment,
        TreePath workingDirectory,
        Tree root,
        Tree inputs,
        List<TreePath> outputs,
        SortedMap<String, String> platform,
        Duration timeout) {

    /** Who wrote the code that runs: what is foreign never runs without walls around it. */
    public enum Code {
        /** An interpreter whose packages were verified, over a program of ours. */
        OURS,
        /** A build back-end and whatever it calls. */
        FOREIGN
    }

    private static final List<String> RESERVED = List.of("proc", "dev", "tmp", "sys");

    public Exec {
        argv = List.copyOf(argv);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        outputs = outputs.stream().sorted().distinct().toList();
        platform = Collections.unmodifiableSortedMap(new TreeMap<>(platform));
        if (argv.isEmpty() || !argv.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("a program is named by its absolute path: " + argv);
        }
        for (TreePath output : outputs) {
            if (output.relativeTo(workingDirectory).isEmpty()) {
                throw new IllegalArgumentException(
                        "the output `" + output + "` is not below `" + workingDirectory + "`");
            }
        }
        for (TreePath input : inputs.entries().keySet()) {
            if (RESERVED.stream().anyMatch(name -> input.startsWith(TreePath.of(name)))) {
                throw new IllegalArgumentException("an input cannot stand at `" + input + "`");
            }
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a time-out is positive: " + timeout);
        }
    }

    /** The program's path in the tree. */
    TreePath program() {
        return TreePath.of(argv.getFirst().substring(1));
    }
}
