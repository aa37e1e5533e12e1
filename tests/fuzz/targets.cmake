# One line a fuzz target, grouped by room, in the order of the pipeline.
