/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How learners spell the keys of numbers: every other name of one, and the keys that
 * an unknown one is most like. Expected: what spelling.h and hint.h promise, by hand. */
#include "check/hint.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

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
    /* Letters of other books. */
    {"post", "z_h1", "net_h1"},
    {"post", "a_h1", "out_h1"},
    {"post", "z_o1+", "net_o1+"},
    {"post", "a_o1@10000", "out_o1@10000"},
    {"post", "Δ_o1", "delta_o1"},
    {"post", "∆_h2", "delta_h2"},
    {"post", "∂E/∂a_o1", "dE/dout_o1"},
    {"post", "∂E/∂z_h2", "delta_h2"},
    {"post", "da_h1/dz_h1", "dout_h1/dnet_h1"},
    {"post", "dz_o1/dw5", "dnet_o1/dw5"},
    {"post", "dz_o1/da_h1", "dnet_o1/dout_h1"},
    {"post", "dE_o2/da_h1", "dE_o2/dout_h1"},
    /* Subscripts. */
    {"post", "w₅", "w5"},
    {"post", "w_5", "w5"},
    {"post", "w_{5}", "w5"},
    {"post", "w 5", "w5"},
    {"post", "b₂", "b2"},
    {"post", "b_1", "b1"},
    {"post", "bh1", "b_h1"},
    {"post", "t_2", "t2"},
    {"post", "i₁", "i1"},
    {"post", "net_{h1}", "net_h1"},
    {"post", "net_{h_1}", "net_h1"},
    {"post", "net_h_1", "net_h1"},
    {"post", "netₕ₁", "net_h1"},
    {"post", "neth1", "net_h1"},
    {"post", "net h1", "net_h1"},
    {"post", "outo2", "out_o2"},
    {"post", "out_{o2}+", "out_o2+"},
    {"post", "deltao1", "delta_o1"},
    {"post", "δo1", "delta_o1"},
    {"post", "δ o1", "delta_o1"},
    {"post", "δₒ₁", "delta_o1"},
    {"post", "E_{total}", "E_total"},
    {"post", "E_{o_1}", "E_o1"},
    {"post", "dE/dw_5", "dE/dw5"},
    {"post", "∂E/∂w₅", "dE/dw5"},
    {"post", "∂E / ∂w5", "dE/dw5"},
    {"post", "dE_total/dw_{5}", "dE/dw5"},
    {"2-3-3-2", "net_{k_3}", "net_k3"},
    {"2-3-3-2", "aₖ₃", "out_k3"},
    {"2-3-3-2", "w₁₂", "w12"},
    /* TeX. */
    {"post", "\\delta_{o1}", "delta_o1"},
    {"post", "$\\delta_{h_2}$", "delta_h2"},
    {"post", "\\Delta_{o1}", "delta_o1"},
    {"post", "\\eta", "eta"},
    {"post", "\\partial E/\\partial w_5", "dE/dw5"},
    {"post", "\\frac{\\partial E_{total}}{\\partial w_{5}}", "dE/dw5"},
    /* New values. */
    {"post", "w5'", "w5+"},
    {"post", "w5’", "w5+"},
    {"post", "w₅′", "w5+"},
    {"post", "w5⁺", "w5+"},
    {"post", "w_5^+", "w5+"},
    {"post", "w_5^{+}", "w5+"},
    {"post", "w_{5}^{new}", "w5+"},
    {"post", "w5_new", "w5+"},
    {"post", "w5 new", "w5+"},
    {"post", "w5 +", "w5+"},
    {"post", "net_h1'", "net_h1+"},
    {"post", "E_total_new", "E_total+"},
    {"post", "E_{total}'", "E_total+"},
    {"post", "b_h1'", "b_h1+"},
    /* As programs have them. */
    {"post", "dE_dw5", "dE/dw5"},
    {"post", "dE_db1", "dE/db1"},
    {"post", "dE_dout_o1", "dE/dout_o1"},
    {"post", "dE_o1_dout_o1", "dE/dout_o1"},
    {"post", "dE_o2_dout_h1", "dE_o2/dout_h1"},
    {"post", "dout_h1_dnet_h1", "dout_h1/dnet_h1"},
    {"post", "dnet_o1_dw5", "dnet_o1/dw5"},
    {"post", "dE_dnet_h1", "delta_h1"},
    {"post", "E_total @ 10000", "E_total@10000"},
    {"post", "w₁@10000", "w1@10000"},
    {"post", "dout_h/dnet_h1", "dout_h1/dnet_h1"},
};

/* Spells it, with its moment, as definitions do. */
static void respell(const char *typed, char key[BP_KEY_SIZE])
{
    bp_spelling spelling;
    ck_assert_msg(bp_spell(typed, &spelling) == BP_SPELT, "%s", typed);
    ck_assert(bp_spelt_key(&spelling, example, key));
}

START_TEST(every_name_of_a_number_is_known)
{
    char key[BP_KEY_SIZE];
    begin(names[_i].example);
    respell(names[_i].typed, key);
    ck_assert_msg(strcmp(key, names[_i].key) == 0, "%s is %s, expected %s",
                  names[_i].typed, key, names[_i].key);
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
        respell(known->number[k].key, key);
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
        "E",
        "net_1",
        "out",
        "w5^2",
        "w_1_2",
        "deltaw5",
        "h1",
        "y1",
        "W5",
        "eta1",
    };
    for (size_t k = 0; k < LENGTH(alone); k++) {
        bp_spelling spelling;
        ck_assert(bp_spell(alone[k], &spelling) == BP_SPELT);
        ck_assert_str_eq(spelling.stem, alone[k]);
        ck_assert_int_eq(spelling.moment, BP_IN_ROUND);
        ck_assert_uint_eq(spelling.rounds, 0);
    }
}
END_TEST

START_TEST(moments_are_told)
{
    bp_spelling spelling;
    ck_assert(bp_spell("E_total@0", &spelling) == BP_SPELT);
    ck_assert_int_eq(spelling.moment, BP_AFTER_TRAINING);
    ck_assert_uint_eq(spelling.rounds, 0);
    ck_assert_str_eq(spelling.stem, "E_total");
    ck_assert(bp_spell("a_{o1}@1000000", &spelling) == BP_SPELT);
    ck_assert_uint_eq(spelling.rounds, 1000000);
    ck_assert_str_eq(spelling.stem, "out_o1");
    ck_assert(bp_spell("w5'", &spelling) == BP_SPELT);
    ck_assert_int_eq(spelling.moment, BP_AFTER_ROUND);
    ck_assert_str_eq(spelling.stem, "w5");
    static const char *const none[] = {"w1@",      "w1@n",   "w1@1000001",
                                       "w1@-1",    "w1@1.5", "w1@1e3",
                                       "w1@1_000", "w1@5+",  "w1@1@2"};
    for (size_t k = 0; k < LENGTH(none); k++)
        ck_assert_msg(bp_spell(none[k], &spelling) == BP_SPELT_NO_ROUNDS, "%s",
                      none[k]);
}
END_TEST

/* A number after training has the example's rounds among the definitions, and may be
 * asked for after any others. */
START_TEST(rounds_are_any)
{
    begin("3-4-2");
    bp_spelling spelling;
    char key[BP_KEY_SIZE];
    ck_assert(bp_spell("w5@7", &spelling) == BP_SPELT);
    size_t k = bp_find_spelt(known, example, &spelling);
    ck_assert_str_eq(known->number[k].key, "w5@200");
    ck_assert_str_eq(bp_key_after(&known->number[k], 7, key), "w5@7");
    k = bp_definitions_find(known, "w5+");
    ck_assert_str_eq(bp_key_after(&known->number[k], 0, key), "w5+");
    ck_assert(bp_spell("net_h1@7", &spelling) == BP_SPELT);
    ck_assert_uint_eq(bp_find_spelt(known, example, &spelling), SIZE_MAX);
    end();
}
END_TEST

static const struct {
    const char *list, *second;
} lists[] = {
    {"out_o", "out_o2"},
    {"aₒ", "out_o2"},
    {"w", "w2"},
    {"w'", "w2+"},
    {"dE/dw", "dE/dw2"},
    {"dE_dw", "dE/dw2"},
    {"δ_h", "delta_h2"},
    {"∂E/∂net_o", "delta_o2"},
    {"dE_o/dout_o", "dE/dout_o2"},
    {"dout_h/dnet_h", "dout_h2/dnet_h2"},
    {"dE_o1/dout_h", "dE_o1/dout_h2"},
    {"b_h", "b_h2"},
    {"b", "b2"},
    {"E_o+", "E_o2+"},
    {"w@10000", "w2@10000"},
};

START_TEST(entries_of_lists)
{
    begin("post");
    for (size_t k = 0; k < LENGTH(lists); k++) {
        bp_spelling list;
        bp_spelling entry;
        char key[BP_KEY_SIZE];
        ck_assert(bp_spell(lists[k].list, &list) == BP_SPELT);
        ck_assert(bp_spell_entry(&list, 2, &entry));
        ck_assert(bp_spelt_key(&entry, example, key));
        ck_assert_str_eq(key, lists[k].second);
        ck_assert_uint_ne(bp_definitions_find(known, key), SIZE_MAX);
    }
    end();
}
END_TEST

/* 71 letters have room, with the closing 0; a letter that is spelt out takes more. */
START_TEST(what_is_too_long_for_a_key)
{
    char typed[2 * BP_KEY_SIZE];
    char key[BP_KEY_SIZE];
    bp_spelling spelling;
    begin("post");
    memset(typed, 'k', sizeof typed);
    typed[BP_KEY_SIZE - 1] = '\0';
    ck_assert(bp_spell(typed, &spelling) == BP_SPELT);
    ck_assert_str_eq(spelling.stem, typed);
    bp_spelling entry;
    ck_assert(!bp_spell_entry(&spelling, 1, &entry));
    typed[BP_KEY_SIZE - 1] = 'k';
    typed[BP_KEY_SIZE] = '\0';
    ck_assert(bp_spell(typed, &spelling) == BP_SPELT_TOO_LONG);
    /* 68 letters and a δ of two bytes, which becomes five: 73. */
    memset(typed, 'k', sizeof typed);
    strcpy(typed + 68, "δ");
    ck_assert(bp_spell(typed, &spelling) == BP_SPELT_TOO_LONG);
    strcpy(typed + 66, "δ");
    ck_assert(bp_spell(typed, &spelling) == BP_SPELT);
    ck_assert_uint_eq(strlen(spelling.stem), 66 + 5);
    /* delta_ is as long as dE/dnet_ less two. */
    strcpy(typed, "dE/dnet_h");
    memset(typed + 9, '1', BP_KEY_SIZE - 10);
    typed[BP_KEY_SIZE - 1] = '\0';
    ck_assert(bp_spell(typed, &spelling) == BP_SPELT);
    ck_assert_uint_eq(strlen(spelling.stem), BP_KEY_SIZE - 3);
    /* net_ is two longer than z_: the key stays as it was. */
    strcpy(typed, "z_h");
    memset(typed + 3, '1', BP_KEY_SIZE - 4);
    typed[BP_KEY_SIZE - 1] = '\0';
    ck_assert(bp_spell(typed, &spelling) == BP_SPELT);
    ck_assert_str_eq(spelling.stem, typed);
    /* And there is no room for its moment. */
    spelling.moment = BP_AFTER_ROUND;
    ck_assert(!bp_spelt_key(&spelling, example, key));
    ck_assert_uint_eq(bp_find_spelt(known, example, &spelling), SIZE_MAX);
    end();
}
END_TEST

/* ------------------------------------------------------------------------- hints */

/* What the letters say; then one letter put in, left out or changed; case, and 0 for o,
 * do not count. */
static const struct {
    const char *example;
    const char *typed;
    const char *hint; /* NULL: there is none */
} hints[] = {
    {"post", "net_01", "net_o1"},
    {"post", "NET_O1", "net_o1"},
    {"post", "NETO1", "net_o1"},
    {"post", "nt_h1", "net_h1"},
    {"post", "nett_h1", NULL},
    {"post", "W5", "w5"},
    {"post", "weight5", "w5"},
    {"post", "weights_5", "w5"},
    {"post", "e_total", "E_total"},
    {"post", "E_totl@10000", "E_total@10000"},
    {"post", "E_totl@77", "E_total@77"},
    {"post", "E_total++", "E_total+"},
    {"post", "out-h1", "out_h1"},
    {"post", "et", "eta"},
    {"post", "lr", "eta"},
    {"2-3-3-2", "net-k3", "net_k3"},
    /* By the letter alone. */
    {"post", "E1", "E_o1"},
    {"post", "E2+", "E_o2+"},
    {"post", "E", "one from E_o1 to E_total"},
    {"post", "error", "one from E_o1 to E_total"},
    {"post", "loss", "E_total"},
    {"post", "J@50", "E_total@50"},
    {"post", "y1", "out_o1"},
    {"post", "o2", "out_o2"},
    {"post", "h1", "net_h1 or out_h1"},
    {"post", "h2'", "net_h2+ or out_h2+"},
    {"post", "x1", "i1"},
    {"post", "x", "i1 or i2"},
    {"post", "a1", "out_h1 or out_o1"},
    {"post", "z2", "net_h2 or net_o2"},
    {"post", "out_o", "out_o1 or out_o2"},
    {"post", "dw5", "dE/dw5"},
    {"post", "db1", "dE/db1"},
    {"post", "dE/dh1", "dE/dout_h1"},
    {"post", "dE/dy1", "dE/dout_o1"},
    {"post", "dC/dw5", "dE/dw5"},
    {"post", "dL/db2", "dE/db2"},
    {"post", "dE_h1/dout_h1", "dE_o1/dout_h1"},
    {"post", "w5''", "w5+"},
    {"post", "dE_o1/dw5", "dE/dw5"},
    {"post", "dE/dw", "one from dE/dw1 to dE/dw8"},
    {"post", "dE/dw5+", "dE/dw5"},
    {"post", "dnet/dw5", "dnet_o1/dw5"},
    {"post", "dout/dnet_h1", "dout_h1/dnet_h1"},
    {"post", "dnet_o1/dw9", "dnet_o1/dw5 or dnet_o1/dw6"},
    {"post", "dnet_o1/dout_h3", "dnet_o1/dout_h1 or dnet_o1/dout_h2"},
    {"post", "dout_o1/dnet_o3", "dout_o1/dnet_o1"},
    /* Where there is no such neuron, weight or layer. */
    {"post", "w9", "one from w1 to w8"},
    {"post", "net_o3", "net_o1 or net_o2"},
    {"3-4-2", "out_h5", "one from out_h1 to out_h4"},
    {"5-2", "net_h1", "net_o1"},
    {"post", "b3", "b1 or b2"},
    /* Nothing that the letters say. */
    {"post", "unknown", NULL},
    {"post", "", NULL},
    {"post", "/", NULL},
    {"post", "d/d", NULL},
    {"post", "gradient", NULL},
    {"post", "beta", NULL},
    {"post", "deltaw5", NULL},
    {"post", "δw5", NULL},
    {"post", "m1", NULL},
    {"post", "dE/dx1", NULL},
    {"post", "dw5/dE", NULL},
    {"post", "net_h1@500", NULL},
    {"post", "a_long_name", NULL},
};

START_TEST(hint_is_as_the_letters_say)
{
    char hint[BP_HINT_SIZE] = "none";
    bp_spelling spelling;
    begin(hints[_i].example);
    ck_assert(bp_spell(hints[_i].typed, &spelling) == BP_SPELT);
    ck_assert_uint_eq(bp_find_spelt(known, example, &spelling), SIZE_MAX);
    bool has_hint = bp_hint(known, example, &spelling, hint);
    const char *expected = hints[_i].hint == NULL ? "none" : hints[_i].hint;
    ck_assert_msg(has_hint == (hints[_i].hint != NULL) &&
                      strcmp(hint, expected) == 0,
                  "'%s': %s, expected %s", hints[_i].typed, hint, expected);
    end();
}
END_TEST

/* A known key changed in one place: where there is a hint, it is of the same kind, and
 * nobody is led to a number that has no name. */
START_TEST(hint_never_names_another_kind)
{
    static const char changed[] = "x_09#";
    begin(_i == 0 ? "3-4-2" : "2-3-3-2");
    size_t n_hints = 0;
    for (size_t k = 0; k < known->n; k++) {
        const bp_definition *number = &known->number[k];
        for (size_t i = 0; i < strlen(number->key); i++)
            for (const char *c = changed; *c != '\0'; c++) {
                char typed[BP_KEY_SIZE];
                char hint[BP_HINT_SIZE];
                bp_spelling spelling;
                strcpy(typed, number->key);
                /* A letter or a neuron's name that is lost may lead elsewhere. */
                if (typed[i] < '0' || typed[i] > '9')
                    continue;
                typed[i] = *c;
                if (bp_spell(typed, &spelling) != BP_SPELT ||
                    bp_find_spelt(known, example, &spelling) != SIZE_MAX ||
                    !bp_hint(known, example, &spelling, hint))
                    continue;
                hint[strcspn(hint, " ")] = '\0';
                if (strcmp(hint, "one") == 0)
                    continue;
                n_hints++;
                ck_assert(bp_spell(hint, &spelling) == BP_SPELT);
                size_t like = bp_find_spelt(known, example, &spelling);
                ck_assert_msg(like != SIZE_MAX, "%s: %s", typed, hint);
                ck_assert_msg(known->number[like].kind == number->kind,
                              "%s: %s", typed, hint);
            }
    }
    ck_assert_uint_gt(n_hints, 500);
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
    tcase_add_test(other, moments_are_told);
    tcase_add_test(other, rounds_are_any);
    tcase_add_test(other, entries_of_lists);
    tcase_add_test(other, what_is_too_long_for_a_key);
    TCase *like = tcase_create("hints");
    tcase_add_loop_test(like, hint_is_as_the_letters_say, 0, LENGTH(hints));
    tcase_add_loop_test(like, hint_never_names_another_kind, 0, 2);
    return run_cases("spelling", 2, (TCase *[]){other, like});
}
