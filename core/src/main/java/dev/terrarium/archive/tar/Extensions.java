package dev.terrarium.archive.tar;

import dev.terrarium.archive.ArchiveException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said before an entry's own header: GNU's long names, a pax header.
 *
 * <p>Each at most once, and not two of them about the same thing: readers differ in which they believe.
 */
final class Extensions {
    private @Nullable Pax pax;
    private @Nullable String longName;
    private @Nullable String longLink;

    boolean isEmpty() {
        return pax == null && longName == null && longLink == null;
    }

    void add(Pax more, long at) throws ArchiveException {
        if (pax != null) {
            throw twice(at);
        }
        pax = more;
    }

    void addLongName(String name, long at) throws ArchiveException {
        if (longName != null) {
            throw twice(at);
        }
        longName = name;
    }

    void addLongLink(String link, long at) throws ArchiveException {
        if (longLink != null) {
            throw twice(at);
        }
        longLink = link;
    }

    private static ArchiveException twice(long at) {
        return new ArchiveException("the extended header at byte " + at + " is the second one for its entry");
    }

    String name(RawHeader raw, long at) throws ArchiveException {
        return one(longName, Optional.ofNullable(pax).flatMap(Pax::path), raw.name(), at);
    }

    String link(RawHeader raw, long at) throws ArchiveException {
        return one(longLink, Optional.ofNullable(pax).flatMap(Pax::linkpath), raw.link(), at);
    }

    private static String one(@Nullable String gnu, Optional<String> pax, String otherwise, long at)
            throws ArchiveException {
        if (gnu != null && pax.isPresent()) {
            throw new ArchiveException("the tar entry at byte " + at + " has a long name of each kind");
        }
        return gnu != null ? gnu : pax.orElse(otherwise);
    }

    /** The size by which everything goes on; a header that says another one is refused, unless it only says "too large for me". */
    long size(RawHeader raw, long at) throws ArchiveException {
        long size = number("size", raw.size(), at);
        if (size != raw.size() && raw.size() != 0 && raw.size() != TarHeader.LARGEST_OCTAL) {
            throw new ArchiveException(
                    "the tar entry at byte " + at + " has two sizes: " + raw.size() + " and " + size);
        }
        return size;
    }

    int id(String key, long raw, long at) throws ArchiveException {
        long id = number(key, raw, at);
        if (id > Integer.MAX_VALUE) {
            throw new ArchiveException("the tar entry at byte " + at + " has a " + key + " of " + id);
        }
        return (int) id;
    }

    private long number(String key, long otherwise, long at) throws ArchiveException {
        return pax == null ? otherwise : pax.number(key, otherwise, at);
    }
}
