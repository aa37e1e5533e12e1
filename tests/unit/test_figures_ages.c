/* Ages beside births, lengths beside their beginning and end: what is wrong
 * and, more of it, what only looks so. */
#include "stet/text.h"

#include "support/test.h"
#include "support/told.h"

struct row {
    const char *name, *text;
    const char *date;     /* the story's, or NULL */
    const char *expected; /* "rule: message (fix);" of each finding */
};

#define APRIL "2026-04-14"

static const struct row wrong_ages[] = {
    {"turned so much", "Ida Brandl, who turned 58 in March, was born in 1962.",
     APRIL,
     "figure/age: Ida Brandl, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"a birthday with its rank",
     "Ida Brandl, who celebrated her 58th birthday in March, was born in March "
     "1962.",
     APRIL,
     "figure/age: Ida Brandl, born in March 1962, is 64 in April 2026, not 58 "
     "();"},
    {"now so much", "Ida Brandl, now 58, was born in 1962.", APRIL,
     "figure/age: Ida Brandl, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"an age with its birth behind it",
     "Ida Brandl, 58, who was born in 1962, mends clocks.", APRIL,
     "figure/age: Ida Brandl, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"a birth of which the day is known has one right age",
     "Ida Brandl, 58, who was born on June 3, 1962, mends clocks.", APRIL,
     "figure/age: Ida Brandl, born on June 3, 1962, is 63 in April 2026, not "
     "58 (63);"},
    {"the birth comes first", "Born in Leeds in March 1971, Omar Feld is 45.",
     APRIL,
     "figure/age: Omar Feld, born in March 1971, is 55 in April 2026, not 45 "
     "(55);"},
    {"the birth in brackets", "Omar Feld (born 1971), 45, bakes.", APRIL,
     "figure/age: Omar Feld, born in 1971, is 54 or 55 in April 2026, not 45 "
     "();"},
    {"the age is of the same clause",
     "Omar Feld, who was born in 1971 and is now 45, bakes.", APRIL,
     "figure/age: Omar Feld, born in 1971, is 54 or 55 in April 2026, not 45 "
     "();"},
    {"the age before the verb", "Omar Feld, 45, was born in Leeds in 1971.",
     APRIL,
     "figure/age: Omar Feld, born in 1971, is 54 or 55 in April 2026, not 45 "
     "();"},
    {"two paragraphs and one person",
     "Mary Poole, a 52-year-old baker, opened the shop on Tuesday.\n\nPoole "
     "was born in 1962 and learned the trade at sea.",
     APRIL,
     "figure/age: Mary Poole, born in 1962, is 63 or 64 in April 2026, not 52 "
     "();"},
    {"the years before the name",
     "The 52-year-old Mary Poole bakes. She was born in 1962.", APRIL,
     "figure/age: Mary Poole, born in 1962, is 63 or 64 in April 2026, not 52 "
     "();"},
    {"an age that nobody can have yet",
     "Mary Poole, 65, who was born in 1962, bakes.", APRIL,
     "figure/age: Mary Poole, born in 1962, is 63 or 64 in April 2026, not 65 "
     "();"},
    {"at death",
     "John Hale was a tailor. Born on 3 March 1950, he died in "
     "2021 aged 76.",
     NULL,
     "figure/age: John Hale, born on March 3, 1950, was 70 or 71 in 2021, not "
     "76 ();"},
    {"at death, one sentence on",
     "John Hale was born on 3 March 1950. Hale died on 4 May 2021 at the age "
     "of 76.",
     NULL,
     "figure/age: John Hale, born on March 3, 1950, was 71 on May 4, 2021, "
     "not 76 (71);"},
    {"a life in brackets",
     "John Hale (1950-2021) cut suits for 40 years. Hale died at 76.", NULL,
     "figure/age: John Hale, born in 1950, was 70 or 71 in 2021, not 76 ();"},
    {"what an obituary ends in",
     "John Hale, born on March 3, 1950, died on Tuesday in Leeds. He was 79.",
     APRIL,
     "figure/age: John Hale, born on March 3, 1950, was 76 on April 14, 2026, "
     "not 79 (76);"},
    {"how old one was when one died",
     "Ana Ruiz was born in 1930. Ruiz died in 2015. Ruiz was 79 when she "
     "died.",
     NULL,
     "figure/age: Ana Ruiz, born in 1930, was 84 or 85 in 2015, not 79 ();"},
    {"the story's day in its date line",
     "LEEDS, April 14, 2026 (Agency) - Ida Brandl, 58, who was born in 1962, "
     "mends clocks.",
     NULL,
     "figure/age: Ida Brandl, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"somebody without a name",
     "The 58-year-old, who was born in 1962, mends clocks.", APRIL,
     "figure/age: Born in 1962, one is 63 or 64 in April 2026, not 58 ();"},
    {"years old", "Ida Brandl is 58 years old and was born in 1962.", APRIL,
     "figure/age: Ida Brandl, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"the age between the birth and the name",
     "Born in 1962, the 58-year-old Ana Ruiz bakes.", APRIL,
     "figure/age: Ana Ruiz, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"what she is between her and the verb",
     "Ada Feld, a baker from Leeds, was born in 1962. Feld, 58, waved.", APRIL,
     "figure/age: Ada Feld, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"the age in what she is",
     "Ada Feld, the club’s 61-year-old chair, was born in 1970.", APRIL,
     "figure/age: Ada Feld, born in 1970, is 55 or 56 in April 2026, not 61 "
     "();"},
    {"born to somebody",
     "Born in 1962 to a family of bakers, Ada Feld, 58, moved to York.", APRIL,
     "figure/age: Ada Feld, born in 1962, is 63 or 64 in April 2026, not 58 "
     "();"},
    {"who is dead", "Ada Feld, who died in 2020 at 72, was born in 1958.",
     APRIL,
     "figure/age: Ada Feld, born in 1958, was 61 or 62 in 2020, not 72 ();"},
};

static const struct row right_ages[] = {
    {"turned so much", "Ida Brandl, who turned 64 in March, was born in 1962.",
     APRIL, ""},
    {"turned so much long ago",
     "Ida Brandl, who was born in 1962, turned 58 in 2020.", APRIL, ""},
    {"turned so much in another's year",
     "Ida Brandl, who was born in 1962, turned 58 last year.", APRIL, ""},
    {"turned to other things",
     "Ida Brandl, who turned 58 pages, was born in 1962.", APRIL, ""},
    {"a birthday with its rank",
     "Ida Brandl, who celebrated her 64th birthday in March, was born in 1962.",
     APRIL, ""},
    {"now so much", "Ida Brandl, now 63, was born in 1962.", APRIL, ""},
    {"the birthday may be to come", "Ida Brandl, 63, was born in 1962.", APRIL,
     ""},
    {"or have been", "Ida Brandl, 64, was born in 1962.", APRIL, ""},
    {"a birthday in the month to come",
     "Mia Lund, 28, who was born in November 1997, kept goal.", "2026-08-23",
     ""},
    {"a birthday of last month, told of what was before it",
     "Mia Lund, 28, who was born on March 20, 1997, was fined.", APRIL, ""},
    {"nothing says what day it is", "Ida Brandl, 58, was born in 1962.", NULL,
     ""},
    {"how old one was then", "Ida Brandl, born in 1962, was 12 when she left.",
     APRIL, ""},
    {"the age of then", "Ida Brandl, then 30, who was born in 1962, left.",
     APRIL, ""},
    {"a year in the sentence says when",
     "In 2006 Ida Brandl, 44, left. Brandl was born in 1962.", APRIL, ""},
    {"the age of somebody else in the sentence",
     "Ida Brandl, who was born in 1962, and Omar Feld, 45, mend clocks.", APRIL,
     ""},
    {"a child is not its mother",
     "Ida Brandl, 35, sang. Brandl’s first child was born in 2014.", APRIL, ""},
    {"it may be the husband who was born",
     "Ida Brandl, 35, is here. The widow of John Hale, who was born in 1962, "
     "waved. Hale, 44, did not.",
     APRIL, ""},
    {"two births that cannot both be",
     "Ida Brandl, 58, was born in 1962. Brandl was born in 1967.", APRIL, ""},
    {"two of one surname",
     "Ida Brandl mends clocks. Brandl, 58, is tired. Ida Brandl was born in "
     "1962.\n\nShe has a brother, Max Brandl.",
     APRIL, ""},
    {"she may be either",
     "Ida Brandl, 58, met Ana Ruiz at the fair. She was born in 1982.", APRIL,
     ""},
    {"decades are no years", "Ida Brandl, 58, was born in the 1940s.", APRIL,
     ""},
    {"about a year", "Ida Brandl, 58, was born in about 1962.", APRIL, ""},
    {"what somebody says",
     "Ida Brandl, 58, is here. “Brandl was born in 1962,” the clerk said.",
     APRIL, ""},
    {"a term of office in brackets",
     "John Hale (1989-1997) was a boy when he ruled. Hale died at 17.", NULL,
     ""},
    {"right at death",
     "John Hale was born on 3 March 1950. Hale died in 2021 "
     "aged 70.",
     NULL, ""},
    {"died before the birthday, of a life in years",
     "John Hale (1950-2021) cut suits. Hale died at 71.", NULL, ""},
    {"he was that old at another time",
     "John Hale was born on 3 March 1950. Hale died in 2021. In 2010 he "
     "stopped. He was 60.",
     APRIL, ""},
    {"the street and not the age",
     "John Hale was born in 1950. Hale died in "
     "2021 at 76 Elm Street.",
     APRIL, ""},
    {"a date of something else",
     "John Hale was born in 1940. Hale died in the 1990 wing of an inn. Hale "
     "was 76 when he died.",
     NULL, ""},
    {"an age that was right when one died",
     "John Hale, 70, died in January 2021. Hale was born on 3 March 1950.",
     APRIL, ""},
    {"no age of a person", "The 58-year-old mill was built in 1962.", APRIL,
     ""},
    {"a full date that is no date line",
     "On April 14, 2026 - a Tuesday - Ida Brandl, 58, who was born in 1962, "
     "left.",
     NULL, ""},
    {"somebody without a name, then",
     "As a 20-year-old, born in 1962, one learned to mend clocks.", APRIL, ""},
    {"the daughter of the 58-year-old",
     "The 58-year-old has a daughter, born in 1992.", APRIL, ""},
    {"years old and right", "Ida Brandl is 64 years old and was born in 1962.",
     APRIL, ""},
    {"what is hers is not she",
     "Born in 1962, Ida Brandl’s first clock is here. Brandl, 58, made it.",
     APRIL, ""},
    {"somebody else says so",
     "Born in 1962, the club, Ada Feld said, is old. Feld, 58, waved.", APRIL,
     ""},
    {"whose brother",
     "Ada Feld, 58, waved. Ada Feld, whose brother, a baker, was born in 1992, "
     "left.",
     APRIL, ""},
    {"her father", "Tom Feld, the father of Ada Feld, 34, was born in 1960.",
     APRIL, ""},
    {"her father without commas",
     "Ada Feld, 34, sang. The father of Ada Feld was born in 1970.", APRIL, ""},
    {"her sister in between",
     "Ruth Hale was born in 1935. Her sister is here. She is 80.", APRIL, ""},
};

static const struct row wrong_lengths[] = {
    {"days without a year",
     "The road is shut from 29 June to 26 July, six weeks.", NULL,
     "figure/duration: “from 29 June to 26 July” makes 4 weeks, not 6 ();"},
    {"what was done in it",
     "She kept the mill from 2011 to 2026, 18 years in which it paid.", NULL,
     "figure/duration: “from 2011 to 2026” makes 15 years, not 18 (15);"},
    {"so long ago", "The mill burned in 2005, 31 years ago.", APRIL,
     "figure/duration: April 2026 is 21 years after 2005, not 31 (21);"},
    {"a spell in words", "She has kept the mill for eleven years, since 2011.",
     APRIL, "figure/duration: April 2026 is 15 years after 2011, not 11 ();"},
    {"a spell of years",
     "She kept the mill from 2011 to 2026, a spell of 17 years.", NULL,
     "figure/duration: “from 2011 to 2026” makes 15 years, not 17 (15);"},
    {"a spell of which more is told",
     "She kept the mill from 2011 to 2026, a spell of 17 years that ended in "
     "a flood.",
     NULL, "figure/duration: “from 2011 to 2026” makes 15 years, not 17 (15);"},
    {"in words", "He sat from 1999 to 2007, twelve years in all.", NULL,
     "figure/duration: “from 1999 to 2007” makes 8 years, not 12 ();"},
    {"months",
     "Between March 2014 and September 2016, 18 months later, it stood empty.",
     NULL,
     "figure/duration: “Between March 2014 and September 2016” makes 30 "
     "months, not 18 (30);"},
    {"hours",
     "The kitchen is staffed from 9 a.m. to 5 p.m., a five-hour "
     "shift.",
     NULL, "figure/duration: “from 9 a.m. to 5 p.m.” makes 8 hours, not 5 ();"},
    {"hours of a night",
     "They walk the wall from 10 p.m. to 6 a.m., a five-hour shift.", NULL,
     "figure/duration: “from 10 p.m. to 6 a.m.” makes 8 hours, not 5 ();"},
    {"later", "The pit opened in 1980 and closed in 1999, 30 years later.",
     NULL, "figure/duration: 1999 is 19 years after 1980, not 30 (19);"},
    {"the length first", "He was chairman for 12 years, from 2001 to 2009.",
     NULL, "figure/duration: “from 2001 to 2009” makes 8 years, not 12 (8);"},
    {"a length as an adjective",
     "Her 12-year tenure, from 2001 to 2009, was quiet.", NULL,
     "figure/duration: “from 2001 to 2009” makes 8 years, not 12 (8);"},
    {"years in brackets", "He was chairman for 12 years (2001-2009).", NULL,
     "figure/duration: “(2001-2009)” makes 8 years, not 12 (8);"},
    {"longer than the whole", "It was let for 17 years between 2011 and 2020.",
     NULL,
     "figure/duration: “between 2011 and 2020” makes 9 years, not 17 (9);"},
    {"days",
     "The fair ran from June 1, 2025, to June 9, 2025, a stretch of "
     "12 days.",
     NULL,
     "figure/duration: “from June 1, 2025, to June 9, 2025” makes 8 days, not "
     "12 (8);"},
    {"where it was", "After 17 years at the mill, from 2011 to 2026, she left.",
     NULL, "figure/duration: “from 2011 to 2026” makes 15 years, not 17 (15);"},
    {"after more years than there are",
     "Ana Ruiz joined in 1998 and retired in 2020, after 30 years.", NULL,
     "figure/duration: 2020 is 22 years after 1998, not 30 (22);"},
    {"since then", "She has kept the mill since 2011, a spell of 17 years.",
     APRIL, "figure/duration: April 2026 is 15 years after 2011, not 17 (15);"},
    {"since then, the length first",
     "She has kept the mill for 17 years, since 2011.", APRIL,
     "figure/duration: April 2026 is 15 years after 2011, not 17 (15);"},
    {"how old a firm is",
     "The mill was founded in 1956 and 60 years old this "
     "year.",
     APRIL, "figure/duration: April 2026 is 70 years after 1956, not 60 (70);"},
    {"in the years", "In the 12 years from 2001 to 2009, she ran the school.",
     NULL, "figure/duration: “from 2001 to 2009” makes 8 years, not 12 (8);"},
    {"a war", "The 12-year war (2001-2009) ended with a treaty.", NULL,
     "figure/duration: “(2001-2009)” makes 8 years, not 12 (8);"},
    {"serving", "She was mayor from 2001 to 2009, serving 12 years.", NULL,
     "figure/duration: “from 2001 to 2009” makes 8 years, not 12 (8);"},
    {"a meeting", "The six-hour meeting ran from 2 p.m. to 5 p.m.", NULL,
     "figure/duration: “from 2 p.m. to 5 p.m.” makes 3 hours, not 6 ();"},
    {"after it opened",
     "The pier closed in 1998, 12 years after it opened in 1980.", NULL,
     "figure/duration: 1998 is 18 years after 1980, not 12 (18);"},
};

static const struct row right_lengths[] = {
    {"days without a year", "It ran from 3 March to 17 March, two weeks.", NULL,
     ""},
    {"over the turn of the year",
     "It ran from 21 December to 11 January, "
     "three weeks.",
     NULL, ""},
    {"days of several years", "He sat from 3 March to 17 March, five years.",
     NULL, ""},
    {"right", "He sat from 1999 to 2007, eight years.", NULL, ""},
    {"both years counted", "She led it from 2014 to 2023, ten years.", NULL,
     ""},
    {"from late in one to early in the other",
     "She led it from 2014 to 2023, eight years.", NULL, ""},
    {"about", "She led it from 2001 to 2009, nearly 12 years.", NULL, ""},
    {"more than", "She led it from 2001 to 2009, more than six years.", NULL,
     ""},
    {"a round number", "It stood from 1896 to 2022, 130 years in all.", NULL,
     ""},
    {"seasons", "He played from 2001 to 2009, six years and four seasons.",
     NULL, ""},
    {"years and months", "It ran from 2001 to 2009, six years, four months.",
     NULL, ""},
    {"fiscal years", "Sales grew from fiscal 2001 to 2009, 12 years.", NULL,
     ""},
    {"longer than something else",
     "He sat from 2001 to 2009, two years longer than his father.", NULL, ""},
    {"some of those years",
     "He sat from 2001 to 2009, two years of them as chairman.", NULL, ""},
    {"years as something", "He sat from 2001 to 2009, two years as chairman.",
     NULL, ""},
    {"part of the time", "It was shut for two years between 2001 and 2009.",
     NULL, ""},
    {"each was followed for some of the time",
     "They followed the boys for five years from 1990 to 2001.", NULL, ""},
    {"two spells",
     "She led it from 1990 to 1995 and from 1999 to 2004, a "
     "total of ten years.",
     NULL, ""},
    {"with a break", "She led it from 1990 to 2004, a two-year break aside.",
     NULL, ""},
    {"an hour for lunch",
     "It is staffed from 9 a.m. to 5 p.m., a seven-hour "
     "shift.",
     NULL, ""},
    {"opening hours that move",
     "The shop is open from 11 a.m. to 7 p.m., two hours later.", NULL, ""},
    {"two days",
     "The vigil ran from 9 a.m. Monday to 5 p.m. Tuesday, 32 hours "
     "in all.",
     NULL, ""},
    {"zones", "The flight is from 9 a.m. to 5 p.m., 12 hours.", NULL, ""},
    {"later than something else",
     "The band, formed in 1980, met again in 2010, 11 years later.", NULL, ""},
    {"later than in another sentence",
     "He left in 1990. She came in 1995 and he died in 1999, nine years "
     "later, they say.",
     NULL, ""},
    {"a term of prison",
     "He was in from 2001 to 2004, a 10-year sentence cut short.", NULL, ""},
    {"ages", "He swam from 2001 to 2009, 12 years old at first.", NULL, ""},
    {"a half", "It ran from 2001 to 2009, four and a half years on paper.",
     NULL, ""},
    {"early and late",
     "It ran from early 2001 to late 2009, a spell of 12 "
     "years.",
     NULL, ""},
    {"two spells of two kinds",
     "She was mayor from 1990 to 1994 and judge from 1999 to 2002, nine years "
     "in all.",
     NULL, ""},
    {"the first of the years",
     "In the first five years, from 2001 to 2009, she ran it.", NULL, ""},
    {"after something of another year",
     "The pier closed in 1998, 12 years after the fair that had begun in 1980.",
     NULL, ""},
    {"after it opened, right",
     "The pier closed in 1998, 18 years after it opened in 1980.", NULL, ""},
    {"a part and another in brackets",
     "His 12-year tenure (2001-2009 and 2012-2016) was quiet.", NULL, ""},
    {"days of so many hours each",
     "The two-day hearing ran from 9 a.m. to 5 p.m.", NULL, ""},
    {"hours on so many days",
     "It was held from June 1, 2025, to June 9, 2025, a two-hour session.",
     NULL, ""},
    {"one shift of several",
     "Guards work a five-hour shift from 6 a.m. to 6 p.m.", NULL, ""},
    {"later, of something between",
     "She won in 1999 and in 2009, two years later, lost.", NULL, ""},
};

static const struct row right_since[] = {
    {"so long ago", "The mill burned in 2005, 21 years ago.", APRIL, ""},
    {"long before that", "It burned before 2005, 31 years ago.", APRIL, ""},
    {"right", "She has kept the mill since 2011, a spell of 15 years.", APRIL,
     ""},
    {"not full yet", "She has kept the mill since 2011, 14 years.", APRIL, ""},
    {"until another day",
     "Her aunt, who has moved, had kept the mill since 2011, a spell of 12 "
     "years.",
     APRIL, ""},
    {"nothing says what day it is",
     "She has kept the mill since 2011, a spell of 17 years.", NULL, ""},
    {"some of the years", "She has won it for five years since 2011.", APRIL,
     ""},
    {"longer than",
     "She has kept it since 2011, two years longer than her aunt.", APRIL, ""},
    {"a firm of the right age",
     "The mill was founded in 1956 and 70 years old this year.", APRIL, ""},
    {"a firm of an age that it had",
     "The mill was founded in 1956 and 60 years old when it burned.", APRIL,
     ""},
    {"after fewer years, of something else",
     "They joined in 1998 and left in 2020 after five years.", APRIL, ""},
    {"years of something else",
     "They met in 1998 and split in 2020, after 12 years of marriage.", APRIL,
     ""},
    {"a spell that is told as over",
     "He was mayor since 2001, a spell of 12 years.", APRIL, ""},
};

static void run_row(const struct row *row)
{
    struct told told;

    told_read(&told, &(ToldStory){.text = row->text, .date = row->date});
    told_add_findings(&told, STR("figure/"));
    assert_string_equal(told.bytes, row->expected);
    told_release(&told);
}

/* What the block pass notes down for the story pass is nobody else's. */
static const struct row hidden[] = {
    {"what was noted down is taken out again",
     "John Hale (1950-2021), born in 1950, died in 2021. Ida Brandl, 64, is "
     "here.",
     APRIL, ""},
};

static void run_hidden(const struct row *row)
{
    struct told told;
    const Note *notes;

    told_read(&told, &(ToldStory){.text = row->text, .date = row->date});
    uint32_t count = told_notes(&told, &notes);
    assert_true(count > 0);
    for (uint32_t i = 0; i < count; i++)
        assert_false(str_eq(registry_name(told.registry, notes[i].kind),
                            STR("figure/life")));
    told_release(&told);
}

TEST_ROWS(wrong_ages, wrong_ages, run_row, name)
TEST_ROWS(right_ages, right_ages, run_row, name)
TEST_ROWS(wrong_lengths, wrong_lengths, run_row, name)
TEST_ROWS(right_lengths, right_lengths, run_row, name)
TEST_ROWS(right_since, right_since, run_row, name)
TEST_ROWS(hidden, hidden, run_hidden, name)
TEST_MAIN(test_wrong_ages() + test_right_ages() + test_wrong_lengths() +
          test_right_lengths() + test_right_since() + test_hidden())
