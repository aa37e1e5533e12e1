#include "quotes/report.h"

#include "quotes/confidence.h"
#include "quotes/speech.h"
#include "quotes/why.h"
#include "stet/text.h"

#include <string.h>

enum { LINKS = CLAIM_PIECES + 4 };

struct reporter {
    const struct quote_names *names;
    const stet_host *host;
    const struct scene *scene;
};

static stet_attr number_attr(stet_key key, int64_t number)
{
    return (stet_attr){.key = key, .type = STET_ATTR_NUMBER, .number = number};
}

static stet_attr text_attr(stet_key key, Str text)
{
    return (stet_attr){.key = key, .type = STET_ATTR_TEXT, .text = text};
}

static stet_ref emit(const struct reporter *to, stet_kind kind, Range at,
                     uint32_t confidence, const stet_attr *attrs,
                     uint32_t attr_count, const stet_link *links,
                     uint32_t link_count)
{
    stet_annotation annotation = {
        .size = sizeof annotation,
        .kind = kind,
        .span = stet_bytes(to->scene->sheet.tokens, at.start, at.end),
        .confidence = confidence,
        .attr_count = attr_count,
        .link_count = link_count,
        .attrs = attrs,
        .links = links,
    };

    return to->host->emit(to->host->self, &annotation);
}

static void emit_part(const struct reporter *to, stet_kind kind, Range at,
                      stet_role role, uint32_t confidence, stet_link *links,
                      uint32_t *count)
{
    stet_ref ref;

    if (range_empty(at))
        return;
    ref = emit(to, kind, at, confidence, NULL, 0, NULL, 0);
    if (ref != STET_REFUSED)
        links[(*count)++] = (stet_link){.to = ref, .role = role};
}

static void emit_source(const struct reporter *to, const Claim *claim,
                        stet_link *links, uint32_t *count)
{
    stet_attr attrs[2];
    stet_ref ref;

    if (range_empty(claim->source))
        return;
    attrs[0] =
        number_attr(to->names->head, claim->source_head - claim->source.start);
    attrs[1] = number_attr(to->names->form, claim->source_kind);
    ref = emit(to, to->names->source, claim->source,
               model_per_mille(claim->source_score), attrs, 2, NULL, 0);
    if (ref != STET_REFUSED)
        links[(*count)++] =
            (stet_link){.to = ref, .role = to->names->to_source};
}

static Str type_name(uint32_t type)
{
    if (type == CLAIM_DIRECT)
        return STR("direct");
    return type == CLAIM_MIXED ? STR("mixed") : STR("indirect");
}

static void report_claim(const struct reporter *to, const Claim *claim)
{
    const struct quote_names *names = to->names;
    uint32_t confidence = confidence_of(claim->rule, claim->score), links = 0;
    stet_link all[LINKS];
    Range hull = {claim->pieces[0].start, claim->pieces[0].end};
    stet_attr attrs[] = {
        text_attr(names->type, type_name(claim->type)),
        number_attr(names->rule, claim->rule),
        number_attr(names->open, claim->is_open),
    };

    for (uint32_t i = 0; i < claim->piece_count; i++) {
        emit_part(to, names->content, claim->pieces[i], names->to_content,
                  confidence, all, &links);
        if (claim->pieces[i].end > hull.end)
            hull.end = claim->pieces[i].end;
        if (claim->pieces[i].start < hull.start)
            hull.start = claim->pieces[i].start;
    }
    emit_source(to, claim, all, &links);
    emit_part(to, names->cue, claim->cue, names->to_cue, confidence, all,
              &links);
    emit_part(to, names->addressee, claim->addressee, names->to_addressee,
              confidence, all, &links);
    emit_part(to, names->medium, claim->medium, names->to_medium, confidence,
              all, &links);
    emit(to, names->quotation, hull, confidence, attrs, 3, all, links);
    if (to->scene->sheet.block->explaining)
        why_claim(to->host, to->scene, claim, hull);
}

/* A cue without content: the story pass looks for it in the next block. */
static void report_ahead(const struct reporter *to, const Claim *claim)
{
    uint32_t links = 0;
    stet_link all[1];

    if (range_empty(claim->cue))
        return;
    emit_source(to, claim, all, &links);
    emit(to, to->names->cue, claim->cue, 500, NULL, 0, all, links);
}

static void report_not_speech(const struct reporter *to,
                              const struct claims *claims)
{
    const struct sheet *sheet = &to->scene->sheet;

    for (uint32_t k = 0; k < sheet->stretch_count; k++) {
        stet_attr kind;

        if (claims->taken[k] || (claims->speech[k] > 0 &&
                                 claims->owner[sheet->stretches[k].at.start]))
            continue;
        kind = text_attr(to->names->kind, speech_kind(to->scene, k));
        emit(to, to->names->not_speech, sheet->stretches[k].at,
             1000 - model_per_mille(claims->speech[k]), &kind, 1, NULL, 0);
        if (sheet->block->explaining)
            why_not_speech(to->host, to->scene, claims, k);
    }
}

/* ---- marks that close nothing ---- */

enum {
    CUE_REACH = 4,  /* tokens behind a mark in which "she said" begins */
    STRAY_MIN = 12, /* tokens; a shorter paragraph may be a signature */
};

/* Token `at` is a double mark that can only close, and that nothing opened. */
static int is_stray(const struct sheet *sheet, uint32_t at)
{
    const stet_tokens *tokens = sheet->tokens;

    return tokens->cls[at] == STET_TOKEN_QUOTE_CLOSE &&
           tokens->mate[at] == STET_NONE && stet_token_is(tokens, at, "\"") &&
           sheet->stretch_of[at] == STET_NONE && at > 2 &&
           tokens->cls[at - 1] == STET_TOKEN_PUNCT &&
           strchr(".,?!", tokens->norm[at - 1].ptr[0]) &&
           !(tokens->flags[at] & STET_TOKEN_SPACED) &&
           (at + 1 == sheet->count ||
            (tokens->flags[at + 1] & STET_TOKEN_SPACED));
}

/* "..." Lund said, or "..." said Lund, from token `at`. */
static int is_reported(const struct sheet *sheet, uint32_t at)
{
    for (uint32_t i = at; i < sheet->count && i < at + CUE_REACH; i++) {
        if (sheet->tokens->cls[i] == STET_TOKEN_PUNCT)
            return 0;
        if (sheet->bits[i] & (W_SAY | W_TELL | W_WRITE | W_ASK))
            return 1;
    }
    return 0;
}

/* Marks pair before `at`; not with the sign of inches, as in “6’2”,” */
static int is_quoting(const struct sheet *sheet, uint32_t at)
{
    const Stretch *last = NULL;

    for (uint32_t k = 0; k < sheet->stretch_count; k++)
        if (sheet->stretches[k].at.end <= at)
            last = &sheet->stretches[k];
    return last && last->is_closed &&
           sheet->tokens->cls[last->at.end - 2] != STET_TOKEN_NUMBER;
}

/* A paragraph of some speech whose first mark closes: the one that opens it is
 * missing, unless speech goes on from the paragraph before, which the story
 * pass knows. Half a sentence in a line of its own tells nothing. */
static void report_stray(const struct reporter *to)
{
    const struct sheet *sheet = &to->scene->sheet;

    if (sheet->block->kind != STET_BLOCK_PARAGRAPH || !sheet->count ||
        (!sheet_capital(sheet, 0) &&
         sheet->tokens->cls[0] != STET_TOKEN_QUOTE_OPEN))
        return;
    for (uint32_t i = 0; i < sheet->count; i++) {
        if (!is_stray(sheet, i))
            continue;
        if (is_quoting(sheet, i) || is_reported(sheet, i + 1) ||
            (i + 1 == sheet->count && i >= STRAY_MIN))
            emit(to, to->names->stray, (Range){i, i + 1}, 900, NULL, 0, NULL,
                 0);
        return;
    }
}

void report_claims(const struct quote_names *names, const stet_host *host,
                   const struct scene *scene, const struct claims *claims)
{
    struct reporter to = {names, host, scene};

    for (uint32_t i = 0; i < claims->count; i++)
        if (claims->all[i].piece_count)
            report_claim(&to, &claims->all[i]);
    report_ahead(&to, &claims->ahead);
    report_not_speech(&to, claims);
    report_stray(&to);
}
