// What the parts of an entry say: the act, or a subject's part. The first byte says which ('a', 'p').
//
// What the house writes the verifier must be able to read, and the other way round, but for values: the house knows the calendar, the pinned currencies
// and the widths of its numbers, which are not on the pages that the verifier was written from.
#include "audit/verify/shape.h"
#include "ledger/journal/parts.h"
#include "ledger/record/codec.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

bool is_about_a_value(const Refusal& refusal) {
  for (const std::string_view reason : {"pinned table", "past the bound", "one that can be written", "out of range", "too large", "above 2^63"})
    if (refusal.message.find(reason) != std::string::npos) return true;
  return false;
}

/// One encoding a value, but for members that came later: they may be missing in what is read and are written again always, and then it is settled.
template <class T>
bool written_again(const T& read, std::string_view bytes) {
  const Bytes again = record::encode_struct(read);
  if (text_of(again) == bytes) return true;
  const auto settled = record::decode_struct<T>(again);
  return again.size() > bytes.size() && settled.ok() && record::encode_struct(*settled) == again;
}

template <class T>
void both(std::string_view bytes, const char* shape) {
  const auto house = record::decode_struct<T>(view(bytes));
  if (house.ok()) {
    KATIWALA_ASSERT(written_again(*house, bytes), "read, but written differently");
  } else {
    KATIWALA_ASSERT(!house.refusal().message.empty(), "a refusal without a reason");
  }
  const auto check = stranger([&] { verify::read_map(bytes, verify::shape(shape), verify::Place{"part"}); });
  if (!house.ok() && !check && is_about_a_value(house.refusal())) return;
  if (!house.ok() && !check) std::fprintf(stderr, "fuzz: the house: %s (%s)\n", house.refusal().message.c_str(), house.refusal().place.c_str());
  agree(house.ok(), check);
}

}  // namespace

void one(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::string_view rest = bytes.substr(1);
  if (bytes.front() == 'a') both<journal::Act>(rest, "act");
  if (bytes.front() == 'p') both<journal::SubjectPart>(rest, "subject-part");
}

}  // namespace katiwala::fuzz
