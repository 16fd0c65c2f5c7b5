/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips. Expected: right numbers from tests/reference/post.tsv, and what was
 * done to them here by hand. */
#include <string.h>

#include "check/evidence.h"
#include "check/numbers.h"
#include "support.h"

#define MINUS "\xE2\x88\x92"

/* ------------------------------------------------------------------- typing */

/* net_h1, out_h1, out_o1, w5+ and dE/dw1; and the derivative of a bias of
 * another example. */
#define NET_H1 0.3775
#define OUT_H1 0.593269992107187
#define OUT_O1 0.751365069552316
#define NEW_W5 0.358916479717885
#define DE_DW1 0.000438567734474347
#define DE_DB (-0.0004248627)

static const struct {
    const char *typed;
    double should;
} slips[] = {
    /* One digit changed: in front, in the middle, and the last but two; in
     * full, and in as few digits as tell it. */
    {"0.693269992", OUT_H1},
    {"0.593369992", OUT_H1},
    {"0.593269892", OUT_H1},
    {"0.58327", OUT_H1},
    {"1.593269992", OUT_H1},
    /* Left out, in front and further on; the last digits as they are, rounded,
     * or taken from what comes behind. */
    {"0.93269992", OUT_H1},
    {"0.59369992", OUT_H1},
    {"0.59326992107", OUT_H1},
    {"0.59369992107", OUT_H1},
    /* Put in: another one, or one that was there once more. */
    {"0.5932769992", OUT_H1},
    {"0.55932699921", OUT_H1},
    {"0.75136550696", OUT_O1},
    /* Exchanged. */
    {"0.953269992", OUT_H1},
    {"0.592369992", OUT_H1},
    {"0.571365070", OUT_O1},
    /* Exchanged, and the last place carries: 0.5932699|92 is 0.5932700. */
    {"0.5392699", OUT_H1},
    {"0.5392700", OUT_H1},
    {"0.7531651", OUT_O1},
    /* The point elsewhere, and no other digit; or a zero too many, or too few,
     * before the first. */
    {"5.93269992", OUT_H1},
    {"0.0593269992", OUT_H1},
    {"593269.992", OUT_H1},
    {"0.00438567734", DE_DW1},
    {"0.0000438567734", DE_DW1},
    /* Zeros before the first, one of them another digit. */
    {"-0.0404248627", DE_DB},
    {"-0.1004248627", DE_DB},
    {MINUS "0.0404248627", DE_DB},
    /* Another sign. */
    {"-0.593269992", OUT_H1},
    {"0.0004248627", DE_DB},
    /* With an exponent. */
    {"5.93369992e-1", OUT_H1},
    {"5.92369992E-01", OUT_H1},
    {"5.93269992e-2", OUT_H1},
    {"4.38567734e-3", DE_DW1},
    {"4.38657734e-4", DE_DW1},
    /* As programs print it, with all digits of a double. */
    {"0.593269992107817", OUT_H1},
    {"0.59336999210718701", OUT_H1},
};

static const struct {
    const char *typed;
    double should;
} no_slips[] = {
    /* Right, rounded and cut off. */
    {"0.593269992", OUT_H1},
    {"0.59327", OUT_H1},
    {"0.59326", OUT_H1},
    {"0.5932699", OUT_H1},
    {"0.593269992107187", OUT_H1},
    {"0.3775000", NET_H1},
    {"5.93269992e-1", OUT_H1},
    /* Rounded to one digit more. */
    {"0.10000", 0.09999996},
    {"0.0999999", 0.09999996},
    /* Other numbers: of the same network, and of none. */
    {"0.596884378", OUT_H1},
    {"0.751365070", OUT_H1},
    {"0.123456789", OUT_H1},
    {"0.400000000", NEW_W5},
    /* Of the last two digits, as rounding on the way may have left them. */
    {"0.593269912", OUT_H1},
    {"0.593269997", OUT_H1},
    {"0.59326992", OUT_H1},
    /* Two digits changed, far from each other. */
    {"0.693269892", OUT_H1},
    {"0.583369992", OUT_H1},
    /* Two exchanged that do not stand side by side. */
    {"0.295369992", OUT_H1},
    /* Three in a row that have changed places. */
    {"0.329569992", OUT_H1},
    /* Nothing in common but the first digits. */
    {"0.593812345", OUT_H1},
    /* Too few digits: by chance many numbers come as near. */
    {"0.5833", OUT_H1},
    {"0.0593", OUT_H1},
    {"-0.593", OUT_H1},
    {"5.933e-1", OUT_H1},
    /* No right number, or none with digits. */
    {"0.593269992", 0.0},
    {"0.593269992", INFINITY},
    {"0.593269992", -INFINITY},
    {"0.593269992", NAN},
    /* So large that its decimals fill no line. */
    {"0.593269992", 1.79e300},
};

static bool is_typed_wrongly(const char *typed, double should)
{
    char text[64];
    bp_given_number number;
    ck_assert_uint_lt(strlen(typed), sizeof text);
    memcpy(text, typed, strlen(typed) + 1);
    ck_assert(bp_read_given(text, &number));
    return bp_is_typed_wrongly(&number, should);
}

START_TEST(slip_is_seen)
{
    ck_assert_msg(is_typed_wrongly(slips[_i].typed, slips[_i].should),
                  "%s for %.15g is none", slips[_i].typed, slips[_i].should);
}
END_TEST

START_TEST(others_are_no_slips)
{
    ck_assert_msg(!is_typed_wrongly(no_slips[_i].typed, no_slips[_i].should),
                  "%s for %.15g is one", no_slips[_i].typed,
                  no_slips[_i].should);
}
END_TEST

/* ------------------------------------------------------ a learner's numbers */

static bp_example *example;
static bp_checker *checker;
static const bp_definitions *known;
static bp_numbers numbers;
static char text[512];
static bp_judgement judgement[16];
static bp_diagnosis diagnosis;

/* Checks these lines on the post's example. */
static void check(const char *lines)
{
    bp_complaint complaint;
    ck_assert_uint_lt(strlen(lines), sizeof text);
    memcpy(text, lines, strlen(lines) + 1);
    example = read_test_example("post");
    checker = bp_checker_alloc(example, NULL, &complaint);
    ck_assert_msg(checker != NULL, "%s", complaint.text);
    known = bp_checker_numbers(checker);
    ck_assert_msg(bp_numbers_parse(text, strlen(text), example, known, &numbers,
                                   &complaint),
                  "%s", complaint.text);
    ck_assert_uint_le(numbers.n, LENGTH(judgement));
    ck_assert(bp_check(checker, numbers.number, numbers.n, judgement,
                       &diagnosis, &complaint));
}

static void end(void)
{
    bp_numbers_free(&numbers);
    bp_checker_free(checker);
    bp_example_free(example);
}

/* The only number that is wrong. */
static const bp_judgement *wrong(void)
{
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < numbers.n; i++)
        if (judgement[i].verdict == BP_IS_WRONG) {
            ck_assert_uint_eq(at, SIZE_MAX);
            at = i;
        }
    ck_assert_uint_ne(at, SIZE_MAX);
    return &judgement[at];
}

/* ------------------------------------------- arithmetic, typing, or unknown */

static const struct {
    const char *lines;
    bool is_slip; /* the wrong one of them */
    const char *found;
} sheets[] = {
    /* All that the wrong number is made of is there. */
    {"net_h1 = 0.3775\nout_h1 = 0.612345678", true, "slip"},
    {"dE/dout_o1 = 0.741365070\ndout_o1/dnet_o1 = 0.186815602\n"
     "delta_o1 = 0.123456789",
     true, "slip"},
    /* Or is another name for what is there: for dnet_o1/dw5. */
    {"delta_o1 = 0.138498562\nout_h1 = 0.593269992\ndE/dw5 = 0.0123456789",
     true, "slip"},
    /* Or given by the example. */
    {"net_h1 = 0.381234567", true, "slip"},
    {"w1 = 0.25", true, "slip"},
    /* Or made of what is, a step further back: then nothing is sure. */
    {"out_h1 = 0.612345678", true, "unknown"},
    /* Far from all that is there. */
    {"delta_h1 = 0.0123456789", false, "unknown"},
    {"net_h1 = 0.3775\ndelta_h1 = 0.0123456789", false, "unknown"},
    {"dout_h1/dnet_h1 = 0.241300709\ndelta_h1 = 0.0123456789", false,
     "unknown"},
    /* But for the digits: two exchanged, one changed, the point elsewhere. */
    {"delta_h1 = 0.00877153547", true, "slip"},
    {"delta_h1 = 0.00871135469", true, "slip"},
    {"delta_h1 = 0.0877135469", true, "slip"},
    /* What stands behind a number is the reader's affair. */
    {"delta_h1 = 0.00871135469f", true, "slip"},
    {"delta_h1 = 0.00871135469,", true, "slip"},
    {"delta_h1 = 0.00871135469f;", true, "slip"},
    /* After training nothing is made of what is shown. */
    {"w5@1 = 0.358916480\nw6@1 = 0.512345678", false, "unknown"},
    {"w5@1 = 0.358916480\nw6@1 = 0.408666816", true, "slip"},
};

START_TEST(wrong_number_is_a_slip_or_not)
{
    char found[BP_DIAGNOSIS_SIZE];
    check(sheets[_i].lines);
    const bp_judgement *j = wrong();
    ck_assert_ptr_null(j->because.mistake);
    ck_assert_uint_eq(j->because.same_as, SIZE_MAX);
    ck_assert_msg(j->because.is_slip == sheets[_i].is_slip, "%s: %d",
                  sheets[_i].lines, j->because.is_slip);
    ck_assert_msg(
        strcmp(bp_diagnosis_text(&diagnosis, found), sheets[_i].found) == 0,
        "%s: %s", sheets[_i].lines, found);
    end();
}
END_TEST

/* ------------------------------------------------------------------ copying */

static const struct {
    const char *lines;
    const char *key; /* that of a number that is wrong */
    const char
        *same; /* the key whose value was written in its place, or NULL */
} copies[] = {
    /* The neighbour's output. Of few digits, the same kind of number alone. */
    {"out_h1 = 0.596884378", "out_h1", "out_h2"},
    {"out_h1 = 0.5969", "out_h1", "out_h2"},
    {"net_h1 = 0.751365070", "net_h1", "out_o1"},
    {"net_h1 = 0.751365", "net_h1", "out_o1"},
    {"net_h1 = 0.75137", "net_h1", NULL},
    {"net_h1 = 0.7514", "net_h1", NULL},
    {"net_h1 = 0.5933", "net_h1", "out_h1"},
    {"net_h1 = 0.593", "net_h1", NULL},
    /* The same neuron's number by another name, before another neuron's. */
    {"net_o1 = 0.593269992", "net_o1", "dnet_o1/dw5"},
    /* Of another moment: what is the same but for that, or of many digits. */
    {"w6+ = 0.4500", "w6+", "w6"},
    {"w6+ = 0.4000", "w6+", NULL},
    {"w6+ = 0.5500", "w6+", NULL},
    {"w6+ = 0.5933", "w6+", NULL},
    {"w6+ = 0.400000000", "w6+", "w5"},
    /* As the learner has it, right or wrong. */
    {"out_h2 = 0.612345678\nout_h1 = 0.612345678", "out_h1", "out_h2"},
    /* After as many rounds. */
    {"w5@1 = 0.512345678\nw6@1 = 0.512345678", "w6@10000", "w5@10000"},
    {"w5@1 = 0.5123456\nw7@1 = 0.5123456\nw8@1 = 0.5123456", "w8@10000",
     "w7@10000"},
    {"w5@2 = 0.512345678\nw6@1 = 0.512345678", "w6@10000", NULL},
    /* One that is no other's. */
    {"out_h1 = 0.612345678", "out_h1", NULL},
};

START_TEST(copy_of_another_number)
{
    check(copies[_i].lines);
    size_t i = 0;
    while (i < numbers.n && strcmp(known->number[numbers.number[i].key].key,
                                   copies[_i].key) != 0)
        i++;
    ck_assert_uint_lt(i, numbers.n);
    ck_assert_int_eq(judgement[i].verdict, BP_IS_WRONG);
    size_t same = judgement[i].because.same_as;
    const char *found = same == SIZE_MAX ? "no other" : known->number[same].key;
    const char *expected =
        copies[_i].same == NULL ? "no other" : copies[_i].same;
    ck_assert_msg(strcmp(found, expected) == 0, "%s: %s is as %s, expected %s",
                  copies[_i].lines, copies[_i].key, found, expected);
    end();
}
END_TEST

int main(void)
{
    TCase *typing = tcase_create("typing");
    tcase_add_loop_test(typing, slip_is_seen, 0, LENGTH(slips));
    tcase_add_loop_test(typing, others_are_no_slips, 0, LENGTH(no_slips));
    TCase *whole = tcase_create("a learner's numbers");
    tcase_set_timeout(whole, 60);
    tcase_add_loop_test(whole, wrong_number_is_a_slip_or_not, 0,
                        LENGTH(sheets));
    tcase_add_loop_test(whole, copy_of_another_number, 0, LENGTH(copies));
    return run_cases("slip", 2, (TCase *[]){typing, whole});
}
