/* Does a date stand in a date line ("LONDON, March 4, 2026 (Agency) -", "Posted
 * on 4 March 2026 at 9 a.m.") or in a sentence? A date line has no verb and no
 * common noun, so that hardly a word of it is in lower case. */
#include "dates/reader.h"

#define LINE_START                                                             \
    16u               /* the date stands within so many tokens of its block    \
                       */
#define LINE_REST 14u /* and so many behind it end the line */

#define LINE_WORDS                                                             \
    "published updated posted filed dated issued released modified created "   \
    "written printed last first on at by in of from for the date and am pm "   \
    "a.m p.m a.m. p.m. et est edt gmt bst utc"

static bool is_of_line(const Reading *reading, uint32_t at)
{
    return reading->tokens->cls[at] != STET_TOKEN_WORD ||
           (reading->tokens->flags[at] & STET_TOKEN_CAPITAL) ||
           reading_is(reading, at, LINE_WORDS);
}

static bool is_head_of_line(const Reading *reading, uint32_t date)
{
    uint32_t first = reading->first;

    /* "On March 4, 2026, Smith - who": a sentence. */
    if (date - first > LINE_START ||
        reading_is(reading, first, "on in by since until from after before"))
        return false;
    for (uint32_t at = first; at < date; at++)
        if (!is_of_line(reading, at))
            return false;
    return true;
}

/* "date 2026-03-04 Ann Oakes, the mayor, resigned": no sentence has a full
 * date and a subject without a comma between them. */
static bool runs_into_sentence(const Reading *reading, const Found *found)
{
    for (uint32_t at = reading->first; at < found->first; at++)
        if (!reading_is(reading, at, LINE_WORDS))
            return false;
    return found->end < reading->end &&
           reading->tokens->cls[found->end] == STET_TOKEN_WORD &&
           (reading->tokens->flags[found->end] & STET_TOKEN_CAPITAL);
}

/* A dash, a colon or the end of the block comes before any sentence. */
static bool is_rest_of_line(const Reading *reading, uint32_t at)
{
    uint32_t high =
        reading->end - at > LINE_REST ? at + LINE_REST : reading->end;

    for (; at < high; at++) {
        if (reading_is(reading, at,
                       "- -- : | \xE2\x80\x94 \xE2\x80\x93 \xE2\x80\xA2"))
            return true;
        if (!is_of_line(reading, at))
            return false;
    }
    return at == reading->end;
}

void line_mark(const Reading *reading, Found *found)
{
    if (!found->is_range && moment_has(&found->moment, FIELD_YEAR) &&
        moment_has(&found->moment, FIELD_DAY) &&
        is_head_of_line(reading, found->first) &&
        (is_rest_of_line(reading, found->end) ||
         runs_into_sentence(reading, found)))
        found->moment.field[FIELD_LINE] = 1;
}
