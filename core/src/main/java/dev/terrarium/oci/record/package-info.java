/**
 * What an image of ours tells about how it was made, in its labels: enough to rebase it, to rebuild it, and to see what it lacks.
 *
 * <p>Labels of the config, because they survive {@code docker load} and {@code docker save}; repeated as annotations of the
 * manifest, for those who read registries only. Additive: readers ignore what they do not know, writers never change a meaning.
 * Read {@link dev.terrarium.oci.record.ImageRecord} first.
 */
@NullMarked
package dev.terrarium.oci.record;

import org.jspecify.annotations.NullMarked;
