# KATIWALA_PCH: the headers that most files of a room include are parsed once a room instead of in every file.
# Measured on GCC 12: nine tenths of the time of a file of `policies` or `api` are the headers it includes.  For builds from
# cold (presets release, asan, tsan).  Off by default: ccache can not share objects between build folders when they use precompiled
# headers, and a missing #include stays hidden.
# Not for api and api/transport: what their headers instantiate is then compiled in every file again, and their files took
# three times as long as without.
option(KATIWALA_PCH "Precompile each room's most included headers" OFF)

set(precompiled_ledger_store ledger/store/rocks_settings.h ledger/store/rocks_store.h ledger/store/head_file.h)
set(precompiled_ledger_journal ledger/journal/pipeline.h ledger/record/codec.h)
set(precompiled_policies policies/rules/asking.h policies/plan/pieces.h ledger/money/exact.h)
set(precompiled_policies_tests tests/policies/rules/scene.h tests/policies/story.h)
set(precompiled_api_messages api/messages/reports.h api/messages/fields.h)

# precompiled(TARGET): the room's own list, if it has one.
function(precompiled TARGET)
  if(KATIWALA_PCH AND precompiled_${TARGET})
    list(TRANSFORM precompiled_${TARGET} PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE headers)
    target_precompile_headers(${TARGET} PRIVATE ${headers})
  endif()
endfunction()
