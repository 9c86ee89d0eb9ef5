/** Real container engines as judges: started for a test, on sockets and directories of their own, and ended with it. */
@NullMarked
package dev.terrarium.testkit.engine;

import org.jspecify.annotations.NullMarked;
