# Plugins for the host's tests, in build/tests/misfits: one shared object a
# misfit, and manifests alone for what must be refused before any code runs.
set(misfits ${CMAKE_CURRENT_BINARY_DIR}/misfits)
foreach(MISFIT honest wrong_id small_descriptor other_abi does_not_open says_why_not
               span_outside span_inside_character span_empty unknown_kind
               foreign_kind chatty dangling_link bad_utf8 confident fails
               amends_in_block mentions_nobody amends_others story_chatty)
  add_library(misfit_${MISFIT} MODULE plugins/misfit.c)
  target_compile_definitions(misfit_${MISFIT} PRIVATE MISFIT=${MISFIT})
  target_link_libraries(misfit_${MISFIT} PRIVATE stet::sdk)
  set_target_properties(misfit_${MISFIT} PROPERTIES
    PREFIX "" OUTPUT_NAME ${MISFIT}
    LIBRARY_OUTPUT_DIRECTORY ${misfits}/${MISFIT})
  configure_file(plugins/misfit.json.in ${misfits}/${MISFIT}/${MISFIT}.json
                 @ONLY)
  list(APPEND misfit_targets misfit_${MISFIT})
endforeach()
add_custom_target(misfits ALL DEPENDS ${misfit_targets})

# A plugin in a layer that the daemon has never heard of, in build/tests/orchard.
set(orchard ${CMAKE_CURRENT_BINARY_DIR}/orchard)
add_library(orchard_plugin MODULE plugins/orchard.c)
target_link_libraries(orchard_plugin PRIVATE stet::sdk stet_build)
set_target_properties(orchard_plugin PROPERTIES
  PREFIX "" OUTPUT_NAME orchard LIBRARY_OUTPUT_DIRECTORY ${orchard})
configure_file(plugins/orchard.json ${orchard}/orchard.json COPYONLY)
