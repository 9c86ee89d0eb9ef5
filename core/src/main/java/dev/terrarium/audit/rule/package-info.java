/**
 * One class for each practice that can be seen in a Dockerfile: facts in, findings out.
 *
 * <p>A rule that cannot know stays silent. Examples of good and bad files, from which the tests are made, lie beside the tests under the practice's
 * name. {@link dev.terrarium.audit.rule.DockerfileRules} lists them all.
 */
@NullMarked
package dev.terrarium.audit.rule;

import org.jspecify.annotations.NullMarked;
