/** The command lines of programs that Dockerfiles run, read by each program's own table of options. */
@NullMarked
package dev.terrarium.audit.tool;

import org.jspecify.annotations.NullMarked;
