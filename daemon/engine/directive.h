/*
 * directive - the comments of one block that speak to Stet.
 *
 * judge.h says what they mean and how they are written; here they are found,
 * once a block.
 */
#ifndef ENGINE_DIRECTIVE_H
#define ENGINE_DIRECTIVE_H

#include "text/blocks.h"
#include "text/tokens.h"

typedef enum DirectiveKind {
    DIRECTIVE_DISABLE,
    DIRECTIVE_ENABLE,
    DIRECTIVE_LINE,
    DIRECTIVE_NEXT_LINE,
} DirectiveKind;

typedef struct Directive {
    DirectiveKind kind;
    Span span; /* bytes of the block */
    Str rules; /* as written, a slice of the text */
} Directive;

/* Those of a block, in `arena`, in order; how many. */
uint32_t directives_read(Syntax syntax, const Prose *prose, struct arena *arena,
                         const Directive **out);

/* Whether `rules` names the rule, or its layer, or nothing at all. */
bool directive_names(Str rules, Str rule);

#endif
