/** The command line: commands, terminal, reports; everything is put together here, in one place. */
@NullMarked
package dev.terrarium.cli;

import org.jspecify.annotations.NullMarked;
