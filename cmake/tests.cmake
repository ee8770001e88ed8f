# One GoogleTest program a room: tests/<room>/*.cpp links that room and nothing above it.
find_package(GTest REQUIRED)
find_library(RAPIDCHECK rapidcheck)

# test_code(TARGET [HOT]): how test code is compiled: joined as the rooms' files are, and, because it runs once a build, for fast compiling rather
# than fast running.  HOT is for programs that compute for minutes: they are optimised as the product is.
function(test_code TARGET)
  joined(${TARGET})
  if(NOT "HOT" IN_LIST ARGN)
    target_compile_options(${TARGET} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
  endif()
endfunction()

function(room_test FOLDER)
  cmake_parse_arguments(TEST "" "" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${FOLDER}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/tests/(audit/verify|policies/properties)/")  # programs of their own
  if(FOLDER STREQUAL "audit")
    list(FILTER sources EXCLUDE REGEX "/tests/audit/pages/")  # another room's
  endif()
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" target ${FOLDER})
  room_targets(uses ${TEST_USES} ${FOLDER})
  add_executable(${target}_tests ${sources})
  target_link_libraries(${target}_tests PRIVATE katiwala_flags ${uses} GTest::gtest GTest::gtest_main ${RAPIDCHECK} Threads::Threads)
  target_compile_definitions(${target}_tests PRIVATE KATIWALA_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KATIWALA_BUILD_DIR="${CMAKE_BINARY_DIR}")
  test_code(${target}_tests)
  add_test(NAME ${FOLDER} COMMAND ${target}_tests)
  set_tests_properties(${FOLDER} PROPERTIES LABELS gtest)  # ./test reads its cases
endfunction()

# A whole ledger to test with (tests/kit): for the rooms above the journal, and for model, crash and benchmarks.
add_library(test_kit STATIC tests/kit/test_ledger.cpp)
target_link_libraries(test_kit PUBLIC ledger_journal policies GTest::gtest)
target_compile_definitions(test_kit PRIVATE KATIWALA_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

# Boost.JSON is used from headers alone; this is the one file of the tests that compiles it, for programs that link no room that has it.
add_library(json_source STATIC tests/kit/json_source.cpp)
target_link_libraries(json_source PUBLIC katiwala_flags Boost::headers)

# A software token to test with, for the programs that sign with one.
add_library(soft_token STATIC tests/kit/soft_token.cpp)
target_link_libraries(soft_token PUBLIC ledger_base P11Kit::p11-kit ${CMAKE_DL_LIBS} GTest::gtest)

# A software authenticator, for the programs in which people use passkeys.
add_library(soft_passkey STATIC tests/kit/soft_passkey.cpp)
target_link_libraries(soft_passkey PUBLIC ledger_base OpenSSL::Crypto)

foreach(folder ledger/base ledger/money ledger/time ledger/crypto ledger/passkey ledger/http_signature ledger/record ledger/tree ledger/store ledger/book ledger/custody
               ledger/journal policies audit audit/pages api/messages api/token api/transport api/webhooks)
  if(folder STREQUAL "ledger/journal")
    room_test(${folder} USES policies)
    target_link_libraries(ledger_journal_tests PRIVATE test_kit soft_passkey)
  else()
    room_test(${folder})
  endif()
endforeach()
target_link_libraries(audit_tests PRIVATE test_kit json_source)
target_link_libraries(ledger_crypto_tests PRIVATE json_source)
target_link_libraries(ledger_tree_tests PRIVATE json_source)
target_link_libraries(api_token_tests PRIVATE soft_token)
target_link_libraries(ledger_passkey_tests PRIVATE soft_passkey ${CMAKE_DL_LIBS})
target_sources(audit_pages_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests/audit/reports/sample.cpp)

# Test programs that are not a room's: each folder brings its own CMakeLists.txt.
foreach(folder policies/mutation audit/verify api/cases api/commands api/door api/heads api/migration api/scenario api/spool api/witness attack callers crash fuzz guides house interop
               interleavings model policies/properties sabotage bench)
  if(EXISTS ${CMAKE_SOURCE_DIR}/tests/${folder}/CMakeLists.txt)
    add_subdirectory(${CMAKE_SOURCE_DIR}/tests/${folder} tests/${folder})
  endif()
endforeach()
