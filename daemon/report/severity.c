#include "report/severity.h"

const Severity *severity(uint32_t number)
{
    static const Severity all[] = {
        {STR_INIT("error"), STR_INIT("error"), STR_INIT("error")},
        {STR_INIT("warning"), STR_INIT("warning"), STR_INIT("warning")},
        {STR_INIT("information"), STR_INIT("note"), STR_INIT("notice")},
        {STR_INIT("hint"), STR_INIT("note"), STR_INIT("notice")},
    };

    if (number < STET_ERROR || number > STET_HINT)
        number = STET_HINT;
    return &all[number - STET_ERROR];
}
