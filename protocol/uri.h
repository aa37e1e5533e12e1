/*
 * uri - document URIs: one spelling for each, and the way to paths.
 *
 * Editors spell the same document differently: file:///a%3Ab, FILE:///a:b.
 * uri_normal() gives the one spelling that is used as a key; what is sent to
 * an editor stays as the editor wrote it.
 *
 *     file: URIs    scheme in small letters, always "file://" and a path;
 *                   host localhost left out, others in small letters; what
 *                   is escaped without need is not, what needs it is, hex
 *                   digits in capitals; "." and ".." steps taken; a Windows
 *                   drive letter small
 *     others        (untitled:, vscode-notebook-cell:) the scheme in small
 *                   letters, hex digits in capitals, letters and digits that
 *                   were escaped are not
 *
 * Bytes that are not UTF-8 are kept, escaped: paths are bytes. A '%' that
 * escapes nothing means itself. %2F and %00 stay escaped, since a '/' or a
 * NUL there would be another path.
 *
 * Not here: whether the file exists, symbolic links, the case of names.
 */
#ifndef PROTOCOL_URI_H
#define PROTOCOL_URI_H

#include "protocol/slice.h"

/* Whether the scheme is file:, in any case. */
bool uri_is_file(Slice uri);

/* Gives the one spelling, NUL-terminated, to be freed by the caller. Never
 * fails: what is no URI is kept as an opaque name. Cost: linear. */
char *uri_normal(Slice uri);

/*
 * Gives the path of a file: URI, absolute, NUL-terminated, to be freed by the
 * caller. Fails with -EINVAL where it is not a file: URI, has no absolute
 * path or has one with NUL or an escaped '/'; -ENOTSUP for another host.
 */
int uri_to_path(Slice uri, char **out_path);

/* Gives the file: URI of an absolute path in its normal spelling, to be freed
 * by the caller. Fails with -EINVAL where the path is not absolute or holds
 * NUL. */
int uri_from_path(Slice path, char **out_uri);

#endif
