/* A disk that fails: the n-th call of a kind on a file under a folder ends with EIO, and so do all calls of that kind after it where asked.
   Loaded before libc (LD_PRELOAD); `fail_at` says when, `calls_seen` how many calls there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { READ = 1, WRITE = 2, SYNC = 4 };
static char under[4096];
static int kinds, lasts;
static long at, seen;

void fail_at(const char *folder, int kind, long number, int for_good) {
    strncpy(under, folder, sizeof under - 1);
    kinds = kind, at = number, lasts = for_good, seen = 0;
}
long calls_seen(void) { return seen; }

static int fails(int handle, int kind) {
    char link[64], path[4096];
    if (!(kinds & kind)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    if (strncmp(path, under, strlen(under))) return 0;
    long number = __sync_add_and_fetch(&seen, 1);
    if (at && (number == at || (lasts && number > at))) {
        errno = EIO;
        return 1;
    }
    return 0;
}

#define PASSED(kind, handle, type, name, given, passed)                       \
    type name given {                                                         \
        static type(*real) given;                                             \
        if (!real) real = (type(*) given)dlsym(RTLD_NEXT, #name);             \
        return fails(handle, kind) ? (type)-1 : real passed;                  \
    }

PASSED(READ, fd, ssize_t, read, (int fd, void *to, size_t n), (fd, to, n))
PASSED(READ, fd, ssize_t, pread, (int fd, void *to, size_t n, off_t from), (fd, to, n, from))
PASSED(READ, fd, ssize_t, pread64, (int fd, void *to, size_t n, off64_t from), (fd, to, n, from))
PASSED(WRITE, fd, ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n))
PASSED(WRITE, fd, ssize_t, pwrite, (int fd, const void *from, size_t n, off_t to), (fd, from, n, to))
PASSED(WRITE, fd, ssize_t, pwrite64, (int fd, const void *from, size_t n, off64_t to), (fd, from, n, to))
PASSED(WRITE, fd, ssize_t, writev, (int fd, const struct iovec *from, int n), (fd, from, n))
PASSED(WRITE, out, ssize_t, sendfile, (int out, int in, off_t *from, size_t n), (out, in, from, n))
PASSED(WRITE, out, ssize_t, sendfile64, (int out, int in, off64_t *from, size_t n), (out, in, from, n))
PASSED(WRITE, out, ssize_t, copy_file_range, (int in, off64_t *from, int out, off64_t *to, size_t n, unsigned flags), (in, from, out, to, n, flags))
PASSED(SYNC, fd, int, fsync, (int fd), (fd))
PASSED(SYNC, fd, int, fdatasync, (int fd), (fd))
PASSED(SYNC, fd, int, ftruncate, (int fd, off_t size), (fd, size))
PASSED(SYNC, fd, int, ftruncate64, (int fd, off64_t size), (fd, size))
