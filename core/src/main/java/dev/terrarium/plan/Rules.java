package dev.terrarium.plan;

/**
 * The versions of the rules by which this program turns artifacts into trees and trees into tars: part of every key, so that a
 * store shared with another version is never misread.
 *
 * @param tar trees to tars
 * @param debian .debs to trees, and what maintainer scripts would have done
 * @param interpreter interpreters under the prefix
 * @param wheel wheels to trees
 * @param compiler the program that compiles bytecode
 * @param bytecodePolicy which files are compiled, by name and version
 */
public record Rules(int tar, int debian, int interpreter, int wheel, int compiler, String bytecodePolicy) {}
