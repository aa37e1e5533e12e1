#include "names/lexicon.h"

#include "stet/text.h"

struct lexicon_entry {
    Str word; /* empty: a free slot */
    uint32_t hash;
    uint32_t classes;
};

#define SLOTS 4096u /* a power of two, more than twice the words */

/* Words stand apart by one space; a word may stand under several classes. */
static const struct group {
    uint32_t classes;
    const char *words;
} groups[] = {
    {LEX_HONORIFIC | LEX_MALE,
     "mr mr. sir lord fr fr. monsieur m. herr señor signor sheikh sheik "
     "baron viscount earl mister"},
    {LEX_HONORIFIC | LEX_FEMALE,
     "mrs mrs. ms ms. miss lady dame madam madame mme mme. mlle frau señora "
     "signora baroness countess"},
    {LEX_HONORIFIC,
     "dr dr. prof prof. rev rev. reverend hon hon. st st. saint ayatollah "
     "mullah datuk tan sri tun dato seri haji hajj maulana swami lama mx"},
    {LEX_TITLE | LEX_MALE,
     "king prince duke emperor pope father congressman assemblyman "
     "councilman alderman chairman tsar czar emir sultan"},
    {LEX_TITLE | LEX_FEMALE,
     "queen princess duchess empress congresswoman assemblywoman councilwoman "
     "alderwoman chairwoman first-lady"},
    {LEX_TITLE,
     "president presidents senator senators sen sen. sens. rep rep. reps. "
     "representative gov gov. govs. governor mayor minister premier "
     "chancellor ambassador amb. envoy secretary sec. attorney atty. "
     "judge justice chief director professor doctor commissioner councillor "
     "councilmember councilor deputy vice speaker leader chair chairperson "
     "delegate del. assemblymember treasurer comptroller superintendent "
     "supt. sheriff constable coach archbishop bishop cardinal pastor vicar "
     "canon deacon patriarch principal dean provost detective det. inspector "
     "insp. officer trooper agent spokesman spokeswoman spokesperson "
     "correspondent prosecutor solicitor barrister coroner magistrate sgt. "
     "sgt sergeant lt lt. lieutenant capt capt. captain maj maj. major col "
     "col. colonel gen gen. general brig brig. brigadier adm adm. admiral "
     "cmdr cmdr. commander commodore cpl cpl. corporal pvt pvt. private pfc "
     "field-marshal marshal pc dc dci di taoiseach tánaiste pm vp ceo cfo coo "
     "cto cllr cllr. garda mla mlc mca advocate justices"},
    {LEX_PARTICLE,
     "van von der den de da di del della dos das du la le les el al bin ibn "
     "ben bint abu abdul abd ould y af av zu zum zur ter ten ul ur lo li d' "
     "st. st mac mc o' e dei degli vander vom ap ab"},
    {LEX_SUFFIX,
     "jr jr. sr sr. ii iii iv kc qc mp mep msp obe mbe cbe phd ph.d. md m.d. "
     "esq esq."},
    {LEX_SAY,
     "said says say saying told tells tell telling added adds wrote writes "
     "write asked asks replied replies insisted insists explained explains "
     "argued argues warned warns stated states noted notes announced "
     "announces claimed claims admitted admits acknowledged conceded "
     "recalled recalls testified declared declares tweeted tweets posted "
     "posts called calls commented comments believes believed thinks thought "
     "laughed joked jokes quipped snapped shouted shouts whispered suggested "
     "suggests predicted urged urges vowed promised promises denied denies "
     "confirmed confirms concluded concludes observed observes remarked "
     "responded responds continued continues described describes praised "
     "criticized criticised accused remembers remembered complained "
     "complains stressed emphasized emphasised cautioned muttered lamented "
     "contended maintains maintained"},
    {LEX_MONTH,
     "january february march april may june july august september october "
     "november december jan jan. feb feb. mar mar. apr apr. jun jul aug aug. "
     "sep sep. sept sept. oct oct. nov nov. dec dec."},
    {LEX_WEEKDAY,
     "monday tuesday wednesday thursday friday saturday sunday mon mon. tue "
     "tue. tues tues. wed wed. thu thu. thur thurs thurs. fri fri. sat sat. "
     "sun sun. today tomorrow yesterday"},
    {LEX_ORG_HEAD,
     "university college school academy institute institution court council "
     "committee commission department ministry bureau agency authority board "
     "office administration association society federation union league club "
     "party group company corporation corp corp. inc inc. ltd ltd. llc llp "
     "plc co co. gmbh ag sa bank fund foundation trust church hospital "
     "clinic centre center museum library theatre theater orchestra choir "
     "army navy force forces guard police service services division corps "
     "regiment brigade battalion squad team press post times herald tribune "
     "news journal gazette chronicle network networks broadcasting radio "
     "television airlines airways industries systems technologies partners "
     "associates holdings international organization organisation alliance "
     "coalition movement front congress parliament senate assembly "
     "legislature house cabinet government treasury exchange reserve studios "
     "pictures records entertainment enterprises capital insurance energy "
     "motors stores foods pharmaceuticals laboratories laboratory lab labs "
     "observatory project initiative programme program campaign chamber "
     "secretariat directorate tribunal embassy consulate diocese parish "
     "united rovers wanderers fc f.c. athletic rangers chambers kitchen "
     "publishing magazine media consulting solutions cooperative co-op "
     "charity archive archives panel body constabulary inspectorate infirmary "
     "surgery academies universities colleges councils confederation "
     "consortium partnership cooperatives institutes guild "
     "sorority fraternity seminary polytechnic conservatoire conservatory "
     "orchestras ensemble quartet philharmonic opera ballet circus brewery "
     "distillery bakery confectionery dairy logistics aviation aerospace "
     "railway railways elementary shipbuilders builders developments "
     "developers homes realty "
     "properties estates ventures securities investments equity financial "
     "electronics engineering instruments imaging robotics analytics "
     "dynamics biosciences therapeutics petroleum minerals metals "
     "textiles retail supermarkets brands beverages breweries hotels resorts "
     "shipping freight couriers watchdog taskforce "
     "register registry coastguard"},
    {LEX_PLACE_HEAD,
     "river lake sea ocean bay gulf strait island islands isle mount mountain "
     "mountains hill hills valley desert forest park square street st. road "
     "avenue ave. boulevard blvd. lane drive way bridge airport station port "
     "harbor harbour beach coast peninsula province state county district "
     "city town village region territory republic kingdom canal creek falls "
     "canyon plain plains plateau basin cape point highway route tower palace "
     "castle stadium arena hall plaza garden gardens heights falls township "
     "borough parish quay dock docks pier farm prison jail camp close terrace "
     "crescent mews grove vale green common moor fell ridge pass glen loch "
     "marsh reservoir dam viaduct roundabout bypass causeway meadows fields "
     "springs cove inlet lagoon reef sound channel volcano glacier shoal "
     "cemetery mall courthouse lighthouse rectory vicarage barracks "
     "manor cottage wharf"},
    {LEX_EVENT_HEAD,
     "olympics games cup championship championships tournament open festival "
     "fair exhibition expo conference summit convention forum war revolution "
     "uprising rebellion battle crisis day week awards award prize prix "
     "marathon race grand bowl series final finals election referendum "
     "hurricane storm typhoon earthquake festivals biennale symposium "
     "ceremony massacre holocaust"},
    {LEX_WORK_HEAD,
     "act bill law treaty agreement accord accords pact protocol convention "
     "constitution code amendment charter declaration report review plan "
     "film movie book novel memoir album song single play musical series "
     "show episode documentary podcast poem opera symphony painting essay "
     "biography drama comedy sitcom magazine newspaper column video titled "
     "entitled called"},
    {LEX_PREP,
     "of in on at by for with from to into about against after before over "
     "under between among through during without within behind beyond across "
     "toward towards upon per as like via than until since despite amid "
     "besides except near outside inside off around along"},
    {LEX_PLACE_PREP,
     "in near from outside inside around across throughout into through "
     "toward towards to at"},
    {LEX_DET,
     "the a an this that these those his her its their our my your some any "
     "no every each another one"},
    {LEX_LINK,
     "of the and for in on at to de du des la le les del della di da do dos "
     "das y e und et an a with from by"},
    {LEX_PRONOUN,
     "he him his himself she her hers herself they them their theirs "
     "themselves themself"},
    {LEX_MALE, "he him his himself man boy husband father son brother uncle "
               "nephew grandfather grandson widower boyfriend stepfather "
               "spokesman businessman policeman actor waiter guy gentleman "
               "salesman fisherman dad "
               "landlord headmaster postman cameraman fireman sportsman"},
    {LEX_FEMALE, "she her hers herself woman girl wife mother daughter sister "
                 "aunt niece grandmother granddaughter widow girlfriend "
                 "stepmother spokeswoman businesswoman policewoman actress "
                 "waitress saleswoman midwife mum mom nun "
                 "landlady headmistress chairlady postwoman camerawoman "
                 "sportswoman heiress"},
    {LEX_RELATIVE, "who whom whose which that where"},
    {LEX_BE, "is was are were be been being became become becomes 's 're "
             "remains remained"},
    {LEX_AUX, "has have had will would can could may might shall should must "
              "do does did 'd 'll 've"},
    {LEX_ROLE_NOUN | LEX_KIN,
     "brother sister mother father son daughter wife husband widow widower "
     "aunt uncle niece nephew cousin grandmother grandfather grandson "
     "granddaughter partner fiancé fiancée girlfriend boyfriend friend "
     "neighbour neighbor colleague twin stepfather stepmother mum mom dad "
     "successor predecessor counterpart deputy boss number"},
    {LEX_ROLE_NOUN,
     "president senator representative congressman congresswoman governor "
     "mayor minister premier chancellor ambassador envoy secretary attorney "
     "judge justice chief director professor doctor commissioner councillor "
     "councilor councilman councilwoman speaker leader chair chairman "
     "chairwoman chairperson delegate treasurer superintendent sheriff "
     "constable coach archbishop bishop cardinal pastor vicar priest imam "
     "rabbi principal dean provost detective inspector officer trooper agent "
     "spokesman spokeswoman spokesperson correspondent prosecutor solicitor "
     "barrister lawyer coroner magistrate sergeant lieutenant captain major "
     "colonel general brigadier admiral commander corporal private marshal "
     "aide adviser advisor analyst economist strategist consultant executive "
     "ceo founder co-founder cofounder owner manager editor author writer "
     "journalist reporter columnist critic novelist poet actor actress "
     "singer musician composer producer filmmaker artist painter photographer "
     "designer architect engineer scientist researcher biologist chemist "
     "physicist historian scholar lecturer teacher student nurse surgeon "
     "physician paramedic firefighter driver pilot farmer fisherman carpenter "
     "builder baker chef cook waiter waitress midwife librarian curator "
     "conservator archaeologist archeologist geologist glaciologist "
     "climatologist seismologist psychologist psychiatrist sociologist "
     "anthropologist linguist mathematician statistician programmer developer "
     "entrepreneur businessman businesswoman banker broker trader investor "
     "accountant auditor clerk cashier activist campaigner organizer "
     "organiser volunteer advocate lobbyist diplomat negotiator mediator "
     "politician lawmaker legislator mp mep candidate nominee incumbent "
     "defendant plaintiff witness victim suspect juror resident survivor "
     "veteran soldier guard striker goalkeeper midfielder defender forward "
     "quarterback pitcher center centre player boxer swimmer runner sprinter "
     "referee umpire trainer jockey member head expert specialist technician "
     "operator supervisor administrator coordinator organist sculptor "
     "investigator examiner inspector analyst trustee chaplain bishop "
     "skipper mechanic plumber electrician miner retiree pensioner classer "
     "sous-chef deputy sheikh king queen prince princess duke pope emperor "
     "sultan emir actor comedian host presenter broadcaster anchor "
     "commentator blogger publisher hotelier landlord tenant freshman "
     "sophomore junior senior captain rancher secretary-general mayor-elect "
     "president-elect co-author co-chair co-owner vice-president ombudsman "
     "regulator governor chemist veterinarian vet zookeeper ranger warden "
     "hydrologist meteorologist ecologist epidemiologist virologist "
     "pathologist cardiologist oncologist pediatrician paediatrician dentist "
     "whistleblower translator interpreter novelist biographer playwright "
     "dancer choreographer conductor violinist pianist guitarist drummer "
     "rapper frontman soprano tenor sous chef shopkeeper grocer butcher "
     "bartender welder clerk landlady headmaster headmistress chairlady "
     "postman postwoman cameraman camerawoman fireman sportsman sportswoman "
     "greengrocer deckhand jeweller heiress beekeeper"},
    {LEX_ROLE_MOD,
     "former ex then deputy assistant acting interim vice senior junior chief "
     "associate executive managing general prime foreign finance defence "
     "defense interior health education justice home press campaign first "
     "second lead principal retired late ailing veteran long-time longtime "
     "outgoing incoming current newly elected co head national regional "
     "special shadow under honorary founding emeritus elder younger older "
     "twin eldest youngest"},
    {LEX_DIRECTION,
     "north south east west northern southern eastern western central upper "
     "lower greater new old great mid northeast northwest southeast "
     "southwest"},
    {LEX_NOT_NAME, "i ok tv a.m. p.m. am pm gmt et pt est pst utc i'm i've"},
    {LEX_PARTY,
     "r d i l dem rep lab con libdem lib ld snp dup ind green labour "
     "conservative republican democrat democratic independent tory plaid "
     "ukip reform gop dfl"},
    {LEX_SPEECH_NOUN,
     "statement interview speech tweet letter email e-mail memo press "
     "briefing testimony remarks"},
    {LEX_PAIR, "and or &"},
    {LEX_CONJ, "and or but nor yet so while when because if although though "
               "whether as"},
    {LEX_NUMBER,
     "one two three four five six seven eight nine ten eleven twelve thirteen "
     "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty "
     "forty fifty sixty seventy eighty ninety"},
    {LEX_UNIT, "year years month months week weeks day days"},
};

static struct lexicon_entry *slot_of(const struct lexicon *self, Str word,
                                     uint32_t hash)
{
    uint32_t at = hash & self->mask;

    while (self->slots[at].word.len && !(self->slots[at].hash == hash &&
                                         str_eq(self->slots[at].word, word)))
        at = (at + 1) & self->mask;
    return &self->slots[at];
}

static void add_words(struct lexicon *self, const struct group *group)
{
    Str rest = str_from_c(group->words);

    while (rest.len) {
        const char *space = memchr(rest.ptr, ' ', rest.len);
        uint32_t len = space ? (uint32_t)(space - rest.ptr) : rest.len;
        Str word = str_cut(rest, 0, len);
        uint32_t hash = stet_hash(word);
        struct lexicon_entry *slot = slot_of(self, word, hash);

        slot->word = word;
        slot->hash = hash;
        slot->classes |= group->classes;
        rest = str_cut(rest, space ? len + 1 : len, rest.len);
    }
}

void lexicon_init(struct lexicon *self, struct arena *arena)
{
    self->slots = ARENA_ARRAY(arena, struct lexicon_entry, SLOTS);
    self->mask = SLOTS - 1;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        add_words(self, &groups[i]);
}

uint32_t lexicon_of(const struct lexicon *self, Str folded, uint32_t hash)
{
    return folded.len ? slot_of(self, folded, hash)->classes : 0;
}
