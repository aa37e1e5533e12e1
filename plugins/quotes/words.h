/*
 * words - what quotations are announced with: a lexicon of closed classes.
 *
 * Reporting verbs in every form, the small words that begin and end clauses,
 * and the nouns for people who speak and for places where words stand. Names
 * and open-class words are not here; what the table does not hold is taken
 * for a noun, an adjective or a name by its neighbours.
 *
 *     list    {VERB, W_SAY, "announce admit ..."}   in wordsc.c, for people
 *     words   announce announces announced announcing, each with its form
 *     table   hash of the folded word -> bits, lemma   made at build time
 *
 * A word of several lists has the bits of all of them: "calls" is a verb and
 * a noun, and the reader of a sentence decides. Regular verbs are conjugated
 * by spelling; the irregular ones stand in a list with their forms.
 */
#ifndef QUOTES_WORDS_H
#define QUOTES_WORDS_H

#include "text/arena.h"

typedef uint64_t WordBits;

#define W_BIT(n) ((WordBits)1 << (n))

/* What a reporting verb may be followed by; a verb often has several. */
#define W_SAY W_BIT(0)    /* "...", he said; said that */
#define W_TELL W_BIT(1)   /* somebody in between: told reporters that */
#define W_WRITE W_BIT(2)  /* wrote on X */
#define W_CALL W_BIT(3)   /* called the plan "..." */
#define W_TOPIC W_BIT(4)  /* criticised the plan */
#define W_THINK W_BIT(5)  /* believes that: no speech, but somebody's view */
#define W_TO W_BIT(6)     /* promised to */
#define W_ASK W_BIT(7)    /* asked whether */
#define W_SHOW W_BIT(8)   /* the report found that */
#define W_MANNER W_BIT(9) /* laughed, smiled: only beside a quotation */

#define W_REPORT                                                               \
    (W_SAY | W_TELL | W_WRITE | W_CALL | W_TOPIC | W_THINK | W_TO | W_ASK |    \
     W_SHOW | W_MANNER)

/* The form that a verb stands in. */
#define W_BASE W_BIT(10)
#define W_THIRD W_BIT(11)
#define W_PAST W_BIT(12)
#define W_ING W_BIT(13)
#define W_PARTICIPLE                                                           \
    W_BIT(14) /* past participle; regular ones are PAST too                    \
               */

/* Small words. */
#define W_DET W_BIT(16)
#define W_POSS W_BIT(17) /* his, its, whose */
#define W_PREP W_BIT(18)
#define W_CONJ W_BIT(19)    /* and, or, but */
#define W_SUBORD W_BIT(20)  /* because, although, if */
#define W_SUBJECT W_BIT(21) /* he, she, they, I, we, it, you */
#define W_OBJECT W_BIT(22)  /* him, her, them, me, us */
#define W_REL W_BIT(23)     /* who, which */
#define W_AUX W_BIT(24)     /* has, was, did, will, may */
#define W_ADVERB W_BIT(25)
#define W_NEG W_BIT(26)
#define W_TIME W_BIT(27)  /* Monday, yesterday, earlier */
#define W_QUANT W_BIT(28) /* some, many, one, several */

/* Nouns. */
#define W_TITLE W_BIT(32)    /* Rep., Mr, Professor: a name follows */
#define W_PERSON W_BIT(33)   /* spokesman, senator, witness: may speak */
#define W_BODY W_BIT(34)     /* ministry, company, police: may speak */
#define W_PAPER W_BIT(35)    /* report, letter, poll: has words in it */
#define W_MEDIUM W_BIT(36)   /* statement, interview, X: where words stand */
#define W_AUDIENCE W_BIT(37) /* reporters, lawmakers: who is told */
#define W_CLAIM W_BIT(38)    /* claim, allegation: "the claim that" */
#define W_NAMING W_BIT(39)   /* titled, nicknamed, so-called: no speech */
#define W_WORK W_BIT(40)     /* book, song, film: a title follows */
#define W_TERM W_BIT(41)     /* word, phrase, term: a term follows */

#define W_SHOWN W_BIT(42)  /* footage, video, photo: of somebody */
#define W_APPEAR W_BIT(43) /* appeared, interview, host: on a programme */

#define W_HE W_BIT(44)   /* a pronoun or noun for a man */
#define W_SHE W_BIT(45)  /* for a woman */
#define W_THEY W_BIT(46) /* for several */

typedef struct Word {
    WordBits bits;  /* 0: not in the lexicon */
    uint32_t lemma; /* hash of a verb's base form, else of the word; never 0 */
} Word;

#define WORD_SLOTS 16384u /* more than twice the words, forms counted */
#define WORD_LONGEST 32u  /* bytes of a conjugated word */

/* The folded word whose stet_hash() is `hash`. Unknown: no bits, and the
 * lemma is the hash itself. */
Word words_find(Str folded, uint32_t hash);

#endif
