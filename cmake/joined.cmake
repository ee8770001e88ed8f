# KATIWALA_JOINED: the files of a folder are compiled a dozen at a time, as if they were one (CMake's "unity build").  Nine tenths of the time
# of a file of `policies` or `api` are the headers it includes, so a build from cold takes half the time (docs/decisions/0031).  The
# price: two files of one folder may not give one name to two things, not even in their unnamed namespaces; and a missing #include can stay
# hidden, which is why `./test --deep` builds every file by itself once.
option(KATIWALA_JOINED "Compile the files of each folder a dozen at a time" ON)
set(KATIWALA_JOINED_FILES 12)

# joined(TARGET): groups by folder, so that a new file disturbs its own folder alone.
function(joined TARGET)
  if(NOT KATIWALA_JOINED)
    return()
  endif()
  get_target_property(sources ${TARGET} SOURCES)
  foreach(source ${sources})
    get_filename_component(source ${source} ABSOLUTE)
    get_filename_component(folder ${source} DIRECTORY)
    string(MAKE_C_IDENTIFIER "${folder}" group)
    if(NOT DEFINED count_${group})
      set(count_${group} 0)
    endif()
    math(EXPR number "${count_${group}} / ${KATIWALA_JOINED_FILES}")
    math(EXPR count_${group} "${count_${group}} + 1")
    file(RELATIVE_PATH shown ${CMAKE_SOURCE_DIR} ${folder})
    string(MAKE_C_IDENTIFIER "${shown}_${number}" name)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${name})
    # What a sabotage replaces by a broken copy of itself (tests/sabotage, tests/fuzz) must be an object of its own.
    if(EXISTS ${source})
      file(STRINGS ${source} broken REGEX "KATIWALA_SABOTAGE_" LIMIT_COUNT 1)
      if(broken)
        set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
      endif()
    endif()
  endforeach()
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC takes what is not in the one file it was given for a header, and a header's unnamed namespace for a mistake.
    target_compile_options(${TARGET} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()
