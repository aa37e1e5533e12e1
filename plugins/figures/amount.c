#include "figures/amount.h"

#include <stdio.h>

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static bool fits_product(int64_t a, int64_t b)
{
    int64_t high = a < 0 ? -a : a, low = b < 0 ? -b : b;

    return low == 0 || high <= INT64_MAX / low;
}

bool amount_multiply(Amount *self, Amount by)
{
    int64_t across = greatest_divisor(self->num, by.den);
    int64_t back = greatest_divisor(by.num, self->den);
    Amount a = *self;

    if (!a.num || !by.num) {
        *self = amount_whole(0);
        return true;
    }
    a.num /= across;
    by.den /= across;
    by.num /= back;
    a.den /= back;
    if (!fits_product(a.num, by.num) || !fits_product(a.den, by.den))
        return false;
    *self = (Amount){a.num * by.num, a.den * by.den};
    return true;
}

bool amount_divide(Amount *self, int64_t by)
{
    return amount_multiply(self, (Amount){1, by});
}

bool amount_add(Amount *self, Amount other)
{
    int64_t shared = greatest_divisor(self->den, other.den);
    int64_t left = other.den / shared, right = self->den / shared;

    if (!fits_product(self->num, left) || !fits_product(other.num, right) ||
        !fits_product(self->den, left))
        return false;
    int64_t a = self->num * left, b = other.num * right;
    if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < -INT64_MAX - b))
        return false;
    Amount sum = {a + b, self->den * left};
    int64_t divisor = greatest_divisor(sum.num, sum.den);
    *self = (Amount){sum.num / divisor, sum.den / divisor};
    return true;
}

double amount_double(Amount self)
{
    return (double)self.num / (double)self.den;
}

int amount_compare(Amount a, Amount b)
{
    Amount difference = a;
    double x = amount_double(a), y = amount_double(b);

    b.num = -b.num;
    if (amount_add(&difference, b))
        return (difference.num > 0) - (difference.num < 0);
    return (x > y) - (x < y);
}

#define PLACES_MAX 15

/* The digits behind the point that the amount needs; -1 if they have no end,
 * or if all its digits together are too long a number to be read back. */
static int decimal_places(Amount amount)
{
    int twos = 0, fives = 0;
    int64_t rest = amount.den, shift = 1;

    for (; rest % 2 == 0; rest /= 2)
        twos++;
    for (; rest % 5 == 0; rest /= 5)
        fives++;
    int places = twos > fives ? twos : fives;
    if (rest != 1 || places > PLACES_MAX)
        return -1;
    for (int i = 0; i < places; i++)
        shift *= 10;
    return fits_product(amount.num, shift / amount.den) ? places : -1;
}

Str amount_write(Amount self, char buffer[AMOUNT_TEXT_MAX])
{
    int places = decimal_places(self);
    int64_t size = self.num < 0 ? -self.num : self.num;
    int len;

    if (places < 0) {
        len = snprintf(buffer, AMOUNT_TEXT_MAX, "%lld/%lld",
                       (long long)self.num, (long long)self.den);
        return (Str){buffer, (uint32_t)len};
    }
    len = snprintf(buffer, AMOUNT_TEXT_MAX, "%s%lld", self.num < 0 ? "-" : "",
                   (long long)(size / self.den));
    int64_t rest = size % self.den;
    if (places)
        buffer[len++] = '.';
    for (int i = 0; i < places; i++) {
        buffer[len++] = (char)('0' + rest * 10 / self.den);
        rest = rest * 10 % self.den;
    }
    return (Str){buffer, (uint32_t)len};
}

/* The digits at *at of `text`, taken on to *number; how many, or -1. */
static int read_digits(Str text, uint32_t *at, int64_t *number)
{
    int count = 0;

    for (; *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9';
         (*at)++, count++) {
        int digit = text.ptr[*at] - '0';
        if (*number > (INT64_MAX - digit) / 10)
            return -1;
        *number = *number * 10 + digit;
    }
    return count;
}

bool amount_read(Str text, Amount *out)
{
    bool is_negative = text.len && text.ptr[0] == '-';
    uint32_t at = is_negative;
    int64_t number = 0, den = 0;
    int places = 0;

    if (read_digits(text, &at, &number) < 1)
        return false;
    if (at < text.len && text.ptr[at] == '/') {
        at++;
        if (read_digits(text, &at, &den) < 1 || den < 1)
            return false;
    } else if (at < text.len && text.ptr[at] == '.') {
        at++;
        places = read_digits(text, &at, &number);
    }
    if (at != text.len || places < 0 || places > PLACES_MAX)
        return false;
    for (den = den ? den : 1; places > 0; places--)
        den *= 10;
    *out = amount_whole(is_negative ? -number : number);
    return amount_divide(out, den);
}
