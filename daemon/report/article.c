#include "report/article.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what a file is ---------------------------------------------------- */

static const struct {
    Str ending, language;
    Syntax syntax;
} syntaxes[] = {
    {STR_INIT(".txt"), STR_INIT("plaintext"), SYNTAX_PLAIN},
    {STR_INIT(".text"), STR_INIT("text"), SYNTAX_PLAIN},
    {STR_INIT(".md"), STR_INIT("markdown"), SYNTAX_MARKDOWN},
    {STR_INIT(".markdown"), STR_INIT("md"), SYNTAX_MARKDOWN},
    {STR_INIT(".html"), STR_INIT("html"), SYNTAX_HTML},
    {STR_INIT(".htm"), STR_INIT("xhtml"), SYNTAX_HTML},
};

#define SYNTAX_COUNT (sizeof syntaxes / sizeof *syntaxes)

static bool ends_in(Str text, Str ending)
{
    if (text.len < ending.len)
        return false;
    for (uint32_t at = 0; at < ending.len; at++) {
        char byte = text.ptr[text.len - ending.len + at];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (byte != ending.ptr[at])
            return false;
    }
    return true;
}

/* Its row in the table, or SYNTAX_COUNT. */
static size_t row_of(Str path)
{
    size_t row = 0;

    while (row < SYNTAX_COUNT && !ends_in(path, syntaxes[row].ending))
        row++;
    return row;
}

Syntax article_syntax(Str path)
{
    size_t row = row_of(path);

    return row < SYNTAX_COUNT ? syntaxes[row].syntax : SYNTAX_PLAIN;
}

bool article_is_story(Str path)
{
    return row_of(path) < SYNTAX_COUNT;
}

bool article_syntax_named(Str name, Syntax *out_syntax)
{
    for (size_t i = 0; i < SYNTAX_COUNT; i++)
        if (str_eq(name, syntaxes[i].language)) {
            *out_syntax = syntaxes[i].syntax;
            return true;
        }
    return false;
}

Str article_date(Str text)
{
    static const char shape[] = "0000-00-00";

    if (text.len < sizeof shape - 1)
        return (Str){0};
    for (uint32_t at = 0; shape[at]; at++) {
        char byte = text.ptr[at];
        bool is_digit = byte >= '0' && byte <= '9';
        if (shape[at] == '0' ? !is_digit : byte != shape[at])
            return (Str){0};
    }
    return str_cut(text, 0, sizeof shape - 1);
}

/* ---- loading ----------------------------------------------------------- */

void article_complain(struct out *err, Str name, Str words)
{
    out_str(err, STR("stet: "));
    out_clean(err, name);
    out_str(err, STR(": "));
    out_clean(err, words);
    out_char(err, '\n');
}

/* Complains, and hands back the error as it came. */
static int refuse(struct out *err, Str name, int code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static int refuse(struct out *err, Str name, int code, const char *format, ...)
{
    char what[512];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    article_complain(err, name, str_from_c(what));
    return code;
}

static int refuse_open(struct out *err, Str name, int code)
{
    switch (code) {
    case ENOENT:
        return refuse(err, name, -code,
                      "there is no such file: check the path");
    case EACCES:
    case EPERM:
        return refuse(err, name, -code,
                      "you may not read it: see its permissions (chmod u+r)");
    case ELOOP:
        return refuse(err, name, -code,
                      "its symbolic links lead in a circle: remove one");
    case ENXIO:
        return refuse(err, name, -code,
                      "is a socket or a device, not a file: name a file");
    default:
        return refuse(err, name, -code, "cannot be opened: %s", strerror(code));
    }
}

static int refuse_kind(struct out *err, Str name, mode_t mode)
{
    if (S_ISDIR(mode))
        return refuse(err, name, -EISDIR,
                      "is a folder: name a story (stet lint reads folders)");
    if (S_ISFIFO(mode))
        return refuse(err, name, -EINVAL,
                      "is a pipe, not a file: give it on stdin, with - as "
                      "the name");
    return refuse(err, name, -EINVAL,
                  "is a device or a socket, not a file: name a file");
}

static int refuse_size(struct out *err, Str name, uint32_t bytes_max)
{
    return refuse(err, name, -EFBIG,
                  "is larger than %u MB, too large for a story: split it, or "
                  "allow more with --max-size MB",
                  (unsigned)(bytes_max >> 20));
}

/* Reads `file` to its end. The buffer doubles, in the arena. */
static int read_all(struct article *self, int file, uint64_t expected,
                    uint32_t bytes_max, struct out *err)
{
    size_t capacity = expected < 65536 ? (size_t)expected + 512 : 65536,
           len = 0;
    char *bytes = NULL;

    if (expected >= 65536)
        capacity = (size_t)expected + 1;
    bytes = ARENA_ARRAY(self->arena, char, capacity);
    for (;;) {
        ssize_t got = read(file, bytes + len, capacity - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse_open(err, self->name, errno);
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > bytes_max)
            return refuse_size(err, self->name, bytes_max);
        if (len < capacity)
            continue;
        char *more = ARENA_ARRAY(self->arena, char, capacity * 2);
        memcpy(more, bytes, len);
        bytes = more;
        capacity *= 2;
    }
    self->text = (Str){bytes, (uint32_t)len};
    return 0;
}

static uint32_t line_of(Str text, uint32_t offset)
{
    uint32_t line = 1;

    for (uint32_t at = 0; at < offset; at++)
        line += text.ptr[at] == '\n';
    return line;
}

/* A NUL means that the file is no text, or one in another encoding. */
static int check_nul(const struct article *self, struct out *err)
{
    if (!self->text.len)
        return 0;
    const char *nul = memchr(self->text.ptr, 0, self->text.len);
    if (!nul)
        return 0;
    if (str_starts(self->text, STR("\xFF\xFE")) ||
        str_starts(self->text, STR("\xFE\xFF")))
        return refuse(err, self->name, -EILSEQ,
                      "is UTF-16, not UTF-8: save it as UTF-8 (iconv -f "
                      "UTF-16 -t UTF-8)");
    uint32_t at = (uint32_t)(nul - self->text.ptr);
    return refuse(err, self->name, -EILSEQ,
                  "has a NUL byte in line %u, so it is no text: leave it out "
                  "or save it as plain UTF-8",
                  (unsigned)line_of(self->text, at));
}

static int load_file(struct article *self, const char *path, uint32_t bytes_max,
                     struct out *err)
{
    struct stat info;
    /* O_NONBLOCK: a FIFO that nobody writes to must not hold us up. */
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (file < 0)
        return refuse_open(err, self->name, errno);
    int status = 0;
    if (fstat(file, &info) < 0)
        status = refuse_open(err, self->name, errno);
    else if (!S_ISREG(info.st_mode))
        status = refuse_kind(err, self->name, info.st_mode);
    else if ((uint64_t)info.st_size > bytes_max)
        status = refuse_size(err, self->name, bytes_max);
    else
        status = read_all(self, file, (uint64_t)info.st_size, bytes_max, err);
    close(file);
    return status;
}

int article_load(struct article *self, const char *path, uint32_t bytes_max,
                 struct out *err)
{
    bool is_stdin = strcmp(path, "-") == 0;

    if (!bytes_max)
        bytes_max = ARTICLE_BYTES_MAX;
    self->name = is_stdin ? STR("<stdin>") : str_from_c(path);
    int status = is_stdin ? read_all(self, STDIN_FILENO, 0, bytes_max, err)
                          : load_file(self, path, bytes_max, err);
    return status < 0 ? status : check_nul(self, err);
}

/* ---- reading ----------------------------------------------------------- */

static int cut(struct article *self, struct out *err)
{
    uint32_t bad = 0;
    int status = version_new(self->syntax, self->text, 0, &self->version, &bad);

    if (status == -EFBIG)
        return refuse_size(err, self->name, VERSION_BYTES_MAX);
    if (status == -EILSEQ)
        return refuse(err, self->name, status,
                      "is not UTF-8: byte 0x%02X in line %u: save it as UTF-8 "
                      "(iconv -f WINDOWS-1252 -t UTF-8)",
                      (unsigned)(unsigned char)self->text.ptr[bad],
                      (unsigned)line_of(self->text, bad));
    if (status < 0)
        return refuse(err, self->name, status, "cannot be read: %s",
                      strerror(-status));
    return 0;
}

/* What the record or the command line did not say, the text may. */
static void find_facts(struct article *self, const StoryFacts *otherwise)
{
    if (self->facts.date.len && self->facts.language.len)
        return;
    Metadata meta = blocks_metadata(self->syntax, self->text, self->arena);
    if (!self->facts.date.len && meta.date.len) {
        self->facts.date = meta.date;
        self->facts.date_source = STET_DATE_MARKUP;
    }
    if (!self->facts.language.len)
        self->facts.language = meta.language;
    if (!self->facts.date.len) {
        self->facts.date = otherwise->date;
        self->facts.date_source = otherwise->date_source;
    }
    if (!self->facts.language.len)
        self->facts.language = otherwise->language;
}

static bool say_troubles(const struct article *self, struct out *err)
{
    const struct registry *registry = analysis_registry(self->analysis);
    bool has_any = false;

    for (uint32_t i = 0; i < registry_layer_count(registry); i++) {
        Str words = analysis_trouble(self->analysis, i);
        if (!words.len)
            continue;
        has_any = true;
        Str layer = registry_layer_name(registry, i);
        refuse(err, self->name, 0, "nothing of the layer %.*s: %.*s",
               STR_ARG(layer), STR_ARG(words));
    }
    return has_any;
}

int article_read(struct article *self, const ArticleTools *tools,
                 bool is_explaining, struct out *err, bool *out_trouble)
{
    int status = cut(self, err);

    if (status < 0)
        return status;
    find_facts(self, &tools->facts);
    self->judge = tools->judge;
    self->analysis = engine_analyse(&(AnalysisRequest){
        .pipeline = tools->pipeline,
        .version = self->version,
        .facts = self->facts,
        .cache = tools->cache,
        .explaining = is_explaining,
    });
    *out_trouble = say_troubles(self, err);
    return 0;
}

uint32_t article_findings(const struct article *self, struct arena *arena,
                          const Finding **out_findings)
{
    return judge_findings(self->analysis, self->judge, arena, out_findings);
}

void article_release(struct article *self)
{
    analysis_unref(self->analysis);
    version_unref(self->version);
    self->analysis = NULL;
    self->version = NULL;
}
