/* The plugin of dates as the host runs it: what needs a story, and findings. */
#include "stet/text.h"

#include "support/test.h"
#include "support/told.h"

struct row {
    const char *name;
    const char *text;
    const char *date;     /* of the story, or NULL */
    const char *order;    /* the option, or NULL */
    const char *expected; /* "words = value;" of each date, time and set, then
                             "rule: message (fix/fix);" of each finding */
};

static const struct row rows[] = {
    {"a weekday is the one before the story", "He left on Tuesday. She stayed.",
     "2025-11-26", NULL, "Tuesday = 2025-11-25;"},
    {"in a note it may be another", "She will ring on Tuesday.", "2025-11-26",
     NULL, "Tuesday = XXXX-WXX-2?;"},
    {"a heading makes a story of it", "# Mayor out\n\nHe left on Tuesday.",
     "2025-11-26", NULL, "Tuesday = 2025-11-25;"},
    {"a note without a year", "Back from 3 May, or after Christmas.",
     "2025-11-26", NULL, "3 May = XXXX-05-03?;Christmas = XXXX-12-25?;"},
    {"what a note counts from today", "Ring tomorrow, or next Tuesday.",
     "2025-11-26", NULL, "tomorrow = 2025-11-27;next Tuesday = 2025-12-02;"},
    {"a note's time says what its words say",
     "Either in the morning, or at 7.30 p.m., or on Tuesday at 4.",
     "2025-11-26", NULL,
     "the morning = TMO;7.30 p.m. = T19:30;"
     "Tuesday at 4 = XXXX-WXX-2T04?;"},
    {"not every word in -ed is a past form",
     "She is 60. She will succeed Ann Oakes Feb. 5.", "2025-10-26", NULL,
     "Feb. 5 = 2026-02-05;"},
    {"nor is a participle between article and noun",
     "It is shut. It would open on a long delayed date in February.",
     "2025-10-26", NULL, "February = 2026-02;"},
    {"where one is taken is nothing to come",
     "He is home. He was rushed to hospital on Dec. 9.", "2025-07-04", NULL,
     "Dec. 9 = 2024-12-09;"},
    {"what is set is done, unless it is set for a day",
     "The fair was big. The record set on Dec. 9 fell. A third is set for "
     "Dec. 9.",
     "2025-07-04", NULL, "Dec. 9 = 2024-12-09;Dec. 9 = 2025-12-09;"},
    {"a clause has its own verb",
     "It hurt. He hopes he will reopen the mill, where the Aug. 7 fire killed "
     "two.",
     "2025-09-18", NULL, "Aug. 7 = 2025-08-07;"},
    {"a month in which it was is gone, however near the next one",
     "It is sad. He fell asleep at the wheel in December. The case is heard in "
     "December. The bank announced a vote in December.",
     "2025-10-09", NULL,
     "December = 2024-12;December = 2025-12;December = 2025-12;"},
    {"what one has called is ahead, what one called may be past",
     "It is so. A mediator has summoned both sides to a hotel on Friday. He "
     "called them in on Monday.",
     "2025-10-09", NULL, "Friday = 2025-10-10;Monday = 2025-10-06;"},
    {"what is extended runs on",
     "It is poor. The bank extended its loans through January.", "2025-10-30",
     NULL, "January = 2026-01;"},
    {"two clocks of one day",
     "It shook. It struck at 4 a.m. (0200 GMT) on Thursday.", "2026-03-06",
     NULL,
     "4 a.m. = 2026-03-05T04:00;0200 GMT = 2026-03-05T02:00Z;"
     "Thursday = 2026-03-05;"},
    {"what is on a day is ahead",
     "It is so. The deadline is Friday. The fair is on 5 September.",
     "2026-03-04", NULL, "Friday = 2026-03-06;5 September = 2026-09-05;"},
    {"what is dated may be past", "It is so. The date on the letter is Feb. 3.",
     "2026-03-04", NULL, "Feb. 3 = 2026-02-03;"},
    {"the present of what is planned",
     "It is so. She appears in court Friday. Schools reopen on Monday.",
     "2026-03-04", NULL, "Friday = 2026-03-06;Monday = 2026-03-09;"},
    {"the quarter that a day ended",
     "It is so. Sales fell in the quarter ended Sept. 30 to $5m from $4m a "
     "year "
     "ago.",
     "2026-03-04", NULL,
     "the quarter = 2025-Q3;Sept. 30 = 2025-09-30;a year ago = 2025;"},
    {"a range in a note", "Away from 28 November to 3 January.", "2025-11-26",
     NULL, "28 November to 3 January = (XXXX-11-28,XXXX-01-03,P36D)?;"},
    {"so long from a day on in a note", "Away two weeks starting May 20.",
     "2025-11-26", NULL,
     "two weeks starting May 20 = (XXXX-05-20,XXXX-06-03,P2W)?;"},
    {"what a note repeats, and which of its month",
     "Ring at 3pm each day, or on the first Friday of July.", "2025-11-26",
     NULL, "3pm each day = T15;the first Friday of July = XXXX-07-WXX-5-#1?;"},
    {"what is repeated is of no day, with a story's date or without",
     "It is so. The bus goes on Sundays at 8 a.m.", NULL, NULL,
     "Sundays at 8 a.m. = XXXX-WXX-7T08:00;"},
    {"the hour in brackets has the day",
     "It is so. He left at 4 in the morning (4 a.m. EDT Thursday).",
     "2026-03-06", NULL,
     "4 in the morning = 2026-03-05T04:00;4 a.m. EDT Thursday = "
     "2026-03-05T04:00;"},
    {"days away from a day in a note", "Two weeks before Christmas, say.",
     "2026-03-04", NULL, "Two weeks before Christmas = 2025-12-11;"},
    {"without a date it stays symbolic",
     "He left on Tuesday. He came last week.", NULL, NULL,
     "Tuesday = XXXX-WXX-2?;last week = XXXX-WXX?;"},
    {"what is whole needs no date", "He left on Nov. 25, 2025.", NULL, NULL,
     "Nov. 25, 2025 = 2025-11-25;"},
    {"the date line is the story's date",
     "LONDON, March 4, 2026 (Agency) - She resigned on Tuesday.", NULL, NULL,
     "March 4, 2026 = 2026-03-04;Tuesday = 2026-03-03;"},
    {"a date further down is none",
     "They had been at it for as long as anybody in the town hall could "
     "remember and then some, until March 4, 2026, and then on Tuesday left.",
     NULL, NULL, "March 4, 2026 = 2026-03-04;Tuesday = XXXX-WXX-2?;"},
    {"a date in a sentence is no date line",
     "A cook salts a herring on March 4, 2016 in Hull, England. He left on "
     "Tuesday.",
     NULL, NULL, "March 4, 2016 = 2016-03-04;Tuesday = XXXX-WXX-2?;"},
    {"nor is one that opens a sentence",
     "On March 4, 2016, Hull won. It lost on Tuesday.\n\nMarch 5, 2016, is "
     "a day nobody forgot.",
     NULL, NULL,
     "March 4, 2016 = 2016-03-04;Tuesday = XXXX-WXX-2?;"
     "March 5, 2016 = 2016-03-05;"},
    {"when a story was published is its date",
     "Herring\n\nPublished on 4 March 2026 at 9 a.m. by Ann Oakes\n\nHe left "
     "on "
     "Tuesday.",
     NULL, NULL,
     "4 March 2026 at 9 a.m. = 2026-03-04T09:00;Tuesday = 2026-03-03;"},
    {"an ISO date of its own line is one", "2026-03-04\n\nHe left on Tuesday.",
     NULL, NULL, "2026-03-04 = 2026-03-04;Tuesday = 2026-03-03;"},
    {"and one that runs into the sentence behind it",
     "date 2026-03-04 Ann Oakes, the mayor, left on Tuesday.", NULL, NULL,
     "2026-03-04 = 2026-03-04;Tuesday = 2026-03-03;"},
    {"earlier than what was named last",
     "Profit fell in the third quarter of 2025.\n\nIt was half that a year "
     "earlier.",
     "2026-03-04", NULL,
     "the third quarter of 2025 = 2025-Q3;a year earlier = 2024-Q3;"},
    {"the order that the story shows",
     "It opened on 25/12/2025 and closed on 03/04/2025.", "2026-03-04", NULL,
     "25/12/2025 = 2025-12-25;03/04/2025 = 2025-04-03;"},
    {"the other order", "It opened on Nov. 25. It closed on 03/04/2025.",
     "2026-03-04", NULL, "Nov. 25 = 2025-11-25;03/04/2025 = 2025-03-04;"},
    {"the order that the option says", "It closed on 03/04/2025.", "2026-03-04",
     "dmy", "03/04/2025 = 2025-04-03;"},
    {"a time is of the day named last",
     "The boat sank on 17 February. Police were called at 6.52pm.",
     "2026-03-04", NULL, "17 February = 2026-02-17;6.52pm = 2026-02-17T18:52;"},
    {"in a paragraph of no day, of the day of the time before",
     "The boat sank at 3 p.m. on 17 February. She had left on Jan. "
     "2.\n\nPolice "
     "were called at 6.52pm.",
     "2026-03-04", NULL,
     "3 p.m. on 17 February = 2026-02-17T15:00;Jan. 2 = 2026-01-02;"
     "6.52pm = 2026-02-17T18:52;"},
    {"small hours behind an evening are of the next day",
     "It began at 7pm on 17 February. It ended at 12.40am.", "2026-03-04", NULL,
     "7pm on 17 February = 2026-02-17T19:00;12.40am = 2026-02-18T00:40;"},
    {"midnight ahead of the small hours, and what follows it",
     "The barn fell at 3.12am on 9 November. The call had come just after "
     "midnight, and two crews were there by 1am. The next morning it rained.",
     "2026-03-04", NULL,
     "3.12am on 9 November = 2025-11-09T03:12;midnight = 2025-11-09T00:00;"
     "1am = 2025-11-09T01:00;The next morning = 2025-11-10TMO;"},
    {"a time without its half is of the evening told of",
     "The hearing began at 6 p.m. Tuesday. The mayor spoke at 8:30 and left "
     "at 7:45.",
     "2026-03-04", NULL,
     "6 p.m. Tuesday = 2026-03-03T18:00;8:30 = 2026-03-03T20:30;"
     "7:45 = 2026-03-03T19:45;"},
    {"of the evening of its day, whatever else was told",
     "The choir met at 6 p.m. Monday.\n\nThe bell had rung at 7:30 a.m. "
     "Sunday.\n\nNobody sat.\n\nNobody sang.\n\nAt 6:40 they went home.",
     "2026-03-04", NULL,
     "6 p.m. Monday = 2026-03-02T18:00;7:30 a.m. Sunday = 2026-03-01T07:30;"
     "6:40 = 2026-03-02T18:40;"},
    {"what starts at an hour does so on each of its days",
     "She won on Sunday. Play starts at 11am, and the last bus leaves at "
     "6:15 p.m. from the gate.",
     "2026-03-04", NULL,
     "Sunday = 2026-03-01;11am = XXXX-XX-XXT11:00;"
     "6:15 p.m. = XXXX-XX-XXT18:15;"},
    {"but on the day that its paragraph names",
     "She won on Sunday.\n\nThe last round is on Friday. Play starts at 11am.",
     "2026-03-04", NULL,
     "Sunday = 2026-03-01;Friday = 2026-03-06;11am = 2026-03-06T11:00;"},
    {"what is quoted is told from the day on which it was said",
     "\"I shall sing tomorrow,\" Ms. Oakes told a friend on Monday. "
     "\"Tonight I sleep.\" It rained.",
     "2026-03-04", NULL,
     "tomorrow = 2026-03-03;Monday = 2026-03-02;Tonight = 2026-03-02TNI;"},
    {"said on that day in words ahead of it",
     "She said on Sunday: \"Yesterday was cold.\" Yesterday it was not.",
     "2026-03-04", NULL,
     "Sunday = 2026-03-01;Yesterday = 2026-02-28;Yesterday = 2026-03-03;"},
    {"but not from a day that it is said of",
     "\"It ends tomorrow,\" he said of Friday\u2019s vote. It will not.",
     "2026-03-04", NULL, "tomorrow = 2026-03-05;Friday = 2026-02-27;"},
    {"nor where nobody says when it was said",
     "\"It ends tomorrow,\" he said. On Monday he was gone.", "2026-03-04",
     NULL, "tomorrow = 2026-03-05;Monday = 2026-03-02;"},
    {"what a condition names is ahead",
     "She said she would sue if there was no deal by Friday. It rained.",
     "2026-03-04", NULL, "Friday = 2026-03-06;"},
    {"up to five is no verb ahead",
     "They were stuck for up to five hours on Thursday. It rained.",
     "2026-03-04", NULL, "Thursday = 2026-02-26;"},
    {"talks resume, the hearing continues, Saturday's game starts",
     "Talks resume Friday. The hearing continues on Thursday. Saturday's game "
     "starts at noon.",
     "2026-03-04", NULL,
     "Friday = 2026-03-06;Thursday = 2026-03-05;Saturday = 2026-03-07;"
     "noon = 2026-03-07T12:00;"},
    {"a paragraph of a day of long ago",
     "She sang last Tuesday.\n\nOn Jan. 27, 1978, she rowed a doctor over. "
     "They left at 11:15 p.m. The next day the river froze.\n\nShe slept at "
     "9 p.m.",
     "2026-03-06", NULL,
     "last Tuesday = 2026-03-03;Jan. 27, 1978 = 1978-01-27;"
     "11:15 p.m. = 1978-01-27T23:15;The next day = 1978-01-28;"
     "9 p.m. = 2026-03-03T21:00;"},
    {"and so is the morning behind a night",
     "The barn burned at 10 p.m. Monday. The cows were missing until 11 a.m.",
     "2026-03-06", NULL,
     "10 p.m. Monday = 2026-03-02T22:00;11 a.m. = 2026-03-03T11:00;"},
    {"a day ahead in the paragraph takes no other paragraph's day",
     "It burned at 6 p.m. Monday.\n\nIt was shut on Feb. 2.\n\nThey have "
     "until next Friday. She wept at 9 p.m.",
     "2026-03-06", NULL,
     "6 p.m. Monday = 2026-03-02T18:00;Feb. 2 = 2026-02-02;"
     "next Friday = 2026-03-13;9 p.m. = 2026-03-02T21:00;"},
    {"small hours ahead, behind an evening ahead",
     "It rained. On Friday the road will close at 9 p.m. and will reopen by 2 "
     "a.m.",
     "2026-03-04", NULL,
     "Friday = 2026-03-06;9 p.m. = 2026-03-06T21:00;"
     "2 a.m. = 2026-03-07T02:00;"},
    {"a day goes with the season of its paragraph, and one soon after it too",
     "She met him in the summer of 2019. On 23 August she left him and on 2 "
     "September she wrote.\n\nOn 3 February she died.",
     "2026-03-04", NULL,
     "the summer of 2019 = 2019-SU;23 August = 2019-08-23;"
     "2 September = 2019-09-02;3 February = 2026-02-03;"},
    {"a year ahead of a colon, and a rank that is no day",
     "It was wet in 2015: 212 mm fell. She rose to 28th, and sang.",
     "2026-03-04", NULL, "2015 = 2015;"},
    {"a time ahead without a day is only a time",
     "Nobody knows why. The doors will open at 7 a.m.", "2026-03-04", NULL,
     "7 a.m. = XXXX-XX-XXT07:00;"},
    {"nor has one of every day",
     "The boat sank on Feb. 17. The kitchen is open from 7 a.m. every day.",
     "2026-03-04", NULL,
     "Feb. 17 = 2026-02-17;7 a.m. = XXXX-XX-XXT07:00;"
     "every day = P1D;"},
    {"nor one of the present in a paragraph without a day",
     "The boat sank on Feb. 17.\n\nLines form at 5 a.m. Vendors sell hats.",
     "2026-03-04", NULL, "Feb. 17 = 2026-02-17;5 a.m. = XXXX-XX-XXT05:00;"},
    {"the quarter that is reported on, whatever it is compared with",
     "Profit rose in the second quarter to $4m, from $3m a year ago. Sales in "
     "the quarter fell.",
     "2025-08-04", NULL,
     "the second quarter = 2025-Q2;a year ago = 2024-Q2;"
     "the quarter = 2025-Q2;"},
    {"a range shares its year", "It is closed from Nov. 28, 2025 to Jan. 3.",
     NULL, NULL, "Nov. 28, 2025 to Jan. 3 = (2025-11-28,2026-01-03,P36D);"},
    {"a range without a date of the story",
     "It was closed from 3 May to 5 "
     "June.",
     NULL, NULL, "3 May to 5 June = XXXX-05-03/XXXX-06-05?;"},
    {"a range that begins today",
     "It is odd. He is away from 2 p.m. till tomorrow 4:30 p.m.", "2026-03-04",
     NULL,
     "2 p.m. till tomorrow 4:30 p.m. = "
     "(2026-03-04T14,2026-03-05T16:30,PT26H30M);"},
    {"a range until now", "It is odd. It grew between Jan. 2025 and now.",
     "2026-03-04", NULL, "Jan. 2025 and now = (2025-01-01,2026-03-04,P427D);"},
    {"a range from this year into another",
     "It is odd. It is shut from this May to October 2027.", "2026-03-04", NULL,
     "this May to October 2027 = (2026-05-01,2027-10-01,P17M);"},
    {"an en dash between two days",
     "It is odd. It ran Nov. 3, 2025 – Dec. 9, 2025.", NULL, NULL,
     "Nov. 3, 2025 – Dec. 9, 2025 = (2025-11-03,2025-12-09,P36D);"},
    {"a range of times without a day",
     "It is odd. The gate will open at 3 in the morning, from 3 in the morning "
     "until 5 p.m.",
     NULL, NULL,
     "3 in the morning = XXXX-XX-XXT03:00?;"
     "3 in the morning until 5 p.m. = (T03,T17,PT14H)?;"},
    {"a second time of a day", "Ring on Monday at 9 a.m. or 1 p.m.",
     "2025-11-26", NULL,
     "Monday at 9 a.m. = XXXX-WXX-1T09?;1 p.m. = XXXX-WXX-1T13?;"},
    {"a weekday and the day of some month",
     "It is odd. They will meet on Tuesday the 11th.", "2019-06-10", NULL,
     "Tuesday the 11th = 2019-06-11;"},
    {"days away from a day", "It opened two weeks before Christmas.",
     "2026-03-04", NULL, "two weeks before Christmas = 2025-12-11;"},
    {"a list shares its week", "He plays on Tuesday and Friday of next week.",
     "2026-03-04", NULL,
     "Tuesday = 2026-03-10;Friday of next week = 2026-03-13;"},
    {"a wrong weekday behind a time",
     "They met at 6 p.m. on Tuesday, Nov. 26, 2025. It rained.", NULL, NULL,
     "6 p.m. on Tuesday, Nov. 26, 2025 = 2025-11-26T18:00;"
     "date/weekday: November 26, 2025 falls on a Wednesday, not on a Tuesday "
     "(Wednesday/25);"},
    {"a wrong weekday at the end of a range",
     "It was shut from Nov. 3, 2025 to Tuesday, Nov. 26, 2025.", NULL, NULL,
     "Nov. 3, 2025 to Tuesday, Nov. 26, 2025 = (2025-11-03,2025-11-26,P23D);"
     "date/weekday: November 26, 2025 falls on a Wednesday, not on a Tuesday "
     "(Wednesday/25);"},
    {"a wrong weekday", "They met on Tuesday, Nov. 26, 2025, in Rome.", NULL,
     NULL,
     "Tuesday, Nov. 26, 2025 = 2025-11-26;"
     "date/weekday: November 26, 2025 falls on a Wednesday, not on a Tuesday "
     "(Wednesday/25);"},
    {"a wrong weekday without a year",
     "They met on Friday, Jan. 15. It rained.", "2026-01-21", NULL,
     "Friday, Jan. 15 = 2026-01-15;"
     "date/weekday: January 15, 2026 falls on a Thursday, not on a Friday "
     "(Thursday/16);"},
    {"a wrong weekday in apposition",
     "They met on Jan. 15, a Friday. It rained.", "2026-01-21", NULL,
     "Jan. 15, a Friday = 2026-01-15;"
     "date/weekday: January 15, 2026 falls on a Thursday, not on a Friday "
     "(Thursday/16);"},
    {"a right weekday of the year that ends",
     "They met on Monday, Jan. 12. It rained.", "2026-12-02", NULL,
     "Monday, Jan. 12 = 2027-01-12;"},
    {"a right weekday in apposition",
     "They met on Jan. 15, 2026, a Thursday, in Rome.", NULL, NULL,
     "Jan. 15, 2026, a Thursday = 2026-01-15;"},
    {"a weekday of another's",
     "They met on Jan. 15, a Friday bus behind them. It rained.", "2026-01-21",
     NULL, "Jan. 15 = 2026-01-15;"},
    {"a right weekday", "They met on Tuesday, Jan. 9, 2024.", NULL, NULL,
     "Tuesday, Jan. 9, 2024 = 2024-01-09;"},
    {"a far day may be of another year",
     "They met on Friday, Aug. 15. It rained.", "2026-01-21", NULL,
     "Friday, Aug. 15 = 2025-08-15;"},
    {"no such day", "They met on Feb. 30.", "2026-01-21", NULL,
     "Feb. 30 = XXXX-02-30;date/impossible: February has only 29 days ();"},
    {"no such day in that year", "They met on 29 February 2025.", NULL, NULL,
     "29 February 2025 = XXXX-02-29;"
     "date/impossible: 2025 was no leap year: its February had 28 days ();"},
    {"31 June", "It opens on 31 June.", NULL, NULL,
     "31 June = XXXX-06-31?;date/impossible: June has only 30 days ();"},
    {"a leap day", "They met on 29 February 2024.", NULL, NULL,
     "29 February 2024 = 2024-02-29;"},
    {"will meet last week", "The board will meet last week.", "2026-03-04",
     NULL,
     "last week = 2026-W09;date/future-past: The verb speaks of the future, "
     "the date of the past ();"},
    {"arrived tomorrow", "The ship arrived tomorrow.", "2026-03-04", NULL,
     "tomorrow = 2026-03-05;date/future-past: The verb speaks of the past, "
     "the date of the future ();"},
    {"will match last year", "Sales will match last year.", "2026-03-04", NULL,
     "last year = 2025;"},
    {"will not happen overnight", "Change will happen overnight.", "2026-03-04",
     NULL, "overnight = 2026-03-03TNI;"},
};

static void add_notes(struct told *told)
{
    stet_key symbolic = registry_find(told->registry, STR("symbolic"));
    const Note *notes;
    uint32_t count = told_notes(told, &notes);

    for (uint32_t i = 0; i < count; i++) {
        const stet_attr *unknown = note_attr(&notes[i], symbolic);
        Str kind = registry_name(told->registry, notes[i].kind);
        if (!str_eq(kind, STR("date/date")) &&
            !str_eq(kind, STR("date/time")) && !str_eq(kind, STR("date/set")))
            continue;
        told_add(told, "", stet_slice(told->text, notes[i].span));
        told_add(told, " = ", told_attr(told, &notes[i], "value"));
        told_add(told, unknown && unknown->number ? "?;" : ";", STR(""));
    }
}

static void expect(const ToldStory *story, const char *expected)
{
    struct told told;

    told_read(&told, story);
    add_notes(&told);
    told_add_findings(&told, STR("date/"));
    assert_string_equal(told.bytes, expected);
    told_release(&told);
}

static void run_row(const struct row *row)
{
    expect(&(ToldStory){.text = row->text,
                        .date = row->date,
                        .plugin = "org.stet.dates",
                        .option = "order",
                        .value = row->order},
           row->expected);
}

static const struct row dated[] = {
    {"a sentence that is dated in itself is a story", "He left on Tuesday.",
     "2025-11-26", NULL, "Tuesday = 2025-11-25;"},
};

static void run_dated(const struct row *row)
{
    expect(&(ToldStory){.text = row->text,
                        .date = row->date,
                        .is_dated_in_markup = true},
           row->expected);
}

TEST_ROWS(rows, rows, run_row, name)
TEST_ROWS(dated, dated, run_dated, name)
TEST_MAIN(test_rows() + test_dated())
