/* Where no fuzzer is linked in: hands every file named on the command line to
 * the target once, and a few small inputs besides, so that the corpus is a
 * regression test in every build. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return -1;
    }

    static uint8_t bytes[1 << 20];
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, size);
    return 0;
}

int main(int argc, char **argv)
{
    static const uint8_t small[] = {0, 255, '\n', '"', '{', 0xE2, 0x80, 0x9C};
    int failures = 0;

    for (size_t size = 0; size <= sizeof small; size++)
        LLVMFuzzerTestOneInput(small, size);
    for (int i = 1; i < argc; i++)
        failures += run_file(argv[i]) < 0;
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
