/*
 * Stories from anybody through everything that is written of them: the first
 * byte chooses the syntax and the page.
 */
#include "report/exchange.h"
#include "report/explain.h"
#include "report/fix.h"
#include "report/format.h"
#include "report/read.h"
#include "support/newsroom.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Format *const formats[] = {
    &format_text, &format_json, &format_jsonl, &format_sarif, &format_github};

static void write_all(const struct article *article,
                      const struct registry *registry, const Look *look)
{
    struct out out = {.arena = article->arena};
    FormatRun run = {.registry = registry, .look = *look};
    struct exchange *exchange = exchange_new(registry);
    struct record record = {.member_count = 0};
    const Finding *findings;
    uint32_t applied,
        count = analysis_findings(article->analysis, article->arena, &findings);

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        formats[i]->story(&run, article, count, findings, &out);
    exchange_write(exchange, article, &record, ENCODING_UTF16, &out);
    exchange_free(exchange);
    read_write(article, look, &out);
    explain_write(article, (Span){0, article->text.len}, look, &out);
    fix_apply(article->text, count, findings, article->arena, &applied);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t choice = size ? data[0] : 0;
    Look look = {choice & 8, choice & 16, choice & 32 ? 40 : 100};
    struct newsroom *newsroom = newsroom_new();
    struct arena arena = {0};
    struct out err = {.arena = &arena};
    ArticleTools tools = {.pipeline = newsroom_pipeline(newsroom)};
    bool trouble;
    struct article article = {
        .name = STR("fuzz"),
        .text = {(const char *)data + (size > 0),
                 (uint32_t)(size - (size > 0))},
        .syntax = (Syntax)(choice % 3),
        .arena = &arena,
    };

    if (article_read(&article, &tools, choice & 64, &err, &trouble) == 0)
        write_all(&article, newsroom_registry(newsroom), &look);
    article_release(&article);
    arena_release(&arena);
    newsroom_free(newsroom);
    return 0;
}
