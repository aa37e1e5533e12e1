#include "report/paint.h"

#include "engine/label.h"

/* The canvas of one block: a cell for each byte of the file. */
struct canvas {
    const struct digest *digest;
    struct arena *arena;
    Span block; /* bytes of the file */
    uint8_t *paint;
    uint32_t *passage;
    bool *starts_piece;
    Str *hint_behind; /* what is put in behind a byte */
};

/* ---- painting the file's bytes ----------------------------------------- */

/* The part of `span` that is in the block, from the block's start. */
static Span within(const struct canvas *self, Span span)
{
    if (span.start < self->block.start)
        span.start = self->block.start;
    if (span.end > self->block.end)
        span.end = self->block.end;
    if (span.end < span.start)
        span.end = span.start;
    return (Span){span.start - self->block.start, span.end - self->block.start};
}

static void mark(struct canvas *self, Span span, uint8_t bit)
{
    Span cells = within(self, span);

    for (uint32_t at = cells.start; at < cells.end; at++)
        self->paint[at] |= bit;
}

/* Who speaks, to be put in behind byte `at`. */
static void tag(struct canvas *self, uint32_t at, const Passage *passage)
{
    struct out words = {.arena = self->arena};

    out_char(&words, '[');
    out_str(&words, passage->who.len ? passage->who : STR("?"));
    out_char(&words, ']');
    self->hint_behind[at] = (Str){words.ptr, (uint32_t)words.len};
}

static void paint_pieces(struct canvas *self, struct paint_cursor *cursor)
{
    const struct digest *digest = self->digest;

    while (cursor->piece < digest->piece_count &&
           digest->pieces[cursor->piece].span.start < self->block.end) {
        const Piece *piece = &digest->pieces[cursor->piece++];
        const Passage *passage = &digest->passages[piece->passage];
        Span cells = within(self, piece->span);
        for (uint32_t at = cells.start; at < cells.end; at++) {
            self->paint[at] &= (uint8_t)~PAINT_TINT;
            self->paint[at] |= (uint8_t)passage->tint;
            self->passage[at] = piece->passage + 1;
        }
        if (cells.end > cells.start &&
            piece->span.start == passage->pieces[0].start) {
            self->starts_piece[cells.start] = true;
            if (cursor->has_tags)
                tag(self, cells.end - 1, passage);
        }
    }
}

/* What an editor would put behind a fact. */
static void hint(struct canvas *self, const Note *note)
{
    Span cells = within(self, note->span);

    if (!note->label.len || cells.end == cells.start ||
        self->hint_behind[cells.end - 1].len)
        return;
    self->hint_behind[cells.end - 1] = label_adds(
        note->label, digest_words(self->digest, note->span), self->arena);
}

static void paint_notes(struct canvas *self, struct paint_cursor *cursor)
{
    const struct digest *digest = self->digest;

    while (cursor->note < digest->note_count &&
           digest->notes[cursor->note].span.start < self->block.end) {
        uint32_t at = cursor->note++;
        if (digest->classes[at] == DIGEST_MENTION)
            mark(self, digest->notes[at].span, PAINT_NAME);
        if (digest->classes[at] != DIGEST_FACT)
            continue;
        mark(self, digest->notes[at].span, PAINT_FACT);
        hint(self, &digest->notes[at]);
    }
}

static void paint_findings(struct canvas *self, struct paint_cursor *cursor)
{
    const struct digest *digest = self->digest;

    while (cursor->finding < digest->finding_count &&
           digest->findings[cursor->finding].span.start < self->block.end)
        mark(self, digest->findings[cursor->finding++].span, PAINT_FINDING);
}

/* ---- what is shown of them --------------------------------------------- */

struct showing {
    const struct canvas *canvas;
    struct arena *arena;
    uint32_t len, room;
    char *bytes;
    uint8_t *paint;
    uint32_t *passage;
    bool *starts_piece;
    bool starts_next; /* a piece began on a byte that is not shown */
};

static void put(struct showing *self, char byte, uint8_t paint,
                uint32_t passage)
{
    if (self->len == self->room) {
        uint32_t room = self->room ? self->room * 2 : 512, len = self->len;
        struct arena *arena = self->arena;
        self->bytes = arena_enlarge(arena, self->bytes, len, room, 1);
        self->paint = arena_enlarge(arena, self->paint, len, room, 1);
        self->passage = arena_enlarge(arena, self->passage, len, room,
                                      sizeof *self->passage);
        self->starts_piece = arena_enlarge(arena, self->starts_piece, len, room,
                                           sizeof *self->starts_piece);
        self->room = room;
    }
    self->bytes[self->len] = byte;
    self->paint[self->len] = paint;
    self->passage[self->len] = passage;
    self->starts_piece[self->len++] = self->starts_next;
    self->starts_next = false;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static void show_byte(struct showing *self, char byte, uint32_t at)
{
    const struct canvas *canvas = self->canvas;

    self->starts_next |= canvas->starts_piece[at];
    if (!is_space(byte))
        put(self, byte, canvas->paint[at], canvas->passage[at]);
    else if (self->len && self->bytes[self->len - 1] != ' ')
        put(self, ' ', canvas->paint[at], canvas->passage[at]);
}

static void show_hint(struct showing *self, Str label)
{
    uint32_t inside = self->len ? self->passage[self->len - 1] : 0;

    put(self, ' ', PAINT_HINT, inside);
    for (uint32_t at = 0; at < label.len; at++)
        put(self, label.ptr[at], PAINT_HINT, inside);
}

static void show(struct showing *self, const struct block *block)
{
    const Prose *prose = &block->prose;
    uint32_t mask = 0;

    for (uint32_t at = 0; at < prose->text.len; at++) {
        while (mask < prose->masked_count && prose->masked[mask].end <= at)
            mask++;
        bool is_masked =
            mask < prose->masked_count && prose->masked[mask].start <= at;
        /* A break is masked too where markup follows it. */
        if (!is_masked || is_space(prose->text.ptr[at]))
            show_byte(self, prose->text.ptr[at], at);
        if (self->canvas->hint_behind[at].len)
            show_hint(self, self->canvas->hint_behind[at]);
    }
    while (self->len && self->bytes[self->len - 1] == ' ')
        self->len--;
}

struct painted paint_block(const struct digest *digest, uint32_t block,
                           struct paint_cursor *cursor, struct arena *arena)
{
    const struct version *version = digest->article->version;
    const struct block *self = version->blocks[block];
    uint32_t start = version->byte_at[block], len = self->prose.text.len;
    struct canvas canvas = {
        .digest = digest,
        .arena = arena,
        .block = {start, start + len},
        .paint = ARENA_ARRAY(arena, uint8_t, len + 1),
        .passage = ARENA_ARRAY(arena, uint32_t, len + 1),
        .starts_piece = ARENA_ARRAY(arena, bool, len + 1),
        .hint_behind = ARENA_ARRAY(arena, Str, len + 1),
    };
    struct showing showing = {.canvas = &canvas, .arena = arena};

    paint_pieces(&canvas, cursor);
    paint_notes(&canvas, cursor);
    paint_findings(&canvas, cursor);
    if (self->prose.kind == STET_BLOCK_HEADING)
        mark(&canvas, canvas.block, PAINT_HEADING);
    if (self->prose.kind != STET_BLOCK_CODE)
        show(&showing, self);
    return (struct painted){showing.len, showing.bytes, showing.paint,
                            showing.passage, showing.starts_piece};
}

/* ---- writing ----------------------------------------------------------- */

Style paint_tint_style(uint32_t tint)
{
    static const Style styles[] = {STYLE_PLAIN, STYLE_CYAN, STYLE_MAGENTA,
                                   STYLE_GREEN, STYLE_BLUE, STYLE_YELLOW};

    return tint < sizeof styles / sizeof *styles ? styles[tint] : STYLE_PLAIN;
}

static void dress(uint8_t paint, const Look *look, struct out *out)
{
    look_style(look, out, STYLE_PLAIN);
    if (paint & PAINT_HINT) {
        look_style(look, out, STYLE_DIM);
        return;
    }
    if (paint & PAINT_TINT)
        look_style(look, out, paint_tint_style(paint & PAINT_TINT));
    if (paint & (PAINT_NAME | PAINT_HEADING))
        look_style(look, out, STYLE_BOLD);
    if (paint & (PAINT_FACT | PAINT_FINDING))
        look_style(look, out, STYLE_UNDERLINE);
    if (paint & PAINT_FINDING)
        look_style(look, out, STYLE_RED);
}

void paint_write(const struct painted *self, uint32_t start, uint32_t end,
                 const Look *look, struct out *out)
{
    uint8_t paint = 0;

    for (uint32_t at = start; at < end;) {
        uint32_t run = at + 1;
        while (run < end && self->paint[run] == self->paint[at])
            run++;
        if (self->paint[at] != paint)
            dress(self->paint[at], look, out);
        paint = self->paint[at];
        out_clean(out, (Str){self->bytes + at, run - at});
        at = run;
    }
    if (paint)
        look_style(look, out, STYLE_PLAIN);
}
