#include "learn/kernel.h"

uint32_t kernels_available(const struct kernel *out_kernels[KERNELS_MAX])
{
    uint32_t count = 0;

    out_kernels[count++] = &kernel_scalar;
#if defined(STET_KERNELS_X86)
    if (__builtin_cpu_supports("avx2"))
        out_kernels[count++] = &kernel_avx2;
    if (__builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vnni"))
        out_kernels[count++] = &kernel_avx512;
#elif defined(STET_KERNELS_ARM)
    out_kernels[count++] = &kernel_neon;
#endif
    return count;
}

const struct kernel *kernel_fastest(void)
{
    const struct kernel *kernels[KERNELS_MAX];

    return kernels[kernels_available(kernels) - 1];
}
