#include "quotes/why.h"

#include "quotes/antecedent.h"
#include "quotes/confidence.h"
#include "quotes/speech.h"
#include "stet/text.h"

#include <stdarg.h>
#include <stdio.h>

enum { WORDS_MAX = 1200, QUOTED_MAX = 60 };

/* Words in the making; what does not fit is left out. */
struct words_out {
    char bytes[WORDS_MAX];
    uint32_t len;
};

static void put(struct words_out *out, const char *format, ...)
{
    va_list rest;
    int length;

    va_start(rest, format);
    length =
        vsnprintf(out->bytes + out->len, WORDS_MAX - out->len, format, rest);
    va_end(rest);
    if (length > 0)
        out->len += (uint32_t)length;
    if (out->len >= WORDS_MAX)
        out->len = WORDS_MAX - 1;
}

/* A few words between marks, cut where a character ends. */
static void put_quoted(struct words_out *out, Str words)
{
    uint32_t len = words.len < QUOTED_MAX ? words.len : QUOTED_MAX;

    while (len < words.len && ((unsigned char)words.ptr[len] & 0xC0) == 0x80)
        len--;
    put(out, "“%.*s%s”", (int)len, words.ptr, len < words.len ? "…" : "");
}

static Str words_at(const struct scene *scene, Range at)
{
    stet_span span = stet_bytes(scene->sheet.tokens, at.start, at.end);

    return str_cut(scene->sheet.block->text, span.start, span.end);
}

static void put_rule(struct words_out *out, const struct scene *scene,
                     const Claim *claim)
{
    static const char *const rules[RULE_COUNT] = {
        [RULE_MARKED_CUE] = "Words between marks that ",
        [RULE_MIXED_CUE] = "Words between marks in a clause that ",
        [RULE_MARKED_ALONE] = "Words between marks that nothing announces",
        [RULE_UNMARKED_AFTER] = "A clause without marks behind ",
        [RULE_UNMARKED_BEFORE] = "A clause without marks before ",
        [RULE_TAGGED] = "Words that the network tags as reported",
        [RULE_TURN] = "A turn of a transcript, by the label before it",
    };

    put(out, "%s", rules[claim->rule]);
    if (range_empty(claim->cue))
        return;
    if (claim->rule == RULE_TAGGED)
        put(out, ", with ");
    put_quoted(out, words_at(scene, claim->cue));
    if (claim->rule == RULE_MARKED_CUE || claim->rule == RULE_MIXED_CUE)
        put(out, " announces");
}

/* What share of the pieces' words the network calls content. */
static void put_tags(struct words_out *out, const struct scene *scene,
                     const Claim *claim)
{
    uint32_t content = 0, all = 0;

    if (!scene->tags)
        return;
    for (uint32_t p = 0; p < claim->piece_count; p++) {
        for (uint32_t i = claim->pieces[p].start; i < claim->pieces[p].end;
             i++) {
            content += scene_role(scene, i) == ROLE_CONTENT;
            all++;
        }
    }
    put(out, "; the network tags %u of %u words as reported", content, all);
}

static void put_source(struct words_out *out, const struct scene *scene,
                       const Claim *claim)
{
    if (range_empty(claim->source)) {
        put(out, "; no source beside it");
        return;
    }
    put(out, "; source ");
    put_quoted(out, words_at(scene, claim->source));
    put(out, " (%u %%)", model_per_mille(claim->source_score) / 10);
    if (range_empty(claim->runner_up) ||
        claim->runner_up.start == claim->source.start)
        return;
    put(out, " before ");
    put_quoted(out, words_at(scene, claim->runner_up));
}

static void say(const stet_host *host, const struct scene *scene, Range at,
                const struct words_out *out)
{
    stet_place place = {
        .ref = STET_NO_REF,
        .span = stet_bytes(scene->sheet.tokens, at.start, at.end),
    };

    host->reason(host->self, &place, (Str){out->bytes, out->len});
}

void why_claim(const stet_host *host, const struct scene *scene,
               const Claim *claim, Range hull)
{
    struct words_out out = {.len = 0};

    put_rule(&out, scene, claim);
    put(&out, " (%u %%)", confidence_of(claim->rule, claim->score) / 10);
    put_tags(&out, scene, claim);
    put_source(&out, scene, claim);
    say(host, scene, hull, &out);
}

void why_not_speech(const stet_host *host, const struct scene *scene,
                    const struct claims *claims, uint32_t index)
{
    struct words_out out = {.len = 0};
    Str kind = speech_kind(scene, index);

    put(&out, "Marks, but no speech: ");
    if (speech_is_name(scene, index))
        put(&out, "it stands where a name or a title does");
    else
        put(&out,
            "by its length, its words and its neighbours it is speech "
            "by %u %% only",
            model_per_mille(claims->speech[index]) / 10);
    put(&out, "; taken for a %.*s", STR_ARG(kind));
    say(host, scene, scene->sheet.stretches[index].at, &out);
}

void why_voice(const struct told *told, const Spoken *one)
{
    struct words_out out = {.len = 0};
    stet_place place = {.ref = one->ref};
    Str source = {NULL, 0};
    uint32_t gender;

    if (one->source != STET_NO_REF)
        source = told->host->text(told->host->self, one->source);
    if (!one->voice.entity && !one->voice.name.len) {
        put(&out, "Who speaks is open: nobody beside it, nobody carried over "
                  "from the sentences before");
    } else if (source.len) {
        put_quoted(&out, source);
        put(&out, " is taken for %.*s", STR_ARG(one->voice.name));
    } else {
        put(&out,
            "Nobody is named beside it; the speaker is carried over "
            "from nearby: %.*s",
            STR_ARG(one->voice.name));
    }
    if (one->runner_up.name.len)
        put(&out, "; the second best is %.*s", STR_ARG(one->runner_up.name));
    gender = told_pronoun(source);
    if (gender) {
        put(&out, "; weighed: ");
        out.len += antecedent_describe(told, one, gender, out.bytes + out.len,
                                       WORDS_MAX - out.len);
    }
    told->host->reason(told->host->self, &place, (Str){out.bytes, out.len});
}
