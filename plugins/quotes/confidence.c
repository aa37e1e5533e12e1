#include "quotes/confidence.h"

#include "quotes/model.h"

uint32_t confidence_of(uint32_t rule, int32_t score)
{
    const uint16_t *steps = confidence_steps[rule];
    uint32_t at = model_per_mille(score), width = 1000 / CONFIDENCE_STEPS;
    uint32_t low, rest;

    /* Between the middles of two steps the line between their counts. */
    if (at <= width / 2)
        return steps[0];
    at -= width / 2;
    low = at / width;
    rest = at % width;
    if (low + 1 >= CONFIDENCE_STEPS)
        return steps[CONFIDENCE_STEPS - 1];
    return (uint32_t)((int32_t)steps[low] +
                      ((int32_t)steps[low + 1] - (int32_t)steps[low]) *
                          (int32_t)rest / (int32_t)width);
}
