/*
 * severity - how much a finding matters, in the words of each format.
 *
 * The numbers are the ABI's, STET_ERROR to STET_HINT; LSP's are the same.
 */
#ifndef REPORT_SEVERITY_H
#define REPORT_SEVERITY_H

#include "text/str.h"

typedef struct Severity {
    Str name;   /* "warning" */
    Str sarif;  /* "error", "warning", "note" */
    Str github; /* "error", "warning", "notice" */
} Severity;

/* What is out of range is a hint. */
const Severity *severity(uint32_t number);

#endif
