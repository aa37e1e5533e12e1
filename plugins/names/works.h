/*
 * works - titles of things made and of things that happen.
 *
 * A learned tagger sees too few of them to know them; how the press sets them
 * is a matter of rules:
 *
 *     “The Salt Road”, the second feature by ...   in quotation marks or
 *     *Hamlet*                                        italics, like a title
 *     under the Access to Records Act             laws and treaties
 *     Moran v. Town of Lisle                         cases
 *     The Martha Grey Show; BBC Radio 4's Today    programmes
 *     in the journal Ocean & Ice       what a noun announces
 *     the author of Small Mercies      or has made
 *     the Halden City Marathon, Storm Agnes       events, by their noun
 *
 * A newspaper is an organisation here, whatever it prints. Nicknames, slogans
 * and placards stand in quotation marks too: the words before the mark tell
 * them apart.
 *
 * Cost: linear in the tokens; every scan has a fixed reach.
 */
#ifndef NAMES_WORKS_H
#define NAMES_WORKS_H

#include "names/tagger.h"

/*
 * Joins the titles of `view` to its `names` (ascending and apart): a title
 * takes the place of the names that it meets. Returns the new list's length;
 * the list is in `arena`.
 */
uint32_t works_join(const struct view *view, const struct tagged *names,
                    uint32_t count, struct arena *arena,
                    struct tagged **out_names);

#endif
