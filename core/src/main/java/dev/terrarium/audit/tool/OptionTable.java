package dev.terrarium.audit.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a program: which there are, which take a value, which short letter stands for which.
 *
 * @param flags long names of options without value
 * @param valued long names of options with one
 * @param letters short letters and what they stand for
 * @param abbreviates whether an unambiguous beginning of a long name will do
 */
record OptionTable(Set<String> flags, Set<String> valued, Map<Character, String> letters, boolean abbreviates) {
    static OptionTable of(String flags, String valued, String letters, boolean abbreviates) {
        var byLetter = new HashMap<Character, String>();
        for (String pair : letters.split(" ")) {
            if (!pair.isEmpty()) {
                byLetter.put(pair.charAt(0), pair.substring(2));
            }
        }
        return new OptionTable(words(flags), words(valued), Map.copyOf(byLetter), abbreviates);
    }

    private static Set<String> words(String list) {
        return list.isBlank() ? Set.of() : Set.of(list.strip().split("\\s+"));
    }

    /** The full name of a long option as somebody wrote it. */
    String longName(String written) {
        if (!abbreviates || flags.contains(written) || valued.contains(written)) {
            return written;
        }
        var matches = new TreeSet<String>();
        for (Set<String> names : List.of(flags, valued)) {
            names.stream().filter(name -> name.startsWith(written)).forEach(matches::add);
        }
        return matches.size() == 1 ? matches.first() : written;
    }

    Optional<String> byLetter(char letter) {
        return Optional.ofNullable(letters.get(letter));
    }

    boolean takesValue(String name) {
        return valued.contains(name);
    }
}
