// Every rule of the house shown a tree that keeps it and trees that break it.
#include "tests/house/checks.h"

#include <gtest/gtest.h>

namespace katiwala::house::checks_test {
namespace {

const Rooms kRooms = parse_rooms(
    "room(ledger/base USES)\nroom(ledger/crypto USES ledger/base)\nroom(ledger/store USES ledger/base ledger/crypto)\n"
    "room(audit USES ledger)\nroom(api/transport USES ledger/base)\nroom(api USES ledger audit api/transport)\n");
Complaints lengths(const SourceTree& tree) { return check_lengths(tree, {}); }

using Check = Complaints (*)(const SourceTree&);
Complaints includes(const SourceTree& tree) { return check_includes(tree, kRooms); }

struct Case {
  const char* title;
  Check check;
  const char* path;
  std::string text;
  std::size_t complaints;
};

std::string lines(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += "//\n";
  return out;
}

std::vector<Case> cases() {
  return {
      {"own room", includes, "ledger/store/a.cpp", "#include \"ledger/store/a.h\"\n", 0},
      {"a used room", includes, "ledger/store/a.cpp", "#include \"ledger/crypto/seal.h\"\n", 0},
      {"against the table", includes, "ledger/crypto/a.cpp", "#include \"ledger/store/vault.h\"\n", 1},
      {"upwards", includes, "ledger/base/a.h", "  #  include \"api/server.h\"\n", 1},
      {"a used room's room is not used", includes, "api/transport/a.cpp", "#include \"ledger/crypto/seal.h\"\n", 1},
      {"ledger means every room of it", includes, "audit/a.cpp", "#include \"ledger/store/vault.h\"\n", 0},
      {"not from the root", includes, "ledger/store/a.cpp", "#include \"vault.h\"\n", 1},
      {"product of tests", includes, "ledger/store/a.cpp", "#include \"tests/ledger/store/simdisk.h\"\n", 1},
      {"a file outside every room", includes, "ledger/attic/a.cpp", "#include \"ledger/base/bytes.h\"\n", 1},
      {"the verifier alone", includes, "audit/verify/a.cpp", "#include \"audit/verify/b.h\"\n", 0},
      {"the verifier borrows", includes, "audit/verify/a.cpp", "#include \"ledger/base/bytes.h\"\n", 1},
      {"the verifier is borrowed", includes, "audit/a.cpp", "#include \"audit/verify/b.h\"\n", 1},
      {"tests may", includes, "tests/ledger/base/a.cpp", "#include \"api/server.h\"\n", 0},

      {"the second implementation alone", check_reference, "tests/model/reference/a.cpp", "#include <map>\n#include \"tests/model/reference/b.h\"\n", 0},
      {"the second implementation borrows", check_reference, "tests/model/reference/a.cpp", "#include \"ledger/money/amount.h\"\n", 1},
      {"the second implementation borrows a test's", check_reference, "tests/model/reference/a.h", "#include \"tests/model/translate.h\"\n", 1},
      {"the second implementation borrows from others", check_reference, "tests/model/reference/a.h", "#include <boost/multiprecision/cpp_int.hpp>\n", 1},
      {"the contract alone", check_reference, "tests/interleavings/contract/a.h", "#include \"tests/interleavings/contract/b.h\"\n#include <set>\n", 0},
      {"the contract borrows", check_reference, "tests/interleavings/contract/a.h", "#include \"ledger/custody/terms.h\"\n", 1},
      {"the contract borrows from the other", check_reference, "tests/interleavings/contract/a.h", "#include \"tests/model/reference/b.h\"\n", 1},
      {"the reckoner counts with boost's numbers", check_reference, "tests/model/exact/reckoning/a.h", "#include <boost/multiprecision/cpp_int.hpp>\n#include <map>\n", 0},
      {"the reckoner borrows from others", check_reference, "tests/model/exact/reckoning/a.h", "#include <boost/algorithm/string.hpp>\n", 1},
      {"the reckoner borrows", check_reference, "tests/model/exact/reckoning/a.cpp", "#include \"ledger/money/rate.h\"\n", 1},
      {"who drives the reckoner may", check_reference, "tests/model/exact/a.cpp", "#include \"ledger/money/rate.h\"\n", 0},
      {"who drives both may", check_reference, "tests/model/a.cpp", "#include \"ledger/money/amount.h\"\n", 0},

      {"OpenSSL at home", check_system_includes, "ledger/crypto/a.cpp", "#include <openssl/evp.h>\n", 0},
      {"OpenSSL in the verifier", check_system_includes, "audit/verify/a.cpp", "#include <openssl/evp.h>\n", 0},
      {"OpenSSL in the door", check_system_includes, "api/transport/a.cpp", "#include <openssl/ssl.h>\n", 0},
      {"OpenSSL in audit", check_system_includes, "audit/a.cpp", "#include <openssl/evp.h>\n", 1},
      {"OpenSSL in api", check_system_includes, "api/a.cpp", "#include <openssl/evp.h>\n", 1},
      {"RocksDB at home", check_system_includes, "ledger/store/a.h", "#include <rocksdb/db.h>\n", 0},
      {"RocksDB elsewhere", check_system_includes, "ledger/journal/a.h", "#include <rocksdb/db.h>\n", 1},
      {"Poco at home", check_system_includes, "api/transport/a.h", "#include <Poco/URI.h>\n", 0},
      {"Poco in policies", check_system_includes, "policies/a.h", "#include <Poco/URI.h>\n", 1},
      {"libxml2 in audit", check_system_includes, "audit/a.h", "#include <libxml/tree.h>\n", 1},

      {"exact", check_exact_numbers, "ledger/money/a.h", "int x = 1'000; auto s = f(1.0_text, v1.2);  // a double\n", 1},
      {"whole numbers, words inside words", check_exact_numbers, "ledger/money/a.h", "int doubled = 1'000'000; a.b; x[1]; 0x1e5;\n", 0},
      {"only a comment", check_exact_numbers, "audit/a.h", "// no double here\n/* nor\n float */ int x;\n", 0},
      {"only a text", check_exact_numbers, "policies/a.cpp", "auto t = \"double \\\" float 1.5\"; auto r = R\"x(float)x\"; char c = '\"'; int y;\n", 0},
      {"the type", check_exact_numbers, "ledger/money/a.h", "double x;\n", 1},
      {"the type after a text", check_exact_numbers, "api/a.cpp", "f(\"//\"); float x;\n", 1},
      {"the literal", check_exact_numbers, "audit/a.cpp", "auto x = 0.5;\n", 1},
      {"the literal with exponent", check_exact_numbers, "audit/a.cpp", "auto x = 1e3;\n", 1},
      {"the conversion", check_exact_numbers, "policies/a.cpp", "x = std::stod(t);\n", 1},
      {"tests may", check_exact_numbers, "tests/bench/a.cpp", "double x = 0.5;\n", 0},

      {"our assertion", check_assertions, "ledger/a.cpp", "KATIWALA_ASSERT(x, \"y\"); static_assert(true); my_assert(x);\n", 0},
      {"the standard's assertion", check_assertions, "ledger/a.cpp", "assert(x);\n", 1},
      {"its header", check_assertions, "api/a.cpp", "#include <cassert>\n", 1},

      {"a header with its head", check_headers, "api/a.h", "/// What it is for.\n#pragma once\n", 0},
      {"a header without", check_headers, "tests/a.h", "#pragma once\n", 1},
      {"a header with an empty head", check_headers, "tests/a.h", "///\n#pragma once\n", 1},
      {"a header included twice", check_headers, "tests/a.h", "/// What it is for.\n", 1},
      {"a source needs none", check_headers, "tests/a.cpp", "int x;\n", 0},

      {"longest file", lengths, "tests/a.cpp", lines(600), 0},
      {"one line too long", lengths, "tests/a.cpp", lines(601), 1},

      {"a path of the project", check_machine_paths, "docs/a.md", "see ledger/work and /data/work\n", 0},
      {"a home", check_machine_paths, "docs/a.md", std::string("see /ho") + "me/ana/x\n", 1},
      {"root's home", check_machine_paths, "test", std::string("cd /ro") + "ot\n", 1},
      {"a workplace in a text", check_machine_paths, "api/a.cpp", std::string("open(\"/wo") + "rk/main\");\n", 1},

      {"a plain test", check_tests, "tests/a.cpp", "TEST(A, B) {}  // never sleep()\n", 0},
      {"a test switched off", check_tests, "tests/a.cpp", std::string("TEST(A, DISABLED") + "_B) {}\n", 1},
      {"a test that sleeps", check_tests, "tests/a.cpp", std::string("std::this_thread::sleep_") + "for(1s);\n", 1},
      {"the product may wait", check_tests, "api/a.cpp", std::string("std::this_thread::sleep_") + "for(1s);\n", 0},
  };
}

TEST(Checks, KeepersPassAndBreakersAreNamed) {
  for (const Case& c : cases()) {
    const Complaints found = c.check({{c.path, c.text}});
    EXPECT_EQ(found.size(), c.complaints) << c.title << (found.empty() ? "" : ": " + found[0]);
    for (const std::string& complaint : found) EXPECT_TRUE(complaint.starts_with(std::string(c.path) + ":")) << complaint;
  }
}

TEST(Checks, ComplaintsNameTheLine) {
  const Complaints found = check_exact_numbers({{"ledger/a.h", "/// head\n#pragma once\n/* two\nlines */ double x;\n"}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].starts_with("ledger/a.h:4: ")) << found[0];
}

TEST(Checks, AnExceptionHasABoundAndEndsWhenItIsNotNeeded) {
  const std::vector<LongFile> exceptions = {{"ledger/list.h", 700, "a list"}};
  EXPECT_EQ(check_lengths({{"ledger/list.h", lines(700)}}, exceptions).size(), 0u);
  EXPECT_EQ(check_lengths({{"ledger/list.h", lines(701)}}, exceptions).size(), 1u);
  EXPECT_EQ(check_lengths({{"ledger/list.h", lines(600)}}, exceptions).size(), 1u);
  EXPECT_EQ(check_lengths({}, exceptions).size(), 1u);
}

}  // namespace
}  // namespace katiwala::house::checks_test
