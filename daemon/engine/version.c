#include "engine/version.h"

#include "text/heap.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdlib.h>

/* ---- rows of blocks under construction --------------------------------- */

struct row {
    struct block **blocks;
    uint32_t count, capacity;
};

/* Takes the reference to `block`. */
static void row_add(struct row *self, struct block *block)
{
    if (self->count == self->capacity) {
        self->capacity = self->capacity ? self->capacity * 2 : 64;
        self->blocks =
            heap_grow(self->blocks, self->capacity, sizeof *self->blocks);
    }
    self->blocks[self->count++] = block;
}

/* Old blocks that an edit may leave as they are. */
struct candidates {
    struct block *const *blocks;
    uint32_t next, end; /* of those that are left */
};

#define CANDIDATES_MOST 8u /* that are looked at for one block */

/* An old block that is what a new one would be, a little further on than the
 * last such, is used again: its tokens need not be read twice, and who compares
 * versions sees that it is the same. NULL where there is none. */
static struct block *find_same(struct candidates *self, Syntax syntax,
                               MarkupState before, bool starts_section,
                               Str text, const BlockCut *cut)
{
    uint32_t most = self->next + CANDIDATES_MOST;

    for (uint32_t i = self->next; i < self->end && i < most; i++) {
        struct block *block = self->blocks[i];
        if (block->starts_section == starts_section &&
            block->before.bits == before.bits &&
            block_is_cut(block, syntax, text, cut)) {
            self->next = i + 1;
            return block_ref(block);
        }
    }
    return NULL;
}

/* Makes blocks of a section, where they are not among the candidates, and adds
 * them to the row. */
static void row_add_section(struct row *self, Syntax syntax, MarkupState before,
                            const char *text, const SectionCut *section,
                            struct candidates *candidates)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < section->block_count; i++) {
        const BlockCut *cut = &section->blocks[i];
        Str words = {text + at, cut->len};
        struct block *block =
            find_same(candidates, syntax, before, i == 0, words, cut);
        if (!block) {
            block = block_new(syntax, words, cut);
            block->starts_section = i == 0;
            block->before = before;
        }
        row_add(self, block);
        at += cut->len;
    }
}

/* ---- pages --------------------------------------------------------------
 *
 *     blocks    [b0][b1][b2] ... [b127][b128] ...      to look at
 *     pages     [ page 0             ][ page 1 ...     to own
 *
 * A page holds the references to some blocks that follow each other. Versions
 * share pages as they share blocks, so an edit touches the blocks around it
 * and of all others none: of a long story they lie all over memory. */

#define PAGE_MOST 128u /* blocks; a page that an edit makes has half of it */

struct page {
    atomic_uint refs;
    uint32_t count;
    bool has_directives;
    struct block *blocks[]; /* a reference to each */
};

/* Takes the references to the blocks. */
static struct page *page_new(struct block *const *blocks, uint32_t count)
{
    struct page *self =
        heap_grow(NULL, 1, sizeof *self + count * sizeof(struct block *));

    atomic_init(&self->refs, 1);
    self->count = count;
    self->has_directives = false;
    for (uint32_t i = 0; i < count; i++) {
        self->blocks[i] = blocks[i];
        self->has_directives |= blocks[i]->directive_count > 0;
    }
    return self;
}

static struct page *page_ref(struct page *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

static void page_unref(struct page *self)
{
    if (atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    for (uint32_t i = 0; i < self->count; i++)
        block_unref(self->blocks[i]);
    free(self);
}

/* Pages for a row of blocks, whose references they take, behind those that
 * the version has: as few as will do, all of about one size. */
static void add_pages(struct version *self, struct block *const *blocks,
                      uint32_t count)
{
    uint32_t pages = (count + PAGE_MOST - 1) / PAGE_MOST;

    for (uint32_t i = 0, at = 0; i < pages; i++) {
        uint32_t next = (uint32_t)((uint64_t)count * (i + 1) / pages);
        self->pages[self->page_count++] = page_new(blocks + at, next - at);
        at = next;
    }
}

/* A version with room for so many blocks and pages. */
static struct version *version_alloc(Syntax syntax, int64_t number,
                                     uint32_t count, uint32_t pages)
{
    struct version *self = heap_get(sizeof *self);
    size_t sums = 2 * ((size_t)count + 1) * sizeof *self->byte_at;
    size_t blocks = (size_t)count * sizeof *self->blocks;

    self->blocks = heap_grow(NULL, 1, blocks);
    self->byte_at = heap_grow(NULL, 1, sums);
    self->pages = heap_grow(NULL, pages, sizeof(struct page *));
    atomic_init(&self->refs, 1);
    self->number = number;
    self->syntax = syntax;
    self->count = count;
    self->line_at = self->byte_at + count + 1;
    self->byte_at[0] = self->line_at[0] = 0;
    return self;
}

/* Sums up blocks [first, end), of which those before `first` are. */
static void sum_up(struct version *self, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const struct block *block = self->blocks[i];
        self->byte_at[i + 1] = self->byte_at[i] + block->prose.text.len;
        self->line_at[i + 1] = self->line_at[i] + block->breaks;
    }
}

static void seal(struct version *self)
{
    for (uint32_t i = 0; i < self->page_count; i++)
        self->has_directives |= self->pages[i]->has_directives;
}

/* Makes a version of the row, whose blocks it takes. */
static struct version *version_of(struct row *row, Syntax syntax,
                                  int64_t number)
{
    uint32_t count = row->count;
    struct version *self =
        version_alloc(syntax, number, count, count / PAGE_MOST + 1);

    if (count)
        memcpy(self->blocks, row->blocks, count * sizeof *row->blocks);
    free(row->blocks);
    add_pages(self, self->blocks, count);
    sum_up(self, 0, count);
    seal(self);
    return self;
}

int version_new(Syntax syntax, Str text, int64_t number,
                struct version **out_version, uint32_t *out_bad)
{
    struct arena scratch = {0};
    struct row row = {0};
    struct candidates none = {0};
    MarkupState state = {0};

    if (text.len > VERSION_BYTES_MAX)
        return -EFBIG;
    uint32_t bad = utf8_first_bad(text);
    if (bad < text.len) {
        *out_bad = bad;
        return -EILSEQ;
    }

    while (text.len) {
        SectionCut section = {0};
        blocks_cut(syntax, state, text, 1, &scratch, &section);
        row_add_section(&row, syntax, state, text.ptr, &section, &none);
        state = section.after;
        text = str_cut(text, section.len, text.len);
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    *out_version = version_of(&row, syntax, number);
    return 0;
}

struct version *version_ref(struct version *self)
{
    atomic_fetch_add_explicit(&self->refs, 1, memory_order_relaxed);
    return self;
}

void version_unref(struct version *self)
{
    if (!self ||
        atomic_fetch_sub_explicit(&self->refs, 1, memory_order_acq_rel) > 1)
        return;
    for (uint32_t i = 0; i < self->page_count; i++)
        page_unref(self->pages[i]);
    free(self->pages);
    free(self->blocks);
    free(self->byte_at);
    free(self);
}

uint32_t version_len(const struct version *self)
{
    return self->byte_at[self->count];
}

/* The last index below `count` whose entry is at most `value`. */
static uint32_t last_at_most(const uint32_t *entries, uint32_t count,
                             uint32_t value)
{
    uint32_t low = 0, high = count;

    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (entries[mid] <= value)
            low = mid;
        else
            high = mid;
    }
    return low;
}

uint32_t version_block_at(const struct version *self, uint32_t offset)
{
    return self->count ? last_at_most(self->byte_at, self->count, offset) : 0;
}

Str version_copy(const struct version *self, Span span, struct arena *arena)
{
    uint32_t len = version_len(self);
    uint32_t end = span.end < len ? span.end : len;
    uint32_t start = span.start < end ? span.start : end;
    char *copy = arena_alloc(arena, (size_t)(end - start) + 1);
    uint32_t at = start;

    for (uint32_t i = version_block_at(self, start); at < end; i++) {
        Str part = str_cut(self->blocks[i]->prose.text, at - self->byte_at[i],
                           end - self->byte_at[i]);
        memcpy(copy + (at - start), part.ptr, part.len);
        at += part.len;
    }
    return (Str){copy, end - start};
}

/* ---- editing ------------------------------------------------------------
 *
 *     old     [s0     ][s1   ][s2       ][s3     ][s4    ]
 *     edit                       ####
 *     again             ^ from the section before the edited one
 *     until                               ^ a boundary behind the edit where
 *                                           an old section starts in the same
 *                                           state: s3 and s4 are kept
 *
 * `text` is the stretch that is cut again: the old blocks from `first` on up
 * to the edit, the new words, and as much of what follows as cutting wants.
 */
struct recut {
    const struct version *old;
    uint32_t first; /* block that cutting starts from */
    uint32_t next;  /* old block behind what is in text */
    struct {
        char *ptr;
        size_t len, capacity;
    } text;
};

static void text_add(struct recut *self, Str bytes)
{
    size_t need = self->text.len + bytes.len;

    if (need > self->text.capacity) {
        size_t capacity = self->text.capacity * 2;
        self->text.capacity = capacity > need ? capacity : need + 4096;
        self->text.ptr = heap_grow(self->text.ptr, self->text.capacity, 1);
    }
    if (bytes.len)
        memcpy(self->text.ptr + self->text.len, bytes.ptr, bytes.len);
    self->text.len = need;
}

/* The block that starts the section before the one that holds `block`: where
 * a section ends may depend on the first line behind it. */
static uint32_t section_before(const struct version *self, uint32_t block)
{
    uint32_t starts_seen = 0;

    for (;;) {
        if (block == 0)
            return 0;
        starts_seen += self->blocks[block]->starts_section;
        if (starts_seen == 2)
            return block;
        block--;
    }
}

/* Old block at byte `at` where a section starts in state `state`; the count
 * for the end of the file; UINT32_MAX where there is no such. */
static uint32_t old_boundary(const struct version *old, uint32_t at,
                             MarkupState state)
{
    if (at == version_len(old))
        return old->count;
    uint32_t block = version_block_at(old, at);
    const struct block *found = old->blocks[block];

    return old->byte_at[block] == at && found->starts_section &&
                   found->before.bits == state.bits
               ? block
               : UINT32_MAX;
}

/* Cuts one section at byte `at` of the text, taking in more of what follows
 * as long as its end is not certain. */
static void cut_one(struct recut *self, size_t at, MarkupState state,
                    struct arena *scratch, SectionCut *out)
{
    const struct version *old = self->old;

    for (;;) {
        int is_rest = self->next == old->count;
        Str text = {self->text.ptr + at, (uint32_t)(self->text.len - at)};
        if (blocks_cut(old->syntax, state, text, is_rest, scratch, out) == 0)
            return;
        /* As much again as there is, so that the work stays linear. */
        size_t want = self->text.len - at + 1024;
        while (self->next < old->count && want > 0) {
            Str more = old->blocks[self->next++]->prose.text;
            text_add(self, more);
            want -= want < more.len ? want : more.len;
        }
    }
}

/* Cuts from self->first on; adds the new blocks to `row` and returns the old
 * block from which on everything is kept. `kept_from` is where in the text the
 * edit ends; `shift` turns a place behind it into one of the old version. */
static uint32_t cut_again(struct recut *self, size_t kept_from, int64_t shift,
                          struct row *row)
{
    const struct version *old = self->old;
    struct candidates candidates = {old->blocks, self->first, self->next};
    struct arena scratch = {0};
    MarkupState state = {0};
    uint32_t resume = UINT32_MAX;
    size_t at = 0;

    if (self->first < old->count)
        state = old->blocks[self->first]->before;
    while (resume == UINT32_MAX) {
        SectionCut section = {0};
        if (at >= kept_from) {
            int64_t place =
                (int64_t)old->byte_at[self->first] + (int64_t)at + shift;
            resume = old_boundary(old, (uint32_t)place, state);
            if (resume != UINT32_MAX)
                break;
        }
        cut_one(self, at, state, &scratch, &section);
        candidates.end = self->next;
        row_add_section(row, old->syntax, state, self->text.ptr + at, &section,
                        &candidates);
        state = section.after;
        at += section.len;
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    return resume;
}

/* Copies what both versions keep: `first` blocks from the start, and those of
 * the old one from `resume` on; between them goes the row. */
static void copy_kept(struct version *self, const struct version *old,
                      uint32_t first, uint32_t resume, const struct row *row)
{
    uint32_t behind = first + row->count, tail = old->count - resume;

    memcpy(self->blocks, old->blocks, first * sizeof *self->blocks);
    if (row->count)
        memcpy(self->blocks + first, row->blocks,
               row->count * sizeof *row->blocks);
    memcpy(self->blocks + behind, old->blocks + resume,
           tail * sizeof *self->blocks);
    memcpy(self->byte_at, old->byte_at, (first + 1) * sizeof *self->byte_at);
    memcpy(self->line_at, old->line_at, (first + 1) * sizeof *self->line_at);
    sum_up(self, first, behind);
    uint32_t bytes = self->byte_at[behind] - old->byte_at[resume];
    uint32_t lines = self->line_at[behind] - old->line_at[resume];
    for (uint32_t i = 1; i <= tail; i++) { /* modulo 2^32, as it may shrink */
        self->byte_at[behind + i] = old->byte_at[resume + i] + bytes;
        self->line_at[behind + i] = old->line_at[resume + i] + lines;
    }
}

/* Shares the pages that lie in what is kept; of those that are cut the blocks
 * that are kept, and the row between them, get new ones. */
static void share_pages(struct version *self, const struct version *old,
                        uint32_t first, uint32_t resume, const struct row *row)
{
    uint32_t head = 0, tail = old->page_count, at = 0, end = old->count;
    uint32_t behind = first + row->count;

    while (head < tail && at + old->pages[head]->count <= first)
        at += old->pages[head++]->count;
    while (tail > head && end - old->pages[tail - 1]->count >= resume)
        end -= old->pages[--tail]->count;
    for (uint32_t i = 0; i < head; i++)
        self->pages[self->page_count++] = page_ref(old->pages[i]);
    for (uint32_t i = at; i < first; i++)
        block_ref(self->blocks[i]);
    for (uint32_t i = resume; i < end; i++)
        block_ref(old->blocks[i]);
    add_pages(self, self->blocks + at, behind + (end - resume) - at);
    for (uint32_t i = tail; i < old->page_count; i++)
        self->pages[self->page_count++] = page_ref(old->pages[i]);
}

/* The version that keeps the first blocks of `old` and those from `resume` on,
 * and has the row, which is taken, between them. */
static struct version *version_splice(const struct version *old, uint32_t first,
                                      uint32_t resume, struct row *row,
                                      int64_t number)
{
    uint32_t count = first + row->count + (old->count - resume);
    struct version *self =
        version_alloc(old->syntax, number, count,
                      old->page_count + row->count / PAGE_MOST + 4);

    copy_kept(self, old, first, resume, row);
    share_pages(self, old, first, resume, row);
    seal(self);
    free(row->blocks);
    return self;
}

int version_edit(const struct version *self, Span span, Str text,
                 int64_t number, struct version **out_version)
{
    uint32_t len = version_len(self);
    uint32_t end = span.end < len ? span.end : len;
    uint32_t start = span.start < end ? span.start : end;

    if ((uint64_t)len - (end - start) + text.len > VERSION_BYTES_MAX)
        return -EFBIG;
    if (utf8_first_bad(text) < text.len)
        return -EILSEQ;
    if (self->count == 0) {
        uint32_t bad = 0;
        return version_new(self->syntax, text, number, out_version, &bad);
    }

    struct recut recut = {.old = self};
    uint32_t edited = version_block_at(self, start);
    recut.first = section_before(self, edited);
    for (uint32_t i = recut.first; i < edited; i++)
        text_add(&recut, self->blocks[i]->prose.text);
    text_add(&recut, str_cut(self->blocks[edited]->prose.text, 0,
                             start - self->byte_at[edited]));
    text_add(&recut, text);
    size_t kept_from = recut.text.len;
    uint32_t last = version_block_at(self, end);
    text_add(&recut, str_cut(self->blocks[last]->prose.text,
                             end - self->byte_at[last], UINT32_MAX));
    recut.next = last + 1;

    struct row row = {0};
    int64_t shift = (int64_t)(end - start) - (int64_t)text.len;
    uint32_t resume = cut_again(&recut, kept_from, shift, &row);
    free(recut.text.ptr);
    *out_version = version_splice(self, recut.first, resume, &row, number);
    return 0;
}

/* ---- positions ----------------------------------------------------------
 * Block-local positions come from lines.h; what is added here is the line
 * that runs over several blocks, because the file has no break there. */

/* Columns of block `i` behind its last break. */
static uint32_t tail_cols(const struct version *self, uint32_t i,
                          Encoding encoding)
{
    const struct lines *lines = &self->blocks[i]->lines;

    return lines_pos(lines, lines->text.len, encoding).col;
}

/* Columns of the line that block `i` begins in the middle of. */
static uint32_t cols_before(const struct version *self, uint32_t i,
                            Encoding encoding)
{
    uint32_t cols = 0;

    while (i > 0 && !self->blocks[i - 1]->ends_in_break) {
        i--;
        cols += tail_cols(self, i, encoding);
        if (self->blocks[i]->breaks)
            break;
    }
    return cols;
}

Pos version_pos(const struct version *self, uint32_t offset, Encoding encoding)
{
    if (self->count == 0)
        return (Pos){0, 0};
    uint32_t i = version_block_at(self, offset);
    Pos pos =
        lines_pos(&self->blocks[i]->lines, offset - self->byte_at[i], encoding);

    if (pos.line == 0)
        pos.col += cols_before(self, i, encoding);
    pos.line += self->line_at[i];
    return pos;
}

uint32_t version_offset(const struct version *self, Pos pos, Encoding encoding)
{
    if (self->count == 0 || pos.line > self->line_at[self->count])
        return version_len(self);

    /* The first block in which the line has bytes. A line starts behind the
     * break before it: in that break's block, or with the one after. */
    uint32_t low = 0, high = self->count - 1;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const struct block *block = self->blocks[mid];
        uint32_t last = self->line_at[mid + 1] - block->ends_in_break;
        if (last < pos.line)
            low = mid + 1;
        else
            high = mid;
    }

    uint32_t line = pos.line - self->line_at[low];
    for (;; low++, line = 0) {
        const struct block *block = self->blocks[low];
        uint32_t tail = tail_cols(self, low, encoding);
        if (line < block->breaks || low + 1 == self->count || pos.col < tail)
            return self->byte_at[low] +
                   lines_offset(&block->lines, (Pos){line, pos.col}, encoding);
        pos.col -= tail;
    }
}

VersionKept version_compare(const struct version *a, const struct version *b)
{
    VersionKept kept = {0, 0};
    uint32_t least = a->count < b->count ? a->count : b->count;

    if (a == b)
        return (VersionKept){a->count, 0};
    while (kept.head < least && a->blocks[kept.head] == b->blocks[kept.head])
        kept.head++;
    while (kept.tail < least - kept.head &&
           a->blocks[a->count - 1 - kept.tail] ==
               b->blocks[b->count - 1 - kept.tail])
        kept.tail++;
    return kept;
}

uint32_t version_follow(const struct version *from, const struct version *to,
                        VersionKept kept, uint32_t offset)
{
    uint32_t from_len = version_len(from), to_len = version_len(to);

    if (offset > from_len)
        offset = from_len;
    if (offset < from->byte_at[kept.head])
        return offset;
    uint32_t behind = from_len - offset;
    if (offset >= from->byte_at[from->count - kept.tail])
        return to_len - behind;

    uint32_t limit = to->byte_at[to->count - kept.tail];
    return offset < limit ? offset : limit;
}
