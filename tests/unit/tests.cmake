# One line a test, grouped by room, the rooms in the order of the pipeline.

# plugins/text
stet_test(arena LINK stet::text)
