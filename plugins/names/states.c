#include "names/states.h"

static const struct state states[] = {
    {STR_INIT("Alabama"), STR_INIT("Ala."), STR_INIT("AL")},
    {STR_INIT("Alaska"), STR_INIT("Alaska"), STR_INIT("AK")},
    {STR_INIT("Arizona"), STR_INIT("Ariz."), STR_INIT("AZ")},
    {STR_INIT("Arkansas"), STR_INIT("Ark."), STR_INIT("AR")},
    {STR_INIT("California"), STR_INIT("Calif."), STR_INIT("CA")},
    {STR_INIT("Colorado"), STR_INIT("Colo."), STR_INIT("CO")},
    {STR_INIT("Connecticut"), STR_INIT("Conn."), STR_INIT("CT")},
    {STR_INIT("Delaware"), STR_INIT("Del."), STR_INIT("DE")},
    {STR_INIT("District of Columbia"), STR_INIT("D.C."), STR_INIT("DC")},
    {STR_INIT("Florida"), STR_INIT("Fla."), STR_INIT("FL")},
    {STR_INIT("Georgia"), STR_INIT("Ga."), STR_INIT("GA")},
    {STR_INIT("Guam"), STR_INIT("Guam"), STR_INIT("GU")},
    {STR_INIT("Hawaii"), STR_INIT("Hawaii"), STR_INIT("HI")},
    {STR_INIT("Idaho"), STR_INIT("Idaho"), STR_INIT("ID")},
    {STR_INIT("Illinois"), STR_INIT("Ill."), STR_INIT("IL")},
    {STR_INIT("Indiana"), STR_INIT("Ind."), STR_INIT("IN")},
    {STR_INIT("Iowa"), STR_INIT("Iowa"), STR_INIT("IA")},
    {STR_INIT("Kansas"), STR_INIT("Kan."), STR_INIT("KS")},
    {STR_INIT("Kentucky"), STR_INIT("Ky."), STR_INIT("KY")},
    {STR_INIT("Louisiana"), STR_INIT("La."), STR_INIT("LA")},
    {STR_INIT("Maine"), STR_INIT("Maine"), STR_INIT("ME")},
    {STR_INIT("Maryland"), STR_INIT("Md."), STR_INIT("MD")},
    {STR_INIT("Massachusetts"), STR_INIT("Mass."), STR_INIT("MA")},
    {STR_INIT("Michigan"), STR_INIT("Mich."), STR_INIT("MI")},
    {STR_INIT("Minnesota"), STR_INIT("Minn."), STR_INIT("MN")},
    {STR_INIT("Mississippi"), STR_INIT("Miss."), STR_INIT("MS")},
    {STR_INIT("Missouri"), STR_INIT("Mo."), STR_INIT("MO")},
    {STR_INIT("Montana"), STR_INIT("Mont."), STR_INIT("MT")},
    {STR_INIT("Nebraska"), STR_INIT("Neb."), STR_INIT("NE")},
    {STR_INIT("Nevada"), STR_INIT("Nev."), STR_INIT("NV")},
    {STR_INIT("New Hampshire"), STR_INIT("N.H."), STR_INIT("NH")},
    {STR_INIT("New Jersey"), STR_INIT("N.J."), STR_INIT("NJ")},
    {STR_INIT("New Mexico"), STR_INIT("N.M."), STR_INIT("NM")},
    {STR_INIT("New York"), STR_INIT("N.Y."), STR_INIT("NY")},
    {STR_INIT("North Carolina"), STR_INIT("N.C."), STR_INIT("NC")},
    {STR_INIT("North Dakota"), STR_INIT("N.D."), STR_INIT("ND")},
    {STR_INIT("Ohio"), STR_INIT("Ohio"), STR_INIT("OH")},
    {STR_INIT("Oklahoma"), STR_INIT("Okla."), STR_INIT("OK")},
    {STR_INIT("Oregon"), STR_INIT("Ore."), STR_INIT("OR")},
    {STR_INIT("Pennsylvania"), STR_INIT("Pa."), STR_INIT("PA")},
    {STR_INIT("Puerto Rico"), STR_INIT("Puerto Rico"), STR_INIT("PR")},
    {STR_INIT("Rhode Island"), STR_INIT("R.I."), STR_INIT("RI")},
    {STR_INIT("South Carolina"), STR_INIT("S.C."), STR_INIT("SC")},
    {STR_INIT("South Dakota"), STR_INIT("S.D."), STR_INIT("SD")},
    {STR_INIT("Tennessee"), STR_INIT("Tenn."), STR_INIT("TN")},
    {STR_INIT("Texas"), STR_INIT("Texas"), STR_INIT("TX")},
    {STR_INIT("Utah"), STR_INIT("Utah"), STR_INIT("UT")},
    {STR_INIT("Vermont"), STR_INIT("Vt."), STR_INIT("VT")},
    {STR_INIT("Virgin Islands"), STR_INIT("Virgin Islands"), STR_INIT("VI")},
    {STR_INIT("Virginia"), STR_INIT("Va."), STR_INIT("VA")},
    {STR_INIT("Washington"), STR_INIT("Wash."), STR_INIT("WA")},
    {STR_INIT("West Virginia"), STR_INIT("W.Va."), STR_INIT("WV")},
    {STR_INIT("Wisconsin"), STR_INIT("Wis."), STR_INIT("WI")},
    {STR_INIT("Wyoming"), STR_INIT("Wyo."), STR_INIT("WY")},

};

/* What people write besides; {written, postal code}. */
static const struct {
    Str written, postal;
} others[] = {
    {STR_INIT("Penn."), STR_INIT("PA")},  {STR_INIT("Penna."), STR_INIT("PA")},
    {STR_INIT("Cal."), STR_INIT("CA")},   {STR_INIT("Cali."), STR_INIT("CA")},
    {STR_INIT("Fl."), STR_INIT("FL")},    {STR_INIT("Flor."), STR_INIT("FL")},
    {STR_INIT("Geo."), STR_INIT("GA")},   {STR_INIT("Kans."), STR_INIT("KS")},
    {STR_INIT("Ks."), STR_INIT("KS")},    {STR_INIT("Ken."), STR_INIT("KY")},
    {STR_INIT("Kent."), STR_INIT("KY")},  {STR_INIT("Lou."), STR_INIT("LA")},
    {STR_INIT("Oreg."), STR_INIT("OR")},  {STR_INIT("Tex."), STR_INIT("TX")},
    {STR_INIT("Tx."), STR_INIT("TX")},    {STR_INIT("Ida."), STR_INIT("ID")},
    {STR_INIT("Ia."), STR_INIT("IA")},    {STR_INIT("Me."), STR_INIT("ME")},
    {STR_INIT("Oh."), STR_INIT("OH")},    {STR_INIT("Ut."), STR_INIT("UT")},
    {STR_INIT("Virg."), STR_INIT("VA")},  {STR_INIT("Wisc."), STR_INIT("WI")},
    {STR_INIT("Minne."), STR_INIT("MN")}, {STR_INIT("Nebr."), STR_INIT("NE")},
    {STR_INIT("Dela."), STR_INIT("DE")},  {STR_INIT("Hawai'i"), STR_INIT("HI")},
};

static const struct state *by_postal(Str postal)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (str_eq(states[i].postal, postal))
            return &states[i];
    return NULL;
}

/* "Mary." for Maryland, if no other state begins like that, and "Nv." for the
 * postal NV: shortenings with a dot that nobody lists. */
static const struct state *by_shortening(Str written)
{
    const struct state *found = NULL;
    Str stem = str_cut(written, 0, written.len ? written.len - 1 : 0);

    if (stem.len < 2 || written.ptr[stem.len] != '.')
        return NULL;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        Str postal = states[i].postal;
        bool fits = stem.len == 2
                        ? stem.ptr[0] == postal.ptr[0] &&
                              (stem.ptr[1] | 0x20) == (postal.ptr[1] | 0x20)
                        : str_starts(states[i].name, stem);
        if (fits && found)
            return NULL;
        if (fits)
            found = &states[i];
    }
    return found;
}

const struct state *states_find(Str written, uint32_t *out_style)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        uint32_t style = str_eq(states[i].ap, written)       ? STATE_AP
                         : str_eq(states[i].name, written)   ? STATE_NAME
                         : str_eq(states[i].postal, written) ? STATE_POSTAL
                                                             : 0;
        if (style) {
            *out_style = style;
            return &states[i];
        }
    }
    *out_style = STATE_OTHER;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_eq(others[i].written, written))
            return by_postal(others[i].postal);
    return by_shortening(written);
}
