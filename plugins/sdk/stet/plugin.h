/*
 * stet/plugin.h - what a Stet plugin is.
 *
 * A plugin reads prose that the host has already cut into blocks, tokens and
 * sentences, and says what it found. It is a shared object with one exported
 * symbol, stet_plugin, and a manifest of the same name ending in .json, which
 * names the plugin's layer, its kinds, rules and options (plugins/README.md
 * describes every field). plugins/template is the smallest complete one.
 *
 *     load    stet_plugin() -> descriptor, never freed, never changing
 *     open    register names, read options; one instance for each worker
 *     block   one block -> annotations in it           (cached by content)
 *     story   all annotations of a story -> entities, values, findings
 *     close
 *
 * Two passes. The block pass sees one paragraph and says what can be said
 * from it alone; its result is kept for as long as the paragraph stands. The
 * story pass sees the annotations of every block, in order, and settles what
 * needs the whole story: who "she" is, which day "Tuesday" was. It sees
 * places as tokens, never as bytes, so that typing inside a word that nothing
 * is annotated on changes none of its inputs and costs no second run. It runs
 * at almost every keystroke: keep it linear in the annotations. It is not run
 * where it would be shown what it was shown before, and of what text() gives
 * only the words that it asked for count: ask for no more than you need.
 *
 * Threads. [loop] one thread, between load and close. [worker] any thread, but
 * never two at once for one instance. [any] either. An instance has no thread
 * of its own.
 * Memory. What the host passes lives until the call returns. What a plugin
 * emits is copied before the call returns. Neither frees what the other made.
 * Honesty. Results depend on the arguments and options alone: no clock, no
 * locale, no environment, no files, no memory of earlier calls.
 * Refusal. The host checks everything that a plugin says. What it refuses
 * returns STET_REFUSED; the plugin is then named to the user and switched off
 * for the story at hand, and everybody else goes on.
 * Growth. Every struct that may grow begins with its size in bytes; a reader
 * uses a field only where size says that it is there, and fields are only
 * added at the end. stet_str, stet_span, stet_attr, stet_link, stet_place,
 * stet_related and stet_edit travel in arrays and never change. The major
 * version changes when that is not enough.
 * Language. C99 and C++11 and later; no enum, bool, long or bitfield in a
 * struct, so that every compiler lays it out alike, and nothing that needs a
 * shared address space, so that a pipe can carry it.
 */
#ifndef STET_PLUGIN_H
#define STET_PLUGIN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STET_ABI_MAJOR 1u
#define STET_ABI_MINOR 0u

/* ---- values ------------------------------------------------------------ */

/* Bytes, borrowed, not ended by NUL; UTF-8 unless it says otherwise. */
typedef struct stet_str {
    const char *ptr;
    uint32_t len; /* bytes */
} stet_str;

/* A stretch of bytes or of tokens, whichever the field says; end exclusive. */
typedef struct stet_span {
    uint32_t start, end;
} stet_span;

/* Small integers that stand for names registered in open(). 0 is none. */
typedef uint32_t stet_kind; /* what an annotation is: "quote/quotation" */
typedef uint32_t stet_role; /* why one links to another: "source" */
typedef uint32_t stet_key;  /* an attribute: "value" */
typedef uint32_t stet_rule; /* what a finding is about: "date/weekday" */

/* Something that several annotations mention; made by a story pass. Valid in
 * the story pass at hand and the later ones of the same run. 0 is none. */
typedef uint32_t stet_entity_id;

/*
 * An annotation: which of the layers that the plugin sees (0 is its own, then
 * its needs, then its wants, in the manifest's order), which block of the
 * story (0 in a block pass), and which annotation of that block and layer.
 */
typedef uint64_t stet_ref;

#define STET_REF(layer, block, index)                                          \
    (((uint64_t)(layer) << 56) | ((uint64_t)(block) << 28) | (uint64_t)(index))
#define STET_REF_LAYER(ref) ((uint32_t)((ref) >> 56))
#define STET_REF_BLOCK(ref) ((uint32_t)((ref) >> 28) & 0xFFFFFFFu)
#define STET_REF_INDEX(ref) ((uint32_t)(ref)&0xFFFFFFFu)
#define STET_NO_REF UINT64_MAX

/* What emit() and its like return when the host says no. */
#define STET_REFUSED UINT64_MAX

/* "No token", "no entity", "no block": where an index is expected. */
#define STET_NONE UINT32_MAX

#define STET_ATTR_TEXT 0u
#define STET_ATTR_NUMBER 1u
#define STET_ATTR_ENTITY 2u /* story pass only: number is a stet_entity_id */

typedef struct stet_attr {
    stet_key key;
    uint32_t type;  /* STET_ATTR_ */
    int64_t number; /* of the types NUMBER and ENTITY */
    stet_str text;  /* of the type TEXT; at most STET_TEXT_MAX bytes */
} stet_attr;

typedef struct stet_link {
    stet_ref to;
    stet_role role;
    uint32_t reserved; /* 0 */
} stet_link;

#define STET_TEXT_MAX 4096u
#define STET_CERTAIN 1000u /* confidence, per mille */

/* ---- what a plugin reads ----------------------------------------------- */

/* Token classes. */
#define STET_TOKEN_WORD 1u        /* letters, perhaps with ' . or digits */
#define STET_TOKEN_NUMBER 2u      /* digits with , . : / inside: 3,400 3.2 */
#define STET_TOKEN_PUNCT 3u       /* , ; . ? ( ) - and so on, one each */
#define STET_TOKEN_QUOTE_OPEN 4u  /* a quotation mark that opens */
#define STET_TOKEN_QUOTE_CLOSE 5u /* a quotation mark that closes */
#define STET_TOKEN_APOSTROPHE 6u  /* alone: the workers' */
#define STET_TOKEN_SYMBOL 7u      /* $ % + @ # and what else is no word */
#define STET_TOKEN_CLITIC 8u      /* 's 're 'm 've 'll 'd after a word */
#define STET_TOKEN_URL 9u         /* an address of any kind, in one piece */

/* Token flags. */
#define STET_TOKEN_SPACED 1u      /* white space or a line break before it */
#define STET_TOKEN_CAPITAL 2u     /* its first letter is upper case */
#define STET_TOKEN_ALL_CAPS 4u    /* it has letters, none of them lower case */
#define STET_TOKEN_EMPHASIS 8u    /* markup sets it in italics or bold */
#define STET_TOKEN_LINKED 16u     /* it is the text of a hyperlink */
#define STET_TOKEN_LINE_START 32u /* the first of its source line */
#define STET_TOKEN_DOTTED 64u     /* ends in a dot that is part of it: Rep. */

/*
 * The tokens of a block, in columns: entry i of each array is about token i.
 *
 * Hyphens and dashes are tokens of their own: "R-Neb." is R, -, Neb. and
 * "62-year-old" is 62, -, year, -, old. So are currency signs and percent
 * signs. A contraction's second half is one when it is a verb or 's: "he's"
 * is he, 's, but "don't" is one word.
 */
typedef struct stet_tokens {
    uint32_t size;
    uint32_t count;
    const uint32_t *start, *end; /* bytes of the block's text */
    const uint8_t *cls;          /* STET_TOKEN_WORD and so on */
    const uint8_t *flags;        /* STET_TOKEN_SPACED | ... */
    const uint32_t *hash;        /* stet_hash() of folded */
    /* As written, but character references decoded, apostrophes straight and
     * soft hyphens gone; a quotation mark of any system is ". */
    const stet_str *norm;
    const stet_str *folded; /* norm in lower case */
    /* Of a quotation mark: the token that closes or opens it, or STET_NONE
     * where the paragraph has none. Of any other token: STET_NONE. */
    const uint32_t *mate;
    const uint8_t *depth; /* quotations around it; a mark is in its own */
} stet_tokens;

/* Annotations of one layer in one block, in columns, in the fixed order:
 * start, then longer first, then kind. */
typedef struct stet_layer {
    uint32_t size;
    uint32_t count;
    const stet_kind *kind;
    const stet_span *span;      /* bytes; NULL in a story pass */
    const stet_span *tokens;    /* the tokens that it touches */
    const uint16_t *confidence; /* per mille; NULL in a story pass */
    const uint32_t *first_attr; /* count + 1 entries into attrs */
    const stet_attr *attrs;     /* as the block pass gave them */
    const uint32_t *first_link; /* count + 1 entries into links */
    const stet_link *links;     /* within the layer that holds them */
} stet_layer;

#define STET_BLOCK_PARAGRAPH 1u
#define STET_BLOCK_HEADING 2u
#define STET_BLOCK_LIST_ITEM 3u
#define STET_BLOCK_CELL 4u       /* of a table */
#define STET_BLOCK_BLOCKQUOTE 5u /* a paragraph that is set as a quotation */
#define STET_BLOCK_CODE 6u       /* has no tokens, as all that is no prose */

/*
 * One block, read-only. Tokens before first_own and from end_own on belong to
 * the neighbours: they are there as far as the plugin's reach goes, and
 * nothing may be emitted on them. Sentences are those of the block itself.
 */
typedef struct stet_block {
    uint32_t size;
    uint32_t kind;  /* STET_BLOCK_ */
    uint32_t level; /* of a heading: 1 to 6; of a list item: its depth */
    uint32_t first_own, end_own; /* tokens */
    stet_span own;               /* bytes of text that are the block's */
    stet_str text;               /* as in the file; the reach included */
    const stet_tokens *tokens;
    uint32_t sentence_count;
    uint32_t layer_count;
    const stet_span *sentences; /* token indices */
    /* By the numbering of stet_ref; the own layer is empty here. A wanted
     * layer that nobody provides is NULL. */
    const stet_layer *const *layers;
    uint32_t explaining; /* 1: a person asked why; call reason() freely */
} stet_block;

/* One block as a story pass sees it. */
typedef struct stet_story_block {
    uint32_t size;
    uint32_t kind, level; /* as in stet_block */
    uint32_t token_count;
    uint32_t sentence_count;
    uint32_t layer_count;
    const stet_span *sentences; /* token indices */
    /* As in stet_block, own layer too; one whose manifest says "story": false
     * is NULL. */
    const stet_layer *const *layers;
} stet_story_block;

#define STET_DATE_NONE 0u
#define STET_DATE_RECORD 1u /* told by the record or the editor */
#define STET_DATE_MARKUP 2u /* front matter, HTML metadata */

typedef struct stet_story {
    uint32_t size;
    uint32_t block_count;
    const stet_story_block *const *blocks;
    stet_str date;        /* "2026-03-04", or empty: find the date line */
    uint32_t date_source; /* STET_DATE_ */
    uint32_t explaining;  /* as in stet_block */
    stet_str language;    /* BCP 47: "en", "en-GB"; may be empty */
} stet_story;

/* ---- what a plugin says ------------------------------------------------ */

/* Where something is: an annotation, or a stretch of a block. */
typedef struct stet_place {
    stet_ref ref;   /* STET_NO_REF: block and span say it */
    uint32_t block; /* story pass; 0 in a block pass */
    stet_span span; /* block pass: bytes of text; story pass: tokens */
} stet_place;

typedef struct stet_annotation {
    uint32_t size;
    stet_kind kind;      /* one that this plugin's manifest declares */
    uint32_t block;      /* story pass; 0 in a block pass */
    stet_span span;      /* block pass: bytes of text; story pass: tokens */
    uint32_t confidence; /* per mille: how often such a claim is right */
    uint32_t attr_count; /* at most 32 */
    uint32_t link_count; /* at most 256 */
    const stet_attr *attrs;
    const stet_link *links; /* to ones emitted before, or in a seen layer */
    stet_str label; /* what a hint may show behind the span; may be empty */
} stet_annotation;

/* What a story pass learned about an annotation of its own layer. */
typedef struct stet_amendment {
    uint32_t size;
    uint32_t confidence; /* per mille; STET_NONE leaves it */
    uint32_t attr_count;
    uint32_t link_count;
    const stet_attr *attrs; /* added, or put in the place of the same key */
    const stet_link *links; /* added */
    stet_str label;         /* put in place unless ptr is NULL */
} stet_amendment;

/* One thing in the world that the story speaks of. */
typedef struct stet_entity {
    uint32_t size;
    stet_kind kind;     /* "name/person" */
    stet_str name;      /* the fullest: "Don Bacon" */
    stet_ref canonical; /* the mention that introduces it, or STET_NO_REF */
    uint32_t attr_count;
    uint32_t reserved; /* 0 */
    const stet_attr *attrs;
} stet_entity;

#define STET_ERROR 1u
#define STET_WARNING 2u
#define STET_INFORMATION 3u
#define STET_HINT 4u

typedef struct stet_related {
    stet_place place;
    stet_str message;
} stet_related;

typedef struct stet_edit {
    stet_place place;
    stet_str text; /* what shall stand there */
} stet_edit;

typedef struct stet_fix {
    uint32_t size;
    uint32_t is_safe; /* 1: lint --fix may apply it unasked; 0: a proposal */
    stet_str title;   /* "Change to “R-Pa.”" */
    uint32_t edit_count;
    const stet_edit *edits; /* not overlapping */
} stet_fix;

/* Something that a person should look at. */
typedef struct stet_finding {
    uint32_t size;
    stet_rule rule;    /* one that this plugin's manifest declares */
    uint32_t severity; /* STET_ERROR to STET_HINT */
    stet_place place;
    stet_str message; /* one sentence for a person, no trailing stop */
    uint32_t confidence;
    uint32_t related_count;
    uint32_t fix_count;
    const stet_related *related;
    const stet_fix *const *fixes; /* the best first */
} stet_finding;

/*
 * What the host does for a plugin during a call. `self` is handed back in
 * every one. Functions that take a struct copy it, strings and arrays too.
 */
typedef struct stet_host {
    uint32_t size;
    uint32_t abi_minor;
    void *self;

    /* [loop] open() only. A number for a name: a kind ("name/person", of any
     * layer), a rule, a role or a key. The same name gives the same number to
     * everybody. 0 past 256 names or 128 bytes. */
    uint32_t (*register_name)(void *self, stet_str name);

    /* [worker] Block and story pass. Returns the annotation's ref, in the own
     * layer, or STET_REFUSED: the span is empty, outside the block's own
     * tokens or splits a character; the kind is not the plugin's; a link or
     * an entity does not exist; the budget is spent. In a block pass, index
     * is the order of emission until the call returns. */
    stet_ref (*emit)(void *self, const stet_annotation *annotation);

    /* [worker] Block and story pass. 0, or STET_REFUSED as above. */
    uint64_t (*finding)(void *self, const stet_finding *finding);

    /* [any] 1 when the result is no longer wanted: return soon, any way. */
    uint32_t (*cancelled)(void *self);

    /* [worker] Where `explaining` is 1: says in words why what stands at
     * `place` came out as it did. Ignored otherwise, but [loop] in open(),
     * with `place` NULL: why open() is about to fail, below 256 bytes. */
    void (*reason)(void *self, const stet_place *place, stet_str words);

    /* [worker] Story pass. Changes an annotation of the own layer: what its
     * block pass made, or one emitted in this pass. 0 or STET_REFUSED. */
    uint64_t (*amend)(void *self, stet_ref ref, const stet_amendment *change);

    /* [worker] Story pass. Takes an annotation of the own layer out of this
     * version: it was none. Links to it go too. 0 or STET_REFUSED. */
    uint64_t (*retract)(void *self, stet_ref ref);

    /* [worker] Story pass. Makes an entity. Returns its stet_entity_id, from
     * 1 in the order of calls, or STET_REFUSED. */
    uint64_t (*entity)(void *self, const stet_entity *entity);

    /* [worker] Story pass. `ref`, of the own layer, mentions `entity`, which
     * any plugin made. An annotation mentions one entity; the last call
     * counts. 0 or STET_REFUSED. */
    uint64_t (*mention)(void *self, stet_entity_id entity, stet_ref ref);

    /* [worker] Story pass. The entity that `ref`, of any seen layer, mentions
     * as far as is known: 0 if none. */
    stet_entity_id (*entity_of)(void *self, stet_ref ref);

    /* [worker] Story pass. An entity as it was made; valid in this pass. NULL
     * where there is none. Its canonical ref is STET_NO_REF unless it lies in
     * a layer that the plugin sees. */
    const stet_entity *(*entity_info)(void *self, stet_entity_id entity);

    /* [worker] Story pass. An attribute of `ref`, of any seen layer, with
     * what story passes amended so far. NULL where it has none; valid until
     * the next amend(). */
    const stet_attr *(*attribute)(void *self, stet_ref ref, stet_key key);

    /* [worker] Story pass. The words of an annotation as the file has them;
     * empty unless its kind says "text": true in its manifest. */
    stet_str (*text)(void *self, stet_ref ref);

    /* [worker] Story pass. Offers `word` for completion, with a line that
     * says what it is. 0 or STET_REFUSED. */
    uint64_t (*complete)(void *self, stet_str word, stet_str detail);

    /* [any] A later service by its id, or NULL. */
    const void *(*extension)(void *self, stet_str id);
} stet_host;

/*
 * extension("stet.resource/1"): files that lie beside the plugin.
 *
 * A plugin opens no files; what it ships besides its code (a model, a table)
 * it gets from here, read-only.
 */
#define STET_RESOURCE_V1 "stet.resource/1"

typedef struct stet_resource_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* [loop] open() only. Maps the file `name` (no path) of the plugin's own
     * folder; the bytes stay until the plugin is unloaded and are shared by
     * its instances. `self` is stet_host.self. Returns 0, or -ENOENT, -EINVAL
     * (a path, an empty or irregular file), -EFBIG (above 256 MiB), -EACCES;
     * what it points to is then untouched. */
    int32_t (*map)(void *self, stet_str name, const void **out_bytes,
                   uint64_t *out_len);
} stet_resource_v1;

/* ---- the plugin -------------------------------------------------------- */

#define STET_REACH_MAX 256u

typedef struct stet_plugin_v1 {
    uint32_t size;
    uint32_t abi_major, abi_minor;
    uint32_t reach_tokens; /* of each neighbour, seen by block(): 0 to 256 */
    stet_str id;           /* "org.example.datelines", as in the manifest */
    stet_str version;      /* semantic, as in the manifest */
    stet_str licence;      /* SPDX */

    /* [loop] Returns 0 or a negative errno; *out_instance is then untouched.
     * `options` is the plugin's part of the configuration, a JSON object in
     * which every declared option is present. */
    int32_t (*open)(const stet_host *host, stet_str options,
                    void **out_instance);
    void (*close)(void *instance); /* [loop] */

    /* [worker] Each may be NULL. Returns 0 or a negative errno, which the host
     * reports and which switches the plugin off for the story. */
    int32_t (*block)(void *instance, const stet_host *host,
                     const stet_block *block);
    int32_t (*story)(void *instance, const stet_host *host,
                     const stet_story *story);

    /* [any] A later part of this plugin by its id; NULL where it has none.
     * May itself be NULL. */
    const void *(*extension)(stet_str id);
} stet_plugin_v1;

/* The one exported symbol: put STET_EXPORT before its definition. Returns
 * NULL when `abi_major` is none that the plugin speaks. */
#if defined(__GNUC__)
#define STET_EXPORT __attribute__((visibility("default")))
#else
#define STET_EXPORT
#endif

STET_EXPORT const stet_plugin_v1 *stet_plugin(uint32_t abi_major);

#ifdef __cplusplus
}
#endif
#endif
