/*
 * judge - which findings a person is shown, and how loud.
 *
 *     findings of the analysis -> severity by rule -> comments in the text
 *
 * Two things silence a finding: its rule is off, or a comment in the story
 * says so. In Markdown and HTML that is a comment of the markup, in plain text
 * a line of its own in square brackets:
 *
 *     <!-- stet-disable-next-line name/variant -->   the next line with words
 *     <!-- stet-disable-line -->                     the line it stands in
 *     <!-- stet-disable date/weekday, quote -->      from here ...
 *     <!-- stet-enable -->                           ... to here
 *     [stet-disable-next-line name/variant]          in plain text
 *
 * Rules are named with commas or blanks between; without any, all are meant,
 * and a layer's name means all of its rules. A finding is silenced where it
 * begins. In code and front matter a comment is no comment.
 *
 * Threads: reading [any].
 */
#ifndef ENGINE_JUDGE_H
#define ENGINE_JUDGE_H

#include "engine/analysis.h"

#define JUDGE_OFF 255u

/* Zeroed shows everything as it was found. */
typedef struct Judge {
    uint32_t count;
    const uint8_t *severity; /* by rule: STET_ERROR ..., JUDGE_OFF; 0: as is */
} Judge;

/* As analysis_findings(), of what is shown. */
uint32_t judge_findings(const struct analysis *analysis, Judge judge,
                        struct arena *arena, const Finding **out_findings);

/* The same of those that touch bytes `span`, as analysis_findings_in(). */
uint32_t judge_findings_in(const struct analysis *analysis, Judge judge,
                           Span span, struct arena *arena,
                           const Finding **out_findings);

#endif
