#include "quotes/confidence.h"

#include "quotes/model.h"

uint32_t confidence_of(uint32_t rule, int32_t score)
{
    return model_per_mille(score);
}
