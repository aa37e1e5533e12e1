/*
 * banned - libc functions that no file of ours may call.
 *
 * Each has a sibling that states its limits; the compiler includes this file
 * first everywhere (CMakeLists.txt, "stet_build"), so a slip does not build.
 */
#ifndef BANNED_H
#define BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GNUC__
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok
#pragma GCC poison gets atoi atol atoll atof
#endif

#endif
