/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, read whole, and no more of them than can be needed. Expected: the bytes
 * that were put there. */
#define _GNU_SOURCE /* for made-up files */
#include "files/text_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static bp_text text;
static bp_complaint complaint;

/* A file that has so many bytes, each told by its place, and then says so, or that
 * it cannot be read. */
typedef struct {
    size_t at, size;
    int error; /* what the system says at the end; 0: there it ends */
} made_up;

static char byte_at(size_t place)
{
    return (char)('!' + place % 89);
}

static ssize_t read_made_up(void *cookie, char *buffer, size_t size)
{
    made_up *file = cookie;
    size_t n = file->size - file->at;
    if (n == 0 && file->error != 0) {
        errno = file->error;
        return -1;
    }
    n = n < size ? n : size;
    for (size_t k = 0; k < n; k++)
        buffer[k] = byte_at(file->at + k);
    file->at += n;
    return (ssize_t)n;
}

/* Reads it; how far it was read stands in the file then. */
static bool read_file(made_up *file)
{
    FILE *stream =
        fopencookie(file, "rb", (cookie_io_functions_t){.read = read_made_up});
    ck_assert_ptr_nonnull(stream);
    complaint = (bp_complaint){.line = 999999};
    bool ok = bp_text_read(stream, &text, &complaint);
    fclose(stream);
    return ok;
}

static void expect_whole(size_t size)
{
    made_up file = {.size = size};
    ck_assert_msg(read_file(&file), "%zu bytes: %s", size, complaint.text);
    ck_assert_uint_eq(text.length, size);
    ck_assert_int_eq(text.bytes[size], '\0');
    for (size_t k = 0; k < size; k++)
        if (text.bytes[k] != byte_at(k))
            ck_abort_msg("%zu bytes: another one at %zu", size, k);
}

/* Sizes about those that buffers have; in memory that is used again, also for a
 * text that is shorter than the last one. */
START_TEST(file_is_read_to_its_end)
{
    text = (bp_text){.bytes = NULL};
    for (size_t near = 4096; near <= 32768; near *= 2)
        for (size_t size = near - 3; size <= near + 3; size++) {
            expect_whole(size);
            expect_whole(size - near / 2);
        }
    expect_whole(0);
    expect_whole(1);
    size_t capacity = text.capacity;
    expect_whole(1000);
    ck_assert_uint_eq(text.capacity, capacity);
    free(text.bytes);
}
END_TEST

START_TEST(nul_bytes_are_read_too)
{
    static const char bytes[] = "a\0b\n\0";
    FILE *file = fmemopen((char *)bytes, sizeof bytes, "rb");
    text = (bp_text){.bytes = NULL};
    ck_assert(bp_text_read(file, &text, &complaint));
    fclose(file);
    ck_assert_uint_eq(text.length, sizeof bytes);
    ck_assert(memcmp(text.bytes, bytes, sizeof bytes) == 0);
    free(text.bytes);
}
END_TEST

static void expect_refused(const char *words)
{
    ck_assert_uint_eq(complaint.line, 0);
    ck_assert_msg(strstr(complaint.text, words) != NULL, "%s\nexpected %s",
                  complaint.text, words);
}

/* 64 MiB are read; what is longer is refused, and not read much further: here a
 * file of 2^60 bytes, and /dev/zero, which has no end. */
START_TEST(what_is_too_long_is_not_read_to_its_end)
{
    made_up most = {.size = BP_LONGEST_TEXT};
    made_up one_more = {.size = (size_t)BP_LONGEST_TEXT + 1};
    made_up endless = {.size = (size_t)1 << 60};
    text = (bp_text){.bytes = NULL};
    ck_assert(read_file(&most));
    ck_assert_uint_eq(text.length, BP_LONGEST_TEXT);
    ck_assert(!read_file(&one_more));
    expect_refused("longer than 67108864 bytes, expected");
    ck_assert(!read_file(&endless));
    expect_refused("longer than 67108864 bytes, expected");
    ck_assert_uint_le(endless.at, (size_t)4 * BP_LONGEST_TEXT);
    FILE *zeros = fopen("/dev/zero", "rb");
    ck_assert(!bp_text_read(zeros, &text, &complaint));
    fclose(zeros);
    expect_refused("longer than 67108864 bytes, expected");
    /* After that the memory serves again. */
    expect_whole(5000);
    free(text.bytes);
}
END_TEST

START_TEST(what_cannot_be_read_is_named)
{
    static const struct {
        const char *path, *mode;
    } files[] = {{"tests", "rb"},      /* a directory */
                 {"/dev/null", "wb"}}; /* open for writing only */
    text = (bp_text){.bytes = NULL};
    for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
        FILE *file = fopen(files[f].path, files[f].mode);
        ck_assert_ptr_nonnull(file);
        complaint = (bp_complaint){.line = 999999};
        ck_assert(!bp_text_read(file, &text, &complaint));
        fclose(file);
        expect_refused("cannot be read: ");
        ck_assert_uint_gt(strlen(complaint.text), strlen("cannot be read: "));
    }
    free(text.bytes);
}
END_TEST

/* Half of a text is none. */
START_TEST(what_breaks_off_is_refused)
{
    made_up file = {.size = 9000, .error = EIO};
    text = (bp_text){.bytes = NULL};
    ck_assert(!read_file(&file));
    expect_refused("cannot be read: Input/output error");
    expect_whole(10);
    free(text.bytes);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("text file");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, file_is_read_to_its_end);
    tcase_add_test(c, nul_bytes_are_read_too);
    tcase_add_test(c, what_is_too_long_is_not_read_to_its_end);
    tcase_add_test(c, what_cannot_be_read_is_named);
    tcase_add_test(c, what_breaks_off_is_refused);
    return run_cases("text file", 1, (TCase *[]){c});
}
