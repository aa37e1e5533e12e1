/*
 * checks - is it a figure? What stands around a number says so.
 *
 * Each takes a figure as its rule made it and says whether it may stand. A
 * number that is a name's part (Boeing 737, F-16), an age (she is 83), a
 * version or a part of something longer (192.168.1.2) counts nothing.
 */
#ifndef FIGURES_CHECKS_H
#define FIGURES_CHECKS_H

#include "figures/reader.h"

bool check_cardinal(const Reading *reading, const Found *found, uint32_t shape);
bool check_ordinal(const Reading *reading, const Found *found, uint32_t shape);
bool check_interval(const Reading *reading, const Found *found);
bool check_score(const Reading *reading, const Found *found);

/* "Route 9", whose last token is at end - 1, names something. */
bool check_identifier(const Reading *reading, uint32_t first, uint32_t end,
                      uint32_t shape);

/* Groups of digits from token `first` on are dialled, or are a record. */
bool check_telephone(const Reading *reading, uint32_t first, uint32_t end);

/* 13 pounds is a weight, 361 million pounds is money. */
bool check_pounds_are_money(const Reading *reading, const Found *found);

/* Nothing that the figure could be of follows at `at`. */
bool check_is_alone(const Reading *reading, uint32_t at);
/* A hyphen ties it to the word before it: MK-38. */
bool check_is_in_name(const Reading *reading, const Found *found);

/* "up 12 % to 3.4 m": a million of what is counted, no metres. */
bool check_is_growth(const Reading *reading, const Found *found);

/* "4.5m people": a million of them. */
bool check_is_crowd(const Reading *reading, const Found *found);

/* 5 Mile Road */
bool check_is_street(const Reading *reading, const Found *found);

/* Degrees of heat, not of an angle. */
bool check_is_temperature(const Reading *reading, const Found *found);

#endif
