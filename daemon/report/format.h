/*
 * format - how findings are written: for a person, or for a program.
 *
 *     text     path:line:col, the line itself, what is wrong, what to do
 *     json     one object: files, findings, errors, counts
 *     jsonl    one line a finding
 *     sarif    SARIF 2.1.0, for code-scanning services
 *     github   workflow commands, which become notes on a pull request
 *
 * A worker calls story() for its own article; begin(), between and end() are
 * written once around all of them. Lines and columns count from 1, columns in
 * code points.
 */
#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

#include "report/article.h"
#include "report/look.h"

/* A file that could not be read, in the order of files. */
typedef struct FormatTrouble {
    Str path, words;
} FormatTrouble;

/* What all stories of a run came to. */
typedef struct FormatTally {
    uint32_t stories, findings, fixable;
    uint32_t by_severity[5]; /* by STET_ERROR to STET_HINT */
    uint32_t trouble_count;
    const FormatTrouble *troubles;
} FormatTally;

typedef struct FormatRun {
    const struct registry *registry;
    Look look;
    Str program_version;
} FormatRun;

typedef struct Format {
    Str name;
    Str between; /* between two stories that wrote something */
    void (*begin)(const FormatRun *run, struct out *out); /* may be NULL */
    void (*story)(const FormatRun *run, const struct article *article,
                  uint32_t count, const Finding *findings, struct out *out);
    void (*end)(const FormatRun *run, const FormatTally *tally,
                struct out *out); /* may be NULL */
} Format;

extern const Format format_text, format_json, format_jsonl, format_sarif,
    format_github;

/* The finding has a fix that `stet lint --fix` would apply. */
bool format_is_fixable(const Finding *finding);

/* A place as people count: from 1, in code points. */
Pos format_pos(const struct article *article, uint32_t offset);

#endif
