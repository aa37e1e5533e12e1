/*
 * Markdown: sections by lines, blocks and masks by md4c (CommonMark 0.30 with
 * tables and strikethrough).
 *
 * A section ends at a blank line behind which nothing of it can go on: not an
 * indented line after a list item, not what is inside a fence. md4c then reads
 * the section alone; what it calls text is prose, and all the rest is mask.
 *
 * State: 0 at the start of a file, where front matter may stand; 1 elsewhere;
 * inside a fence that was longer than a section its mark and length, so that
 * the next section goes on as code.
 *
 * Not seen because of that: reference links whose definition lies in another
 * section. Their text stays prose, with its brackets.
 */
#include "text/cut.h"

#include <errno.h>
#include <md4c.h>

#define LOOKAHEAD 8u /* bytes behind a section that may matter */
#define PADDING 16u  /* bytes behind what md4c reads */

static const MarkupState normal = {1};

/* A fence: three or more ` or ~. */
typedef struct Fence {
    char mark;
    uint32_t len; /* 0: none */
} Fence;

static MarkupState inside_fence(Fence fence)
{
    return (MarkupState){2 | (uint64_t)(unsigned char)fence.mark << 8 |
                         (uint64_t)fence.len << 16};
}

static Fence fence_of(MarkupState state)
{
    Fence fence = {0};

    if ((state.bits & 0xFF) == 2) {
        fence.mark = (char)(state.bits >> 8 & 0xFF);
        fence.len = (uint32_t)(state.bits >> 16);
    }
    return fence;
}

/* The fence that the line at `at` opens, or would close. */
static Fence fence_at(Str text, uint32_t at)
{
    Fence fence = {0};
    uint32_t start;

    cut_indent(text, at, &start);
    if (start >= text.len || (text.ptr[start] != '`' && text.ptr[start] != '~'))
        return fence;
    fence.mark = text.ptr[start];
    while (start + fence.len < text.len &&
           text.ptr[start + fence.len] == fence.mark)
        fence.len++;
    if (fence.len < 3)
        return (Fence){0};
    /* An info string with a backquote makes it a code span. */
    if (fence.mark == '`') {
        uint32_t end = cut_line_end(text, start);
        Str info = str_cut(text, start + fence.len, end);
        if (info.len && memchr(info.ptr, '`', info.len))
            return (Fence){0};
    }
    return fence;
}

static bool closes_fence(Str text, uint32_t at, Fence open)
{
    Fence fence = fence_at(text, at);
    uint32_t start;

    if (fence.mark != open.mark || fence.len < open.len || !fence.len)
        return false;
    cut_indent(text, at, &start);
    return cut_is_blank(text, start + fence.len);
}

/* ---- where a section ends ----------------------------------------------- */

/* Behind the blank lines from `at` on. */
static uint32_t skip_blank(Str text, uint32_t at)
{
    while (at < text.len && cut_is_blank(text, at))
        at = cut_line_end(text, at);
    return at;
}

/* Behind the line that closes `fence`; text.len and *out_open where none
 * does. */
static uint32_t fence_end(Str text, uint32_t at, Fence fence, bool *out_open)
{
    *out_open = true;
    while (at < text.len && *out_open) {
        *out_open = !closes_fence(text, at, fence);
        at = cut_line_end(text, at);
    }
    return at;
}

static bool is_list_item(Str text, uint32_t at)
{
    uint32_t start;

    cut_indent(text, at, &start);
    if (start + 1 < text.len && strchr("-*+", text.ptr[start]) &&
        text.ptr[start])
        return text.ptr[start + 1] == ' ' || text.ptr[start + 1] == '\t';
    uint32_t digits = start;
    while (digits < text.len && digits - start < 9 && text.ptr[digits] >= '0' &&
           text.ptr[digits] <= '9')
        digits++;
    return digits > start && digits + 1 < text.len &&
           (text.ptr[digits] == '.' || text.ptr[digits] == ')') &&
           text.ptr[digits + 1] == ' ';
}

/* Behind the lines of one paragraph, list item, heading, table: up to a blank
 * line, or a fence that begins. In a list, indented lines go on after blank
 * ones, and a fence inside belongs to it. */
static uint32_t prose_end(Str text, uint32_t start, Fence *out_open)
{
    bool is_list = is_list_item(text, start);
    uint32_t at = start, ignored;

    while (at < text.len) {
        Fence fence = fence_at(text, at);
        if (fence.len && !is_list && at > start)
            return at;
        if (fence.len) {
            bool is_open;
            at = fence_end(text, cut_line_end(text, at), fence, &is_open);
            if (is_open)
                *out_open = fence;
        } else {
            at = cut_line_end(text, at);
        }
        if (at < text.len && !cut_is_blank(text, at))
            continue;
        uint32_t next = skip_blank(text, at);
        if (!is_list || next >= text.len ||
            cut_indent(text, next, &ignored) < 2)
            return at;
        at = next;
    }
    return at;
}

/* Front matter at the start of a file: where it ends, or 0. It ends before the
 * first blank line or fence, as any first section does, or is none: so what it
 * is never depends on bytes behind that section. */
static uint32_t front_matter_end(Str text)
{
    bool is_yaml = str_starts(text, STR("---")) && cut_is_blank(text, 3);
    bool is_toml = str_starts(text, STR("+++")) && cut_is_blank(text, 3);

    if (!is_yaml && !is_toml)
        return 0;
    for (uint32_t at = cut_line_end(text, 0);
         at < text.len && !cut_is_blank(text, at) && !fence_at(text, at).len;) {
        bool ends = str_eq(str_cut(text, at, at + 3), str_cut(text, 0, 3)) &&
                    cut_is_blank(text, at + 3);
        at = cut_line_end(text, at);
        if (ends)
            return at;
    }
    return 0;
}

/* ---- blocks of a section, as md4c tells them ----------------------------- */

/* A stretch of prose in one leaf block. */
struct visible {
    Span span;
    uint32_t leaf;
    bool is_emphasis, is_linked;
};

struct leaf {
    uint32_t kind, level;
    uint32_t first, end; /* visible stretches */
};

struct reader {
    Str text;
    struct arena *arena;
    struct visible *visible;
    struct leaf *leaves;
    uint32_t visible_count, visible_room, leaf_count, leaf_room;
    uint32_t kind, level; /* of the leaf that text would begin */
    bool begins_leaf;
    uint32_t lists, quotes, emphasis, links, hidden; /* nesting */
};

static void begin_leaf(struct reader *self, uint32_t kind, uint32_t level)
{
    self->begins_leaf = true;
    self->kind = kind;
    self->level = level;
}

static void begin_paragraph(struct reader *self)
{
    if (self->lists)
        begin_leaf(self, STET_BLOCK_LIST_ITEM, self->lists);
    else if (self->quotes)
        begin_leaf(self, STET_BLOCK_BLOCKQUOTE, self->quotes);
    else
        begin_leaf(self, STET_BLOCK_PARAGRAPH, 0);
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *self_)
{
    struct reader *self = self_;

    self->quotes += type == MD_BLOCK_QUOTE;
    self->lists += type == MD_BLOCK_UL || type == MD_BLOCK_OL;
    self->hidden += type == MD_BLOCK_CODE || type == MD_BLOCK_HTML;
    if (type == MD_BLOCK_P || type == MD_BLOCK_LI)
        begin_paragraph(self);
    else if (type == MD_BLOCK_H)
        begin_leaf(self, STET_BLOCK_HEADING,
                   ((const MD_BLOCK_H_DETAIL *)detail)->level);
    else if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        begin_leaf(self, STET_BLOCK_CELL, 0);
    return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *self_)
{
    struct reader *self = self_;

    self->quotes -= type == MD_BLOCK_QUOTE;
    self->lists -= type == MD_BLOCK_UL || type == MD_BLOCK_OL;
    self->hidden -= type == MD_BLOCK_CODE || type == MD_BLOCK_HTML;
    begin_paragraph(self);
    return 0;
}

static void count_span(struct reader *self, MD_SPANTYPE type, uint32_t step)
{
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG || type == MD_SPAN_U)
        self->emphasis += step;
    if (type == MD_SPAN_A)
        self->links += step;
    if (type == MD_SPAN_CODE || type == MD_SPAN_IMG)
        self->hidden += step;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *self_)
{
    count_span(self_, type, 1);
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *self_)
{
    count_span(self_, type, UINT32_MAX); /* minus one */
    return 0;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size,
                   void *self_)
{
    struct reader *self = self_;
    const char *first = self->text.ptr, *last = first + self->text.len;

    /* Line breaks and NULs are not of our bytes. */
    if ((type != MD_TEXT_NORMAL && type != MD_TEXT_ENTITY) || self->hidden ||
        size == 0 || text < first || text + size > last)
        return 0;
    Span span = {(uint32_t)(text - first), 0};
    span.end = span.start + size;
    if (self->begins_leaf || !self->leaf_count) {
        self->leaves = arena_grow(self->arena, self->leaves, self->leaf_count,
                                  &self->leaf_room, sizeof *self->leaves);
        self->leaves[self->leaf_count++] =
            (struct leaf){self->kind, self->level, self->visible_count, 0};
        self->begins_leaf = false;
    }
    /* md4c may tell things out of order (footnotes of a table do); what is
     * not behind the last stretch is left as mask. */
    if (self->visible_count &&
        span.start < self->visible[self->visible_count - 1].span.end)
        return 0;
    self->visible = arena_grow(self->arena, self->visible, self->visible_count,
                               &self->visible_room, sizeof *self->visible);
    self->visible[self->visible_count++] = (struct visible){
        span, self->leaf_count - 1, self->emphasis > 0, self->links > 0};
    self->leaves[self->leaf_count - 1].end = self->visible_count;
    return 0;
}

/* Where the block of the leaf whose text begins at `start` begins: with its
 * line, unless the one before ends on it. */
static uint32_t leaf_start(Str text, uint32_t before, uint32_t start)
{
    uint32_t at = start;

    while (at > before && text.ptr[at - 1] != '\n' && text.ptr[at - 1] != '\r')
        at--;
    return at > before ? at : start;
}

struct spans {
    Span *items;
    uint32_t count;
};

/* Adds a span; one that touches the last makes it longer. */
static void add_span(struct spans *self, uint32_t start, uint32_t end)
{
    if (start >= end)
        return;
    if (self->count && self->items[self->count - 1].end == start)
        self->items[self->count - 1].end = end;
    else
        self->items[self->count++] = (Span){start, end};
}

/* One leaf as a block over bytes [start, end) of the section. */
static BlockCut make_block(const struct reader *self, const struct leaf *leaf,
                           uint32_t start, uint32_t end)
{
    uint32_t count = leaf->end - leaf->first, at = start;
    struct spans masked = {ARENA_ARRAY(self->arena, Span, count + 1), 0};
    struct spans emphasis = {ARENA_ARRAY(self->arena, Span, count), 0};
    struct spans linked = {ARENA_ARRAY(self->arena, Span, count), 0};

    for (uint32_t i = leaf->first; i < leaf->end; i++) {
        const struct visible *visible = &self->visible[i];
        Span span = visible->span;
        add_span(&masked, at - start, span.start - start);
        if (visible->is_emphasis)
            add_span(&emphasis, span.start - start, span.end - start);
        if (visible->is_linked)
            add_span(&linked, span.start - start, span.end - start);
        at = span.end;
    }
    add_span(&masked, at - start, end - start);
    return (BlockCut){
        .len = end - start,
        .kind = leaf->kind,
        .level = leaf->level,
        .masked_count = masked.count,
        .emphasis_count = emphasis.count,
        .linked_count = linked.count,
        .masked = masked.items,
        .emphasis = emphasis.items,
        .linked = linked.items,
    };
}

/* Leaves that text was meant for but none came. */
static void drop_empty_leaves(struct reader *self)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < self->leaf_count; i++)
        if (self->leaves[i].end > self->leaves[i].first)
            self->leaves[kept++] = self->leaves[i];
    self->leaf_count = kept;
}

/* The text with zeroes behind it: md4c 0.4.8 looks past the end at times, and
 * what it finds there must not depend on what was there before. */
static Str padded(Str text, struct arena *arena)
{
    char *copy = arena_alloc(arena, (size_t)text.len + PADDING);

    memcpy(copy, text.ptr, text.len);
    return (Str){copy, text.len};
}

static void read_section(Str text, struct arena *arena, MarkupState after,
                         SectionCut *out)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
        .enter_block = on_enter_block,
        .leave_block = on_leave_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    struct reader reader = {.text = padded(text, arena), .arena = arena};

    begin_paragraph(&reader);
    bool is_read = md_parse(reader.text.ptr, text.len, &parser, &reader) == 0;
    drop_empty_leaves(&reader);
    if (!is_read || reader.leaf_count == 0) {
        cut_single(out, arena, text.len, STET_BLOCK_CODE, 0, after);
        return;
    }

    BlockCut *blocks = ARENA_ARRAY(arena, BlockCut, reader.leaf_count);
    uint32_t start = 0;
    for (uint32_t i = 0; i < reader.leaf_count; i++) {
        const struct leaf *leaf = &reader.leaves[i];
        uint32_t end = text.len;
        if (i + 1 < reader.leaf_count)
            end = leaf_start(text, reader.visible[leaf->end - 1].span.end,
                             reader.visible[leaf->end].span.start);
        blocks[i] = make_block(&reader, leaf, start, end);
        start = end;
    }
    *out = (SectionCut){.len = text.len,
                        .after = after,
                        .block_count = reader.leaf_count,
                        .blocks = blocks};
}

/* ---- the whole ---------------------------------------------------------- */

/* A section of code from [0, end), the blank lines behind it included. */
static int code_section(Str text, uint32_t end, Fence open, int is_rest,
                        struct arena *arena, SectionCut *out)
{
    Str within = str_cut(text, 0, BLOCKS_SECTION_MAX);

    if (!open.len)
        end = skip_blank(within, end);
    if (end + LOOKAHEAD > text.len && !is_rest)
        return -EAGAIN;
    if (end == within.len && within.len < text.len)
        end = cut_forced(text, BLOCKS_SECTION_MAX);
    cut_single(out, arena, end, STET_BLOCK_CODE, 0,
               open.len ? inside_fence(open) : normal);
    return 0;
}

int cut_markdown(MarkupState state, Str text, int is_rest, struct arena *arena,
                 SectionCut *out_section)
{
    Str within = str_cut(text, 0, BLOCKS_SECTION_MAX);
    Fence open = fence_of(state);
    bool is_open = false;

    if (open.len) {
        uint32_t end = fence_end(within, 0, open, &is_open);
        return code_section(text, end, is_open ? open : (Fence){0}, is_rest,
                            arena, out_section);
    }
    uint32_t front = state.bits == 0 ? front_matter_end(within) : 0;
    if (front)
        return code_section(text, front, (Fence){0}, is_rest, arena,
                            out_section);
    if (state.bits == 0 && !is_rest && prose_end(within, 0, &open) == text.len)
        return -EAGAIN; /* front matter may still end */

    uint32_t start = skip_blank(within, 0);
    open = fence_at(within, start);
    if (open.len) {
        uint32_t end =
            fence_end(within, cut_line_end(within, start), open, &is_open);
        return code_section(text, end, is_open ? open : (Fence){0}, is_rest,
                            arena, out_section);
    }
    uint32_t end = skip_blank(within, prose_end(within, start, &open));
    if (end + LOOKAHEAD > text.len && !is_rest)
        return -EAGAIN;
    if (end == within.len && within.len < text.len)
        end = cut_forced(text, BLOCKS_SECTION_MAX);
    else
        open = (Fence){0}; /* left open in a list: it ends with it */
    read_section(str_cut(text, 0, end), arena,
                 open.len ? inside_fence(open) : normal, out_section);
    return 0;
}
