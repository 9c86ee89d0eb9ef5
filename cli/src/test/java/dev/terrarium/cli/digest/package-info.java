/** That the same project is the same image, whoever builds it wherever. */
@NullMarked
package dev.terrarium.cli.digest;

import org.jspecify.annotations.NullMarked;
