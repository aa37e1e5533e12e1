#include "quotes/model.h"

int32_t model_score(const struct model *self, const struct facts *facts)
{
    int32_t sum = self->bias;

    for (uint32_t i = 0; i < facts->count; i++)
        sum += self->weights[facts->ids[i] & self->mask];
    return sum;
}

uint32_t model_per_mille(int32_t score)
{
    /* 1000 / (1 + exp(-x)) at x = 0, 1/2, 1, ... 8 */
    static const uint16_t half[] = {500, 622, 731, 818, 881, 924, 953, 971, 982,
                                    989, 993, 996, 998, 998, 999, 999, 1000};
    uint32_t size = (uint32_t)(score < 0 ? -(int64_t)score : score);
    uint32_t step = size / 128, rest = size % 128, value;

    if (step >= 16)
        value = 1000;
    else
        value = half[step] + (half[step + 1] - half[step]) * rest / 128u;
    return score < 0 ? 1000 - value : value;
}
