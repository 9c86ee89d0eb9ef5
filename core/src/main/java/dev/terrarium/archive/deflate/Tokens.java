package dev.terrarium.archive.deflate;

import java.util.Arrays;

/**
 * Literals and matches in the order in which they are sent, with how often each symbol comes.
 *
 * <p>A literal is its byte, a match is what {@link Matcher} says it is; no match has a length of 0, so the two cannot be mixed
 * up.
 */
final class Tokens {
    private final int[] tokens;
    private final int[] literals = new int[Symbols.LITERALS];
    private final int[] distances = new int[Symbols.DISTANCES];
    private int size;
    private int rawLength;

    Tokens(int capacity) {
        this.tokens = new int[capacity];
    }

    void clear() {
        size = 0;
        rawLength = 0;
        Arrays.fill(literals, 0);
        Arrays.fill(distances, 0);
    }

    void addLiteral(byte literal) {
        int value = literal & 0xFF;
        tokens[size++] = value;
        literals[value]++;
        rawLength++;
    }

    void addMatch(int match) {
        tokens[size++] = match;
        literals[Symbols.ofLength(Matcher.length(match))]++;
        distances[Symbols.ofDistance(Matcher.distance(match))]++;
        rawLength += Matcher.length(match);
    }

    /** Takes over everything that another list holds. */
    void addAll(Tokens more) {
        System.arraycopy(more.tokens, 0, tokens, size, more.size);
        size += more.size;
        rawLength += more.rawLength;
        for (int i = 0; i < literals.length; i++) {
            literals[i] += more.literals[i];
        }
        for (int i = 0; i < distances.length; i++) {
            distances[i] += more.distances[i];
        }
    }

    boolean hasRoomFor(Tokens more) {
        return size + more.size <= tokens.length;
    }

    boolean isFull() {
        return size == tokens.length;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int at(int index) {
        return tokens[index];
    }

    /** How many bytes the tokens stand for. */
    int rawLength() {
        return rawLength;
    }

    /** By symbol; changes with the list. */
    int[] literals() {
        return literals;
    }

    /** By symbol; changes with the list. */
    int[] distances() {
        return distances;
    }
}
