/*
 * textDocument/documentLink: addresses, in prose and in markup.
 *
 * What begins with http://, https://, mailto: or www. and goes on to a space,
 * a bracket or a quotation mark; stops and commas at its end are the
 * sentence's. Bytes that no URI may have are escaped in the target. At most
 * LINKS_MAX links.
 */
#include "lsp/features.h"

#define LINKS_MAX 1000u
#define LINK_BYTES_MAX 2000u

static const Str schemes[] = {STR_INIT("https://"), STR_INIT("http://"),
                              STR_INIT("mailto:"), STR_INIT("www.")};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* Bytes of the scheme at `at`; 0 where none begins there. */
static uint32_t scheme_at(Str text, uint32_t at)
{
    if (at > 0 && is_letter(text.ptr[at - 1]))
        return 0;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(str_cut(text, at, text.len), schemes[i]))
            return schemes[i].len;
    return 0;
}

/* Curly marks and guillemets end an address too: U+2018 to U+201F, « and ». */
static bool is_mark(Str text, uint32_t at)
{
    Str rest = str_cut(text, at, text.len);
    unsigned char third =
        rest.len > 2 ? (unsigned char)rest.ptr[2] : (unsigned char)0;

    if (str_starts(rest, STR("\xe2\x80")))
        return third >= 0x98 && third <= 0x9f;
    return str_starts(rest, STR("«")) || str_starts(rest, STR("»"));
}

static uint32_t end_of(Str text, uint32_t start)
{
    uint32_t end = start, opened = 0;

    for (; end < text.len && end - start < LINK_BYTES_MAX; end++) {
        char c = text.ptr[end];
        if ((unsigned char)c <= ' ' || strchr("<>\"`{}|\\^[]", c) ||
            is_mark(text, end) || (c == ')' && !opened))
            break;
        opened += c == '(';
        opened -= c == ')';
    }
    while (end > start && strchr(".,;:!?'*_~", text.ptr[end - 1]))
        end--;
    return end;
}

static Str target_of(const struct view *view, Str address)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(view->arena, (size_t)address.len * 3 + 9);
    bool is_html = analysis_version(view->analysis)->syntax == SYNTAX_HTML;
    uint32_t len = 0;

    if (str_starts(address, STR("www."))) {
        memcpy(out, "https://", 8);
        len = 8;
    }
    for (uint32_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];
        if (c < 0x80) {
            out[len++] = (char)c;
            if (is_html &&
                str_starts(str_cut(address, i, address.len), STR("&amp;")))
                i += 4;
            continue;
        }
        out[len++] = '%';
        out[len++] = digits[c >> 4];
        out[len++] = digits[c & 15];
    }
    return (Str){out, len};
}

static void add(const struct view *view, json_t *list, Str text, uint32_t base,
                Span span)
{
    Str address = str_cut(text, span.start, span.end);
    LspDocumentLink link = {
        .range = view_range(view, (Span){base + span.start, base + span.end}),
        .target = slice_of(target_of(view, address)),
    };

    json_array_append_new(list, lsp_write_document_link(&link, view->client));
}

json_t *feature_document_link(const struct view *view, const json_t *params,
                              struct fault *out_fault)
{
    const struct version *version = analysis_version(view->analysis);
    Slice uri;
    if (lsp_read_document(params, &uri, out_fault) < 0)
        return NULL;

    json_t *list = json_array();
    for (uint32_t i = 0; i < version->count; i++) {
        Str text = version->blocks[i]->prose.text;
        for (uint32_t at = 0; at < text.len; at++) {
            uint32_t scheme = strchr("hmw", text.ptr[at]) && text.ptr[at]
                                  ? scheme_at(text, at)
                                  : 0;
            uint32_t end = scheme ? end_of(text, at) : at;
            if (end <= at + scheme)
                continue;
            if (json_array_size(list) == LINKS_MAX)
                return list;
            add(view, list, text, version->byte_at[i], (Span){at, end});
            at = end - 1;
        }
    }
    return list;
}
