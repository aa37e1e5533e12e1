/*
 * labels - what a hint says behind a figure: only what its words do not.
 *
 *     Rs 60 crore      = 600 million          always
 *     340 feet         = 104 m                where units are to be turned
 *     102 degrees      = 39 °C
 *
 * A measure is turned into the system asked for and written with as many
 * digits as it had, but at least two.
 */
#ifndef FIGURES_LABELS_H
#define FIGURES_LABELS_H

#include "figures/figure.h"

typedef enum Convert { CONVERT_OFF, CONVERT_METRIC, CONVERT_IMPERIAL } Convert;

#define LABEL_MAX 64u

/* What `value` of `unit` is in the other system; empty where it is in that
 * system already, or no unit of either. */
Str label_converted(Convert convert, double value, Str unit,
                    char buffer[LABEL_MAX]);

/* "= 400 million" of an amount in lakh or crore. */
Str label_millions(double value, char buffer[LABEL_MAX]);

#endif
