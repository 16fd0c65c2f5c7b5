/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EVIDENCE_H
#define BP_EVIDENCE_H

/* What speaks for an explanation of a learner's numbers, and what against. */

#include "check/check.h"

/* Whether a mistake makes a wrong number of the learner's own, and whether that
 * tells something: the mistake's value stands far apart from the right one. */
typedef enum { BP_NOT_MADE, BP_MADE, BP_MADE_AND_TELLS } bp_made;

/* What there is to go by. The diagnosis, and the reasons in the judgements, are
 * filled in. */
typedef struct {
    bp_follower f;
    const bp_opinion *right; /* what the right way says of each number */
    bp_judgement *judgement;
    bp_diagnosis *diagnosis;
    bp_complaint *complaint;
    /* To work with: room for opinions on each number, for two candidates, and for
     * what each single mistake, and one candidate more, makes of each number. */
    bp_opinion *opinion[2];
    bp_made *made;
} bp_evidence;

/* How often what rounding can do must go into the difference of two values, so
 * that a number tells one from the other. */
extern const double bp_far_apart;

bool bp_is_wrong(const bp_evidence *e, size_t i);

/* Wrong or carried. */
bool bp_is_not_right(const bp_evidence *e, size_t i);

/* What one candidate makes of all numbers. */
typedef struct {
    size_t n_misfits; /* numbers that do not fit */
    size_t misfit;    /* the last of these */
    size_t n_follows; /* numbers that follow from these */
    int digits;     /* of those that fit, and stand apart from the right ones */
    size_t n_apart; /* how many numbers these are */
    bool in_floats;
} bp_account;

bp_account bp_account_of(const bp_evidence *e, const bp_opinion opinion[]);

/* Lets the candidate give its opinions, into one of the two rooms for these, and
 * accounts for them. False, and a complaint, where memory runs out. */
bool bp_take_account(const bp_evidence *e, bp_candidate *candidate, size_t room,
                     bp_account *a);

/* Names these mistakes for what has been found, unless that has been done. */
void bp_name_it(const bp_evidence *e, bp_finding finding, bp_name name);

/* Whether number i fits to more digits than a float has. */
bool bp_is_finer_than_floats(const bp_evidence *e, size_t i,
                             const bp_opinion *opinion);

/* Whether more of the numbers need floats to fit than fit to more digits than
 * floats have. */
bool bp_are_as_floats(const bp_evidence *e, const bp_opinion opinion[]);

/* Whether number i, which is wrong by these opinions, is a slip for all that can be
 * seen: what it is made of is given and fits, or another number was written in its
 * place, or it is typed wrongly. */
bool bp_is_slip(const bp_evidence *e, size_t i, const bp_opinion opinion[]);

/* Whether all that number i is made of is there to be seen, and fits: then nothing
 * but arithmetic leads to the number. */
bool bp_is_made_of_shown(const bp_evidence *e, size_t i,
                         const bp_opinion opinion[]);

/* The same, where what is not there is itself made of what is, right or wrong. */
bool bp_is_a_step_or_two_off(const bp_evidence *e, size_t i,
                             const bp_opinion opinion[]);

/* Whether the digits of what should stand there are these, but for one; or all of
 * them, with another sign or the point elsewhere. */
bool bp_is_typed_wrongly(const bp_given_number *number, double should);

/* The key of the number whose value number i has, or SIZE_MAX. */
size_t bp_same_as(const bp_evidence *e, size_t i, const bp_opinion opinion[]);

#endif
