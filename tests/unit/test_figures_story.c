/* The plugin of figures as the host runs it, beside dates and names: what it
 * leaves to them, whose dollars, hints, and findings. */
#include "stet/text.h"

#include "support/test.h"
#include "support/told.h"

struct row {
    const char *name;
    const char *text;
    const char *convert;  /* the option, or NULL */
    const char *expected; /* "words = value unit mod {label};" of each figure,
                             then "rule: message (fix);" of each finding */
};

static const struct row rows[] = {
    {"what dates have is no number",
     "On Nov. 26, 2025, at 6 p.m., 40 people met for three hours.", NULL,
     "40 = 40;"},
    {"an age is none", "Odette Sayward, 58, has two boats.", NULL, "two = 2;"},
    {"nor is a part of a name",
     "They flew a Boeing 737 from Gate 4 and drove up Route 9.", NULL, ""},
    {"money is, whatever name it begins",
     "The club is giving away three USD50 Cards.", NULL,
     "three = 3;USD50 = 50 USD;"},
    {"an age with a limit is no time", "The mill is more than 400 years old.",
     NULL, "400 years old = 400 y MORE_THAN;"},
    {"a rate stays whole, though dates read it too",
     "It gives 300 litres of milk an hour.", NULL,
     "300 litres of milk an hour = 300 l/h;"},
    {"what is said around it",
     "About 40 of more than 300 boats, or nearly 15 percent, sank.", NULL,
     "40 = 40 APPROX;300 = 300 MORE_THAN;15 percent = 15 % APPROX;"},
    {"ages of many are ages", "Of the 40, 18- to 29-year-olds were two.", NULL,
     "40 = 40;two = 2;"},
    {"who is called is no number",
     "Call 101 or dial 999. They will call 101 witnesses.", NULL, "101 = 101;"},
    {"what goes to a number aims at nothing",
     "The latest models predict 2 to 4 feet of snow.", NULL,
     "2 to 4 feet = 2 ft;"},
    {"dollars of nobody are American", "It cost $5.", NULL, "$5 = 5 USD;"},
    {"dollars of the date line",
     "OTTAWA, March 4, 2026 (Agency) - The canal will cost $210 million.", NULL,
     "$210 million = 210000000 CAD {CAD};"},
    {"beside American dollars the others are the country's own",
     "SYDNEY, March 4, 2026 (Agency) - Perth paid $3 million and the United "
     "States US$2 million.",
     NULL, "$3 million = 3000000 AUD {AUD};US$2 million = 2000000 USD;"},
    {"degrees of the date line",
     "PORTLAND, Ore., March 4, 2026 (Agency) - The temperature reached 102 "
     "degrees in Oregon.",
     NULL, "102 degrees = 102 °F;"},
    {"crores are not everyone's", "MUMBAI: The dam took Rs 60 crore.", NULL,
     "Rs 60 crore = 600000000 INR {= 600 million};"},
    {"measures turned", "The tower is 51 feet high and 340 feet away.",
     "metric", "51 feet = 51 ft {= 16 m};340 feet = 340 ft {= 104 m};"},
    {"the other way", "The road is 140 km long, at 20C.", "imperial",
     "140 km = 140 km {= 87 mi};20C = 20 °C {= 68 °F};"},
    {"a change that is another",
     "Staff numbers rose from 50 to 60, up 25 percent.", NULL,
     "50 = 50;60 = 60;25 percent = 25 %;"
     "figure/change: From 50 to 60 is a rise of 20%, not 25 percent (20);"},
    {"points between two shares",
     "Turnout fell by 10 percentage points, from 60 percent to 45 percent.",
     NULL,
     "10 percentage points = 10 pp;60 percent = 60 %;45 percent = 45 %;"
     "figure/change: From 60 percent to 45 percent is a fall of 15 percentage "
     "points, not 10 percentage points (15);"},
    {"points that are right",
     "Turnout fell from 60 percent to 45 percent, a drop of 15 percentage "
     "points.",
     NULL, "60 percent = 60 %;45 percent = 45 %;15 percentage points = 15 pp;"},
    {"a verb that says the contrary", "Unemployment rose to 5.2% from 5.5%.",
     NULL,
     "5.2% = 5.2 %;5.5% = 5.5 %;figure/change: From 5.5% to 5.2% is a fall "
     "();"},
    {"money is worth less where it buys less",
     "The yen fell to 110 from 100 to the dollar.", NULL,
     "110 = 110;100 = 100;"},
    {"a scale that is said once", "Sales rose to 1.5 from 1.2 million.", NULL,
     "1.5 = 1.5;1.2 million = 1200000;"},
    {"a verb that says other times", "The price doubled from $5 to $15.", NULL,
     "$5 = 5 USD;$15 = 15 USD;"
     "figure/change: From $5 to $15 is 3.0 times as much ();"},
    {"by a part, and not by that", "Rents rose by half, from $40 to $50.", NULL,
     "$40 = 40 USD;$50 = 50 USD;"
     "figure/change: From $40 to $50 is a rise of 25 percent, not half ();"},
    {"a part behind", "The crew shrank from 80 to 60, a cut of a third.", NULL,
     "80 = 80;60 = 60;third = 3;"
     "figure/change: From 80 to 60 is a fall of 25 percent, not a third ();"},
    {"a part that is right", "It fell by a third, from $150 to $100.", NULL,
     "a third = 1/3;$150 = 150 USD;$100 = 100 USD;"},
    {"a part that is near enough", "It fell to $42 from $60, by a third.", NULL,
     "$42 = 42 USD;$60 = 60 USD;a third = 1/3;"},
    {"a part that rounding explains",
     "It rose by a quarter, to $9 million from $7 million.", NULL,
     "a quarter = 0.25;$9 million = 9000000 USD;$7 million = 7000000 USD;"},
    {"a scale that is carried over, and times",
     "Output doubled to 3 million tons from 2 million.", NULL,
     "3 million tons = 3000000 ton;2 million = 2000000;"
     "figure/change: From 2 million to 3 million tons is 1.5 times as much "
     "();"},
    {"up from what stands behind",
     "Sales were $510 million, up 35 percent from $408 million.", NULL,
     "$510 million = 510000000 USD;35 percent = 35 %;"
     "$408 million = 408000000 USD;"
     "figure/change: From $408 million to $510 million is a rise of 25%, not "
     "35 percent (25);"},
    {"up from it, rightly",
     "Sales were $510 million, up 25 percent from $408 million.", NULL,
     "$510 million = 510000000 USD;25 percent = 25 %;"
     "$408 million = 408000000 USD;"},
    {"up from it, a share in between",
     "It earned $77 million, or $3 a share, up 10 percent from $70 million, or "
     "$2 a share.",
     NULL,
     "$77 million = 77000000 USD;$3 = 3 USD;10 percent = 10 %;"
     "$70 million = 70000000 USD;$2 = 2 USD;"},
    {"zeros that were left out",
     "It rose from $3 million to $3.9 million, a 40 percent rise.", NULL,
     "$3 million = 3000000 USD;$3.9 million = 3900000 USD;40 percent = 40 %;"
     "figure/change: From $3 million to $3.9 million is a rise of 30%, not 40 "
     "percent (30);"},
    {"a verb that is near enough",
     "Cases nearly doubled, from 510 to 980, and deaths more than tripled, "
     "from 10 to 36.",
     NULL, "510 = 510;980 = 980;10 = 10;36 = 36;"},
    {"a change that is right",
     "It rose to $50 million from $40 million, a 25 "
     "percent increase.",
     NULL,
     "$50 million = 50000000 USD;$40 million = 40000000 USD;25 percent = 25 "
     "%;"},
    {"a change that rounding explains",
     "It rose from $8.1 million to $9.4 million, a 17 percent increase.", NULL,
     "$8.1 million = 8100000 USD;$9.4 million = 9400000 USD;17 percent = 17 "
     "%;"},
    {"a change that rounding explains, its sign close before it",
     "It rose to RM1.58 billion from RM1.53 billion, a 3.5 percent increase.",
     NULL,
     "RM1.58 billion = 1580000000 MYR;RM1.53 billion = 1530000000 MYR;"
     "3.5 percent = 3.5 %;"},
    {"a fall that is a rise", "It was down 20 percent, from 50 to 60.", NULL,
     "20 percent = 20 %;50 = 50;60 = 60;"
     "figure/change: From 50 to 60 is a rise of 20%, not 20 percent (20);"},
    {"a sum that is another",
     "It sent 12 cooks and nine waiters, 22 people in all.", NULL,
     "12 = 12;nine = 9;22 = 22;figure/total: The parts make 21, not 22 (21);"},
    {"a total behind its parts",
     "It spent $12 on wood, $9 on coal and $6 on oil, a total of $29.", NULL,
     "$12 = 12 USD;$9 = 9 USD;$6 = 6 USD;$29 = 29 USD;"
     "figure/total: The parts make 27, not $29 (27);"},
    {"a total behind its parts, rightly",
     "It spent $12 on wood, $9 on coal and $6 on oil, a total of $27.", NULL,
     "$12 = 12 USD;$9 = 9 USD;$6 = 6 USD;$27 = 27 USD;"},
    {"parts of one preposition",
     "It killed seven people, four in Ash County and two in Elm County.", NULL,
     "seven = 7;four = 4;two = 2;"
     "figure/total: The parts make 6, not seven ();"},
    {"parts of one preposition, rightly",
     "It killed six people, four in Ash County and two in Elm County.", NULL,
     "six = 6;four = 4;two = 2;"},
    {"a list, the first of which is no sum",
     "It cast 42 votes for Ash, 18 for Elm and 16 for Oak.", NULL,
     "42 = 42;18 = 18;16 = 16;"},
    {"parts that somebody said",
     "It will cost $45, the town said: $20 for roads, $15 for lamps and $12 "
     "for "
     "schools.",
     NULL,
     "$45 = 45 USD;$20 = 20 USD;$15 = 15 USD;$12 = 12 USD;"
     "figure/total: The parts make 47, not $45 (47);"},
    {"a sum that is right",
     "It took $310,000 from one till and $220,000 from another, $530,000 in "
     "all.",
     NULL,
     "$310,000 = 310000 USD;one = 1;$220,000 = 220000 USD;"
     "$530,000 = 530000 USD;"},
    {"what is added time and again",
     "She gets $2,000, which will rise by $1,000 every five years, totaling "
     "$5,000 in the end.",
     NULL, "$2,000 = 2000 USD;$1,000 = 1000 USD;$5,000 = 5000 USD;"},
    {"two kinds and no third",
     "The crew of nine, four women and six men, were rescued.", NULL,
     "nine = 9;four = 4;six = 6;"
     "figure/total: The parts make 10, not nine ();"},
    {"two kinds and a child",
     "The crew of nine, four women and four men, and a child, were rescued.",
     NULL, "nine = 9;four = 4;four = 4;"},
    {"things that are counted and no parts",
     "He has five cars, two vans and one bus.", NULL,
     "five = 5;two = 2;one = 1;"},
    {"a list behind its sum",
     "It runs 12 boats: four in the north, three in the south and six in the "
     "east.",
     NULL,
     "12 = 12;four = 4;three = 3;six = 6;"
     "figure/total: The parts make 13, not 12 (13);"},
    {"shares that leave nothing out",
     "Some 52 percent were in favor, 31 percent against and 22 percent "
     "undecided.",
     NULL, "52 percent = 52 % APPROX;31 percent = 31 %;22 percent = 22 %;"},
    {"shares that make too much",
     "Of those asked 52 percent were in favor, 31 percent against and 22 "
     "percent undecided.",
     NULL,
     "52 percent = 52 %;31 percent = 31 %;22 percent = 22 %;"
     "figure/total: The shares make 105 percent, not 100 ();"},
    {"more than all", "Sales fell 120 percent.", NULL,
     "120 percent = 120 %;figure/impossible-percent: Nothing can fall by 120 "
     "percent: 100 percent is all of it ();"},
    {"a rise may be any", "Sales rose 120 percent.", NULL,
     "120 percent = 120 %;"},
    {"a scale upon a scale", "It cost $3.2 million billion.", NULL,
     "$3.2 million billion = 3200000000000000 USD;figure/unit: “$3.2 million "
     "billion” multiplies one large number by another ();"},
    {"a currency twice", "It cost $5 dollars.", NULL,
     "$5 dollars = 5 USD;figure/unit: “$5 dollars” names its currency twice "
     "();"},
    {"a price without currency in a range with two",
     "It rose from $3.2 million to 4 billion.", NULL,
     "$3.2 million to 4 billion = 3200000 USD;figure/unit: The end of “$3.2 "
     "million to 4 billion” has no currency, its beginning has ();"},
    {"the same with and", "It cost between $3.2 million and 4 billion.", NULL,
     "$3.2 million = 3200000 USD;4 billion = 4000000000;figure/unit: “4 "
     "billion” has no currency, the other end of the range has ();"},
    {"the lower one without", "Seats cost between 12 and $15.", NULL,
     "12 = 12;$15 = 15 USD;figure/unit: “12” has no currency, the other end "
     "of the range has ();"},
    {"one sign for both ends", "It cost between $3 and 5 million.", NULL,
     "$3 = 3 USD;5 million = 5000000;"},
    {"one sign and one scale for both", "It cost $3 to 5 million.", NULL,
     "$3 to 5 million = 3000000 USD;"},
    {"two prices", "It rose from $3.2 million to $4 billion.", NULL,
     "$3.2 million = 3200000 USD;$4 billion = 4000000000 USD;"},
    {"no price", "It split between $3.2 million and 4 million people.", NULL,
     "$3.2 million = 3200000 USD;4 million = 4000000;"},
    {"a range in two currencies", "Seats run from $5 to €6.", NULL,
     "$5 = 5 USD;€6 = 6 EUR;figure/unit: The range begins in USD and ends in "
     "EUR ();"},
};

static void add_attr(struct told *told, const char *before, const Note *note,
                     const char *key)
{
    Str text = told_attr(told, note, key);

    if (text.len)
        told_add(told, before, text);
}

static void add_notes(struct told *told)
{
    const Note *notes;
    uint32_t count = told_notes(told, &notes);

    for (uint32_t i = 0; i < count; i++) {
        Str kind = registry_name(told->registry, notes[i].kind);
        if (!str_starts(kind, STR("figure/")))
            continue;
        told_add(told, "", stet_slice(told->text, notes[i].span));
        add_attr(told, " = ", &notes[i], "value");
        add_attr(told, " ", &notes[i], "unit");
        add_attr(told, " ", &notes[i], "mod");
        if (notes[i].label.len) {
            told_add(told, " {", notes[i].label);
            told_add(told, "}", STR(""));
        }
        told_add(told, ";", STR(""));
    }
}

static void run_row(const struct row *row)
{
    struct told told;

    told_read(&told, &(ToldStory){.text = row->text,
                                  .plugin = "org.stet.figures",
                                  .option = "convert",
                                  .value = row->convert});
    add_notes(&told);
    told_add_findings(&told, STR("figure/"));
    assert_string_equal(told.bytes, row->expected);
    told_release(&told);
}

TEST_TABLE(rows, run_row, name)
