/*
 * view - what a feature answers from: one document, one analysis, one client.
 *
 * The analysis may be of an older version than the one that the editor shows.
 * All places pass through here and are moved along with the edits since, so a
 * feature never thinks about it:
 *
 *     analysis's bytes --version_follow--> shown bytes --encoding--> position
 *
 * A view lives for one answer; strings that a feature makes lie in its arena.
 */
#ifndef LSP_VIEW_H
#define LSP_VIEW_H

#include "config/config.h"
#include "engine/analysis.h"
#include "lsp/calls.h"
#include "protocol/lsp_client.h"
#include "protocol/lsp_types.h"

/* What the user set for a document, as far as features care. */
typedef struct Settings {
    const struct config *config;
    bool has_hints;           /* inlay hints at all */
    uint32_t hint_confidence; /* per mille: less sure ones are left out */
    HintDensity density;
    const bool *shows; /* by kind: it has hints */
    Judge judge;       /* which findings are shown */
} Settings;

/* What the features remember of their last answers about an open document, for
 * the answers that are differences. Zeroed is valid. */
struct recall {
    uint32_t tokens_id; /* of the last answer; 0: none */
    uint32_t *tokens;   /* encoded */
    size_t token_count; /* integers */
};

void recall_release(struct recall *self);

struct view {
    const struct analysis *analysis;
    const struct registry *registry;
    const struct version *shown; /* what the editor has */
    VersionKept kept;            /* of the analysis's version in that */
    Encoding encoding;
    const struct lsp_client *client;
    const Settings *settings;
    LspDocumentId document;
    struct arena *arena;
    struct recall *recall; /* NULL for documents that are not open */
};

/* What is answered about every document: those that are open and, where the
 * workspace has been analysed, the files in it. */
struct workspace {
    uint32_t count;
    const struct view *views; /* of one arena */
    const struct lsp_client *client;
    const struct registry *registry;
    struct arena *arena;
    struct calls *calls; /* to ask the editor something: workspace/applyEdit */
};

/* Bytes of the analysis as a range of what the editor shows, and back. */
LspRange view_range(const struct view *self, Span span);
LspPosition view_position(const struct view *self, uint32_t offset);
Span view_span(const struct view *self, LspRange range);
uint32_t view_offset(const struct view *self, LspPosition position);

/* The findings that are shown, as loud as the user wants them. */
uint32_t view_findings(const struct view *self, const Finding **out_findings);

/* The first of `notes`, which are in order, that begins at or behind byte
 * `offset` of the analysis; `count` where none does. */
uint32_t view_first_note(const Note *notes, uint32_t count, uint32_t offset);

/* The words of a span of the analysis, white space runs made one space and cut
 * to `limit` bytes with an ellipsis. */
Str view_words(const struct view *self, Span span, uint32_t limit);

/* Text as printf writes it, in the view's arena. */
__attribute__((format(printf, 2, 3))) Str view_print(const struct view *self,
                                                     const char *format, ...);

/* The bytes of a span of the analysis as they are. */
Str view_text(const struct view *self, Span span);

/* The analysis is of what the editor shows. Edits are made from such a one
 * alone: a place that moved along may have moved into the wrong word. */
bool view_is_current(const struct view *self);

static inline Slice slice_of(Str text)
{
    return (Slice){text.ptr, text.len};
}

#endif
