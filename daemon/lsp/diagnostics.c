/*
 * Findings as diagnostics: severity, rule as the code, related places.
 */
#include "lsp/features.h"

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

json_t *feature_diagnostics(const struct view *view)
{
    const Finding *findings;
    uint32_t count = analysis_findings(view->analysis, view->arena, &findings);
    json_t *list = json_array();

    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, feature_diagnostic(view, &findings[i]));
    return list;
}
