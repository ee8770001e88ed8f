# Every policies/rules/rNN_*.cpp and rfNN_*.cpp is one rule (KATIWALA_RULE in policies/rule.h); adding the file is all it takes.  This writes the
# list of them, in the order of the file names, which is the order of the rules' ids.
function(gather_rules TARGET)
  file(GLOB files RELATIVE ${CMAKE_SOURCE_DIR}/policies/rules CONFIGURE_DEPENDS
       ${CMAKE_SOURCE_DIR}/policies/rules/r[0-9][0-9]_*.cpp ${CMAKE_SOURCE_DIR}/policies/rules/rf[0-9][0-9]_*.cpp)
  list(SORT files)
  set(RULE_DECLARATIONS "")
  set(RULE_ADDRESSES "")
  foreach(file ${files})
    string(REGEX REPLACE "\\.cpp$" "" rule ${file})
    string(APPEND RULE_DECLARATIONS "extern const Rule rule_${rule};\n")
    string(APPEND RULE_ADDRESSES "    &rule_${rule},\n")
  endforeach()
  set(generated ${CMAKE_BINARY_DIR}/generated/policies/all_rules.cpp)
  configure_file(${CMAKE_SOURCE_DIR}/cmake/all_rules.cpp.in ${generated} @ONLY)
  target_sources(${TARGET} PRIVATE ${generated})
endfunction()
