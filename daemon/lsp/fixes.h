/*
 * fixes - what plugins propose, as edits that an editor can make.
 *
 * The safe ones of a whole document go together as they do in "lint --fix":
 * the first safe fix of each finding is taken, and one that overlaps an edit
 * taken before is left for the next time.
 */
#ifndef LSP_FIXES_H
#define LSP_FIXES_H

#include "lsp/view.h"

/* One fix as the edit of its document; lies in the view's arena. */
LspDocumentEdit fixes_edit(const struct view *view, const Fix *fix);

/* Every safe fix of the document; no edits where there are none, or where the
 * analysis is not of what the editor shows. `out_count` is how many fixes. */
LspDocumentEdit fixes_all(const struct view *view, uint32_t *out_count);

#endif
