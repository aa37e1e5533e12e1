/* Both headers of the SDK, used in every language that they promise: C99, C11,
 * C17 and C++17 compile this file (sdk.cmake). Sizes are part of the ABI: on
 * 64-bit machines they are what they were. */
#include "stet/text.h"

#define STET_ASSERT_SIZE(type, size)                                           \
    typedef char type##_has_its_size[sizeof(type) == (size) ? 1 : -1]

STET_ASSERT_SIZE(stet_str, 16);
STET_ASSERT_SIZE(stet_span, 8);
STET_ASSERT_SIZE(stet_attr, 32);
STET_ASSERT_SIZE(stet_link, 16);
STET_ASSERT_SIZE(stet_place, 24);
STET_ASSERT_SIZE(stet_related, 40);
STET_ASSERT_SIZE(stet_edit, 40);
STET_ASSERT_SIZE(stet_annotation, 64);
STET_ASSERT_SIZE(stet_plugin_v1, 104);

uint32_t stet_sdk_use(const stet_host *host, const stet_block *block);

uint32_t stet_sdk_use(const stet_host *host, const stet_block *block)
{
    stet_ref ref = STET_REF(3, 200000, 70000);
    stet_str first = stet_slice(block->text, stet_bytes(block->tokens, 0, 1));

    return stet_hash(first) + STET_REF_LAYER(ref) + STET_REF_BLOCK(ref) +
           STET_REF_INDEX(ref) + (uint32_t)stet_is(first, "Stet") +
           (uint32_t)stet_token_is(block->tokens, 0, "stet") +
           stet_text_of(block->layers[0], 0, stet_name(host, "value")).len;
}
