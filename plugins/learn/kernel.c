#include "learn/kernel.h"

#if defined(STET_KERNELS_X86)
#include <cpuid.h>

/* Compilers before GCC 11 and Clang 12 know no name for it; the processor
 * does (Intel, Software Developer's Manual 2A, CPUID leaf 7, subleaf 1). */
static bool has_avxvnni(void)
{
    enum { EAX_AVX_VNNI = 1 << 4 };
    unsigned eax, ebx, ecx, edx;

    return __builtin_cpu_supports("avx2") &&
           __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) &&
           eax & EAX_AVX_VNNI;
}
#endif

uint32_t kernels_available(const struct kernel *out_kernels[KERNELS_MAX])
{
    uint32_t count = 0;

    out_kernels[count++] = &kernel_scalar;
#if defined(STET_KERNELS_X86)
    if (__builtin_cpu_supports("avx2"))
        out_kernels[count++] = &kernel_avx2;
    if (has_avxvnni())
        out_kernels[count++] = &kernel_avxvnni;
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
