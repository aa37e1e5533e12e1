/*
 * article - one story as batch commands hold it: bytes, version, analysis.
 *
 *     path or bytes -> text -> version -> facts -> analysis
 *          '--- refused, in one line that says what to do ---'
 *
 * Everything that can be wrong with a file is found here, before anything is
 * analysed: it is no file, it cannot be opened, it is too large, it has a NUL
 * or bytes that are not UTF-8.
 *
 * Threads: an article belongs to the worker that reads it.
 */
#ifndef REPORT_ARTICLE_H
#define REPORT_ARTICLE_H

#include "engine/judge.h"
#include "report/out.h"

/* What a worker reads stories with. */
typedef struct ArticleTools {
    struct pipeline *pipeline; /* the worker's own */
    struct cache *cache;       /* everybody's; may be NULL */
    uint32_t bytes_max;        /* a larger file is refused; 0: the default */
    StoryFacts facts;          /* of stories that say nothing themselves */
    Judge judge;               /* which findings are reported */
} ArticleTools;

#define ARTICLE_BYTES_MAX (32u << 20)

/* "stet: NAME: WORDS" as one line, whatever is in them. */
void article_complain(struct out *err, Str name, Str words);

struct article {
    Str name; /* as people call it: the path, or "<stdin>" */
    Str text; /* in the arena */
    Syntax syntax;
    StoryFacts facts;
    Judge judge;
    struct version *version;
    struct analysis *analysis;
    struct arena *arena; /* borrowed */
};

/* The syntax that a file's name ends in; plain where it says none. */
Syntax article_syntax(Str path);

/* The file is called as stories are: it ends in .txt, .md, .html or alike. */
bool article_is_story(Str path);

/* "plaintext", "markdown", "html", and what editors call their like. False
 * where the name says nothing; *out_syntax is then untouched. */
bool article_syntax_named(Str name, Syntax *out_syntax);

/* The date in `text` if it begins with one, "2026-03-04"; else empty. */
Str article_date(Str text);

/*
 * Reads the file at `path`, NUL-terminated, or stdin where it is "-", into
 * self->text. 0, or a negative errno with one line in `err`.
 */
int article_load(struct article *self, const char *path, uint32_t bytes_max,
                 struct out *err);

/*
 * Cuts and analyses self->text as self->syntax; facts that are empty are
 * looked for in the text's metadata, and then in the tools. 0, or a negative
 * errno with one line in `err`. Plugins that failed on the story say so in
 * `err` too, and *out_trouble is then true.
 */
int article_read(struct article *self, const ArticleTools *tools,
                 bool is_explaining, struct out *err, bool *out_trouble);

/* The findings that are reported, in order; in `arena`. */
uint32_t article_findings(const struct article *self, struct arena *arena,
                          const Finding **out_findings);

/* Gives back what article_read() took; half-made is fine. */
void article_release(struct article *self);

#endif
