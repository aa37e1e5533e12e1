/*
 * fix - safe fixes, put into the file that they are about.
 *
 * The first safe fix of each finding is taken; one that overlaps an edit that
 * was taken before is left for the next run. The new file is written beside
 * the old one, with its permissions, and put in its place in one step, so a
 * reader sees the old story or the new one and never half of either. A
 * symbolic link stays one: the file behind it is replaced.
 */
#ifndef REPORT_FIX_H
#define REPORT_FIX_H

#include "report/article.h"

/* `text` with the safe fixes of `findings`; *out_applied is how many. The
 * result lies in `arena`, or is `text` itself where there is none. */
Str fix_apply(Str text, uint32_t count, const Finding *findings,
              struct arena *arena, uint32_t *out_applied);

/* Puts `text` in the place of the file at `path`, which held `before` when it
 * was read. 0, -EAGAIN (somebody changed it since: run again) or a negative
 * errno; then the file is as it was. */
int fix_write(const char *path, Str before, Str text, struct arena *arena);

#endif
