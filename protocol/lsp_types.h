/*
 * lsp_types - the shapes of the Language Server Protocol as plain values.
 *
 * Only what Stet speaks, in the words of the specification (3.17; its section
 * stands beside each shape), so that a reader can hold both side by side.
 * Values, copied freely: a Slice, a pointer and a count are borrowed, from the
 * message that was read or from whoever has one written. Where a field may be
 * left out, an absent Slice, a NULL pointer, an empty list or a kind of 0
 * leaves it out.
 *
 * Columns are in the units of the encoding that client and server agreed on;
 * this room never converts them.
 */
#ifndef PROTOCOL_LSP_TYPES_H
#define PROTOCOL_LSP_TYPES_H

#include "protocol/slice.h"

/* LSP's uinteger and integer end here; what is beyond is clamped. */
#define LSP_UINTEGER_MAX 2147483647u

/* "Position". Both count from 0. */
typedef struct LspPosition {
    uint32_t line;
    uint32_t character;
} LspPosition;

/* "Position": PositionEncodingKind. */
typedef enum LspEncoding {
    LSP_UTF8,
    LSP_UTF16,
    LSP_UTF32,
} LspEncoding;

/* "Range". `end` is not part of it. */
typedef struct LspRange {
    LspPosition start, end;
} LspRange;

/* "Location". */
typedef struct LspLocation {
    Slice uri;
    LspRange range;
} LspLocation;

/* "Location Link". */
typedef struct LspLocationLink {
    const LspRange *origin; /* NULL: the word at the position asked about */
    Slice uri;
    LspRange target;    /* all of it */
    LspRange selection; /* the name in it */
} LspLocationLink;

/* "VersionedTextDocumentIdentifier". */
typedef struct LspDocumentId {
    Slice uri;
    bool versioned; /* false: `version` was or shall be null */
    int32_t version;
} LspDocumentId;

/* "Text Edit". */
typedef struct LspTextEdit {
    LspRange range;
    Slice new_text;
} LspTextEdit;

/* "TextDocumentEdit": edits of one document, none overlapping another. */
typedef struct LspDocumentEdit {
    LspDocumentId document;
    size_t edit_count;
    const LspTextEdit *edits;
} LspDocumentEdit;

/* "Workspace Edit". */
typedef struct LspWorkspaceEdit {
    size_t document_count;
    const LspDocumentEdit *documents;
} LspWorkspaceEdit;

/* "Markup Content". */
typedef enum LspMarkupKind {
    LSP_PLAINTEXT,
    LSP_MARKDOWN,
} LspMarkupKind;

typedef struct LspMarkup {
    LspMarkupKind kind;
    Slice text;
} LspMarkup;

/* "Command". */
typedef struct LspCommand {
    Slice title;
    Slice command;
    json_t *arguments; /* array, borrowed; may be NULL */
} LspCommand;

/* "Diagnostic": DiagnosticSeverity. */
typedef enum LspSeverity {
    LSP_ERROR = 1,
    LSP_WARNING,
    LSP_INFORMATION,
    LSP_HINT,
} LspSeverity;

/* "Diagnostic": DiagnosticTag, as bits. */
enum {
    LSP_TAG_UNNECESSARY = 1 << 0,
    LSP_TAG_DEPRECATED = 1 << 1,
};

/* "Diagnostic": DiagnosticRelatedInformation. */
typedef struct LspRelated {
    LspLocation location;
    Slice message;
} LspRelated;

/* "Diagnostic". */
typedef struct LspDiagnostic {
    LspRange range;
    LspSeverity severity;
    Slice code;
    Slice code_href; /* where the code is explained */
    Slice source;
    Slice message;
    uint32_t tags; /* LSP_TAG_ bits */
    size_t related_count;
    const LspRelated *related;
    json_t *data; /* borrowed; comes back in a code action's context */
} LspDiagnostic;

/* "Hover Request". */
typedef struct LspHover {
    LspMarkup contents;
    const LspRange *range;
} LspHover;

/* "Inlay Hint Request": InlayHintKind. */
typedef enum LspHintKind {
    LSP_HINT_PLAIN, /* neither: left out */
    LSP_HINT_TYPE,
    LSP_HINT_PARAMETER,
} LspHintKind;

/* "Inlay Hint Request": InlayHintLabelPart. */
typedef struct LspLabelPart {
    Slice value;
    Slice tooltip;
    const LspLocation *location;
    const LspCommand *command;
} LspLabelPart;

/* "Inlay Hint Request". */
typedef struct LspInlayHint {
    LspPosition position;
    Slice label;       /* used where there are no parts */
    size_t part_count; /* 0: `label` */
    const LspLabelPart *parts;
    LspHintKind kind;
    bool padding_left, padding_right;
    const LspMarkup *tooltip;
    size_t edit_count; /* what accepting the hint does */
    const LspTextEdit *edits;
    json_t *data; /* borrowed; comes back in inlayHint/resolve */
} LspInlayHint;

/* "Document Symbols Request": SymbolKind. */
typedef enum LspSymbolKind {
    LSP_SYMBOL_FILE = 1,
    LSP_SYMBOL_MODULE = 2,
    LSP_SYMBOL_NAMESPACE = 3,
    LSP_SYMBOL_PACKAGE = 4,
    LSP_SYMBOL_CLASS = 5,
    LSP_SYMBOL_METHOD = 6,
    LSP_SYMBOL_PROPERTY = 7,
    LSP_SYMBOL_FIELD = 8,
    LSP_SYMBOL_CONSTRUCTOR = 9,
    LSP_SYMBOL_ENUM = 10,
    LSP_SYMBOL_INTERFACE = 11,
    LSP_SYMBOL_FUNCTION = 12,
    LSP_SYMBOL_VARIABLE = 13,
    LSP_SYMBOL_CONSTANT = 14,
    LSP_SYMBOL_STRING = 15,
    LSP_SYMBOL_NUMBER = 16,
    LSP_SYMBOL_BOOLEAN = 17,
    LSP_SYMBOL_ARRAY = 18,
    LSP_SYMBOL_OBJECT = 19,
    LSP_SYMBOL_KEY = 20,
    LSP_SYMBOL_NULL = 21,
    LSP_SYMBOL_ENUM_MEMBER = 22,
    LSP_SYMBOL_STRUCT = 23,
    LSP_SYMBOL_EVENT = 24,
    LSP_SYMBOL_OPERATOR = 25,
    LSP_SYMBOL_TYPE_PARAMETER = 26,
} LspSymbolKind;

/* "Document Symbols Request": a tree, at most LSP_SYMBOL_DEPTH deep. */
#define LSP_SYMBOL_DEPTH 16u

typedef struct LspDocumentSymbol LspDocumentSymbol;
struct LspDocumentSymbol {
    Slice name; /* an empty one is written as "-": clients refuse it */
    Slice detail;
    LspSymbolKind kind;
    LspRange range;     /* all of it */
    LspRange selection; /* the name; made to lie inside `range` */
    size_t child_count;
    const LspDocumentSymbol *children;
};

/* "Workspace Symbols Request" WorkspaceSymbol, and "Document Symbols Request"
 * SymbolInformation for clients that know no tree. */
typedef struct LspSymbol {
    Slice name;
    LspSymbolKind kind;
    Slice container;
    Slice uri;
    const LspRange *range; /* NULL: found out by workspaceSymbol/resolve */
    json_t *data;          /* borrowed; WorkspaceSymbol only */
} LspSymbol;

/* "Document Highlights Request": DocumentHighlightKind. */
typedef enum LspHighlightKind {
    LSP_HIGHLIGHT_TEXT = 1,
    LSP_HIGHLIGHT_READ,
    LSP_HIGHLIGHT_WRITE,
} LspHighlightKind;

/* "Code Action Request". */
typedef struct LspCodeAction {
    Slice title;
    Slice kind;          /* "quickfix", "source.fixAll" */
    json_t *diagnostics; /* array, borrowed: those it resolves */
    bool preferred;
    Slice disabled; /* why it cannot be used now */
    const LspWorkspaceEdit *edit;
    const LspCommand *command;
    json_t *data; /* borrowed; comes back in codeAction/resolve */
} LspCodeAction;

/* "Code Lens Request". */
typedef struct LspCodeLens {
    LspRange range;
    const LspCommand *command;
    json_t *data; /* borrowed; comes back in codeLens/resolve */
} LspCodeLens;

/* "Completion Request": the CompletionItemKinds that prose has. */
typedef enum LspCompletionKind {
    LSP_COMPLETION_TEXT = 1,
    LSP_COMPLETION_CLASS = 7,
    LSP_COMPLETION_VALUE = 12,
    LSP_COMPLETION_REFERENCE = 18,
    LSP_COMPLETION_CONSTANT = 21,
} LspCompletionKind;

/* "Completion Request". */
typedef struct LspCompletionItem {
    Slice label;
    LspCompletionKind kind;
    Slice detail;
    const LspMarkup *documentation;
    Slice sort_text;
    Slice filter_text;
    Slice insert_text;
    const LspTextEdit *edit;
    json_t *data; /* borrowed; comes back in completionItem/resolve */
} LspCompletionItem;

/* "Semantic Tokens": names by index, as the tokens use them. */
typedef struct LspLegend {
    size_t type_count;
    const Slice *types;
    size_t modifier_count; /* at most 32: each is a bit */
    const Slice *modifiers;
} LspLegend;

/* "Semantic Tokens": one token, at its own place, in columns. */
typedef struct LspToken {
    uint32_t line, character, length;
    uint32_t type;      /* index into the legend's types */
    uint32_t modifiers; /* a bit for each of the legend's modifiers */
} LspToken;

/* "Semantic Tokens" delta: places in the array of integers. */
typedef struct LspTokenEdit {
    size_t start, delete_count;
    size_t insert_count;
    const uint32_t *insert;
} LspTokenEdit;

/* "Folding Range Request". */
typedef struct LspFold {
    uint32_t start_line, end_line;
    const uint32_t *start_character, *end_character;
    Slice kind; /* "comment", "imports", "region", or our own */
} LspFold;

/* "Document Link Request". */
typedef struct LspDocumentLink {
    LspRange range;
    Slice target;
    Slice tooltip;
    json_t *data; /* borrowed; comes back in documentLink/resolve */
} LspDocumentLink;

/* "Work Done Progress". */
typedef enum LspProgressKind {
    LSP_PROGRESS_BEGIN,
    LSP_PROGRESS_REPORT,
    LSP_PROGRESS_END,
} LspProgressKind;

typedef struct LspProgress {
    LspProgressKind kind;
    Slice title; /* BEGIN */
    Slice message;
    bool cancellable;
    const uint32_t *percentage; /* 0 to 100; not with END */
} LspProgress;

/* "Register Capability". */
typedef struct LspRegistration {
    Slice id;
    Slice method;
    json_t *options; /* borrowed; may be NULL */
} LspRegistration;

/* "Configuration Request". */
typedef struct LspConfigurationItem {
    Slice scope_uri;
    Slice section;
} LspConfigurationItem;

/* "ShowMessage Notification": MessageType. */
typedef enum LspMessageType {
    LSP_MESSAGE_ERROR = 1,
    LSP_MESSAGE_WARNING,
    LSP_MESSAGE_INFO,
    LSP_MESSAGE_LOG,
} LspMessageType;

/* "Trace Value". */
typedef enum LspTrace {
    LSP_TRACE_OFF,
    LSP_TRACE_MESSAGES,
    LSP_TRACE_VERBOSE,
} LspTrace;

/* "Workspace Folders Request". */
typedef struct LspFolder {
    Slice uri;
    Slice name;
} LspFolder;

/* "DidChangeWatchedFiles Notification": FileChangeType. */
typedef enum LspFileChange {
    LSP_FILE_CREATED = 1,
    LSP_FILE_CHANGED,
    LSP_FILE_DELETED,
} LspFileChange;

/* WatchKind, and a FileSystemWatcher with it. */
#define LSP_WATCH_CREATED 1u
#define LSP_WATCH_CHANGED 2u
#define LSP_WATCH_DELETED 4u

typedef struct LspWatcher {
    Slice glob;
    uint32_t kinds; /* LSP_WATCH_; 0: all */
} LspWatcher;

#endif
