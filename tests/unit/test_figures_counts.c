/* What a story counts twice: a count and its list, a figure and the same
 * figure again. Most rows are lists and figures that agree, or that nobody can
 * be sure of: nothing is said of them. */
#include "support/test.h"
#include "support/told.h"

struct row {
    const char *name;
    const char *text;
    const char *expected; /* "rule: message ();" of each finding */
};

#define COUNT(words, has)                                                      \
    "figure/count: “" words "”, but the list that follows has " has " ();"
#define TWICE(here, before)                                                    \
    "figure/inconsistent: “" here "” here, but “" before "” before ();"

static const struct row rows[] = {
    /* a list that lacks one */
    {"an apposition is no third",
     "She thanked three nurses by name after the show: Orrin and the matron, "
     "Ada Quill.",
     COUNT("three nurses", "two")},
    {"between dashes",
     "The road to four villages - Thornby, Ashwell and Marsh End - is shut.",
     COUNT("four villages", "three")},
    {"between long dashes",
     "Ferries to three islands — Stray and Wester Holm — were cancelled.",
     COUNT("three islands", "two")},
    {"in brackets", "Four countries (Chad, Niger and Mali) signed.",
     COUNT("Four countries", "three")},
    {"behind a colon",
     "The band has played in four cities: Lyon, Turin and "
     "Ghent.",
     COUNT("four cities", "three")},
    {"ages and places are no members",
     "Police named three suspects: Peter Lowe, 28, of Leeds, and Mary Croft, "
     "31.",
     COUNT("three suspects", "two")},
    {"an apposition of the subject",
     "The three winners, Ada Quill and Peter Lowe, were given a cup.",
     COUNT("three winners", "two")},
    {"roles before names",
     "Two rooms down sat four players: the goalkeeper Ada Quill, former "
     "captain Mary Croft and striker Jo Wynn.",
     COUNT("four players", "three")},
    {"things", "The flag has four colours: red, white and green.",
     COUNT("four colours", "three")},
    {"things with articles", "He took three books: a bible and a dictionary.",
     COUNT("three books", "two")},
    {"of a group", "She met three of the authors: Ada Quill and Peter Lowe.",
     COUNT("three of the authors", "two")},
    {"in speech", "“I have three dogs: Rex and Bello.”",
     COUNT("three dogs", "two")},
    {"a noun that nobody thought of",
     "It ran four sanatoriums: Halvern, Estby and Norra.",
     COUNT("four sanatoriums", "three")},
    /* or has one too many */
    {"one person too many",
     "The two winners, Ada Quill, Peter Lowe and Mary Croft, said nothing.",
     COUNT("two winners", "three")},
    {"one son too many", "He has two sons: Peter, Paul and Simon.",
     COUNT("two sons", "three")},
    {"one country too many",
     "It has offices in two countries: Brazil, India and China.",
     COUNT("two countries", "three")},

    {"reasons, one too few",
     "He gave three reasons for the delay: heavy rain and a late train.",
     COUNT("three reasons", "two")},
    {"problems, one too many",
     "It has two problems: the noise, the smells and the dust.",
     COUNT("two problems", "three")},
    {"methods in the plural",
     "They used three methods: radar, lasers, stakes and photographs.",
     COUNT("three methods", "four")},
    {"a count that begins the sentence",
     "Four bakers, Peter Lowe, Mary Croft and Jo Wynn, will bid.",
     COUNT("Four bakers", "three")},
    {"survivors, one too few",
     "She is survived by three children, Ruth Oake of Bath and Samuel Oake of "
     "Leeds; and a sister.",
     COUNT("three children", "two")},
    /* lists that are right */
    {"reasons", "He gave two reasons: heavy rain and a late train.", ""},
    {"a point with a comma in it",
     "It had two causes: a long, hot summer and a dry spring.", ""},
    {"words with a comma in them",
     "It had two causes: long, hot summers and greed.", ""},
    {"reasons that go on",
     "He gave three reasons: heavy rain, a late train and others.", ""},
    {"reasons in clauses",
     "He gave two reasons: rain, which fell all day, and a late train.", ""},
    {"survivors",
     "She is survived by two children, Ruth Oake of Bath and Samuel Oake of "
     "Leeds; and a sister.",
     ""},
    {"survivors of whom one is told apart",
     "She is survived by three children, Ruth Oake and Samuel Oake, and a son "
     "from her first marriage, Ned.",
     ""},
    {"right", "She named three players: Orrin, Quill and Lowe.", ""},
    {"right with a comma before the join",
     "She named three players: Orrin, Quill, and Lowe.", ""},
    {"right by roles alone",
     "Police held two suspects: her husband and his brother.", ""},
    {"right with a sister's and a brother's name",
     "He has two siblings: a sister, Ada, and a brother, Peter.", ""},
    {"right with a role behind",
     "Police named two men: Peter Lowe, the driver, and Sam Holt.", ""},
    {"right with states",
     "She played in two cities: Portland, Oregon, and Boise, Idaho.", ""},
    {"a town, and where it lies",
     "It has shops in two towns: Ashwell, Rutland and Oakham.", ""},
    {"right as a couple", "He sent two guests: John and Mary Smith.", ""},
    {"right as one country of two names",
     "Three countries: Croatia, Serbia and Bosnia and Herzegovina.", ""},
    {"one country of two names at the end",
     "It borders three countries: Croatia, Serbia, Bosnia and Herzegovina.",
     ""},
    {"titles with commas", "Two books: The Lion, the Witch and the Wardrobe.",
     ""},
    {"offices with commas",
     "Two agencies: the FBI, the Bureau of Alcohol, Tobacco and Firearms.", ""},
    {"one more that comes with them",
     "Three ministers: Ada Quill and Peter Lowe, with Mary Croft.", ""},
    {"right as a firm of two names",
     "Two companies: Marks and Spencer and Tesco.", ""},
    /* lists that do not claim to be whole */
    {"including", "He beat four rivals, including Lowe and Quill.", ""},
    {"among them", "Five towns – Alder and Birch among them – were cut off.",
     ""},
    {"such as", "Six cities, such as Lyon and Turin, have one.", ""},
    {"like", "Six cities like Lyon and Turin have one.", ""},
    {"led by", "Five players, led by Quill and Lowe, refused.", ""},
    {"and others", "Four players: Quill, Lowe and others.", ""},
    {"and two others", "Five players: Quill, Lowe and two others.", ""},
    {"and more", "Five players: Quill, Lowe and more.", ""},
    {"at least", "It killed at least three men: Peter Lowe and Sam Holt.", ""},
    {"some of a number", "Two of the three winners: Ada Quill and Peter Lowe.",
     ""},
    {"of a number", "It was won by one of five women: Quill and Croft.", ""},
    {"goes on in the next sentence",
     "Police held three men: Peter Lowe and Sam Holt. The third got away.", ""},
    /* members that are several */
    {"a clan", "Four guests: Ada Quill and the Smiths.", ""},
    {"sons", "Four victims: Peter Lowe and his sons.", ""},
    {"sons that are counted", "Four victims: Peter Lowe and his three sons.",
     ""},
    {"a pair", "Three people: a nurse and a couple.", ""},
    {"counties", "Three places: Ashe and Orrin counties.", ""},
    {"a family", "Five people: Ada Quill and the Lowe family.", ""},
    /* nouns that no member is one of */
    {"goals", "They scored three goals: Quill and Lowe.", ""},
    {"pairs", "Two pairs: Quill, Lowe, Croft and Holt.", ""},
    {"titles", "She won three titles: Rome and Madrid.", ""},
    /* what only looks like a list of them */
    {"a sentence", "It has two problems: nobody came and nobody cared.", ""},
    {"reasons that are sentences",
     "She gave three reasons: the ice is bent, only one room has seen it and "
     "the work is not done.",
     ""},
    {"of another noun",
     "Three men have been charged over thefts at shops: Quill and Lowe.", ""},
    {"a subject behind a comma",
     "After the three meetings, Quill and Lowe went home.", ""},
    {"two women too, in a row with the first",
     "Three women, a man and a child, were on the boat.", ""},
    {"adjectives", "He has three brothers: tall and handsome.", ""},
    {"a list that stops at an abbreviation",
     "Three people spoke: Mayor Quill and Gov.", ""},
    {"half a list by far", "Nine players: Quill and Lowe.", ""},
    {"a title",
     "It fines 10 of the Public Officers (Conduct and Discipline) "
     "staff.",
     ""},
    {"a compound", "A three-member panel: Quill and Lowe.", ""},

    /* one figure in two ways */
    {"a crowd, and the fans",
     "It was played before a crowd of 41,306.\n\nThe 41,603 fans stayed.",
     TWICE("41,603", "41,306")},
    {"a sum",
     "The town won a $3.2 million grant.\n\nThe $2.3 million grant "
     "will pay for tiles.",
     TWICE("$2.3 million", "$3.2 million")},
    {"a sum of, and its noun",
     "The board signed a contract of £1.45 million. Nobody has seen the "
     "£1.54 million deal.",
     TWICE("£1.54 million", "£1.45 million")},
    {"a point that slipped",
     "The court set a fine of $4.5 million. The firm paid the $45 million "
     "fine.",
     TWICE("$45 million", "$4.5 million")},
    {"a measure",
     "They drilled a 2,796-meter core. The 2,769-meter core is "
     "in Hobart.",
     TWICE("2,769-meter", "2,796-meter")},
    {"one digit",
     "It owns 12,450 sheep and a barn. All of its 12,452 sheep "
     "have a name. The mill burned 5,318 crates. The 5,378 "
     "crates were empty.",
     TWICE("5,378", "5,318")},
    {"passengers",
     "The boat carried 312 passengers. The 321 passengers "
     "waved.",
     TWICE("321", "312")},
    {"a date line is no other year",
     "OSLO, March 4, 2026 (Agency) - A crowd of 12,480 came.\n\nThe 12,840 "
     "spectators sang.",
     TWICE("12,840", "12,480")},

    {"those who came", "A crowd of 12,480 watched. The 12,840 who came sang.",
     TWICE("12,840", "12,480")},
    {"long enough to be no chance",
     "A crowd of 12,480 watched. The 12,840 fans at Holm Park sang.",
     TWICE("12,840", "12,480")},
    {"one digit may be chance, where it is told apart",
     "A crowd of 12,485 watched. The 12,486 fans at Holm Park sang.", ""},
    {"a date of the first",
     "A crowd of 12,480 came on March 4. The 12,840 spectators sang.",
     TWICE("12,840", "12,480")},
    {"another date of the second",
     "A crowd of 12,480 came. On March 4 the 12,840 spectators sang.", ""},
    {"two trails", "The 12-mile trail is shut. The 21-mile trail is open.", ""},
    {"one trail", "It has a 12-mile trail. The 21-mile trail is open.",
     TWICE("21-mile", "12-mile")},
    {"money that is taken up by itself",
     "It got $3.2 million from the state. The $2.3 million will be repaid.",
     TWICE("$2.3 million", "$3.2 million")},
    {"a share by itself",
     "Arrests were made in 62 percent of cases. The 26 "
     "percent is the best since then.",
     TWICE("26 percent", "62 percent")},
    {"under another noun",
     "It employs 1,240 people. The 1,420 staff deserve better.",
     TWICE("1,420", "1,240")},
    {"what a survey is of",
     "A survey of 1,204 voters was held. The 1,240 voters were called.",
     TWICE("1,240", "1,204")},
    {"zeros are digits", "Shelters took in 640 people. The 460 people slept.",
     TWICE("460", "640")},
    {"money of which more is said",
     "It got $3.2 million from the state. The $2.3 million from the county "
     "will do.",
     ""},
    {"by itself in the same sentence",
     "It got $3.2 million, and the $2.3 million will be repaid.", ""},
    {"by itself, but less",
     "It got $3.2 million. Less than the $2.3 million was repaid.", ""},
    {"by itself, rounded before",
     "It got about $3.2 million. The $2.3 million will be repaid.", ""},
    {"by itself, another currency",
     "It got $3.2 million. The €2.3 million will be repaid.", ""},
    {"digits that are not neighbours",
     "It employs 1,240 people. The 4,210 trees are old.", ""},
    {"a rival's",
     "The school has 1,254 students. The 1,245 students of its "
     "rival cheered.",
     ""},
    {"counted before",
     "It has 12,480 voters. The 12,840 voters counted before "
     "were too many.",
     ""},
    {"the same", "A crowd of 41,306 came. The 41,306 fans sang.", ""},
    {"rounded", "A crowd of 41,306 came. The 41,000 fans sang.", ""},
    {"rounded up",
     "It got a $3.25 million grant. The $3.3 million grant "
     "will do.",
     ""},
    {"about", "A crowd of 41,306 came. The roughly 41,603 fans sang.", ""},
    {"written otherwise",
     "It got a $3.2 million grant. The $3,200,000 grant "
     "will do.",
     ""},
    {"another noun", "A crowd of 41,306 came. The 41,603 leaflets ran out.",
     ""},
    {"another unit",
     "It got a $3.2 million grant. The €2.3 million grant "
     "will do.",
     ""},
    {"not definite", "A crowd of 41,306 came. In the hall sat 41,603 fans.",
     ""},
    {"another",
     "It got a $3.2 million grant. Another town spent the $2.3 "
     "million grant.",
     ""},
    {"another year",
     "It got a $3.2 million grant. It spent the $2.3 million "
     "grant in 2019.",
     ""},
    {"last year's",
     "A crowd of 41,306 came. The 41,603 fans of last year "
     "stayed away.",
     ""},
    {"told apart",
     "It got a $3.2 million grant. The $2.3 million grant from "
     "the county will do.",
     ""},
    {"rose", "A crowd of 41,306 came. It rose to the 41,603 fans it needs.",
     ""},
    {"given before",
     "It asked for $2.3 million. It got a $3.2 million grant. "
     "The $2.3 million grant will do.",
     ""},
    {"two in one sentence",
     "It wants a $3.2 million grant and the $2.3 million grant.", ""},
    {"three of a kind",
     "It got a $3.2 million grant. It got a $4.7 million "
     "grant. The $2.3 million grant will do.",
     ""},
    {"quite another", "A crowd of 41,306 came. The 28,550 fans sang.", ""},
    {"few digits", "The boat carried 12 passengers. The 21 passengers waved.",
     ""},
    {"votes", "She won 12,480 votes. The 12,840 votes were counted.", ""},
};

static void run_row(const struct row *row)
{
    struct told told;

    told_read(&told,
              &(ToldStory){.text = row->text, .plugin = "org.stet.figures"});
    told_add_findings(&told, STR("figure/"));
    assert_string_equal(told.bytes, row->expected);
    told_release(&told);
}

TEST_TABLE(rows, run_row, name)
