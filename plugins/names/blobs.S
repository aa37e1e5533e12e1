/* The committed tables as read-only bytes; blob.h says what they are. */
    .section .rodata
    .global names_blob_gaz
    .hidden names_blob_gaz
    .balign 16
names_blob_gaz:
    .incbin STET_NAMES_GAZ
    .global names_blob_tags
    .hidden names_blob_tags
    .balign 16
names_blob_tags:
    .incbin STET_NAMES_TAGS
    .section .note.GNU-stack,"",%progbits
