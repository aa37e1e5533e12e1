/* What one paragraph says: names and their shape, works, roles, ages. */
#include "support/cast.h"
#include "support/test.h"

#include <string.h>

struct row {
    const char *name, *kinds, *text, *expected;
};

#define NAMES "person org place work event"

static const struct row rows[] = {
    /* where names begin and end */
    {"title and 's are out", NAMES, "Mr Obafemi's car hit Dr. Ines Quill.",
     "person Obafemi; person Ines Quill; "},
    {"letters behind a name", NAMES, "Jane Averill KC said so.",
     "person Jane Averill; "},
    {"a particle", NAMES, "Police named Pieter van der Velde on Monday.",
     "person Pieter van der Velde; "},
    {"syllables", NAMES, "President Park Dae-jung met Han Sung-min.",
     "person Park Dae-jung; person Han Sung-min; "},
    {"words behind a hyphen are not a name's", NAMES,
     "The Thatcher-era law was Osei-backed.", ""},
    {"a nickname between", NAMES,
     "Former Rep. Walter C. \"Buddy\" Harkness spoke.",
     "person Walter C. \"Buddy\" Harkness; "},
    {"one letter at the end", NAMES, "Nobody answered what she wrote on X.",
     "org X; "},
    {"a firm that is its address", NAMES, "Shares of Bookbarn.com fell.",
     "org Bookbarn.com; "},
    {"a firm with 's", NAMES, "Moody's cut the rating on Friday.",
     "org Moody's; "},
    {"a country in two words", NAMES, "She flew to Costa Rica from the US.",
     "place Costa Rica; place US; "},
    {"a court's number", NAMES,
     "The 9th Circuit Court of Appeals in San Francisco agreed.",
     "org 9th Circuit Court of Appeals; place San Francisco; "},
    {"a list without commas", NAMES,
     "Attendees: Pam Holt Renee Moran Larry Reed",
     "person Pam Holt; person Renee Moran Larry Reed; "},
    {"a place in small letters", NAMES, "we flew to san francisco in may",
     "place san francisco; "},
    {"two names in one", NAMES,
     "Ana Duarte of Harbour Watch saw the Museum of Art in New York.",
     "person Ana Duarte; org Harbour Watch; place Museum of Art; place New "
     "York; "},
    {"a body by its noun", NAMES, "She founded the start-up Verdana in 2019.",
     "org Verdana; "},
    {"a town is a place", NAMES,
     "People of the municipality of Fernando Reyes voted.",
     "place Fernando Reyes; "},
    {"a village is a place", NAMES, "They met in the village of Barbara.",
     "place Barbara; "},
    {"a state of somebody's", NAMES, "The state of Ferreira's knee is poor.",
     "person Ferreira; "},
    {"a seat is a place", NAMES, "Ana Duarte, the MP for Harrogate, left.",
     "person Ana Duarte; place Harrogate; "},
    /* date lines */
    {"date line in capitals", NAMES,
     "WREN HARBOR, Maine, March 4 - The mayor said so.",
     "place WREN HARBOR; place Maine; "},
    {"date line with an agency", NAMES, "ATHENS (AP) - Police said so.",
     "place ATHENS; org AP; "},
    {"date line of two words", NAMES,
     "PORT LOUIS, July 3 (Reuters) - Stocks fell.",
     "place PORT LOUIS; org Reuters; "},
    {"date line with a year", NAMES,
     "OSTERVILLE, Minn., April 14, 2026 - The clerk said so.",
     "place OSTERVILLE; place Minn.; "},
    {"capitals that are none", NAMES, "STOP THAT, Ann Lee said.",
     "person Ann Lee; "},
    /* works and events */
    {"a title in marks", NAMES,
     "“The Salt Road”, the second feature by Aroha Moon, opens in May.",
     "work The Salt Road; person Aroha Moon; "},
    {"one word needs a noun", NAMES,
     "Her memoir, “Undertow,” is out. “Nonsense,” she said.",
     "work Undertow; "},
    {"a nickname in marks is no title", NAMES,
     "Friends called him “The Iron Duke” and laughed.", ""},
    {"a slogan is no title", NAMES,
     "They held a sign that read “Save Our Pier” all day.", ""},
    {"speech is no title", NAMES, "“Yes, Your Grace,” Anders said.",
     "person Anders; "},
    {"a law", NAMES, "It was sealed under the Access to Records Act of 1982.",
     "work Access to Records Act of 1982; "},
    {"a case", NAMES, "The case, Moran v. Town of Lisle, began in May.",
     "work Moran v. Town of Lisle; "},
    {"a programme", NAMES,
     "He said so on The Martha Grey Show. She told BBC Radio 4's Today "
     "programme it was not.",
     "work The Martha Grey Show; org BBC Radio 4; work Today; "},
    {"a journal", NAMES,
     "The study appeared in the journal Ocean & Ice on Monday.",
     "work Ocean & Ice; "},
    {"events", NAMES,
     "Storm Agnes ended the Halden City Marathon and the Harvest Festival.",
     "event Storm Agnes; event Halden City Marathon; event Harvest "
     "Festival; "},
    /* roles */
    {"title before", "role", "Rep. Ana Duarte met Finance Minister Kofi Mensa.",
     "role Rep. = Ana Duarte; role Finance Minister = Kofi Mensa; "},
    {"verb and title", "role", "A deal would appease President Ana Duarte.",
     "role President = Ana Duarte; "},
    {"behind commas", "role age affiliation",
     "Ana Duarte, 56, D-Calif., a member of the Rules Committee, left.",
     "age 56 = Ana Duarte; affiliation D-Calif. = Ana Duarte; role a member of "
     "the Rules Committee = Ana Duarte; "},
    {"before a comma", "role", "Its director, Owen Pryor, left early.",
     "role Its director = Owen Pryor; "},
    {"whose", "role", "Oman's chief mediator, Omar Nasri, said so.",
     "role Oman's chief mediator = Omar Nasri; "},
    {"a person's", "role", "Marco Ibarra's younger brother, Raul Ibarra, ran.",
     "role Marco Ibarra's younger brother = Raul Ibarra; "},
    {"of whom", "role", "A spokesman for the governor, Hugh Castle, denied it.",
     "role A spokesman for the governor = Hugh Castle; "},
    {"named", "role", "A digger driver named Joe Bright felt it.",
     "role A digger driver = Joe Bright; "},
    {"is", "role", "Ana Duarte is a nurse.", "role a nurse = Ana Duarte; "},
    {"two offices", "role", "Mia Holt, the mayor and a former nurse, said so.",
     "role the mayor = Mia Holt; role a former nurse = Mia Holt; "},
    {"a clause is no role", "role",
     "Kwame Osei, asked whether the mayor knew, was silent.", ""},
    {"a coat is no role", "role", "Mia Holt, in a gray suit, left.", ""},
    {"tails stay out", "role",
     "Mia Holt, a chemist from Romania, and Jo Lund, a welder since 2022, "
     "left.",
     "role a chemist = Mia Holt; role a welder = Jo Lund; "},
    /* affiliations */
    {"party and state", "affiliation place",
     "Sen. Mia Holt, D-Maine, and Rep. Jo Lund (R-Ohio) left.",
     "affiliation D-Maine = Mia Holt; affiliation R-Ohio = Jo Lund; "},
    {"party and seat", "affiliation role",
     "Mia Holt, the Labour MP for Harrogate, left.",
     "affiliation the Labour MP for Harrogate = Mia Holt; role the Labour MP "
     "for Harrogate = Mia Holt; "},
    {"a party's member", "affiliation",
     "Mia Holt, a Democrat in her second term, left.",
     "affiliation a Democrat = Mia Holt; "},
    /* ages */
    {"between commas", "age", "Mia Holt, 62, left.", "age 62 = Mia Holt; "},
    {"in brackets", "age", "Mia Holt (62) left.", "age 62 = Mia Holt; "},
    {"before a noun", "age", "The 62-year-old Mia Holt left.",
     "age 62-year-old = Mia Holt; "},
    {"a house has no age", "age", "The 94-year-old building closed.", ""},
    {"a girl has", "age", "A 14-year-old girl called them.",
     "age 14-year-old; "},
    {"decades", "age", "She is in her late 70s.", "age in her late 70s; "},
    {"a score is no age", "age", "Toledo beat Kansas, 71, on Saturday.", ""},
};

static void run_row(const struct row *row)
{
    char out[CAST_TEXT_MAX];

    cast_describe(row->text, row->kinds, "{}", out);
    assert_string_equal(out, row->expected);
}

TEST_TABLE(rows, run_row, name)
