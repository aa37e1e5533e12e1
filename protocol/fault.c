#include "protocol/fault.h"

#include <stdarg.h>
#include <stdio.h>

int fault_set(struct fault *self, int error, const char *format, ...)
{
    va_list args;

    if (!self)
        return error;
    va_start(args, format);
    vsnprintf(self->text, sizeof self->text, format, args);
    va_end(args);
    return error;
}
