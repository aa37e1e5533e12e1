#include "quotes/story.h"

#include "quotes/claim.h"
#include "quotes/voices.h"
#include "stet/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Signs of the name layer (names/people.h). */
#define SIGN_SUBJECT 0x0002
#define SIGN_PLURAL 0x1000

enum {
    LABEL_MAX = 120,   /* bytes */
    ORPHAN_TOKENS = 8, /* a quotation that is missed has so many */
    LINKS_MAX = CLAIM_PIECES + 4,
    TURNS_OF_TRANSCRIPT = 3, /* a story with so many is one */
};

/* ---- runs ---- */

/* `next` goes on with what `first` says: one quotation, with the links of
 * both; a source that only the later paragraph names is that of all. */
static void join(struct told *desk, Spoken *first, Spoken *next)
{
    const stet_layer *layer = told_layer(desk, next->block, 0);
    uint32_t index = STET_REF_INDEX(next->ref), count = 0;
    stet_link links[LINKS_MAX];
    stet_amendment change = {.size = sizeof change, .confidence = STET_NONE};

    for (uint32_t i = layer->first_link[index];
         i < layer->first_link[index + 1] && count < LINKS_MAX; i++) {
        links[count].to = told_here(layer->links[i].to, next->block);
        links[count].role = layer->links[i].role;
        links[count++].reserved = 0;
    }
    change.link_count = count;
    change.links = links;
    if (desk->host->amend(desk->host->self, first->ref, &change) ==
            STET_REFUSED ||
        desk->host->retract(desk->host->self, next->ref) == STET_REFUSED)
        return;
    if (first->source == STET_NO_REF)
        first->source = next->source;
    next->is_gone = true;
}

/* Something is retold between the pieces of what somebody says: "It leaks,"
 * she said, asking for a roof. "And it ... */
static bool is_within(const Spoken *last, const Spoken *one)
{
    return last && one->block == last->block &&
           one->tokens.end <= last->tokens.end;
}

static void find_runs(struct told *desk)
{
    Spoken *first = NULL, *last = NULL;

    for (uint32_t i = 0; i < desk->count; i++) {
        Spoken *one = &desk->all[i];
        bool goes_on;

        if (one->is_gone || is_within(last, one))
            continue;
        goes_on = last && last->is_open && one->tokens.start == 0 &&
                  one->is_direct &&
                  told_prose_before(desk, one->block) == last->block;

        if (goes_on) {
            last->is_open = first->is_open = 0;
            if (one->is_alone || first->source == STET_NO_REF)
                join(desk, first, one);
            if (one->is_gone)
                first->is_open = one->is_open; /* all of it is open */
        }
        last = one;
        if (!one->is_gone)
            first = one;
    }
}

/* ---- turns ---- */

static void take_out(struct told *desk, Spoken *one)
{
    if (desk->host->retract(desk->host->self, one->ref) != STET_REFUSED)
        one->is_gone = true;
}

/* A label is set in capitals, and no letter as in Q. and A. */
static bool is_loud(const struct told *desk, const Spoken *one)
{
    Str label = desk->host->text(desk->host->self, one->source);
    uint32_t letters = 0;

    for (uint32_t i = 0; i < label.len; i++) {
        if (islower((unsigned char)label.ptr[i]))
            return false;
        letters += isupper((unsigned char)label.ptr[i]) != 0;
    }
    return letters > 1;
}

/* "Q&A:", which is nobody. */
static bool is_of_both(const struct told *desk, const Spoken *one)
{
    Str label = desk->host->text(desk->host->self, one->source);

    return label.len && memchr(label.ptr, '&', label.len);
}

/* "Lund: Roof Will Hold" above "LUND: It will." is a headline, and no turn. */
static void leave_headline(struct told *desk)
{
    Spoken *first = &desk->all[0];

    if (!desk->count || first->rule != RULE_TURN ||
        first->source == STET_NO_REF ||
        told_prose_before(desk, first->block) != STET_NONE)
        return;
    if (is_of_both(desk, first)) {
        take_out(desk, first);
        return;
    }
    if (is_loud(desk, first))
        return;
    for (uint32_t i = 1; i < desk->count; i++)
        if (desk->all[i].rule == RULE_TURN &&
            desk->all[i].source != STET_NO_REF &&
            is_loud(desk, &desk->all[i])) {
            take_out(desk, first);
            return;
        }
}

static bool is_turn(const Spoken *one)
{
    return one->rule == RULE_TURN && !one->is_gone;
}

/* In a transcript a turn is all that its block says; elsewhere it is none. */
static void find_turns(struct told *desk)
{
    uint32_t turns = 0, turn_block = STET_NONE;

    leave_headline(desk);
    for (uint32_t i = 0; i < desk->count; i++)
        turns += is_turn(&desk->all[i]);
    if (turns < TURNS_OF_TRANSCRIPT) {
        for (uint32_t i = 0; i < desk->count; i++)
            if (is_turn(&desk->all[i]))
                take_out(desk, &desk->all[i]);
        return;
    }
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t k = 0; k < desk->count; k++) {
            uint32_t i = pass ? desk->count - 1 - k : k;
            Spoken *one = &desk->all[i];

            if (is_turn(one))
                turn_block = one->block;
            else if (one->block == turn_block && !one->is_gone)
                take_out(desk, one);
        }
        turn_block = STET_NONE;
    }
}

/* ---- findings and labels ---- */

static void find(struct told *desk, stet_ref ref, stet_rule rule,
                 const char *message)
{
    stet_finding finding = {
        .size = sizeof finding,
        .rule = rule,
        .severity = STET_WARNING,
        .place = {.ref = ref},
        .message = stet_lit(message),
        .confidence = 900,
    };

    desk->host->finding(desk->host->self, &finding);
}

/* "Most of them ran late": not they, who may have spoken, but what may be
 * things. */
static bool is_of_things(const struct told *desk, stet_ref pronoun)
{
    int64_t signs = told_number(desk, pronoun, desk->names->signs, 0);

    return (signs & SIGN_PLURAL) && !(signs & SIGN_SUBJECT);
}

/* Somebody is named, or called he or she, in `block`. */
static bool names_anybody(const struct told *desk, uint32_t block)
{
    const stet_layer *layer = told_layer(desk, block, TOLD_NAMES);

    for (uint32_t i = 0; layer && i < layer->count; i++)
        if (layer->kind[i] == desk->names->person ||
            (layer->kind[i] == desk->names->pronoun &&
             !is_of_things(desk, STET_REF(TOLD_NAMES, block, i))))
            return true;
    return false;
}

/* Somebody speaks in `block`, or something is set between marks there. */
static bool has_marks(const struct told *desk, uint32_t block)
{
    const stet_layer *layer = told_layer(desk, block, 0);

    return layer && layer->count;
}

/* A paragraph of its own, of some length, below the headline; nobody stands
 * beside it, nobody speaks in the paragraph before, nobody is even named
 * there: it is open who says it, and not only to a machine. */
static bool is_orphan(const struct told *desk, const Spoken *one)
{
    uint32_t before = told_prose_before(desk, one->block);

    if (!one->is_alone || voice_is_known(one->voice) || before == STET_NONE ||
        desk->story->blocks[one->block]->kind != STET_BLOCK_PARAGRAPH ||
        one->tokens.start != 0 ||
        one->tokens.end + 1 < desk->story->blocks[one->block]->token_count ||
        one->tokens.end < ORPHAN_TOKENS)
        return false;
    return !names_anybody(desk, before) && !has_marks(desk, before);
}

/* A mark that closes what nothing opened, neither here nor, left open, before:
 * that would be one slip, and told already. */
static void find_stray(struct told *desk, uint32_t block, bool is_open)
{
    const stet_layer *layer = told_layer(desk, block, 0);

    for (uint32_t i = 0; layer && !is_open && i < layer->count; i++)
        if (layer->kind[i] == desk->names->stray)
            find(desk, STET_REF(0, block, i), desk->names->unbalanced,
                 "This mark closes a quotation that is never opened");
}

static void find_strays(struct told *desk)
{
    bool is_open = false;
    uint32_t at = 0;

    for (uint32_t b = 0; b < desk->story->block_count; b++) {
        find_stray(desk, b, is_open);
        for (; at < desk->count && desk->all[at].block <= b; at++)
            if (!desk->all[at].is_gone)
                is_open = desk->all[at].is_open;
    }
}

static void find_findings(struct told *desk)
{
    for (uint32_t i = 0; i < desk->count; i++) {
        const Spoken *one = &desk->all[i];

        if (one->is_gone)
            continue;
        if (!one->is_open && is_orphan(desk, one))
            find(desk, one->ref, desk->names->no_speaker,
                 "Nothing says who speaks here");
        if (one->is_open && !one->is_signed)
            find(desk, one->ref, desk->names->unbalanced,
                 "This quotation is opened and never closed");
    }
}

/* The label says who speaks where the text beside it does not. */
static void label(struct told *desk, const Spoken *one)
{
    char bytes[LABEL_MAX];
    Str shown = {NULL, 0};
    stet_amendment change = {.size = sizeof change, .confidence = STET_NONE};
    int length;

    if (!one->is_marked || !one->voice.name.len ||
        one->voice.name.len > LABEL_MAX - 8)
        return;
    if (one->source != STET_NO_REF)
        shown = desk->host->text(desk->host->self, one->source);
    if (shown.len >= one->voice.name.len)
        return;
    length = snprintf(bytes, sizeof bytes, "— %.*s", STR_ARG(one->voice.name));
    change.label = (Str){bytes, (uint32_t)length};
    desk->host->amend(desk->host->self, one->ref, &change);
}

void story_settle(const struct quote_names *names, const stet_host *host,
                  const stet_story *story, struct arena *arena)
{
    struct told desk = {
        .names = names, .host = host, .story = story, .arena = arena};

    told_read(&desk);
    find_turns(&desk);
    find_runs(&desk);
    voices_find(&desk);
    find_findings(&desk);
    find_strays(&desk);
    for (uint32_t i = 0; i < desk.count; i++)
        if (!desk.all[i].is_gone)
            label(&desk, &desk.all[i]);
}
