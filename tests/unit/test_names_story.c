/* What a whole story knows: who is who, of what kind, and what is wrong. */
#include "support/cast.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

struct row {
    const char *name, *kinds, *text, *expected;
    const char *options; /* NULL: none */
};

#define PAD                                                                    \
    "The council met in the old town hall for most of the day and heard from " \
    "many people about the plan for the harbour and for the road behind it."

static const struct row rows[] = {
    /* who is who */
    {"surname", "person", "Mia Holt spoke first.\nHolt left at noon.",
     "person Mia Holt; person Holt = Mia Holt; ", NULL},
    {"two of one surname", "person",
     "Mia Holt met her brother, Sam Holt.\nSam Holt left.\nMia Holt stayed.",
     "person Mia Holt; person Sam Holt; person Sam Holt; person Mia Holt; ",
     NULL},
    {"Mr and Mrs", "person",
     "Sam Holt and his wife, Mia Holt, spoke.\nMr Holt left.\nMrs Holt stayed.",
     "person Sam Holt; person Mia Holt; person Holt = Sam Holt; person Holt = "
     "Mia Holt; ",
     NULL},
    {"forename", "person", "Aroha Moon spoke.\n“Aroha ran,” he said.",
     "person Aroha Moon; person Aroha = Aroha Moon; ", NULL},
    {"short form", "person",
     "Robert Kellan spoke.\nBob Kellan left. Kellan is 50.",
     "person Robert Kellan; person Bob Kellan = Robert Kellan; person Kellan = "
     "Robert Kellan; ",
     NULL},
    {"acronym", "org",
     "The World Meteorological Organization met.\nThe WMO said so.",
     "org World Meteorological Organization; org WMO = World Meteorological "
     "Organization; ",
     NULL},
    {"pronouns", "person pronoun",
     "Mia Holt said she would sell her house.\nSam Reed said he would not.",
     "person Mia Holt; pronoun she = Mia Holt; pronoun her = Mia Holt; person "
     "Sam Reed; pronoun he = Sam Reed; ",
     NULL},
    {"a title says which", "person pronoun",
     "Mr Alex Reed met Ms Robin Holt.\nShe thanked him.",
     "person Alex Reed; person Robin Holt; pronoun She = Robin Holt; pronoun "
     "him = Alex Reed; ",
     NULL},
    {"the verb behind what explains", "person pronoun",
     "Ada Lund said the firm was slow.\nIts chief executive, Dame Jo "
     "Marsh, said she was sorry.",
     "person Ada Lund; person Jo Marsh; pronoun she = Jo Marsh; ", NULL},
    {"the verb behind what a comma adds", "person pronoun",
     "Josephine Holt said she had lost stock.\nAda Shiro, a grandmother of "
     "six, said she had borrowed money.",
     "person Josephine Holt; pronoun she = Josephine Holt; person Ada Shiro; "
     "pronoun she = Ada Shiro; ",
     NULL},
    {"whose lawyer he is", "person pronoun",
     "The firm was late.\nHis lawyer, Robin Holt, did not answer.",
     "pronoun His; person Robin Holt; ", NULL},
    {"spoken of", "person pronoun", "“I liked him,” Mia Holt said of Sam Reed.",
     "pronoun him = Sam Reed; person Mia Holt; person Sam Reed; ", NULL},
    {"description", "person description",
     "Sen. Mia Holt voted no.\nSam Reed is a farmer.\nThe senator left.",
     "person Mia Holt; person Sam Reed; description The senator = Mia Holt; ",
     NULL},
    {"a description of nobody", "person description",
     "Mia Holt voted no.\nThe plumber left.", "person Mia Holt; ", NULL},
    /* one name, one kind */
    {"a surname that is a word", "person",
     "Jo King spoke.\nPeople cheered King for an hour.",
     "person Jo King; person King = Jo King; ", NULL},
    {"a firm and its short name", "org person",
     "Brackley Energy fell by a third.\nShe said Brackley would buy shares "
     "back.",
     "org Brackley Energy; org Brackley = Brackley Energy; ", NULL},
    {"a short name in brackets", "org person place",
     "The Tamar Valley Exchange (Tavex) opened late.\nA report by Tavex is "
     "due. Mia Holt met Tavex on Monday.",
     "org Tamar Valley Exchange; org Tavex; org Tavex; person Mia Holt; org "
     "Tavex; ",
     NULL},
    {"a place in brackets", "org place",
     "The Tamar Valley Exchange (Tunisia) opened late.\nShe left Tunisia.",
     "org Tamar Valley Exchange; place Tunisia; place Tunisia; ", NULL},
    {"a team that is mostly said to play", "org place",
     "Toledo lost 81-76 to Cleveland.\nIts forward was tired. Toledo beat "
     "Akron 64-60 in May.\nShe has played for Toledo since June.",
     "org Toledo; org Cleveland; org Toledo; org Akron; org Toledo; ", NULL},
    {"a storm by its name", "event person",
     "Storm Agnes hit the port.\nAgnes tore roofs off the houses.",
     "event Storm Agnes; event Agnes = Storm Agnes; ", NULL},
    {"somebody called like a storm", "event person",
     "Storm Agnes hit the port.\nAgnes Holt left. Agnes was tired.",
     "event Storm Agnes; person Agnes Holt; person Agnes = Agnes Holt; ", NULL},
    {"a lone name that was joined", "org person",
     "Mia Holt joined Fairweather in May.\nShe praised Fairweather.",
     "person Mia Holt; org Fairweather; org Fairweather; ", NULL},
    {"a lone name that is a which", "org person",
     "Mia Holt met Fairweather, which sells boats.\nShe praised Fairweather.",
     "person Mia Holt; org Fairweather; org Fairweather; ", NULL},
    {"a lone name that has staff", "org person",
     "Mia Holt met Fairweather employees.\nShe praised Fairweather.",
     "person Mia Holt; org Fairweather; org Fairweather; ", NULL},
    {"a player who has fans", "org person",
     "Jo Fairweather spoke.\nFairweather fans sang. Fairweather waved.",
     "person Jo Fairweather; person Fairweather = Jo Fairweather; person "
     "Fairweather = Jo Fairweather; ",
     NULL},
    {"an acronym that is a body twice", "org",
     "The TVR said so. Mia Holt joined the TVR.\nThe final TVR report is a TVR "
     "matter.",
     "org TVR; org TVR; org TVR; org TVR; ", NULL},
    {"an acronym that is a body once", "org",
     "Mia Holt joined the TVR.\nThe final TVR report is a TVR matter.",
     "org TVR; ", NULL},
    /* findings */
    {"variant", "finding person",
     "Aides to Yuri Dershkov met.\nYuri Derhskov said no. Dershkov left.",
     "person Yuri Dershkov; person Yuri Derhskov = Yuri Dershkov; person "
     "Dershkov "
     "= Yuri Dershkov; name/variant Yuri Derhskov -> Yuri Dershkov; ",
     NULL},
    {"variant that looks like no name", "finding",
     "Anton Bazhenin spoke.\nBazhenin said so.\nBahzenin struck a similar "
     "note.",
     "name/variant Bahzenin -> Bazhenin; ", NULL},
    {"variant right behind the only introduction", "finding",
     "Mia Lundmarck, a plumber, and Sam Reed spoke.\nLundmark said no. Reed "
     "left.",
     "name/variant Lundmark -> Lundmarck; ", NULL},
    {"variant that is a word", "finding person",
     "“It leaks,” said Mia Tilas, a plumber.\nTiles believes that the roof "
     "will fall.",
     "person Mia Tilas; person Tiles = Mia Tilas; name/variant Tiles -> "
     "Tilas; ",
     NULL},
    {"a word that does not speak", "finding person",
     "“It leaks,” said Mia Tilas, a plumber.\nTiles fell from the roof.",
     "person Mia Tilas; ", NULL},
    {"variant far behind the only introduction", "finding",
     "Mia Lundmarck, a plumber, spoke.\nNobody answered.\nThe rain fell.\nThe "
     "hall was dark.\nLundmark said no.",
     "name/variant Lundmark -> Lundmarck; ", NULL},
    {"a near name before the introduction", "finding",
     "Lundmark said no.\nNobody answered.\nMia Lundmarck, a plumber, spoke.",
     "", NULL},
    {"variant of five letters", "finding",
     "Mia Quill, a lawyer, spoke.\nQuil has 11 clients.",
     "name/variant Quil -> Quill; ", NULL},
    {"near names of four letters", "finding",
     "Mia Read, a lawyer, spoke.\nReed has 11 clients.", "", NULL},
    {"variant that is a surname, and does not speak", "finding",
     "“It leaks,” said Mia Gittins, a plumber.\nGittens paid for the roof.",
     "name/variant Gittens -> Gittins; ", NULL},
    {"a near name behind a forename that is not taken along", "finding",
     "Mia Lundmarck, a plumber, spoke.\nThe roof fell in.\n-Nate Lundmark "
     "explains why the roof was way off, and more.",
     "", NULL},
    {"variant of a firm", "finding org person",
     "Mia Holt joined Korestane Partners in May.\nKorestane sells "
     "boats.\nMia Holt praised Korsetane for it.",
     "person Mia Holt; org Korestane Partners; org Korestane = Korestane "
     "Partners; person Mia Holt; org Korsetane = Korestane Partners; "
     "name/variant Korsetane -> Korestane; ",
     NULL},
    {"a firm that begins as another does", "finding",
     "Mia Holt joined Korestane Partners in May.\nKorestane sells "
     "boats.\nMia Holt praised Korestanea for it.",
     "", NULL},
    {"two near firms, each named again", "finding",
     "Mia Holt joined Korestane Partners in May.\nKorestane sells "
     "boats.\nMia Holt praised Korsetane for it.\nShe left Korsetane.",
     "", NULL},
    {"two near names, each introduced", "finding",
     "Elise Petersen met Paul Peterson.\nPetersen left. Peterson stayed.", "",
     NULL},
    {"plural", "finding",
     "Mia Marten left. Sam Marten too.\nThe Martens are neighbours.", "", NULL},
    {"variant of a forename", "finding",
     "Brian Fitzgerald spoke.\nBrain Fitzgerald left. Brian Fitzgerald ran.",
     "name/variant Brain Fitzgerald -> Brian Fitzgerald; ", NULL},
    {"of two spellings the quoted one", "finding",
     "“Ask Angela Corell [sic],” he wrote.\nAngela Correll is the clerk.",
     "name/variant Angela Corell -> Angela Correll; ", NULL},
    {"introduction", "finding",
     PAD "\nTarrow said no one in the town had asked her.\nRuth Tarrow, 58, "
         "is the clerk.",
     "name/introduction Tarrow; ", NULL},
    {"no introduction in a headline", "finding",
     "Tarrow quits\n" PAD "\nRuth Tarrow, the clerk, quit.", "", NULL},
    {"no introduction in a headline above its deck", "finding",
     "Tarrow tries a new way to hold the harbour council together;\rShe says "
     "that the road behind the old town hall will have to wait.\n\n" PAD
     "\n\nRuth Tarrow, the clerk, quit.",
     "", NULL},
    {"no introduction by what is named for somebody", "finding",
     PAD "\nIt was so under the Reed and Tarrow administrations.\nRuth "
         "Tarrow is the clerk. Jo Reed was.",
     "", NULL},
    {"no introduction by a title of two", "finding",
     PAD "\nHis years mirror the second terms of Presidents Reed and Tarrow, "
         "it is said.\nRuth Tarrow is the "
         "clerk. Jo Reed was.",
     "", NULL},
    {"no introduction behind a people's name", "finding",
     PAD "\nIt is late, said German Tarrow, a guard.\nRuth Tarrow is the "
         "clerk.",
     "", NULL},
    {"no introduction of a word of a longer name before", "finding",
     PAD "\nTarrow Omondi came to the town in spring.\nTarrow said no one in "
         "the town had asked her.\nRuth Tarrow, 58, is the clerk.",
     "", NULL},
    {"no introduction by a people's name", "finding",
     PAD "\nNepali said no one in the town had asked her.\nRuth Nepali, 58, "
         "is the clerk.",
     "", NULL},
    {"no introduction by a title", "finding",
     PAD "\nMs Tarrow said no one in the town had asked her.\nRuth Tarrow is "
         "the clerk.",
     "", NULL},
    {"affiliation", "finding", "Rep. Ted Moran, R-Penn., said so.",
     "name/affiliation R-Penn. -> R-Pa.; ", NULL},
    {"affiliation shortened as nobody does", "finding",
     "Rep. Ted Moran, R-Virg., said so. Sen. Ann Ito (D-Mary.) left.",
     "name/affiliation R-Virg. -> R-Va.; name/affiliation D-Mary. -> D-Md.; ",
     NULL},
    {"affiliation of a town", "finding",
     "Rep. Ted Moran, R-Marley, said so. Sen. Ann Ito (D-Virgil) left.", "",
     NULL},
    {"affiliation as AP has it", "finding",
     "Rep. Ted Moran, R-Pa., and Rep. Ann Ito, D-Ohio, said so.", "", NULL},
    {"affiliation that is let be", "finding",
     "Rep. Ted Moran, R-Penn., said so.", "", "{\"states\": \"any\"}"},
    {"affiliation that changes", "finding",
     "Rep. Ted Moran, R-Pa., said so.\nTed Moran, R-Ohio, left.",
     "name/affiliation R-Ohio; ", NULL},
    {"age that changes", "finding",
     "Ted Moran, 62, said so.\nTed Moran, 64, left.", "name/age-changes 64; ",
     NULL},
    {"age of a surname that two have", "finding",
     "Ted Moran, 62, and Ann Moran spoke.\nMoran, 64, left.", "", NULL},
    {"age of a surname", "finding", "Ted Moran, 62, spoke.\nMoran, 64, left.",
     "name/age-changes 64; ", NULL},
    {"age told twice", "finding",
     "Ted Moran, 62, said so.\nTed Moran, 62, left.", "", NULL},
    {"role that changes", "finding",
     "Finance Minister Ted Moran spoke.\nThe crowd met Defense Minister Ted "
     "Moran.",
     "name/role-changes Defense Minister; ", NULL},
    {"one role, with affairs and without", "finding",
     "Foreign Affairs Minister Ted Moran spoke.\nThe crowd met Foreign "
     "Minister Ted Moran.",
     "", NULL},
    {"former role", "finding",
     "Finance Minister Ted Moran spoke.\nTed Moran, a former defense minister, "
     "left.",
     "", NULL},
    {"not in the list", "finding", "Kathryn Osei spoke.",
     "name/not-in-list Kathryn Osei -> Katheryn Osei; ",
     "{\"list\": [\"Katheryn Osei\", \"Sam Reed\"]}"},
    {"in the list", "finding", "Sam Reed spoke.", "",
     "{\"list\": [\"Katheryn Osei\", \"Sam Reed\", \"Sam Read\"]}"},
    {"options that end in a name", "finding", "Sam Reed spoke.",
     "name/not-in-list Sam Reed -> Sam Read; ",
     "{\"list\": [\"Sam Read\", \"Sam"},
    {"a list told twice", "finding", "Sam Reed spoke.", "",
     "{\"list\": [\"Sam Read\"], \"list\": [\"Jo Moon\", \"Mia Holt\"]}"},
    {"broken options", "finding person", "Sam Reed spoke.",
     "person Sam Reed; name/not-in-list Sam Reed -> Sam Read; ",
     "{\"list\": [\"Sam Read\", 7, {\"a\": [}"},
};

static void run_row(const struct row *row)
{
    char out[CAST_TEXT_MAX];

    cast_describe(row->text, row->kinds, row->options ? row->options : "{}",
                  out);
    assert_string_equal(out, row->expected);
}

TEST_TABLE(rows, run_row, name)
