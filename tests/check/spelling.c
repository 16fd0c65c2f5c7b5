/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How learners spell the keys of numbers: every other name of one, and the key that
 * an unknown one is most like. Expected: what spelling.h promises, by hand. */
#include "check/spelling.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static bp_example *example;
static bp_definitions *known;

static void begin(const char *name)
{
    example = read_test_example(name);
    known = bp_define(example);
    ck_assert_ptr_nonnull(known);
}

static void end(void)
{
    bp_definitions_free(known);
    bp_example_free(example);
}

/* ----------------------------------------------------------------- other names */

static const struct {
    const char *example;
    const char *typed;
    const char *key;
} names[] = {
    {"post", "∂E/∂w5", "dE/dw5"},
    {"post", "∂E_total/∂w5", "dE/dw5"},
    {"post", "dE_total/dw5", "dE/dw5"},
    {"post", "dE_total/∂w5", "dE/dw5"},
    {"post", "∂E_total/∂out_o1", "dE/dout_o1"},
    {"post", "dE_total/dout_h2", "dE/dout_h2"},
    {"post", "dE_total/db1", "dE/db1"},
    {"post", "dE_total/db_h2", "dE/db_h2"},
    {"post", "dE_o1/dout_o1", "dE/dout_o1"},
    {"post", "∂E_o2/∂out_o2", "dE/dout_o2"},
    {"post", "dE_o1/dnet_o1", "delta_o1"},
    {"post", "∂E_o2/∂net_o2", "delta_o2"},
    {"post", "dE/dnet_o1", "delta_o1"},
    {"post", "dE/dnet_h1", "delta_h1"},
    {"post", "dE_total/dnet_o2", "delta_o2"},
    {"post", "∂E_total/∂net_h2", "delta_h2"},
    {"post", "δ_o1", "delta_o1"},
    {"post", "δ_h2", "delta_h2"},
    {"post", "delta_h2", "delta_h2"},
    {"post", "η", "eta"},
    {"post", "dE_o1/dout_h1", "dE_o1/dout_h1"},
    {"post", "∂E_o2/∂out_h1", "dE_o2/dout_h1"},
    {"post", "∂out_o1/∂net_o1", "dout_o1/dnet_o1"},
    {"post", "∂net_o1/∂w5", "dnet_o1/dw5"},
    {"post", "dnet_o1/dout_h1", "dnet_o1/dout_h1"},
    {"post", "∂net_o2/∂out_h1", "dnet_o2/dout_h1"},
    {"post", "b1", "b1"},
    {"post", "b_h1", "b_h1"},
    {"post", "b_o2", "b_o2"},
    {"post", "b1+", "b1+"},
    {"post", "b_h1+", "b_h1+"},
    {"post", "dE/db2", "dE/db2"},
    {"post", "dE/db_h1", "dE/db_h1"},
    {"post", "∂E/∂b_o1", "dE/db_o1"},
    {"post", "b1@10000", "b1@10000"},
    {"post", "b_h1@10000", "b_h1@10000"},
    {"post", "w1@10000", "w1@10000"},
    {"post", "out_o2@10000", "out_o2@10000"},
    {"post", "E_total@10000", "E_total@10000"},
    {"2-3-3-2", "∂E/∂net_k3", "delta_k3"},
    {"2-3-3-2", "dnet_k3/dout_h2", "dnet_k3/dout_h2"},
    {"2-3-3-2", "dnet_o2/dout_k1", "dnet_o2/dout_k1"},
    {"2-3-3-2", "∂E_o2/∂out_k3", "dE_o2/dout_k3"},
    {"2-3-3-2", "b3+", "b3+"},
    {"2-3-3-2", "b_k2+", "b_k2+"},
    {"2-3-3-2", "b_k2@200", "b_k2@200"},
    {"3-4-2", "b_h4", "b_h4"},
    {"3-4-2", "dE/db_h4", "dE/db_h4"},
    {"3-4-2", "dE/db1", "dE/db1"},
    {"5-2", "dE_o2/dnet_o2", "delta_o2"},
    {"5-2", "b_o2", "b_o2"},
    /* One neuron shares its bias with no other. */
    {"mixed", "b3", "b3"},
    {"mixed", "b3+", "b3+"},
    {"mixed", "b_o1@200", "b_o1@200"},
};

START_TEST(every_name_of_a_number_is_known)
{
    char key[BP_KEY_SIZE];
    begin(names[_i].example);
    ck_assert(bp_canonical_key(names[_i].typed, key));
    ck_assert_str_eq(key, names[_i].key);
    ck_assert_uint_ne(bp_definitions_find(known, key), SIZE_MAX);
    end();
}
END_TEST

/* Every key that is known is its own name. */
START_TEST(keys_stand_for_themselves)
{
    static const char *const examples[] = {"post", "2-3-3-2", "3-4-2", "5-2",
                                           "mixed"};
    begin(examples[_i]);
    for (size_t k = 0; k < known->n; k++) {
        char key[BP_KEY_SIZE];
        ck_assert(bp_canonical_key(known->number[k].key, key));
        ck_assert_str_eq(key, known->number[k].key);
    }
    end();
}
END_TEST

/* What has no other name stays as it is, known or not. */
START_TEST(all_else_is_left_alone)
{
    static const char *const alone[] = {
        "",
        "x",
        "dE",
        "dE/",
        "/",
        "dE_/dout_",
        "dE_o1/dw5",
        "dE_o2/dout_o1",
        "dE_o1/dnet_o2",
        "dE_h1/dout_h1",
        "dE_o1/dout_o11",
        "dE_o11/dout_o1",
        "dE_total",
        "E_total/dw5",
        "dEx/dnet_o1",
        "out_h1 ",
    };
    for (size_t k = 0; k < LENGTH(alone); k++) {
        char key[BP_KEY_SIZE];
        ck_assert(bp_canonical_key(alone[k], key));
        ck_assert_str_eq(key, alone[k]);
    }
}
END_TEST

/* 71 letters have room, with the closing 0; a letter that is spelt out takes more. */
START_TEST(what_is_too_long_for_a_key)
{
    char typed[2 * BP_KEY_SIZE];
    char key[BP_KEY_SIZE];
    memset(typed, 'k', sizeof typed);
    typed[BP_KEY_SIZE - 1] = '\0';
    ck_assert(bp_canonical_key(typed, key));
    ck_assert_str_eq(key, typed);
    typed[BP_KEY_SIZE - 1] = 'k';
    typed[BP_KEY_SIZE] = '\0';
    ck_assert(!bp_canonical_key(typed, key));
    /* 68 letters and a δ of two bytes, which becomes five: 73. */
    memset(typed, 'k', sizeof typed);
    strcpy(typed + 68, "δ");
    ck_assert(!bp_canonical_key(typed, key));
    strcpy(typed + 66, "δ");
    ck_assert(bp_canonical_key(typed, key));
    ck_assert_uint_eq(strlen(key), 66 + 5);
    /* delta_ is as long as dE/dnet_ less two. */
    strcpy(typed, "dE/dnet_");
    memset(typed + 8, 'k', BP_KEY_SIZE - 9);
    typed[BP_KEY_SIZE - 1] = '\0';
    ck_assert(bp_canonical_key(typed, key));
    ck_assert_uint_eq(strlen(key), BP_KEY_SIZE - 3);
}
END_TEST

/* -------------------------------------------------------------------- most alike */

/* One letter put in, left out or changed; case, and 0 for o, do not count. */
static const struct {
    const char *example;
    const char *key;
    const char *like; /* NULL: none is */
} alike[] = {
    {"post", "neto1", "net_o1"},
    {"post", "net_01", "net_o1"},
    {"post", "NET_O1", "net_o1"},
    {"post", "W5", "w5"},
    {"post", "e_total", "E_total"},
    {"post", "w5:", "w5"},
    {"post", "deltao1", "delta_o1"},
    {"post", "dE/dw_5", "dE/dw5"},
    {"post", "out-h1", "out_h1"},
    {"post", "E_total++", "E_total+"},
    {"post", "et", "eta"},
    {"post", "E_totl@10000", "E_total@10000"},
    {"5-2", "net_h1", "net_o1"},
    {"2-3-3-2", "net-k3", "net_k3"},
    {"post", "unknown", NULL},
    {"post", "x", NULL},
    {"post", "", NULL},
    {"post", "/", NULL},
    {"post", "gradient", NULL},
};

START_TEST(most_alike)
{
    begin(alike[_i].example);
    const char *like = bp_key_most_alike(known, alike[_i].key);
    if (alike[_i].like == NULL)
        ck_assert_msg(like == NULL, "'%s' is like %s", alike[_i].key, like);
    else
        ck_assert_msg(like != NULL && strcmp(like, alike[_i].like) == 0,
                      "'%s' is like %s, expected %s", alike[_i].key,
                      like == NULL ? "none" : like, alike[_i].like);
    end();
}
END_TEST

/* A key is like itself; and one that nobody may ask for is like another. */
START_TEST(nothing_unnamed_is_hinted_at)
{
    begin("3-4-2");
    for (size_t k = 0; k < known->n; k++) {
        const bp_definition *number = &known->number[k];
        const char *like = bp_key_most_alike(known, number->key);
        if (number->standing != BP_UNNAMED) {
            ck_assert_str_eq(like, number->key);
            continue;
        }
        ck_assert(like == NULL || strcmp(like, number->key) != 0);
        if (like != NULL)
            ck_assert_uint_ne(bp_definitions_find(known, like), SIZE_MAX);
    }
    end();
}
END_TEST

int main(void)
{
    TCase *other = tcase_create("other names");
    tcase_add_loop_test(other, every_name_of_a_number_is_known, 0,
                        LENGTH(names));
    tcase_add_loop_test(other, keys_stand_for_themselves, 0, 5);
    tcase_add_test(other, all_else_is_left_alone);
    tcase_add_test(other, what_is_too_long_for_a_key);
    TCase *like = tcase_create("most alike");
    tcase_add_loop_test(like, most_alike, 0, LENGTH(alike));
    tcase_add_test(like, nothing_unnamed_is_hinted_at);
    return run_cases("spelling", 2, (TCase *[]){other, like});
}
