package dev.terrarium.error;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds what somebody probably meant to write: the known word nearest to an unknown one.
 *
 * <p>Nearest by insertions, deletions, replacements and swapped neighbours; at most a third of the letters may differ, since a
 * wrong guess costs more than none.
 */
public final class Similar {
    private Similar() {}

    /** The nearest of {@code known}, the first of them when several are equally near. */
    public static Optional<String> to(String written, Collection<String> known) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(written, candidate);
            if (distance < least && distance <= Math.max(1, Math.max(written.length(), candidate.length()) / 3)) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int replaced = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                least[i][j] = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], 1 + least[i - 2][j - 2]);
                }
            }
        }
        return least[a.length()][b.length()];
    }
}
