/**
 * What is wrong with what people have: practices, the findings of their rules, fixes, and the plan of what to do next.
 *
 * <p>A practice is a row of the catalogue ({@code practices.tsv}); a rule, in the sub-package {@code rule}, is a pure function from facts to
 * findings. Option tables of programs are in {@code tool}. How files are found and reports printed is the command line's business. Start at
 * {@link dev.terrarium.audit.Audit#of}.
 */
@NullMarked
package dev.terrarium.audit;

import org.jspecify.annotations.NullMarked;
