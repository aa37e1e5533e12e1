# One line a test, grouped by room, the rooms in the order of the pipeline.

# plugins/text
stet_test(arena LINK stet::text)

# daemon/engine
stet_test(engine_edits LINK stet::engine test_support)
