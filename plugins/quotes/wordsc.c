/*
 * wordsc - compiles the lexicon: lists for people in, a table for lookup out.
 *
 * Runs at build time, so that a program that starts finds its words laid out
 * and touches only the pages that it looks at:
 *
 *     wordsc OUT      writes the C source that words.c includes
 *
 * The lists below are the lexicon; everything after them conjugates regular
 * verbs by spelling and counts a word of several lists once, with the bits of
 * all.
 */
#include "quotes/words.h"

#include "stet/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A word while the table is made. */
struct slot {
    Str word;
    uint32_t hash;
    Word value;
};

struct table {
    struct slot slots[WORD_SLOTS]; /* open addressing, as words.c looks up */
    uint32_t count;
};

/* How a list's words become table entries. */
enum { PLAIN, VERB, FORMS };

/* PLAIN: words as they stand. VERB: base forms, conjugated by spelling.
 * FORMS: base third past participle ing, five at a time. */
static const struct {
    int how;
    WordBits bits;
    const char *words;
} lists[] = {
    /* -- verbs that a quotation or a that-clause follows -- */
    {FORMS, W_SAY,
     "say says said said saying "
     "reread rereads reread reread rereading "
     "foresee foresees foresaw foreseen foreseeing "
     "bet bets bet bet betting"},
    {FORMS, W_SAY | W_TELL, "swear swears swore sworn swearing"},
    {FORMS, W_SAY | W_CALL, "put puts put put putting"},
    {FORMS, W_TELL | W_SAY, "tell tells told told telling"},
    {FORMS, W_WRITE | W_SAY,
     "write writes wrote written writing "
     "read reads read read reading "
     "retweet retweets retweeted retweeted retweeting "
     "rewrite rewrites rewrote rewritten rewriting"},
    {FORMS, W_MANNER,
     "go goes went gone going "
     "begin begins began begun beginning "
     "sing sings sang sung singing "
     "break breaks broke broken breaking "
     "run runs ran run running"},
    {FORMS, W_MANNER | W_TOPIC, "speak speaks spoke spoken speaking"},
    {FORMS, W_THINK | W_SAY,
     "think thinks thought thought thinking "
     "know knows knew known knowing "
     "hold holds held held holding "
     "feel feels felt felt feeling "
     "understand understands understood understood understanding "
     "hear hears heard heard hearing "
     "mean means meant meant meaning "
     "forget forgets forgot forgotten forgetting"},
    {FORMS, W_THINK | W_TOPIC, "see sees saw seen seeing"},
    {FORMS, W_SHOW | W_SAY,
     "find finds found found finding "
     "show shows showed shown showing"},
    {FORMS, W_TOPIC | W_TO, "seek seeks sought sought seeking"},
    {FORMS, W_TOPIC,
     "hit hits hit hit hitting "
     "draw draws drew drawn drawing "
     "rebuke rebukes rebuked rebuked rebuking "
     "give gives gave given giving "
     "make makes made made making "
     "deal deals dealt dealt dealing"},
    {FORMS, W_CALL,
     "brand brands branded branded branding "
     "cast casts cast cast casting"},
    {VERB, W_SAY,
     "add admit affirm agree allege announce argue assert attest aver avow "
     "boast caution chide claim clarify comment complain concede conclude "
     "confess confide confirm contend continue counter cry declare deduce "
     "disclose disagree divulge elaborate emphasize emphasise estimate "
     "exclaim explain fume gloat gripe grumble guess hint imply indicate "
     "insinuate insist interject intone joke josh lament maintain marvel "
     "mention moan mumble muse mutter note object observe opine plead posit "
     "predict proclaim profess pronounce protest quip rant reaffirm reason "
     "recall recite reckon recount reflect reiterate rejoin relate remark "
     "remember repeat reply report respond retort reveal "
     "rule shout shriek sneer snap sniff speculate state stress stipulate "
     "suggest surmise testify theorize theorise thunder underline underscore "
     "venture volunteer vow whisper yell bark bellow blurt chant chime "
     "correct gush hiss holler huff interrupt narrate pout purr rasp rage "
     "scoff scream sigh sob splutter stammer tease whine wail crow deadpan "
     "enthuse recollect specify certify calculate forecast project "
     "retaliate remarked summarize summarise clamor croak drawl grunt growl "
     "demur harrumph mouth murmur parrot pontificate riff vent"},
    {VERB, W_SAY | W_TOPIC,
     "acknowledge bemoan cite decry deny deplore denounce discuss dispute "
     "echo explain highlight defend question rebut "
     "reject refute repudiate address criticize criticise condemn "
     "applaud praise mock ridicule quote paraphrase rubbish tout trumpet"},
    {VERB, W_SAY | W_TELL,
     "advise answer assure caution inform notify remind warn promise "
     "reassure guarantee alert brief instruct order charge show convince "
     "persuade signal bill message lecture scold implore"},
    {VERB, W_TELL | W_TO,
     "urge beg beseech encourage exhort implore invite order instruct "
     "advise command challenge dare press pressure persuade ask remind warn "
     "tell direct authorize authorise"},
    {VERB, W_ASK | W_SAY,
     "ask inquire enquire wonder demand query request quiz"},
    {VERB, W_TELL | W_ASK, "ask request"},
    {VERB, W_TELL | W_TO, "accuse thank"},
    {VERB, W_WRITE | W_SAY,
     "tweet post email text blog e-mail cable fax wire caption editorialize "
     "editorialise type scribble scrawl print publish retweet reblog"},
    {VERB, W_CALL,
     "call describe label dub term brand characterize characterise denounce "
     "dismiss hail deride portray depict paint condemn blast slam praise "
     "lambast lambaste mock ridicule criticize criticise decry attack "
     "accuse blame compare liken deem declare pronounce consider regard "
     "tag style classify view bill refer tout rate rank rubbish laud "
     "celebrate salute slate savage assail excoriate trash pan"},
    {VERB, W_TOPIC,
     "endorse support oppose back blame accuse attack criticize criticise "
     "thank welcome mention discuss urge propose recommend advocate demand "
     "announce favor favour offer reference raise voice express issue "
     "reiterate outline list name cite detail downplay emphasise "
     "champion challenge address approve request unveil "
     "anger alarm congratulate talk vote push focus sign share identify "
     "nominate include deliver embrace ignore invoke balk distance side "
     "campaign introduce weigh mull attribute debate spar rebuff disavow "
     "vouch contradict interpret frame discover provide release promote "
     "lash rip brush single target rattle file watch feature lay present "
     "signal highlight reference"},
    {VERB, W_SAY | W_TOPIC,
     "apologize apologise brag allude opt sue intimate articulate"},
    {PLAIN, W_THINK | W_PARTICIPLE,
     "clear unclear aware unaware sure unsure confident skeptical sceptical "
     "eager willing hopeful concerned proud optimistic worried glad "
     "convinced adamant certain uncertain wary critical happy unhappy "
     "afraid angry upset disappointed interested determined reluctant "
     "likely unlikely grateful sorry supportive dubious doubtful ready"},
    {VERB, W_THINK | W_SAY,
     "believe hope fear expect assume suspect doubt worry imagine suppose "
     "realize realise anticipate regret figure presume conclude decide "
     "learn notice recognize recognise dream wish trust accept deem "
     "determine envision"},
    {VERB, W_THINK,
     "consider want prefer like love hate favor view regard dislike fear "
     "seem appear intend plan aim seek mean try remain"},
    {VERB, W_TO,
     "vow promise pledge plan want agree refuse decline offer threaten "
     "hope expect seek intend volunteer claim swear prepare resolve "
     "decide demand aim undertake wish need try ask choose"},
    {VERB, W_SHOW | W_SAY,
     "suggest indicate reveal demonstrate confirm conclude estimate "
     "prove state warn note report imply document establish project "
     "predict allege detail illustrate signal"},
    {VERB, W_MANNER,
     "laugh smile grin chuckle weep shrug nod gasp beam frown wink groan "
     "start finish open close conclude end continue interject press recount "
     "joke pause point speak erupt explode respond react pray preach rail "
     "sum pitch gesture boom cheer snort cackle giggle testify appeal "
     "prompt offer counsel signal advise learn demand offer"},

    /* -- small words -- */
    {PLAIN, W_DET,
     "a an the this that these those each every no another any either "
     "neither such"},
    {PLAIN, W_QUANT,
     "some many several both all most few one two three four five six seven "
     "eight nine ten dozens hundreds thousands half more other others none "
     "least much fewer"},
    {PLAIN, W_POSS, "his her its their our my your whose"},
    {PLAIN, W_SUBJECT, "i you we it"},
    {PLAIN, W_SUBJECT | W_HE, "he"},
    {PLAIN, W_SUBJECT | W_SHE, "she"},
    {PLAIN, W_SUBJECT | W_THEY, "they"},
    {PLAIN, W_OBJECT,
     "me us them him her you it myself himself herself "
     "themselves itself ourselves"},
    {PLAIN, W_REL, "who which whom that"},
    {PLAIN, W_PREP,
     "of in on at by for with from to into about against between through "
     "during before after above below under over among around without "
     "within along across behind beyond near toward towards upon via per "
     "despite amid like as than until since off out inside outside onto "
     "regarding concerning throughout including following up down alongside "
     "beside besides versus"},
    {PLAIN, W_CONJ, "and or but nor yet &"},
    {PLAIN, W_SUBORD,
     "because although though while whereas if unless until since when "
     "whenever where whether after before as once so lest even how why what"},
    {PLAIN, W_AUX,
     "is are was were be been being am has have had having do does did done "
     "will would shall should can could may might must 's 're 've 'll 'd 'm "
     "won't wouldn't can't cannot couldn't shouldn't isn't aren't wasn't "
     "weren't hasn't haven't hadn't doesn't didn't don't mustn't ain't"},
    {PLAIN, W_NEG,
     "not never n't won't wouldn't can't cannot couldn't isn't aren't wasn't "
     "weren't hasn't haven't hadn't doesn't didn't don't without no neither "
     "hardly"},
    {PLAIN, W_ADVERB,
     "also then later again still now once often even just only already "
     "ever never not however too instead recently soon twice first finally "
     "further always sometimes famously reportedly apparently allegedly "
     "eventually simply perhaps maybe afterward afterwards back "
     "there here thus indeed meanwhile very quite rather almost ago "
     "publicly repeatedly subsequently initially previously formally "
     "nevertheless nonetheless regardless overall"},
    {PLAIN, W_TIME,
     "monday tuesday wednesday thursday friday saturday sunday yesterday "
     "today tomorrow tonight earlier later january february march april may "
     "june july august september october november december jan feb aug sept "
     "oct nov dec morning afternoon evening night week month year weekend "
     "mon tue tues wed thu thurs fri sat sun recently afterwards then now "
     "last next hours minutes days weeks months noon midnight overnight"},

    /* -- nouns -- */
    {PLAIN, W_TITLE,
     "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sen sen. rep "
     "rep. gov gov. lt lt. sgt sgt. capt capt. col col. gen gen. sir dame "
     "lord lady judge justice president senator governor mayor congressman "
     "congresswoman secretary minister chancellor pope king queen prince "
     "princess rev rev. reverend father sister brother general colonel "
     "captain major sergeant officer detective inspector superintendent "
     "sheriff councilor councillor ambassador commissioner coach bishop "
     "archbishop cardinal rabbi imam sheikh representative speaker "
     "supt supt. det det. insp insp. hon hon. cllr cllr. atty attorney "
     "messrs m. mme baroness baron count duke duchess"},
    {PLAIN, W_PERSON,
     "spokesman spokeswoman spokesperson spokespeople spokesmen "
     "spokeswomen official officials source sources aide aides adviser "
     "advisers advisor advisors senator senators congressman congresswoman "
     "representative governor president minister secretary mayor chairman "
     "chairwoman chair chief director manager head leader leaders executive "
     "founder owner analyst analysts expert experts economist economists "
     "professor researcher researchers scientist scientists author authors "
     "writer reporter reporters journalist journalists editor editors "
     "columnist critic critics host anchor lawyer lawyers attorney "
     "attorneys prosecutor prosecutors judge judges justice justices "
     "defendant witness witnesses resident residents neighbor neighbors "
     "neighbour neighbours voter voters supporter supporters activist "
     "activists organizer organizers organiser organisers campaigner "
     "campaigners candidate candidates nominee strategist pollster "
     "operative lawmaker lawmakers legislator legislators politician "
     "politicians democrat democrats republican republicans conservative "
     "conservatives liberal liberals diplomat diplomats envoy ambassador "
     "negotiator negotiators mediator mediators investigator investigators "
     "detective officer officers policeman trooper general commander "
     "soldier soldiers veteran veterans doctor doctors nurse nurses "
     "physician patient patients teacher teachers student students parent "
     "parents mother father sister brother son daughter wife husband widow "
     "friend friends colleague colleagues man woman men women boy girl "
     "people person member members coach player players captain champion "
     "winner actor actress singer musician artist director producer farmer "
     "farmers worker workers driver drivers fan fans insider insiders "
     "observer observers rival rivals opponent opponents ally allies "
     "delegate delegates speaker historian engineer engineers chef priest "
     "bishop pope pastor rabbi imam king queen prince consultant "
     "contractor tenant landlord survivor victim victims relative relatives "
     "family grandmother grandfather uncle aunt cousin niece nephew "
     "businessman businesswoman billionaire congresspeople secretaries "
     "ministers mayors governors presidents authorities firefighters "
     "firefighter paramedic pilot passenger passengers customer customers "
     "shopkeeper trader traders investor investors banker bankers broker "
     "brokers regulator regulators inspector inspectors commissioner "
     "councilman councilwoman councillor councillors alderman teammate "
     "deputy guest guests panelist moderator juror jurors foreman "
     "developer designer composer conductor curator librarian keeper "
     "mps mp mep senators backbencher backbenchers whip peer mogul tycoon "
     "newcomer incumbent veteran realtor scholar scholars academic "
     "academics sociologist psychologist biologist physicist geologist "
     "archaeologist epidemiologist meteorologist astronomer ecologist "
     "climatologist forecaster forecasters demographer"},
    {PLAIN, W_PERSON | W_HE,
     "spokesman congressman chairman man father son brother husband "
     "businessman policeman king prince uncle grandfather boy actor nephew "
     "councilman foreman"},
    {PLAIN, W_PERSON | W_SHE,
     "spokeswoman congresswoman chairwoman woman mother daughter sister "
     "wife businesswoman queen princess aunt grandmother girl actress niece "
     "councilwoman widow"},
    {PLAIN, W_BODY,
     "government ministry department agency office company firm bank "
     "committee commission council court police campaign party union "
     "association institute university college school hospital group "
     "organization organisation team club board authority bureau "
     "administration house senate congress parliament cabinet embassy "
     "army navy military force forces foundation charity center centre "
     "network station newspaper paper magazine service services airline "
     "corporation inc ltd co llc federation league society panel jury "
     "tribunal watchdog regulator operator publisher studio label website "
     "outlet chamber coalition alliance movement church diocese city "
     "county state town village district utility insurer retailer maker "
     "manufacturer startup giant"},
    {PLAIN, W_PAPER,
     "report study survey poll document documents letter memo statement "
     "analysis article story editorial book paper review records record "
     "filing lawsuit complaint indictment affidavit ruling opinion order "
     "email emails transcript post tweet website release notice sign "
     "banner poster leaflet brochure headline note caption message ad "
     "audit figures data statistics research findings census tally "
     "estimate estimates forecast draft bill law constitution petition "
     "suit verdict summary text chapter column piece video film"},
    {PLAIN, W_MEDIUM,
     "statement interview interviews email e-mail letter speech tweet tweets "
     "post posts blog column article op-ed editorial memo note report "
     "filing affidavit deposition testimony call phone telephone text "
     "message messages video conference briefing rally hearing appearance "
     "press facebook twitter x instagram linkedin telegram bluesky tiktok "
     "snapchat reddit youtube whatsapp weibo mastodon threads website "
     "release essay book memoir podcast show program programme radio tv "
     "television address remarks lecture sermon release submission "
     "declaration communique newsletter lawsuit complaint court papers "
     "documents ruling opinion recording transcript town-hall debate "
     "clip film documentary webcast livestream broadcast commentary "
     "clarification apology announcement letters evidence cnn msnbc nbc "
     "abc cbs pbs bbc npr c-span fox"},
    {PLAIN, W_AUDIENCE,
     "reporters journalists lawmakers senators delegates members supporters "
     "voters crowd audience jurors jury court parliament congress committee "
     "panel police investigators officers investors analysts students "
     "viewers listeners readers followers fans shareholders donors parents "
     "ministers mps colleagues friends news reuters afp associated times "
     "post journal guardian cnn bbc nbc abc cbs fox npr politico "
     "newspaper magazine radio agency officials council inquest board "
     "conference meeting gathering rally hearing session inquiry staff "
     "employees workers residents"},
    {PLAIN, W_CLAIM,
     "claim claims allegation allegations assertion assertions accusation "
     "accusations argument arguments belief beliefs statement statements "
     "suggestion suggestions idea notion view views warning warnings "
     "promise promises pledge pledges vow vows threat threats prediction "
     "predictions rumor rumors rumour rumours complaint complaints "
     "concern concerns fear fears hope hopes criticism report reports "
     "announcement admission confession contention conclusion assessment "
     "proposal proposals insistence denial denials doubt doubts question "
     "questions opinion evidence comment comments remark remarks call "
     "calls idea decision opposition endorsement speculation support "
     "advice rumor response refusal reaction consensus sense anxiety goal "
     "intention desire plan plans commitment agreement agreements fact "
     "evidence position stance confidence disappointment regret optimism "
     "attack attacks praise news finding findings word signal sign"},
    {PLAIN, W_NAMING,
     "titled entitled named nicknamed so-called dubbed called known labeled "
     "labelled termed headlined headed subtitled marked renamed nickname "
     "alias aka christened styled"},
    {PLAIN, W_WORK,
     "book novel song film movie album play musical memoir poem show series "
     "documentary single hit video essay article column painting sculpture "
     "exhibition opera ballet symphony magazine podcast episode biography "
     "sitcom drama comedy game track tune sequel hymn anthem story"},
    {PLAIN, W_SHOWN,
     "footage video videos recording recordings clip clips audio tape tapes "
     "photo photos picture pictures image images film"},
    {PLAIN, W_APPEAR,
     "appear appears appeared appearing appearance appearances interview "
     "interviewed host hosts cohost co-host guest edition episode broadcast "
     "taping author"},
    {PLAIN, W_TERM,
     "word words phrase phrases term terms slogan motto label expression "
     "concept adjective noun verb name hashtag tag euphemism"},
};

/* What a name of a form adds to its bits. */
static const WordBits form_bits[] = {W_BASE, W_THIRD, W_PAST, W_PARTICIPLE,
                                     W_ING};

static struct slot *slot_of(struct table *self, Str word, uint32_t hash)
{
    uint32_t at = hash % WORD_SLOTS;

    while (self->slots[at].word.len && (self->slots[at].hash != hash ||
                                        !str_eq(self->slots[at].word, word)))
        at = (at + 1) % WORD_SLOTS;
    return &self->slots[at];
}

/* The word must stay where it is as long as the table. */
static void add(struct table *self, Str word, WordBits bits, uint32_t lemma)
{
    uint32_t hash = stet_hash(word);
    struct slot *slot = slot_of(self, word, hash);

    if (!slot->word.len && ++self->count > WORD_SLOTS / 2) {
        fprintf(stderr, "wordsc: too many words: make WORD_SLOTS larger\n");
        exit(EXIT_FAILURE);
    }
    if (word.len > WORD_LONGEST) {
        fprintf(stderr, "wordsc: “%.*s” is too long: see WORD_LONGEST\n",
                STR_ARG(word));
        exit(EXIT_FAILURE);
    }
    slot->word = word;
    slot->hash = hash;
    slot->value.bits |= bits;
    if (!slot->value.lemma || (bits & W_REPORT))
        slot->value.lemma = lemma ? lemma : 1;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* "admit" doubles its last letter, "report" and "answer" do not: one vowel
 * before it, and either one syllable or one of the few stressed at the end. */
static bool doubles(Str base)
{
    static const Str stressed[] = {
        STR_INIT("admit"), STR_INIT("aver"),  STR_INIT("demur"),
        STR_INIT("rebut"), STR_INIT("refer"), STR_INIT("quip"),
    };
    const char *end = base.ptr + base.len;
    uint32_t vowels = 0;

    if (STR_IS_ANY(base, stressed))
        return true;
    for (uint32_t i = 0; i < base.len; i++)
        vowels += is_vowel(base.ptr[i]);
    return vowels == 1 && base.len >= 3 && !is_vowel(end[-1]) &&
           is_vowel(end[-2]) && !is_vowel(end[-3]) && end[-1] != 'w' &&
           end[-1] != 'x' && end[-1] != 'y';
}

/* `base` without its last `cut` bytes, with `tail` behind it. */
static Str joined(struct arena *arena, Str base, uint32_t cut, const char *tail)
{
    uint32_t kept = base.len - cut, more = (uint32_t)strlen(tail);
    char *bytes = arena_alloc(arena, kept + more);

    memcpy(bytes, base.ptr, kept);
    memcpy(bytes + kept, tail, more);
    return (Str){bytes, kept + more};
}

static void add_regular(struct table *self, struct arena *arena, Str base,
                        WordBits bits)
{
    char last = base.ptr[base.len - 1], before = base.ptr[base.len - 2];
    bool y = last == 'y' && !is_vowel(before);
    bool hisses = last == 's' || last == 'x' || last == 'z' ||
                  (last == 'h' && (before == 's' || before == 'c'));
    char twice[2] = {doubles(base) ? last : '\0', '\0'};
    Str stem = joined(arena, base, 0, twice);
    uint32_t lemma = stet_hash(base);
    WordBits past = W_PAST | W_PARTICIPLE;

    add(self, base, bits | W_BASE, lemma);
    add(self,
        joined(arena, base, y,
               y        ? "ies"
               : hisses ? "es"
                        : "s"),
        bits | W_THIRD, lemma);
    if (last == 'e') {
        add(self, joined(arena, base, 0, "d"), bits | past, lemma);
        add(self, joined(arena, base, 1, "ing"), bits | W_ING, lemma);
    } else {
        add(self, joined(arena, y ? base : stem, y, y ? "ied" : "ed"),
            bits | past, lemma);
        add(self, joined(arena, stem, 0, "ing"), bits | W_ING, lemma);
    }
}

/* Cuts the next word off `rest`; false at its end. */
static bool next_word(Str *rest, Str *out_word)
{
    uint32_t start = 0, end;

    while (start < rest->len && rest->ptr[start] == ' ')
        start++;
    for (end = start; end < rest->len && rest->ptr[end] != ' ';)
        end++;
    *out_word = str_cut(*rest, start, end);
    *rest = str_cut(*rest, end, rest->len);
    return end > start;
}

static void add_forms(struct table *self, Str rest, WordBits bits)
{
    Str word, base = {0};

    for (int form = 0; next_word(&rest, &word); form = (form + 1) % 5) {
        if (form == 0)
            base = word;
        add(self, word, bits | form_bits[form], stet_hash(base));
    }
}

static void add_lists(struct table *self, struct arena *arena)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        Str rest = str_from_c(lists[i].words), word;

        if (lists[i].how == FORMS) {
            add_forms(self, rest, lists[i].bits);
            continue;
        }
        while (next_word(&rest, &word)) {
            if (lists[i].how == VERB)
                add_regular(self, arena, word, lists[i].bits);
            else
                add(self, word, lists[i].bits, stet_hash(word));
        }
    }
}

/* The entries in the order of their slots, each with its place in the text of
 * all words; then which entry, from 1, stands in which slot. */
static void write_table(const struct table *self, FILE *out)
{
    uint32_t at = 0, entry = 0;

    fprintf(out, "static const char text[] = {\n");
    for (uint32_t i = 0; i < WORD_SLOTS; i++)
        for (uint32_t c = 0; c < self->slots[i].word.len; c++)
            fprintf(out, "%d,%s", self->slots[i].word.ptr[c],
                    c + 1 < self->slots[i].word.len ? "" : "\n");
    fprintf(out, "};\n\nstatic const struct entry entries[] = {\n");
    for (uint32_t i = 0; i < WORD_SLOTS; i++) {
        const struct slot *slot = &self->slots[i];

        if (!slot->word.len)
            continue;
        fprintf(out,
                "    {0x%" PRIX64 "u, %" PRIu32 "u, %" PRIu32 "u, %" PRIu32
                "u, %" PRIu32 "u},\n",
                slot->value.bits, slot->value.lemma, slot->hash, at,
                slot->word.len);
        at += slot->word.len;
    }
    fprintf(out, "};\n\nstatic const uint16_t slots[WORD_SLOTS] = {\n");
    for (uint32_t i = 0; i < WORD_SLOTS; i++)
        if (self->slots[i].word.len)
            fprintf(out, "    [%" PRIu32 "] = %" PRIu32 ",\n", i, ++entry);
    fprintf(out, "};\n");
}

int main(int argc, char **argv)
{
    static struct table table;
    struct arena arena = {0};
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;

    if (!out) {
        fprintf(stderr, "usage: wordsc OUT\n");
        return EXIT_FAILURE;
    }
    add_lists(&table, &arena);
    write_table(&table, out);
    arena_release(&arena);
    return fclose(out) ? EXIT_FAILURE : EXIT_SUCCESS;
}
