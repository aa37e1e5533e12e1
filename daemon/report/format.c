#include "report/format.h"

bool format_is_fixable(const Finding *finding)
{
    for (uint32_t i = 0; i < finding->fix_count; i++)
        if (finding->fixes[i].is_safe)
            return true;
    return false;
}

Pos format_pos(const struct article *article, uint32_t offset)
{
    Pos pos = version_pos(article->version, offset, ENCODING_UTF32);

    return (Pos){pos.line + 1, pos.col + 1};
}
