/**
 * What {@code RUN} lines say: a syntax tree of POSIX shell and the parts of bash seen in Dockerfiles, and the programs it runs.
 *
 * <p>Nothing is executed, and what cannot be known stays unknown. Read {@link dev.terrarium.dockerfile.shell.ShellParser}, then
 * {@link dev.terrarium.dockerfile.shell.Invocations}.
 */
@NullMarked
package dev.terrarium.dockerfile.shell;

import org.jspecify.annotations.NullMarked;
