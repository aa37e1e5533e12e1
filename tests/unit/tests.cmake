# One line a test, grouped by room, the rooms in the order of the pipeline.

# protocol
stet_test(protocol_frame LINK stet::protocol)
stet_test(protocol_rpc LINK stet::protocol)
stet_test(protocol_uri LINK stet::protocol)
stet_test(protocol_lsp_client LINK stet::protocol)
stet_test(protocol_lsp_read LINK stet::protocol)
stet_test(protocol_lsp_write LINK stet::protocol)

# plugins/text
stet_test(arena LINK stet::text)
stet_test(text LINK stet::engine)
stet_test(tokens LINK stet::text)

# daemon/engine
stet_test(engine_edits LINK stet::engine test_support)
stet_test(engine_label LINK stet::engine)
stet_test(engine_match LINK stet::engine)

# daemon/host
stet_test(host LINK stet::host test_support)
target_compile_definitions(test_host PRIVATE MISFITS="${misfits}")
add_dependencies(test_host misfits)

# daemon/lsp
stet_test(lsp_respell LINK stet::lsp)

# plugins/rules
stet_test(rules LINK stet::rules)
stet_rules(test_rules sample unit/sample.rules)

# plugins/dates
stet_test(dates LINK stet::dates rules_support)
target_compile_definitions(test_dates PRIVATE
  DATES_RULES="${CMAKE_SOURCE_DIR}/plugins/dates")
stet_test(dates_story LINK told_support)
add_dependencies(test_dates_story plugin_dates)

# plugins/figures
stet_test(figures LINK stet::figures rules_support)
target_compile_definitions(test_figures PRIVATE
  FIGURES_RULES="${CMAKE_SOURCE_DIR}/plugins/figures")
stet_test(figures_story LINK told_support)
add_dependencies(test_figures_story plugin_dates plugin_names plugin_figures)
stet_test(figures_counts LINK told_support)
add_dependencies(test_figures_counts plugin_dates plugin_names plugin_figures)
stet_test(figures_ages LINK told_support)
add_dependencies(test_figures_ages plugin_dates plugin_names plugin_figures)

# plugins/names
stet_test(names_words LINK stet::names)
foreach(test block story)
  stet_test(names_${test} LINK test_cast)
endforeach()

# plugins/quotes
stet_test(quotes LINK told_support)
add_dependencies(test_quotes plugin_quotes plugin_names plugin_reader)

stet_test(quotes_model LINK stet::quotes)

# plugins/learn
stet_test(learn LINK learn_support)
target_compile_definitions(test_learn PRIVATE
  GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden/learn")

stet_test(others LINK learn_support m)

# plugins/reader
stet_test(reader LINK stet::host learn_support)
target_compile_definitions(test_reader PRIVATE
  PLUGINS="${CMAKE_BINARY_DIR}/lib/stet/plugins")
add_dependencies(test_reader plugin_reader)

# all plugins together
stet_test(story_parts LINK stet::host test_support)
target_compile_definitions(test_story_parts PRIVATE
  PLUGINS="${CMAKE_BINARY_DIR}/lib/stet/plugins")
add_dependencies(test_story_parts plugin_reader plugin_dates plugin_names
  plugin_figures plugin_quotes)

# daemon/config
stet_test(config LINK stet::config)

# daemon/report
stet_test(report_pieces LINK stet::report)
stet_test(report_crew LINK stet::report)
foreach(test batch exchange read)
  stet_test(report_${test} LINK stet::report test_support)
  target_compile_definitions(test_report_${test} PRIVATE
    GOLDEN="${CMAKE_CURRENT_SOURCE_DIR}/golden/report")
endforeach()
