package dev.terrarium.sandbox;

import dev.terrarium.tree.Tree;

/**
 * What came of a command.
 *
 * @param exitCode of the program; 137 when it was killed
 * @param timedOut whether it was killed because its time was over
 * @param outputs the declared outputs that exist, as blobs in the store; empty unless the exit code is 0
 * @param stdout its end, if it was longer than a megabyte
 * @param stderr its end, if it was longer than a megabyte; both are empty when the result was remembered
 */
public record Result(int exitCode, boolean timedOut, Tree outputs, String stdout, String stderr) {
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
