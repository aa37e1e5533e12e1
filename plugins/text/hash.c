#include "text/hash.h"

#define FIRST UINT64_C(0xA0761D6478BD642F)
#define SECOND UINT64_C(0xE7037ED1A0B428DB)

/* The two halves of the product of two 64-bit numbers, folded into one. */
static uint64_t fold(uint64_t a, uint64_t b)
{
    uint64_t a_low = (uint32_t)a, a_high = a >> 32;
    uint64_t b_low = (uint32_t)b, b_high = b >> 32;
    uint64_t low = a_low * b_low, high = a_high * b_high;
    uint64_t cross = a_high * b_low + (low >> 32);
    uint64_t other = a_low * b_high + (uint32_t)cross;

    high += (cross >> 32) + (other >> 32);
    low = (other << 32) | (uint32_t)low;
    return low ^ high;
}

static uint64_t read_up_to_8(const unsigned char *bytes, size_t len)
{
    uint64_t word = 0;

    memcpy(&word, bytes, len);
    return word;
}

uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = seed ^ FIRST;

    for (size_t left = len; left;) {
        size_t step = left < 8 ? left : 8;
        hash = fold(hash ^ read_up_to_8(at, step), SECOND);
        at += step;
        left -= step;
    }
    return fold(hash ^ SECOND, len ^ FIRST);
}
