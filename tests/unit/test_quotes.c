/* The plugin of quotations as the host runs it, with that of names beside it:
 * who says what, which marks are no speech, what a person should look at. */
#include "stet/text.h"

#include "support/test.h"
#include "support/told.h"

struct row {
    const char *name;
    const char *text;
    const char *expected; /* "speaker: type content/content @addressee
                             #medium;" of each quotation, "kind words;" of
                             each that is none, "!rule;" of each finding */
};

static const struct row rows[] = {
    {"a verb behind", "“It leaks,” Ada Lund said.",
     "Ada Lund: direct “It leaks,”;"},
    {"a verb before its subject", "“It leaks,” said Ada Lund.",
     "Ada Lund: direct “It leaks,”;"},
    {"one quotation in two pieces",
     "“It leaks,” Ada Lund said, “and it always has.”",
     "Ada Lund: direct “It leaks,”/“and it always has.”;"},
    {"British marks", "‘It leaks,’ Ada Lund said. ‘It’s old.’",
     "Ada Lund: direct ‘It leaks,’/‘It’s old.’;"},
    {"marks in a clause", "Ada Lund said the roof was “a sieve.”",
     "Ada Lund: mixed the roof was “a sieve.”;"},
    {"a clause without marks", "Ada Lund said that the roof would hold.",
     "Ada Lund: indirect that the roof would hold;"},
    {"a clause before its verb",
     "The roof would hold until spring, Ada Lund said.",
     "Ada Lund: indirect The roof would hold until spring;"},
    {"what commas add behind a name",
     "The roof will hold, said Ada Lund, a geologist at the university.",
     "Ada Lund: indirect The roof will hold;"},
    {"what commas add before a name", "“It leaks,” said her sister, Ada Lund.",
     "Ada Lund: direct “It leaks,”;"},
    {"according to", "According to the ministry, the roof will hold.",
     "the ministry: indirect the roof will hold;"},
    {"what commas add before a name with its party",
     "“It leaks,” her deputy, Ada Lund (D-Wren), said.",
     "Ada Lund: direct “It leaks,”;"},
    {"an apposition with a number",
     "Ada Lund, the No. 2 in the valley, told reporters, “It leaks.”",
     "Ada Lund: direct “It leaks.” @reporters;"},
    {"an apposition longer than its phrase",
     "Ada Lund, the head for the Upper Wren district, says, “It leaks.”",
     "Ada Lund: direct “It leaks.”;"},
    {"what is known as something is told by nobody",
     "“It leaks,” a man known as Voss said.", "Voss: direct “It leaks,”;"},
    {"a nickname inside a name, behind another's marks",
     "“It will hold,” Sen. Mary “Addie” Lund told the crowd.",
     "Lund: direct “It will hold,” @the crowd;nickname “Addie”;"},
    {"addressee and medium",
     "“It leaks,” Ada Lund told reporters in a statement.",
     "Ada Lund: direct “It leaks,” @reporters #a statement;"},
    {"a programme is a medium",
     "Ada Lund told CNN’s “Morning Call” that the roof would hold.",
     "title “Morning Call”;Ada Lund: indirect that the roof would hold "
     "@CNN’s “Morning Call” #CNN’s “Morning Call”;"},
    {"a network with the stop of the sentence",
     "“It leaks,” Ada Lund wrote on X.", "Ada Lund: direct “It leaks,” #X.;"},
    {"a sentence broken by its attribution",
     "The roof, Ada Lund said, was “a sieve.”",
     "Ada Lund: mixed The roof/was “a sieve.”;"},
    {"a bare name is nothing said", "Ada Lund criticized Voss.", ""},
    {"a boat's name", "The tug, named “Ada”, sank on Monday.",
     "nickname “Ada”;"},
    {"a title", "She sang “Low Tide in March,” a song about rust.",
     "title “Low Tide in March,”;"},
    {"a habit of speech", "Neighbors call the house “the Vault.”",
     "nickname “the Vault.”;"},
    {"over two paragraphs",
     "“It leaks,” Ada Lund said. “It always has.\n\n“And it will.”",
     "Ada Lund: direct “It leaks,”/“It always has./“And it will.”;"},
    {"the speaker in the second paragraph",
     "“It leaks.\n\n“And it always has,” Ada Lund said.",
     "Ada Lund: direct “It leaks./“And it always has,”;"},
    {"a pronoun means who spoke",
     "Ada Lund said Cora Voss had no plan.\n\n“None at all,” she added.",
     "Ada Lund: indirect Cora Voss had no plan;"
     "Ada Lund: direct “None at all,”;"},
    {"a pronoun means the subject before it",
     "“It leaks,” Ada Lund said.\n\nThe chair, Cora Voss, rose. “It does "
     "not,” she said.",
     "Ada Lund: direct “It leaks,”;Cora Voss: direct “It does not,”;"},
    {"a question and its answer",
     "“Does it leak?” Ada Lund asked.\n\n“It does,” said Ben Voss.\n\n“Since "
     "when?”",
     "Ada Lund: direct “Does it leak?”;Ben Voss: direct “It does,”;"
     "Ada Lund: direct “Since when?”;"},
    {"a headline's words stand below",
     "‘A roof like a sieve’: town in uproar\n\nThe council met on Monday.\n\n"
     "‘It is a roof like a sieve,’ Ada Lund said.",
     "Ada Lund: direct ‘A roof like a sieve’;"
     "Ada Lund: direct ‘It is a roof like a sieve,’;"},
    {"a transcript",
     "LUND: It leaks badly in here.\n\nVOSS: It does not leak at all.\n\n"
     "LUND: It does, as you can see.",
     "LUND: direct It leaks badly in here.;"
     "VOSS: direct It does not leak at all.;"
     "LUND: direct It does, as you can see.;"},
    {"left open by mistake",
     "“It leaks, Ada Lund said.\n\nThe council met on Monday.",
     "?: direct “It leaks, Ada Lund said.;!quote/unbalanced;"},
    {"nobody says it",
     "The vote was over by noon.\n\n“The crews have been here since October "
     "and nobody has paid them.”\n\nThe hall was empty.",
     "?: direct “The crews have been here since October and nobody has paid "
     "them.”;!quote/no-speaker;"},
    {"a subject with what a preposition adds",
     "Voters in the northern valley said the roof would hold.",
     "Voters in the northern valley: indirect the roof would hold;"},
    {"a subject with a participle and what a preposition adds",
     "“It will hold,” workers hired by the county said.",
     "workers hired by the county: direct “It will hold,”;"},
    {"a subject with an adjective and what a preposition adds",
     "People familiar with the matter said the roof would hold.",
     "People familiar with the matter: indirect the roof would hold;"},
    {"what a colon announces is not told by who comes behind it",
     "Ada Lund gave her answer: “The roof will hold.” Nobody laughed.",
     "Ada Lund: direct “The roof will hold.”;"},
    {"a name that a comma parts from the subject",
     "As Voss met Ada Lund, the neighbors said, “Lock it up.”",
     "the neighbors: direct “Lock it up.”;"},
    {"a subject with several prepositions",
     "Workers at a warehouse in the valley said the roof would hold.",
     "Workers at a warehouse in the valley: indirect the roof would hold;"},
    {"a number of people without a noun", "Both say the roof will hold.",
     "Both: indirect the roof will hold;"},
    {"a share of so many",
     "About four out of 10 voters said the roof would hold.",
     "About four out of 10 voters: indirect the roof would hold;"},
    {"two subjects of one verb",
     "Ada Lund and her lawyers said the roof would hold.",
     "Ada Lund: indirect the roof would hold;"},
    {"a name that begins with another",
     "“It leaks,” said Voss constituent Ada Lund.",
     "Ada Lund: direct “It leaks,”;"},
    {"a number in two words", "Forty-six percent said the roof would hold.",
     "Forty-six percent: indirect the roof would hold;"},
    {"about how many",
     "Only 24 percent of the neighbors said the roof would hold.",
     "Only 24 percent of the neighbors: indirect the roof would hold;"},
    {"a plural and a verb that may be a noun",
     "Several harbor officials fear the roof will leak.",
     "several harbor officials: indirect the roof will leak;"},
    {"Will is a forename",
     "“It leaks,” said Will Lund, a professor of geology.",
     "Will Lund: direct “It leaks,”;"},
    {"a sentence in brackets",
     "The hall was full. (“It leaks,” said one old neighbor.)",
     "one old neighbor: direct “It leaks,”;"},
    {"a verb that no list knows",
     "“You would know nothing at all about it,” Ada Lund shot back.",
     "Ada Lund: direct “You would know nothing at all about it,”;"},
    {"nobody but the subject announces it",
     "Ben Voss said the roof would hold.\n\nAsked again, the board was blunt "
     "in "
     "its letter: “Nobody here believes a single word of it.”",
     "Ben Voss: indirect the roof would hold;"
     "the board: direct “Nobody here believes a single word of it.”;"},
    {"who is named beside the last words goes on",
     "“It leaks,” Ada Lund said.\n\n“It does not,” Ben Voss said.\n\n“The "
     "tiles are new. The beams are old.”",
     "Ada Lund: direct “It leaks,”;Ben Voss: direct “It does not,”;"
     "Ben Voss: direct “The tiles are new. The beams are old.”;"},
    {"speakers do not name themselves",
     "Ben Voss said the mill was old. Carl Lund sold it.\n\n“Lund is a fool,” "
     "he said.",
     "Ben Voss: indirect the mill was old;Ben Voss: direct “Lund is a fool,”;"},
    {"what commas add, up to a title between marks",
     "As Ada Lund, a professor of law and author of “The Roof,” put it, “The "
     "roof will never hold.”",
     "title “The Roof,”;Ada Lund: direct “The roof will never hold.”;"},
    {"what dashes add behind a name",
     "Ada Lund — a teacher from the valley — said the roof would hold.",
     "Ada Lund: indirect the roof would hold;"},
    {"a clause that commas add behind a subject",
     "The old plumber, who runs the shelter, warned the roof would leak.",
     "the old plumber: indirect the roof would leak;"},
    {"a verb of the clause that who begins",
     "Ada Lund, who runs the mill, said the roof would hold.",
     "Ada Lund: indirect the roof would hold;"},
    {"a clause behind a subject without commas",
     "“It will leak,” a neighbor who saw the roof told reporters.",
     "a neighbor: direct “It will leak,” @reporters;"},
    {"a town and its state",
     "“It leaks,” a plumber in Worcester, Massachusetts, told reporters.",
     "a plumber: direct “It leaks,” @reporters;"},
    {"a participle behind a subject that follows its verb",
     "“It leaks,” said a neighbor briefed on the plan.",
     "a neighbor briefed on the plan: direct “It leaks,”;"},
    {"a participle between a subject and its verb",
     "The report released Friday said the roof would hold.",
     "the report released Friday: indirect the roof would hold;"},
    {"no participle but the verb",
     "The town released a statement on Friday saying the roof would hold.",
     "the town: indirect the roof would hold;"},
    {"a noun behind an adjective with a capital letter",
     "“Will it leak?” a Democratic staffer in the room wondered.",
     "a Democratic staffer in the room: direct “Will it leak?”;"},
    {"an adverb that opens a sentence",
     "Privately, some officials say the roof will leak.",
     "some officials: indirect the roof will leak;"},
    {"an adjective in -ly", "“It leaks,” an early report said.",
     "an early report: direct “It leaks,”;"},
    {"a noun in -ly", "“It leaks,” the family said.",
     "the family: direct “It leaks,”;"},
    {"what a dash adds behind a name with a preposition",
     "“It leaked,” six newspapers in the valley — all of them small — said.",
     "six newspapers: direct “It leaked,”;"},
    {"a plural in the form of a verb",
     "Some advocates for the roof said it would hold.",
     "some advocates for the roof: indirect it would hold;"},
    {"so many in so many",
     "Four in 10 neighbors at the meeting said it would hold.",
     "Four in 10 neighbors at the meeting: indirect it would hold;"},
    {"a fraction", "About two-thirds of the neighbors said it would hold.",
     "About two-thirds of the neighbors: indirect it would hold;"},
    {"a share and a verb that may be a noun",
     "In the poll, 64 percent doubt that the roof will hold.",
     "64 percent: indirect that the roof will hold;"},
    {"several are nobody's description",
     "Ada Lund, officials said, has long been against the roof.",
     "officials: indirect Ada Lund/has long been against the roof;"},
    {"a name on the far side of what announces",
     "“Contracts were signed in Wren, Ohio,“ according to the carpenters’ "
     "union, one of four at the mill.",
     "the carpenters’ union: direct “Contracts were signed in Wren, Ohio,“;"},
    {"a verb that was read into its subject",
     "By big margins, those surveyed say that stricter rules will help.",
     "those surveyed: indirect that stricter rules will help;"},
    {"an adverb for a name",
     "Nevertheless, the campaign said the roof would hold.",
     "the campaign: indirect the roof would hold;"},
    {"straight single marks over two paragraphs",
     "'It leaks,' Ada Lund said. 'It always has.\n\n'And it will.'",
     "Ada Lund: direct 'It leaks,'/'It always has./'And it will.';"},
    {"it is no person",
     "The committee said the roof would hold. Ada Lund said it would not.\n\n"
     "“We have looked,” it added.",
     "the committee: indirect the roof would hold;"
     "Ada Lund: indirect it would not;"
     "the committee: direct “We have looked,”;"},
    {"it is nobody that is named",
     "“It leaks,” Ada Lund said.\n\n“Keep out,” it read.",
     "Ada Lund: direct “It leaks,”;?: direct “Keep out,”;"},
    {"a verb that goes on to another",
     "Ada Lund went on to call the roof “a sieve.”",
     "Ada Lund: mixed the roof “a sieve.”;"},
    {"who retells is quoted",
     "Ada Lund promised to sell the old mill by May, according to the memo.",
     "the memo: indirect Ada Lund promised to sell the old mill by May;"},
    {"who is told behind the words",
     "“Have you been inside?” Ada Lund asked the mayor in May.",
     "Ada Lund: direct “Have you been inside?” @the mayor;"},
    {"the clause of a who ends before the main verb",
     "Ada Lund, who promised to sell the mill by May, has left town.",
     "Ada Lund: indirect to sell the mill by May;"},
    {"the clause of a which, too",
     "The board, which opposes the plan to sell the mill, is split.",
     "?: indirect the plan to sell the mill;"},
    {"a clause between dashes ends with the second",
     "Ada Lund – who says the roof will hold – has left town.",
     "Ada Lund: indirect the roof will hold;"},
    {"a remark in brackets ends with them",
     "It was sold in May (Ada Lund says the roof will hold) by the county.",
     "?: indirect the roof will hold;"},
    {"a clause behind a conjunction reports nothing before it",
     "Ada Lund looked taken aback and mentioned that the roof had leaked.",
     "Ada Lund: indirect that the roof had leaked;"},
    {"who is told of does not tell it",
     "Such a step would need Cora Voss, who told the board when asked last "
     "month that she would not.",
     "Cora Voss: indirect that she would not @the board;"},
    {"a name behind a colon",
     "The crew has a nickname for the old tug: “the Ox.”",
     "nickname “the Ox.”;"},
    {"a name that something got", "The ferry got a new name in May: “the Ox.”",
     "nickname “the Ox.”;"},
    {"what somebody says of a name",
     "Ada Lund shouted one name: “I want the Ox!”",
     "Ada Lund: direct “I want the Ox!”;"},
    {"a title behind a participle",
     "The tour, called “Roofs and Us,” opens in May.",
     "title “Roofs and Us,”;"},
    {"no title but what somebody calls another",
     "Ada Lund called the roof “Dead Wood.”",
     "Ada Lund: mixed the roof “Dead Wood.”;"},
    {"a clause is not whole before its subject",
     "The poll showed that although Lund has touted the roof, voters rated her "
     "and Voss alike.",
     "the poll: indirect that although Lund has touted the roof, voters rated "
     "her and Voss alike;"},
    {"nor before its verb",
     "Ada Lund promised that the roof will hold, come what may.",
     "Ada Lund: indirect that the roof will hold, come what may;"},
    {"what a colon announces is no end of a clause before it",
     "Ada Lund praised the crew and the need for a new roof: “Change it now, "
     "and then change it again.”",
     "Ada Lund: direct “Change it now, and then change it again.”;"},
    {"nothing announces it",
     "“It leaks,” Ada Lund said. Voss’s supporters seemed equally unworried.",
     "Ada Lund: direct “It leaks,”;"},
    {"an adverb is part of what is told behind it",
     "Otherwise, Ada Lund said, the builders may steal the roof.",
     "Ada Lund: indirect Otherwise/the builders may steal the roof;"},
    {"so is a pronoun",
     "That, Ada Lund said, will be easier when the roof is mended.",
     "Ada Lund: indirect That/will be easier when the roof is mended;"},
    {"part of a longer word announces nothing",
     "“Nothing prepares you for the mill,” the two-term mayor will say, "
     "according to excerpts of her speech.",
     "excerpts of her speech: direct “Nothing prepares you for the mill,”;"},
    {"an example announces nothing",
     "The old mill is no safer in the rain than, say, the roof of Ada Lund’s "
     "“paper barn.”",
     "scare “paper barn.”;"},
    {"the wrong mark closes", "“It leaks,“ Ada Lund said.",
     "Ada Lund: direct “It leaks,“;"},
    {"a participle that much parts from its subject",
     "Small groups of neighbors walked around the old mill - where the Harbor "
     "Panthers played the Valley Lions - while chanting, “Mend it, mend it.”",
     "Small groups of neighbors: direct “Mend it, mend it.”;"},
    {"the second of two participles",
     "Outside the hall, about 200 neighbors gathered in the rain, holding "
     "paper tiles and chanting “Mend the roof.”",
     "about 200 neighbors: direct “Mend the roof.”;"},
    {"a party and a state behind a name",
     "“It leaks,” said Senator Ada Lund, Republican of South Carolina.",
     "Ada Lund: direct “It leaks,”;"},
    {"what dashes add behind what commas add",
     "Ben Voss, the chief engineer of Harbor Tiles -- the company that owns "
     "the mill, which is also for sale -- told me, “We are roofers.”",
     "Ben Voss: direct “We are roofers.” @me;"},
    {"lines that are signed",
     "“The roof will hold.” ― Ada Lund\n“The worst roof of the town.” ― Ben "
     "Voss\n“The harbor has woken us all from our slumber.” ― Cora Diaz",
     "Ada Lund: direct “The roof will hold.”;Ben Voss: direct “The worst roof "
     "of the town.”;Cora Diaz: direct “The harbor has woken us all from our "
     "slumber.”;"},
    {"a signed line whose inner marks close the outer ones",
     "“The roof of the mill will hold, as it has for a hundred years, and "
     "nobody in this town or in the next one should lose any sleep over it. To "
     "quote my aunt ‘some roofs leak.” They say it’s “the root of all evil’.” "
     "― Ada Lund.",
     "Ada Lund: direct “The roof of the mill will hold, as it has for a "
     "hundred "
     "years, and nobody in this town or in the next one should lose any sleep "
     "over it. To quote my aunt ‘some roofs leak.” They say it’s “the root of "
     "all evil’.”;"},
    {"a signature below with a title",
     "Ben Voss was there.\n\n“The roof of the mill will hold, and nobody "
     "should worry about it.”\n\n-Mayor Ada Lund, after the meeting.\n\nThe "
     "rain fell.",
     "Ada Lund: direct “The roof of the mill will hold, and nobody should "
     "worry about it.”;"},
    {"a lone surname for a signature below",
     "Ada Lund and Ben Voss met. Voss spoke.\n\n“The roof of the mill will "
     "hold, and nobody should worry about it.”\n\n- Lund.\n\nThe rain fell.",
     "Ada Lund: direct “The roof of the mill will hold, and nobody should "
     "worry about it.”;"},
    {"who writes the story", "Ben Voss laughed.\n\n“It leaks,” I said.",
     "I: direct “It leaks,”;"},
    {"whose answer it is",
     "She was so upset, and drove so badly, that I had to change my answer: "
     "“Of course I believe in the roof of the mill.”",
     "I: direct “Of course I believe in the roof of the mill.”;"},
    {"what is shown by something",
     "The state of the roof is measured by this count: “27 tiles in the old "
     "mill are loose, and nobody has mended them.”",
     "this count: direct “27 tiles in the old mill are loose, and nobody has "
     "mended them.”;"},
    {"what comes from something",
     "What the report means - Not all roofs are equal. From the report: “In "
     "general, roofs with more tiles will hold for longer.”",
     "the report: direct “In general, roofs with more tiles will hold for "
     "longer.” #the report;"},
    {"a verb before a number",
     "Ben Voss left in May.\n\nThe paper used one of her lines as its "
     "headline: “Somebody who thinks like me.” Nobody laughed.",
     "the paper: direct “Somebody who thinks like me.”;"},
    {"whoever is shown",
     "The spot ends with footage of Ben Voss saying during the meeting last "
     "week, “That makes me smart,” when Lund blasted him for it.",
     "Ben Voss: direct “That makes me smart,”;Lund: indirect him for it;"},
    {"what dashes enclose behind a name",
     "Others are blunter, from Ben Voss - “It is a shame to let a "
     "roof like that one fall in” - to Ada Lund, a plumber.",
     "Ben Voss: direct “It is a shame to let a roof like that one fall in”;"},
    {"a pronoun means who told, not whom it was told of",
     "Ben Voss thrilled the crowds with speeches and promised to mend the "
     "roof, Carl Lund said.\n\n“The man was clever and well-spoken,” he said.",
     "Carl Lund: indirect Ben Voss thrilled the crowds with speeches and "
     "promised to mend the roof;Carl Lund: direct “The man was clever and "
     "well-spoken,”;"},
    {"a pronoun means who has just been introduced",
     "Ben Voss was glad when he heard of a note by Carl Lund, the head of the "
     "harbor "
     "board.\n\n“It was high time,” he wrote.",
     "Carl Lund: direct “It was high time,”;"},
    {"a pronoun does not mean who is named on the way to its subject",
     "In the company of Carl Lund, Ben Voss left the mill.\n\n“It was high "
     "time,” he said.",
     "Ben Voss: direct “It was high time,”;"},
    {"an adjective in -ing before a title",
     "“They are tired,” said Harbor ranking Democrat Ada Lund.",
     "Ada Lund: direct “They are tired,”;"},
    {"an age behind another adjective",
     "“It leaks,” the tall, 71-year-old plumber said.",
     "the tall, 71-year-old plumber: direct “It leaks,”;"},
    {"the noun behind a verb, not what follows that",
     "“If a neighbor starts to shout, leave the neighbor alone,” begins the "
     "old sheet that precedes all Harbor meetings.",
     "the old sheet: direct “If a neighbor starts to shout, leave the neighbor "
     "alone,”;"},
    {"a participle behind marks has its noun for an object",
     "Ada Lund shot back at once: “If they sue us in Harbor, they are going to "
     "lose,” waving the large letter in her hand.",
     "Ada Lund: direct “If they sue us in Harbor, they are going to lose,”;"},
    {"another without a noun",
     "“Yet another roof we lost,” one neighbor wrote.\n\n“Better watch out for "
     "Voss,” tweeted another.",
     "one neighbor: direct “Yet another roof we lost,”;another: direct “Better "
     "watch out for Voss,”;"},
    {"a past form that spelling does not show",
     "Late that night, his campaign sent out a letter saying: “With your help, "
     "we have mended the roof.”",
     "his campaign: direct “With your help, we have mended the roof.”;"},
    {"in somebody's words",
     "The fair was held in Ohio because, in Voss’s own words, “the tiles there "
     "are the best on the planet for roofs.”",
     "Voss: direct “the tiles there are the best on the planet for roofs.”;"},
    {"in the words of somebody",
     "The roof, in the words of Ada Lund, “will hold until the spring and not "
     "a day longer.”",
     "Ada Lund: direct “will hold until the spring and not a day longer.”;"},
    {"in her words",
     "Ada Lund was tired. The roof, in her words, “will hold until the spring "
     "and not a day longer.”",
     "Ada Lund: direct “will hold until the spring and not a day longer.”;"},
    {"a headline above a transcript",
     "Lund: the roof will hold until the spring\n\nLUND: It leaks badly in "
     "here.\n\nVOSS: It does not leak at all.\n\nLUND: It does, as you can "
     "see.",
     "Lund: direct It leaks badly in here.;VOSS: direct It does not leak at "
     "all.;Lund: direct It does, as you can see.;"},
    {"a forename that is nearly always a man's",
     "“It was all for her,” said town adviser David Lund.\n\nVoss was tired. "
     "Instead, Lund said, “she began as the favorite of the town.”\n\nLund "
     "said the rain helped Voss, who does not have to show that Ben Harbor "
     "did.\n\n“She has nothing to prove,” he said.",
     "David Lund: direct “It was all for her,”;David Lund: direct “she began "
     "as the favorite of the town.”;David Lund: indirect the rain helped Voss, "
     "who does not have to show that Ben Harbor did;David Lund: direct “She "
     "has nothing to prove,”;"},
    {"a mark that only shows that an excerpt goes on",
     "\"Ben Voss left the hall, shouting, “Mend the roof!”\n\nThe rain fell.",
     "Ben Voss: direct “Mend the roof!”;"},
    {"a mark that is left open in an excerpt without marks",
     "\"Ben Voss left the hall and cried for help.\n\nThe rain fell.",
     "?: direct \"Ben Voss left the hall and cried for "
     "help.;!quote/unbalanced;"},
    {"a cry, and whose niece it was that shouted",
     "“You sank it! You sank it, Voss!” Voss's niece, Ada Lund, shouted at "
     "the harbor master.",
     "Ada Lund: direct “You sank it! You sank it, Voss!”;"},
    {"a cry, and a brother by his forename, and more of it",
     "“He’s wrong!” Lund’s brother Ben yelled from behind the fence. “It "
     "leaks!”",
     "Ben: direct “He’s wrong!”/“It leaks!”;"},
    {"a question to somebody", "“Is it safe?” the mayor asked reporters.",
     "the mayor: direct “Is it safe?” @reporters;"},
    {"a byline below a headline signs the story",
     "‘I sank it myself’: court hears\n\nBy Ben Voss\n\nAda Lund rose.\n\n‘I "
     "sank "
     "it myself,’ she said.",
     "Ada Lund: direct ‘I sank it myself’;Ada Lund: direct ‘I sank it "
     "myself,’;"},
    {"a headline calls the speaker something else",
     "Mill fire: ‘It went like a match’\n\nThe mill burned on "
     "Monday.\n\n‘It went like a match,’ Ada Lund said.",
     "Ada Lund: direct ‘It went like a match’;"
     "Ada Lund: direct ‘It went like a match,’;"},
    {"two take turns, and the third one's name says nothing of the fourth",
     "‘It never held,’ said Cora Voss.\n\n‘I mended it,’ Ada Lund "
     "said.\n\n‘You did not,’ said Voss.\n\n‘I mended all of it.’",
     "Cora Voss: direct ‘It never held,’;Ada Lund: direct ‘I mended it,’;"
     "Cora Voss: direct ‘You did not,’;Ada Lund: direct ‘I mended all of "
     "it.’;"},
    {"nobody calls their own name",
     "“It was blue,” Ada Lund said.\n\n“It was green,” said Cora "
     "Voss.\n\n“It was not green, Cora.”",
     "Ada Lund: direct “It was blue,”;Cora Voss: direct “It was green,”;"
     "Ada Lund: direct “It was not green, Cora.”;"},
    {"cries of somebody",
     "Voss was led out to cries of “Shame!” from the gallery.",
     "the gallery: direct “Shame!”;"},
    {"cries that something ends in", "The fair ended in cries of “Shame!”",
     "?: direct “Shame!”;"},
    {"shouts of the subject", "Crowds met them with shouts of “Go home!”",
     "Crowds: direct “Go home!”;"},
    {"what commas add behind a noun that is in no list",
     "“It leaks,” said the sexton, Paul Egan. “I saw it.”",
     "Paul Egan: direct “It leaks,”/“I saw it.”;"},
    {"what commas add behind somebody's",
     "“It leaks,” said Lund’s roofer, Ben Voss, 31.",
     "Ben Voss: direct “It leaks,”;"},
    {"one of several, and who it is",
     "“It leaks,” said one of the neighbors, Ben Voss.",
     "Ben Voss: direct “It leaks,”;"},
    {"the same marks inside of others",
     "“They call it a “clean” roof, and it leaks,” Ada Lund said.",
     "Ada Lund: direct “They call it a “clean” roof, and it leaks,”;"},
    {"a mark set twice",
     "\"“It leaks,” Ada Lund said before she left the hall.\"",
     "?: direct \"“It leaks,” Ada Lund said before she left the "
     "hall.\";!quote/unbalanced;"},
    {"a signature inside of the marks",
     "The vote was over by noon.\n\n“The crews have been here since October "
     "and nobody paid them.\n\nAda Lund, a roofer in Wren Harbor.”",
     "Ada Lund: direct “The crews have been here since October and nobody paid "
     "them.;"},
    {"a verb without an ending right behind the marks",
     "“Sink it, please,” say the boys.",
     "the boys: direct “Sink it, please,”;"},
    {"what comes from somewhere",
     "“Sink the board!” chanted the north end. “Sink the board!” came the "
     "echo from the Shed.",
     "the north end: direct “Sink the board!”;"
     "the Shed: direct “Sink the board!”;"},
    {"a question that nobody marks, and its answer",
     "Ben Voss is 70. “It was never a cult,” he says at the door. Did he weed "
     "people? “We weeded beds.” He closes the door.",
     "Ben Voss: direct “It was never a cult,”;"
     "Ben Voss: direct “We weeded beds.”;"},
    {"a medium between commas",
     "Ada Lund, in a post on X, called the roof “a sieve.”",
     "Ada Lund: mixed the roof “a sieve.” #a post;"},
    {"an e-mail", "In an e-mail, Ada Lund wrote that the roof was “a sieve.”",
     "Ada Lund: mixed that the roof was “a sieve.” #an e-mail;"},
    {"a message that comes later",
     "In a later message Ada Lund said that the roof was “a sieve.”",
     "Ada Lund: mixed that the roof was “a sieve.” #a later message;"},
    {"whom they write for",
     "Writing in The Wren Weekly, Ada Lund said that the roof was “a sieve.”",
     "Ada Lund: mixed that the roof was “a sieve.” #The Wren Weekly;"},
    {"a court is a place",
     "“It leaks,” Ada Lund told the jury at Wren County Court.",
     "Ada Lund: direct “It leaks,” @the jury;"},
    {"outside a hearing", "Ada Lund said outside the hearing: “It leaks.”",
     "Ada Lund: direct “It leaks.”;"},
    {"what commas add behind an organisation is not said",
     "Halden Marine, the operator, said in a statement that the run had lost "
     "two boats.",
     "Halden Marine: indirect that the run had lost two boats #a statement;"},
    {"a clause that goes on between marks",
     "It was mended, Ada Lund says, “in the time it takes to get a ticket.”",
     "Ada Lund: mixed It was mended/“in the time it takes to get a ticket.”;"},
    {"a subject that goes on between marks",
     "The roof, Ada Lund wrote in a note, “leaks like a man with a sieve.”",
     "Ada Lund: mixed The roof/“leaks like a man with a sieve.” #a note;"},
    {"what only says when goes on with nothing",
     "Shortly afterward, Ada Lund said, “the roof began to leak again.”",
     "Ada Lund: direct “the roof began to leak again.”;"},
    {"questions and answers",
     "Q&A: The woman on the roof\n\nAda Lund has mended roofs for forty years. "
     "Lund spoke to us in Wren Harbor.\n\nQ. Does it leak?\n\nA. It does, "
     "badly.\n\nQ. Since when?\n\nA. Since I mended it.",
     "Q.: direct Does it leak?;Ada Lund: direct It does, badly.;"
     "Q.: direct Since when?;Ada Lund: direct Since I mended it.;"},
    {"somebody who was named before, by the age",
     "Ada Lund rose at once. “It leaks,” the 46-year-old roofer said.",
     "Ada Lund: direct “It leaks,”;"},
    {"a pronoun for somebody without a name",
     "Ben Voss called the roof “a sieve.” “It does not leak,” a spokesman for "
     "the county said. He added that this was “no comfort to Ben Voss.”",
     "Ben Voss: mixed the roof “a sieve.”;a spokesman for the county: direct "
     "“It does not leak,”;a spokesman for the county: mixed that this was “no "
     "comfort to Ben Voss.”;"},
    {"a dateline announces nothing",
     "LISBON — “The roof will hold until the spring and not a day longer.” "
     "Ada Lund left.",
     "?: direct “The roof will hold until the spring and not a day longer.”;"},
    {"the subject is the speaker, and nobody names themselves",
     "Sgt. Ben Voss rang the bell, he said, “maybe fifty times.”",
     "Ben Voss: direct “maybe fifty times.”;"},
    {"somebody's speech goes on between marks",
     "Voss’s speech, Ada Lund wrote, “reads like a man with a sieve.”",
     "Ada Lund: mixed Voss’s speech/“reads like a man with a sieve.”;"},
    {"left open by mistake in the last of its paragraphs",
     "“It leaks,” Ada Lund said.\n\n“Nobody listened.\n\n“Not the town, not "
     "the board.\n\nThe council met on Monday.",
     "Ada Lund: direct “It leaks,”;Ada Lund: direct “Nobody listened./“Not the "
     "town, not the board.;!quote/unbalanced;"},
    {"nobody speaks, and them are things",
     "The line was closed.\n\nBuses ran instead, and most of them were "
     "late.\n\n“The lights went out and somebody began to sing, I do not know "
     "why.”\n\nThe trains are old.",
     "?: direct “The lights went out and somebody began to sing, I do not know "
     "why.”;!quote/no-speaker;"},
    {"goes on, and something is retold between",
     "\"We need steady hands,\" Ada Lund told the board, referring to the "
     "mayor "
     "but not naming him. \"Not one who says yes and no.\n\n\"Well, my "
     "friends, "
     "the roof leaks!\" she said.",
     "Ada Lund: direct \"We need steady hands,\"/\"Not one who says yes and "
     "no. "
     "@the board;Ada Lund: indirect the mayor but not naming him;Ada Lund: "
     "direct \"Well, my friends, the roof leaks!\";"},
    {"never opened, in the first of two",
     "The hall was full.\n\nIt leaks at night,” said Ada Lund. “It leaks at "
     "noon.”\n\nThe rain fell.",
     "Ada Lund: direct “It leaks at noon.”;!quote/unbalanced;"},
    {"never opened, and straight",
     "The hall was full.\n\nIt leaks at night,\" Ada Lund said. The rain fell.",
     "Ada Lund: indirect It leaks at night;!quote/unbalanced;"},
    {"never opened, behind one that is",
     "“It leaks,” said Ada Lund. It leaks at noon.”\n\nThe rain fell.",
     "Ada Lund: direct “It leaks,”;!quote/unbalanced;"},
    {"never opened, because it goes on",
     "“It leaks at night,” Ada Lund said. “The rain falls.\n\nIt falls and "
     "falls on all of us here in the hall, and it leaks.”",
     "Ada Lund: direct “It leaks at night,”/“The rain "
     "falls.;!quote/unbalanced;"},
    {"a signature between marks",
     "The rain fell.\n\n“It leaks at night and it leaks at noon.\n\nAda Lund, "
     "the county clerk.”",
     "Ada Lund: direct “It leaks at night and it leaks at noon.;"},
    {"inches before a mark",
     "The hall was full.\n\n“He is like 6’2”,” said Ada Lund. “It leaks.”",
     "Ada Lund: direct “He is like 6’2”,”/“It leaks.”;"},
    {"left open by mistake, and who speaks is inside",
     "The vote was over by noon.\n\n“The crews have been here since October, "
     "said Ada Lund, and nobody paid them.\n\nThe hall was empty.",
     "?: direct “The crews have been here since October, said Ada Lund, and "
     "nobody paid them.;!quote/unbalanced;"},
    {"called by name in a report, and three turns behind that",
     "“It is a sieve,” says Ada Lund.\n\nHer neighbor Cora Voss disagrees. "
     "“It’s lovely,” says Voss.\n\n“It leaks, Cora.”\n\n“It does not "
     "leak.”\n\n“It leaks from A to B.”",
     "Ada Lund: direct “It is a sieve,”;Cora Voss: direct “It’s lovely,”;"
     "Ada Lund: direct “It leaks, Cora.”;Cora Voss: direct “It does not "
     "leak.”;Ada Lund: direct “It leaks from A to B.”;"},
};

static void add_linked(struct told *told, const Note *note, const char *role,
                       const char *first, const char *more)
{
    stet_role wanted = registry_find(told->registry, str_from_c(role));
    uint32_t count = 0;

    for (uint32_t i = 0; i < note->link_count; i++) {
        Note to;

        if (note->links[i].role != wanted ||
            !analysis_note(told->analysis, note->links[i].to, &told->arena,
                           &to))
            continue;
        told_add(told, count++ ? more : first, stet_slice(told->text, to.span));
    }
}

static Str speaker_of(const struct told *told, const Note *note)
{
    const stet_attr *entity =
        note_attr(note, registry_find(told->registry, STR("speaker")));
    const stet_attr *name =
        note_attr(note, registry_find(told->registry, STR("speaker-name")));

    if (entity)
        return analysis_entity(told->analysis, (stet_entity_id)entity->number)
            ->name;
    return name ? name->text : STR("?");
}

static void add_quotation(struct told *told, const Note *note)
{
    told_add(told, "", speaker_of(told, note));
    told_add(told, ": ", told_attr(told, note, "type"));
    add_linked(told, note, "content", " ", "/");
    add_linked(told, note, "addressee", " @", " @");
    add_linked(told, note, "medium", " #", " #");
    told_add(told, ";", STR(""));
}

static void add_notes(struct told *told)
{
    const Note *notes;
    uint32_t count = told_notes(told, &notes);

    for (uint32_t i = 0; i < count; i++) {
        Str kind = registry_name(told->registry, notes[i].kind);

        if (str_eq(kind, STR("quote/quotation")))
            add_quotation(told, &notes[i]);
        if (!str_eq(kind, STR("quote/not-speech")))
            continue;
        told_add(told, "", told_attr(told, &notes[i], "kind"));
        told_add(told, " ", stet_slice(told->text, notes[i].span));
        told_add(told, ";", STR(""));
    }
}

static void add_findings(struct told *told)
{
    const Finding *findings;
    uint32_t count = analysis_findings(told->analysis, &told->arena, &findings);

    for (uint32_t i = 0; i < count; i++) {
        Str rule = registry_name(told->registry, findings[i].rule);

        if (str_starts(rule, STR("quote/"))) {
            told_add(told, "!", rule);
            told_add(told, ";", STR(""));
        }
    }
}

static void run_row(const struct row *row)
{
    struct told told;

    told_read(&told, &(ToldStory){.text = row->text});
    add_notes(&told);
    add_findings(&told);
    assert_string_equal(told.bytes, row->expected);
    told_release(&told);
}

TEST_TABLE(rows, run_row, name)
