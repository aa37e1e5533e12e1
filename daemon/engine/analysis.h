/*
 * analysis - everything that is known of one version of a story.
 *
 *     version ---- blocks -----------.
 *        |                           |
 *     analysis -- notes of each block (block passes; shared, cached)
 *        '------- story              (story passes; shared while what they
 *                                     see has not changed)
 *
 * This is what editors' features and report formats read: the six general
 * things (annotations, entities, outline, findings, fixes, completions) with
 * all passes merged. Layers are known here by number alone.
 *
 * Everything that is returned lies in the analysis, or in the arena that was
 * passed in, and is in the fixed order: start, longer first, layer, kind.
 *
 * Invariants
 *  1. The same text, options and facts give the same analysis byte for byte,
 *     whether made from scratch, from a cache or from an earlier one.
 *  2. Immutable once made.
 *
 * Threads: references are atomic; reading [any]. engine_analyse() [worker].
 */
#ifndef ENGINE_ANALYSIS_H
#define ENGINE_ANALYSIS_H

#include "engine/annotator.h"
#include "engine/cache.h"
#include "engine/version.h"

/* What is known of a story besides its text. */
typedef struct StoryFacts {
    Str date;             /* "2026-03-04", or empty */
    uint32_t date_source; /* STET_DATE_ */
    Str language;         /* BCP 47, or empty */
} StoryFacts;

struct analysis;

typedef struct AnalysisRequest {
    struct pipeline *pipeline; /* the worker's own */
    struct version *version;
    StoryFacts facts;
    struct cache *cache;             /* may be NULL */
    const struct analysis *previous; /* of an earlier version; may be NULL */
    const atomic_bool *cancelled;    /* may be NULL */
    bool explaining;                 /* collect reasons; nothing is cached */
} AnalysisRequest;

/* One reference, the caller's; NULL when it was cancelled. [worker] */
struct analysis *engine_analyse(const AnalysisRequest *request);

struct analysis *analysis_ref(struct analysis *self);
void analysis_unref(struct analysis *self); /* NULL is accepted */

const struct version *analysis_version(const struct analysis *self);
const struct registry *analysis_registry(const struct analysis *self);

/* ---- annotations ------------------------------------------------------- */

typedef struct NoteLink {
    stet_ref to;
    stet_role role;
} NoteLink;

/* An annotation as all passes left it. */
typedef struct Note {
    stet_ref ref;   /* names it within this analysis */
    uint32_t layer; /* of the registry */
    stet_kind kind;
    Span span;             /* bytes of the file */
    uint32_t confidence;   /* per mille */
    stet_entity_id entity; /* that it mentions, or 0 */
    uint32_t attr_count, link_count;
    const stet_attr *attrs; /* in the order in which they were given */
    const NoteLink *links;
    Str label;
} Note;

/* The annotations of block `block`; how many there are. */
uint32_t analysis_notes(const struct analysis *self, uint32_t block,
                        struct arena *arena, const Note **out_notes);

/* Those that overlap bytes `span` of the file (touch it where it is empty). */
uint32_t analysis_notes_in(const struct analysis *self, Span span,
                           struct arena *arena, const Note **out_notes);

/* One annotation. False where it does not exist or was retracted. */
bool analysis_note(const struct analysis *self, stet_ref ref,
                   struct arena *arena, Note *out_note);

/* The attribute `key` of a note, or NULL. */
const stet_attr *note_attr(const Note *note, stet_key key);

/* The first link of `role`, or STET_NO_REF. */
stet_ref note_link(const Note *note, stet_role role);

/* ---- entities ---------------------------------------------------------- */

typedef struct Entity {
    stet_kind kind;
    Str name;
    stet_ref canonical; /* the mention that introduces it, or STET_NO_REF */
    uint32_t attr_count;
    const stet_attr *attrs;
} Entity;

/* Entities are numbered from 1 to this. */
uint32_t analysis_entity_count(const struct analysis *self);

/* NULL where there is none. */
const Entity *analysis_entity(const struct analysis *self, stet_entity_id id);

/* Every annotation that mentions it, in order; those that name it in an
 * attribute (a quotation its speaker) are of another list. */
uint32_t analysis_mentions(const struct analysis *self, stet_entity_id id,
                           const stet_ref **out_refs);
uint32_t analysis_owned(const struct analysis *self, stet_entity_id id,
                        const stet_ref **out_refs);

/* ---- findings, completions, reasons ------------------------------------ */

typedef struct Edit {
    Span span;
    Str text;
} Edit;

typedef struct Fix {
    Str title;
    bool is_safe;
    uint32_t edit_count;
    const Edit *edits; /* ascending, not overlapping */
} Fix;

typedef struct Related {
    Span span;
    Str message;
} Related;

typedef struct Finding {
    stet_rule rule;
    uint32_t severity; /* STET_ERROR to STET_HINT */
    uint32_t confidence;
    Span span; /* bytes of the file */
    Str message;
    uint32_t related_count, fix_count;
    const Related *related;
    const Fix *fixes;
} Finding;

/* Every finding, by place, then rule, then message. */
uint32_t analysis_findings(const struct analysis *self, struct arena *arena,
                           const Finding **out_findings);

/* Those whose span touches bytes `span` of the file. */
uint32_t analysis_findings_in(const struct analysis *self, Span span,
                              struct arena *arena,
                              const Finding **out_findings);

typedef struct Completion {
    Str word, detail;
} Completion;

uint32_t analysis_completions(const struct analysis *self,
                              const Completion **out_completions);

typedef struct Reason {
    uint32_t layer;
    Span span;
    Str words;
} Reason;

/* Where the request said `explaining`. */
uint32_t analysis_reasons(const struct analysis *self, struct arena *arena,
                          const Reason **out_reasons);

/* What went wrong in the layer, in words; empty where nothing did. Such a
 * layer is empty in this analysis. */
Str analysis_trouble(const struct analysis *self, uint32_t layer);

#endif
