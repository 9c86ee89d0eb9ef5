/**
 * JSON documents that keep their exact bytes, and the two writers: canonical for what is identified by its digest, pretty for
 * people.
 *
 * <p>Nothing here is bound to classes by reflection: what a document means is known to the room that reads it ({@code oci} for
 * manifests, {@code python} for index pages). Read {@link dev.terrarium.json.JsonDocument} first, then
 * {@link dev.terrarium.json.JsonNode}.
 */
@NullMarked
package dev.terrarium.json;

import org.jspecify.annotations.NullMarked;
