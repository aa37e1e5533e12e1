/*
 * abbreviations - words that keep their dot.
 *
 * Closed lists, sorted for a binary search, in lower case with the dot left
 * out. The first are followed by what they abbreviate for (Rep. Bacon, No. 4)
 * and so never end a sentence; the second may.
 */
#include "text/scan.h"

static const Str before_name[] = {
    STR_INIT("adm"),  STR_INIT("amb"),    STR_INIT("art"),  STR_INIT("asst"),
    STR_INIT("brig"), STR_INIT("capt"),   STR_INIT("cmdr"), STR_INIT("col"),
    STR_INIT("cpl"),  STR_INIT("del"),    STR_INIT("det"),  STR_INIT("dr"),
    STR_INIT("fig"),  STR_INIT("fr"),     STR_INIT("ft"),   STR_INIT("gen"),
    STR_INIT("gov"),  STR_INIT("hon"),    STR_INIT("insp"), STR_INIT("lt"),
    STR_INIT("maj"),  STR_INIT("messrs"), STR_INIT("mme"),  STR_INIT("mr"),
    STR_INIT("mrs"),  STR_INIT("ms"),     STR_INIT("mt"),   STR_INIT("nos"),
    STR_INIT("pfc"),  STR_INIT("pres"),   STR_INIT("prof"), STR_INIT("pvt"),
    STR_INIT("rep"),  STR_INIT("reps"),   STR_INIT("rev"),  STR_INIT("sec"),
    STR_INIT("sen"),  STR_INIT("sens"),   STR_INIT("sgt"),  STR_INIT("spc"),
    STR_INIT("st"),   STR_INIT("supt"),   STR_INIT("v"),    STR_INIT("vs"),
};

static const Str other[] = {
    STR_INIT("ala"),  STR_INIT("apr"),   STR_INIT("ariz"), STR_INIT("ark"),
    STR_INIT("assn"), STR_INIT("assoc"), STR_INIT("aug"),  STR_INIT("ave"),
    STR_INIT("bldg"), STR_INIT("blvd"),  STR_INIT("bros"), STR_INIT("calif"),
    STR_INIT("cf"),   STR_INIT("co"),    STR_INIT("colo"), STR_INIT("conn"),
    STR_INIT("corp"), STR_INIT("dec"),   STR_INIT("dept"), STR_INIT("dist"),
    STR_INIT("ed"),   STR_INIT("esq"),   STR_INIT("est"),  STR_INIT("etc"),
    STR_INIT("feb"),  STR_INIT("fla"),   STR_INIT("fri"),  STR_INIT("hwy"),
    STR_INIT("inc"),  STR_INIT("jan"),   STR_INIT("jr"),   STR_INIT("jul"),
    STR_INIT("jun"),  STR_INIT("kan"),   STR_INIT("ky"),   STR_INIT("ltd"),
    STR_INIT("mass"), STR_INIT("md"),    STR_INIT("mfg"),  STR_INIT("mich"),
    STR_INIT("minn"), STR_INIT("miss"),  STR_INIT("mo"),   STR_INIT("mont"),
    STR_INIT("neb"),  STR_INIT("nev"),   STR_INIT("nov"),  STR_INIT("oct"),
    STR_INIT("okla"), STR_INIT("ore"),   STR_INIT("pa"),   STR_INIT("penn"),
    STR_INIT("ph.d"), STR_INIT("rd"),    STR_INIT("sept"), STR_INIT("sr"),
    STR_INIT("tenn"), STR_INIT("tex"),   STR_INIT("univ"), STR_INIT("va"),
    STR_INIT("vt"),   STR_INIT("wash"),  STR_INIT("wis"),  STR_INIT("wyo"),
};

static bool is_in(const Str *list, uint32_t count, Str word)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = str_cmp(list[mid], word);
        if (order == 0)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

enum abbreviation abbreviation_of(Str folded)
{
    if (is_in(before_name, sizeof before_name / sizeof *before_name, folded))
        return ABBREVIATION_BEFORE_NAME;
    if (is_in(other, sizeof other / sizeof *other, folded))
        return ABBREVIATION_OTHER;
    return ABBREVIATION_NONE;
}
