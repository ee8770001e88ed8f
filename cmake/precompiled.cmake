# KATIWALA_PCH: the heavy headers of others (big integers, hash maps) are parsed once instead of in every file of the product.
# Measured on GCC 12: a quarter to three quarters less for a file that uses money, nothing for one that does not; for test
# programs a tenth, so they do without.  For builds from cold (preset release).  Off by default: ccache can not share objects
# between build folders when they use precompiled headers, and a missing #include stays hidden.
option(KATIWALA_PCH "Precompile the heavy headers" OFF)

if(KATIWALA_PCH)
  set(pch_source ${CMAKE_BINARY_DIR}/precompiled.cpp)
  if(NOT EXISTS ${pch_source})
    file(WRITE ${pch_source} "// Carries the precompiled headers of cmake/precompiled.cmake.\n")
  endif()
  add_library(katiwala_pch OBJECT ${pch_source})
  target_link_libraries(katiwala_pch PRIVATE katiwala_flags)
  target_precompile_headers(katiwala_pch PRIVATE
    <algorithm> <array> <functional> <map> <memory> <mutex> <optional> <span> <string> <variant> <vector>
    <boost/multiprecision/cpp_int.hpp> <boost/unordered/unordered_flat_map.hpp>)
endif()

# precompiled(TARGET): a room or program shares them.
function(precompiled TARGET)
  if(KATIWALA_PCH)
    target_precompile_headers(${TARGET} REUSE_FROM katiwala_pch)
  endif()
endfunction()
