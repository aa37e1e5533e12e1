# One line a fuzz target, grouped by room, in the order of the pipeline.

# protocol
stet_fuzz(protocol_frame LINK stet::protocol)
stet_fuzz(protocol_rpc LINK stet::protocol)
stet_fuzz(protocol_lsp LINK stet::protocol)
stet_fuzz(protocol_uri LINK stet::protocol)

# plugins/text
stet_fuzz(text LINK stet::engine)

# plugins/dates
stet_fuzz(dates LINK stet::dates)

# plugins/figures
stet_fuzz(figures LINK stet::figures)

# plugins/names
stet_fuzz(names LINK names_desk)

# plugins/learn
stet_fuzz(learn_model LINK learn_support)

# daemon/config
stet_fuzz(config LINK stet::config)

# daemon/lsp
stet_fuzz(lsp_words LINK stet::lsp)

# daemon/report
stet_fuzz(report_record LINK stet::report)
stet_fuzz(report_formats LINK stet::report test_support)

# all plugins together
stet_fuzz(story LINK stet::host test_support)
target_compile_definitions(fuzz_story PRIVATE
  PLUGINS="${CMAKE_BINARY_DIR}/lib/stet/plugins")
add_dependencies(fuzz_story plugin_reader plugin_dates plugin_names
  plugin_figures plugin_quotes)
