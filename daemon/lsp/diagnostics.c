/*
 * Findings as diagnostics: severity, rule as the code, related places.
 *
 * A report's result id is a hash of all that it says, so whether an editor
 * has it already is known without remembering what was sent to whom.
 */
#include "lsp/features.h"

#include "text/hash.h"

#include <stdio.h>

#define RELATED_MAX 32u

json_t *feature_diagnostic(const struct view *view, const Finding *finding)
{
    LspRelated related[RELATED_MAX];
    size_t count = 0;

    for (uint32_t i = 0; i < finding->related_count && count < RELATED_MAX; i++)
        related[count++] = (LspRelated){
            .location = {view->document.uri,
                         view_range(view, finding->related[i].span)},
            .message = slice_of(finding->related[i].message),
        };
    LspDiagnostic diagnostic = {
        .range = view_range(view, finding->span),
        .severity = (LspSeverity)finding->severity,
        .code = slice_of(registry_name(view->registry, finding->rule)),
        .source = SLICE("stet"),
        .message = slice_of(finding->message),
        .related_count = count,
        .related = related,
    };
    return lsp_write_diagnostic(&diagnostic, view->client);
}

static json_t *write_all(const struct view *view, uint32_t count,
                         const Finding *findings)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, feature_diagnostic(view, &findings[i]));
    return list;
}

json_t *feature_diagnostics(const struct view *view)
{
    const Finding *findings;
    uint32_t count = view_findings(view, &findings);

    return write_all(view, count, findings);
}

static uint64_t hash_place(const struct view *view, Span span, Str words,
                           uint64_t hash)
{
    LspRange range = view_range(view, span);

    hash = hash_bytes(&range, sizeof range, hash);
    return hash_bytes(words.ptr, words.len, hash);
}

static uint64_t hash_all(const struct view *view, uint32_t count,
                         const Finding *findings)
{
    uint64_t hash = count;

    for (uint32_t i = 0; i < count; i++) {
        const Finding *finding = &findings[i];
        uint32_t head[] = {finding->rule, finding->severity,
                           finding->related_count};
        hash = hash_bytes(head, sizeof head, hash);
        hash = hash_place(view, finding->span, finding->message, hash);
        for (uint32_t k = 0; k < finding->related_count; k++)
            hash = hash_place(view, finding->related[k].span,
                              finding->related[k].message, hash);
    }
    return hash;
}

json_t *feature_report(const struct view *view, Slice previous)
{
    const Finding *findings;
    uint32_t count = view_findings(view, &findings);
    char text[17];

    snprintf(text, sizeof text, "%016llx",
             (unsigned long long)hash_all(view, count, findings));
    if (slice_eq(previous, slice_from_c(text)))
        return lsp_write_report_unchanged(slice_from_c(text));
    return lsp_write_report_full(slice_from_c(text),
                                 write_all(view, count, findings));
}

json_t *feature_pull(const struct view *view, const json_t *params,
                     struct fault *out_fault)
{
    LspDiagnosticParams read;

    if (lsp_read_diagnostic(params, &read, out_fault) < 0)
        return NULL;
    return feature_report(view, read.previous_result_id);
}
