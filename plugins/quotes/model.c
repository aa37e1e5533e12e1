#include "quotes/model.h"

int32_t model_score(const struct model *self, const struct facts *facts)
{
    int32_t sum = self->bias;

    for (uint32_t i = 0; i < facts->count; i++)
        sum += self->weights[facts->ids[i] & self->mask];
    return sum;
}

int32_t forest_score(const struct forest *self, const struct numbers *numbers)
{
    int32_t sum = 0;

    for (uint32_t t = 0; t < self->count; t++) {
        const Tree *tree = &self->trees[t];
        uint32_t leaf = 0;

        for (uint32_t d = 0; d < TREE_DEPTH; d++)
            leaf |= (uint32_t)(numbers->of[tree->number[d]] > tree->limit[d])
                    << d;
        sum += tree->leaf[leaf];
    }
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
