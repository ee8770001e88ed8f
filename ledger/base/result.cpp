#include "ledger/base/result.h"

#include <array>

namespace katiwala {
namespace {

struct Row {
  std::string_view name;
  Fault fault;
  std::string_view sentence;
};

constexpr Row kRows[] = {
#define KATIWALA_REFUSAL(name, kind, sentence) {#name, Fault::kind, sentence},
#include "ledger/base/refusals.def"
#undef KATIWALA_REFUSAL
};

const Row& row(Code code) { return kRows[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view name_of(Code code) { return row(code).name; }
std::string_view sentence_of(Code code) { return row(code).sentence; }
Fault fault_of(Code code) { return row(code).fault; }
std::size_t code_count() { return std::size(kRows); }

bool code_from_name(std::string_view name, Code& out) {
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    if (kRows[i].name == name) {
      out = static_cast<Code>(i);
      return true;
    }
  }
  return false;
}

}  // namespace katiwala
