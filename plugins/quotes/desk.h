/*
 * desk - what the rounds of claim.h share: one block's claims being put
 * together, and what is still free.
 *
 *     tokens   The roof , Ada Lund said , was “ a sieve . ”
 *     owner     1    1  0  0   0    0   0  1  1 1   1   1 1
 *
 * The rounds are marked.c, unmarked.c and tagged.c, with weigh.c; source.c says
 * who speaks with a cue, subject.c and whole.c how far a subject reaches,
 * participle.c whose a participle is. A claim that another one retells is
 * emptied, not removed: its pieces are none.
 */
#ifndef QUOTES_DESK_H
#define QUOTES_DESK_H

#include "quotes/claim.h"

enum {
    NAME_SCORE = -1024,  /* speech, by log-odds, of what is surely a name */
    APPOSITION_MAX = 24, /* tokens between a name and its verb */
};

struct desk {
    const struct scene *scene;
    const struct sheet *sheet;
    struct claims *out;
    Choice *cue_of;      /* of each stretch */
    uint32_t *claim_of;  /* of each cue: 1 + its claim, or 0 */
    Choice *source_of;   /* of each cue, once it was asked for */
    uint8_t *has_source; /* of each cue: 1 if source_of is known */
    uint32_t *owner;     /* of each token: 1 + the claim of its content */
    int32_t *speech;
    uint8_t *taken;
    uint32_t room_for; /* claims that fit into out->all */
};

/* A new claim; NULL where the desk is full. */
Claim *desk_claim(struct desk *desk, uint32_t rule, int32_t score);

/* Adds a piece without the commas and stops at its end. */
void desk_add(struct desk *desk, Claim *claim, Range piece);

/* CLAIM_DIRECT when nine words in ten stand between marks. */
uint32_t desk_type_of(const struct desk *desk, const Range *pieces,
                      uint32_t count);
uint32_t desk_type(const struct desk *desk, const Claim *claim);

/* Gives `claim` the cue `index` and whoever speaks with it. */
void desk_source(const struct desk *desk, Claim *claim, uint32_t index);

/* Whoever stands in `tag`, as a source. */
void desk_source_at(const struct desk *desk, Range tag, Range *out_source,
                    uint32_t *out_kind);

/* A subject may begin at `at`: nothing before it governs it. */
bool desk_starts_clause(const struct desk *desk, uint32_t at);

/* A participle by its look; it or another word that stands between a noun and
 * what describes it: "officials briefed on", "people familiar with". */
bool desk_is_participle(const struct sheet *sheet, uint32_t at);
bool desk_is_postpositive(const struct sheet *sheet, uint32_t at);

/* Nobody's words and no marks lie in `at`. */
bool desk_is_plain(const struct desk *desk, Range at);

/* The noun that begins a clause and is described by all from there to `last`,
 * a noun behind a preposition: "voters" in "voters in the valley". NULL where
 * it is not so. */
const Phrase *desk_described(const struct desk *desk, Range last);

/* Between a subject that ends at `open` and `verb` stands nothing but what
 * marks enclose: ", who runs the shelter, ". */
bool desk_is_before_insertion(const struct desk *desk, uint32_t open,
                              uint32_t verb);

/* Whom an insertion before a cue's verb is said of: from "who" or "the
 * shelter" in "Lund, who runs the shelter, said" to "Lund". `at` is what the
 * source was taken for, `kind` its PHRASE_. NULL where nothing is inserted. */
const Phrase *desk_over_insertion(const struct desk *desk, Range at,
                                  uint32_t kind, Range cue);

/* The relative pronoun at `at` has a verb of its own before `close`, so that
 * one behind that is another's: "who backs the plan, warned". */
bool desk_has_own_verb(const struct sheet *sheet, uint32_t at, uint32_t close);

/* "footage of Ada Lund": the footage says nothing, Lund does. */
Range desk_shown(const struct scene *scene, const Phrase *phrase);

/* "to chants of “Sink it!”": a noun for what a crowd makes heard. */
bool desk_is_cry(const struct sheet *sheet, const Cue *cue);

/* "ended in cries of “Shame!”": only the words between the marks are said, and
 * not by what is met with them. */
void desk_settle_cry(const struct desk *desk, Claim *claim);

/* Whose participle `cue` is, where a comma parts it from its clause: "Lund" in
 * "Lund walked past the mill, chanting". NULL where it is none, or where that
 * is open. */
const Phrase *desk_participle_subject(const struct desk *desk, const Cue *cue);

/* Widens the source of a claim to all that speaks: from "the community" to
 * "voters in the community", from "her lawyers" to "Lund and her lawyers". */
void desk_whole(const struct desk *desk, Claim *claim);

/* All of `claim`, with who says it and how, is told inside `content`: "wrote
 * that the aide had called it “a farce”" is one quotation, the writer's. Of
 * one with marks that is not settled yet, it is enough that the marks are. */
bool desk_is_nested(const struct desk *desk, const Claim *claim, Range content);

/* Nobody else's words stand in `content`, or only ones that are retold. */
bool desk_is_free(const struct desk *desk, Range content);

/* It was none: its words are free again. */
void desk_drop(struct desk *desk, Claim *claim);

/* Claims inside of `content` are part of it from now on. */
void desk_swallow(struct desk *desk, Range content);

/* The first token from `content.start` on that a claim holds which `content`
 * cannot swallow; `content.end` where there is none. */
uint32_t desk_free_end(const struct desk *desk, Range content);

/* Where the clause that a source "who" begins ends, or a bracket that was open
 * before, if not at `limit`: "Lund, who says it leaks, has left". `at` is
 * behind its verb. */
uint32_t desk_clause_end(const struct desk *desk, Range source, uint32_t at,
                         uint32_t limit);

/* "The plan, said Lund, a lawyer, was “dead.”": the words before the comma
 * are the subject of those behind. Their pieces; both empty where it is not
 * so, as in "Lund, who said it was dead, left". */
typedef struct Broken {
    Range subject;
    uint32_t resumes; /* at the verb */
} Broken;

Broken desk_broken(const struct desk *desk, const Claim *claim, uint32_t limit);

/* Content that no marks enclose, as one candidate among others. */
typedef struct Found {
    uint32_t cue;  /* index, or STET_NONE */
    uint32_t rule; /* RULE_ */
    Range cue_at;  /* where `cue` is STET_NONE: a tag's, or empty */
    Range lead;    /* a piece before `content`: "The roof, she said, ..." */
    Range content, source, addressee, medium, runner_up;
    uint32_t source_kind;
    int32_t score, source_score;
    int32_t ahead;     /* what is added to the score in their order */
    uint32_t claim;    /* 1 + the claim that it is already, or 0 */
    uint32_t is_maybe; /* no tag: one of several ends, or of nothing */
    uint32_t stop_step, inner_step; /* how likely it is, in steps, that it
                                       stops at its end, or stopped before;
                                       the end of the sentence: 16 */
} Found;

/* What stands behind or before a cue, judged; score INT32_MIN where nothing
 * may. */
Found unmarked_look(const struct desk *desk, uint32_t cue, uint32_t rule);

/* Gives `found`, which has a cue and a source, both sides of a sentence that
 * they stand in the middle of; false where they do not. */
bool unmarked_broken(const struct desk *desk, Found *found);

/* Judges `found`, which has a cue. */
void unmarked_judge(const struct desk *desk, Found *found);

/* "Voss", "him", "of $3 million": reported words are more than that. */
bool unmarked_is_bare(const struct sheet *sheet, Range content);

/* Makes a claim of it, unless its words are taken. */
void unmarked_claim(struct desk *desk, const Found *found);

/* For qsort(): the highest score, with what puts it ahead, first. */
int unmarked_by_score(const void *left, const void *right);

/* The words that announce it, of the rules or of a tag; empty where none do. */
Range weigh_cue(const struct desk *desk, const Found *found);

/* 0 no marks, 1 marks that are speech by themselves, 2 others alone. */
uint32_t weigh_marks(const struct desk *desk, Range content);

/* Gives `found` the score of rules and tags together. */
void weigh(const struct desk *desk, Found *found);

/* The rounds. */
void marked_round(struct desk *desk);
void unmarked_round(struct desk *desk);
void tagged_round(struct desk *desk); /* instead, where there are tags */

#endif
