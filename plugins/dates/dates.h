/*
 * dates - the plugin: dates, times, durations and sets, with their values.
 *
 *     block pass   reader -> annotations, with "form": what the words say
 *     story pass   form   -> "value", "how", label: what they mean
 *
 * A value that the calendar alone settles ("26 November 2025") is there after
 * the block pass; every other one is marked symbolic there and settled by the
 * story pass, if the story has a date.
 */
#ifndef DATES_DATES_H
#define DATES_DATES_H

#include "dates/reader.h"
#include "dates/resolve.h"

/* One instance: what open() registered, and scratch memory. */
struct dates {
    stet_kind kinds[4]; /* by MomentKind */
    stet_key value, mod, how, symbolic, line, form, direction;
    stet_rule weekday, impossible, future_past;
    Order order; /* the option; 0 is auto */
    struct arena scratch;
};

/* story.c */
int32_t dates_story(void *instance, const stet_host *host,
                    const stet_story *story);

/* findings.c. Each returns what the host said: 0 or STET_REFUSED. */

/* There is no such day: 31 June. */
uint64_t find_impossible(const struct dates *self, const stet_host *host,
                         stet_ref ref, const Moment *moment);

/* "will meet last week". */
uint64_t find_future_past(const struct dates *self, const stet_host *host,
                          stet_ref ref, const Reading *reading,
                          const Found *found);

/* Tuesday, Nov. 26, 2025. `block` and `first` say where it stands. */
uint64_t find_weekday(const struct dates *self, const stet_host *host,
                      const struct resolver *resolver, stet_ref ref,
                      uint32_t block, uint32_t first, const Moment *moment);

#endif
