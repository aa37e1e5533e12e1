/*
 * utf8 - the one module that reads bytes above 0x7F.
 *
 * Everything inside Stet is valid UTF-8: what comes from outside is checked
 * with utf8_first_bad(), and every other function here relies on that.
 * (Unicode 15, chapter 3.9, table 3-7: no surrogates, no overlong forms,
 * nothing above U+10FFFF.)
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "text/str.h"

/* The offset of the first byte that is not part of a well-formed character;
 * text.len where all are. */
uint32_t utf8_first_bad(Str text);

/* `at` is the end of the text, or the first byte of a character. */
bool utf8_is_boundary(Str text, uint32_t at);

/* The last such offset that is not above `at`, which is none above text.len. */
uint32_t utf8_floor(Str text, uint32_t at);

/* Bytes of the character whose first byte is `lead`. */
uint32_t utf8_width(unsigned char lead);

/* The character at `at`, which is a boundary inside the text; *out_len is how
 * many bytes it takes. */
uint32_t utf8_decode(Str text, uint32_t at, uint32_t *out_len);

/* The start of the character before the boundary `at`, which is above 0. */
uint32_t utf8_before(Str text, uint32_t at);

/* Writes `code`, a character, to at most 4 bytes; returns how many. */
uint32_t utf8_encode(uint32_t code, char *out_bytes);

/* Letters of any script; upper case includes title case. */
bool utf8_is_letter(uint32_t code);
bool utf8_is_upper(uint32_t code);
bool utf8_is_lower(uint32_t code);
bool utf8_is_digit(uint32_t code); /* decimal digits of any script */
bool utf8_is_mark(uint32_t code);  /* combining marks, joiners, selectors */
bool utf8_is_space(uint32_t code); /* line breaks and no-break space too */
uint32_t utf8_to_lower(uint32_t code);

#endif
