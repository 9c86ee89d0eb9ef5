package dev.terrarium.debian.base;

import dev.terrarium.oci.Digest;
import dev.terrarium.tree.Tree;

/**
 * A package as it goes into an image.
 *
 * @param key stands for exactly this tree: the digest of its fragment's key
 * @param tree what {@link DebInstall} made of it
 */
public record InstalledDeb(String name, Digest key, Tree tree) {}
