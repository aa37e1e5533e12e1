#include "text/cut.h"

int cut_markdown(MarkupState state, Str text, int is_rest, struct arena *arena,
                 SectionCut *out_section)
{
    return cut_plain(state, text, is_rest, arena, out_section);
}
