# Language and flags, the same for every room.  Assertions (KATIWALA_ASSERT) do not depend on NDEBUG.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE ${CMAKE_CXX_FLAGS_RELWITHDEBINFO})  # one program in both: what a test saw is what is served, and is compiled once

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # By the compiler's own list of headers: a file that was never compiled before is not preprocessed twice, which is a third of its time.  By
  # paths below the source folder, so that build/dev and build/release, and another clone, have one object in common.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1 CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE})
endif()

add_library(katiwala_flags INTERFACE)
target_compile_options(katiwala_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Wcast-qual -Woverloaded-virtual -Wimplicit-fallthrough -Wnull-dereference
  -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE)
target_link_options(katiwala_flags INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false positives from inlined standard containers under these two.
  target_compile_options(katiwala_flags INTERFACE -Wno-null-dereference -Wno-restrict)
endif()
if(NOT KATIWALA_SANITIZE)
  target_compile_definitions(katiwala_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
  target_compile_definitions(katiwala_flags INTERFACE _GLIBCXX_ASSERTIONS)
else()
  target_compile_options(katiwala_flags INTERFACE -fsanitize=${KATIWALA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(katiwala_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
  target_link_options(katiwala_flags INTERFACE -fsanitize=${KATIWALA_SANITIZE})
endif()
if(KATIWALA_SABOTAGE)
  target_compile_definitions(katiwala_flags INTERFACE KATIWALA_SABOTAGE_${KATIWALA_SABOTAGE})
endif()
