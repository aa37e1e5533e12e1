# One line a fuzz target, grouped by room, in the order of the pipeline.

# plugins/dates
stet_fuzz(dates LINK stet::dates)
