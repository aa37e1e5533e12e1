/*
 * near - words that one letter parts.
 *
 * Two words that differ by one letter, or by two that changed places, have a
 * form in common when one letter of each is left out (or none); so each word
 * goes into a hash table under all of those, and only words that meet there
 * are compared. Words of less than NEAR_LETTERS letters are too often near
 * others: one of the two must have so many.
 *
 * Cost: a word's length to add, and to look up; what meets under one form is
 * followed NEAR_STEPS far.
 */
#ifndef NAMES_NEAR_H
#define NAMES_NEAR_H

#include "names/fold.h"

#define NEAR_LETTERS 5u
#define NEAR_MAX 8u

struct near;

/* A table for about `words` words, in `arena`. */
struct near *near_new(struct arena *arena, uint32_t words);

/* Adds a word, which must live as long as the table. */
void near_add(struct near *self, Str word, uint32_t value);

/* The values of words equal to `word` or one letter from it, each once, at
 * most NEAR_MAX. Returns how many. */
uint32_t near_find(const struct near *self, Str word, uint32_t out[NEAR_MAX]);

/* Two letters changed places: nobody's real name, or very seldom. */
bool near_is_swapped(Str a, Str b);

#endif
