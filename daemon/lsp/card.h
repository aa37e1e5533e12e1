/*
 * card - what is known of something, for a person to read.
 *
 *     **Quotation**                        **Odette Sayward** · Person
 *     > “It’s a building that walks,” …    - Role: Mayor
 *     - Type: direct                       - Age: 58
 *     - Speaker: Odette Sayward            - 4 mentions: “Sayward” (lines 7,
 * 25)
 *     - Cue: told                          - line 5: “It’s a building …”
 *
 * Made of kinds, attributes, links and entities alone. Which attributes a
 * person is shown, and what they are called, a plugin's manifest says; of a
 * layer that says nothing all are shown by their keys.
 *
 * Markdown or plain text; of both, what a story or a plugin wrote is escaped
 * so that it cannot become markup. At most CARD_MAX bytes; what comes last is
 * left out.
 */
#ifndef LSP_CARD_H
#define LSP_CARD_H

#include "lsp/view.h"

#define CARD_MAX 16384u

struct card;

/* In the view's arena. */
struct card *card_new(const struct view *view, LspMarkupKind kind);

/* A line of ours at the top. */
void card_line(struct card *self, Str words);

/* An annotation: its kind, attributes and links. */
void card_note(struct card *self, const Note *note);

/* An entity: what is said of it, its mentions, what is quoted of it. */
void card_entity(struct card *self, stet_entity_id id);

/* Where else the same value stands. */
void card_alike(struct card *self, const Note *note);

/* Something would be said of it besides its kind. */
bool card_has_more(const struct view *view, const Note *note);

/* A kind's title for several: "People", "Weights". */
Str card_plural(const struct view *view, const KindInfo *kind);

/* What is said of an entity, in one line: "Mayor, 58"; may be empty. */
Str card_traits(const struct view *view, stet_entity_id id);

/* Why an annotation says what it says: its attribute "how", which all layers
 * share (plugins/README.md), and how sure it is. May be empty. */
Str card_reason(const struct view *view, const Note *note);

LspMarkup card_markup(const struct card *self);

#endif
