package dev.terrarium.make.layer;

import dev.terrarium.archive.deflate.GzipMember;
import dev.terrarium.archive.deflate.Segment;
import dev.terrarium.archive.tar.TarHeader;
import dev.terrarium.io.ByteSource;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts a layer's gzip together: header, scaffold, the fragments' blobs as they are, the tar's end, the checksum. */
final class LayerBytes {
    private static final int LARGEST_LISTING = 256 << 20;

    private final Store store;
    private final Encoders encoders;

    LayerBytes(Store store, Encoders encoders) {
        this.store = store;
        this.encoders = encoders;
    }

    List<ByteSource> parts(List<Fragment> fragments) throws IOException {
        Segment scaffold = scaffold(fragments);
        Segment end = encoders.encode(new byte[2 * TarHeader.BLOCK], 2 * TarHeader.BLOCK);
        var member = GzipMember.EMPTY.with(scaffold.crc(), scaffold.rawLength());
        var sources = new ArrayList<ByteSource>();
        sources.add(ByteSource.of(GzipMember.header()));
        sources.add(ByteSource.of(scaffold.deflated()));
        for (Fragment fragment : fragments) {
            sources.add(store.source(fragment.blob()));
            member = member.with(fragment.crc(), fragment.rawSize());
        }
        sources.add(ByteSource.of(end.deflated()));
        sources.add(ByteSource.of(member.with(end.crc(), end.rawLength()).end()));
        return sources;
    }

    private Segment scaffold(List<Fragment> fragments) throws IOException {
        var listings = new ArrayList<Listing>();
        for (Fragment fragment : fragments) {
            listings.add(listing(fragment.listing()));
        }
        byte[] tar = Scaffold.of(listings).tar();
        return encoders.encode(tar, tar.length);
    }

    private Listing listing(Digest digest) throws IOException {
        byte[] bytes = store.source(digest).readAtMost(LARGEST_LISTING);
        if (!Digest.ofBytes(bytes).equals(digest)) {
            throw StoreTrouble.damaged(store, digest, new IOException("not the listing that was stored"));
        }
        return Listing.parse(bytes);
    }
}
