#include "audit/verify/shape.h"

#include <map>
#include <vector>

namespace verify {

enum class What : std::uint8_t { uint, integer, minor, currency, text, bytes, fixed, flag, numbers, map, tuple, choice };

struct Member {
  Shape type;
  std::uint64_t key;
  bool optional = false, many = false, none = false;  // none: an array may be empty
};

struct Rule {
  What what = What::map;
  std::uint64_t length = 0;      // of what has a fixed one
  std::vector<Member> members;   // of a map by key, of a tuple in order
  std::vector<Shape> choices{};  // by number: of a choice what it says, of a list of numbers itself; nothing where none is allowed
  std::uint64_t small = 0;       // a bit for each first byte that is all of a good value: the short numbers
  unsigned lead = 256;            // of what has a fixed length: its first byte, and how many bytes it has with its head
  std::size_t whole = 0;
  bool allows(std::uint64_t number) const { return number < choices.size() && choices[number]; }
};

namespace {

constexpr std::uint64_t kMostMinor = 1'000'000'000'000'000'000;

/// Splits off what stands before the first `separator`.
Bytes cut(Bytes& rest, char separator) {
  const auto at = rest.find(separator);
  const Bytes out = rest.substr(0, at);
  rest = at == Bytes::npos ? Bytes() : rest.substr(at + 1);
  return out;
}

class Tables {
 public:
  Tables() {
    for (const char* const name : {"int", "instant", "civil-date"}) rule(name).what = What::integer;
    for (const char* const name : {"id", "b16"}) rule(name) = {What::fixed, 16, {}, {}, 0, 0x50, 17};
    rule("b32") = {What::fixed, 32, {}, {}, 0, 0x58, 34};
    rule("uint").what = What::uint;
    rule("minor").what = What::minor;
    rule("currency").what = What::currency;
    rule("text").what = What::text;
    rule("bytes").what = What::bytes;
    rule("true").what = What::flag;
    for (Bytes table : {kShapeTable, kStatementTable})
      while (!table.empty()) {
        Bytes line = cut(table, '\n');
        Rule& named = rule(cut(line, ' '));
        while (!line.empty()) add(named, cut(line, ' '));
      }
    rule("amount").members.back().type = &rule("minor");  // the document bounds it in words
    constexpr std::uint64_t kFirst24 = (std::uint64_t{1} << 24) - 1;
    for (auto& [name, made] : rules_) {
      if (made.what == What::uint) made.small = kFirst24;
      if (made.what == What::integer || made.what == What::minor) made.small = kFirst24 | kFirst24 << 32;
      for (std::uint64_t number = 0; made.what == What::numbers && number < 24; ++number)
        if (made.allows(number)) made.small |= std::uint64_t{1} << number;
    }
  }

  Shape at(Bytes name) const { return &rules_.at(std::string(name)); }

 private:
  Rule& rule(Bytes name) { return rules_[std::string(name)]; }

  static void allow(Rule& named, std::uint64_t number, Shape says) {
    if (named.choices.size() <= number) named.choices.resize(number + 1);
    named.choices[number] = says;
  }

  static void add_numbers(Rule& named, Bytes range) {
    named.what = What::numbers;
    const std::uint64_t first = *decimal(cut(range, '-')), last = range.empty() ? first : *decimal(range);
    for (std::uint64_t number = first; number <= last; ++number) allow(named, number, &named);
  }

  void add(Rule& named, Bytes word) {
    const char sign = word[0];
    if (sign == '=') return add_numbers(named, word.substr(1));
    named.what = sign == '[' ? What::tuple : sign == '|' ? What::choice : What::map;
    if (sign == '[' || sign == '|' || sign == '?') word.remove_prefix(1);
    Member member{nullptr, sign == '[' ? 0 : *decimal(cut(word, ':')), sign == '?'};
    member.none = word[0] == '*';
    member.many = member.none || word[0] == '+';
    member.type = &rule(word.substr(member.many ? 1 : 0));
    if (sign == '|') allow(named, member.key, member.type);
    else named.members.push_back(member);
  }

  std::map<std::string, Rule> rules_;  // where they stand they stay
};

class Reader {
 public:
  Reader(Bytes bytes, const Place& place) : start_(bytes.data()), at_(start_), end_(start_ + bytes.size()), place_(place) {}

  Members whole(const Rule& rule) {
    Members members{};
    map(rule, &members);
    CHECK("cbor-trailing", at_ == end_, place_, where() + "bytes after the end");
    return members;
  }

 private:
  struct Head {
    Kind kind;
    std::uint64_t value;  // as in Value
  };

  std::string where() const { return "byte " + std::to_string(at_ - start_) + ": "; }

  /// Nearly every head is good and not at the very end; what is not is read with care.
  Head head() {
    const auto left = static_cast<std::size_t>(end_ - at_);
    const unsigned first = left > 8 ? static_cast<unsigned char>(*at_) : 0xff, low = first & 31;
    if (first < 0xc0 && low < 28) {
      const auto kind = static_cast<Kind>(first >> 5);
      if (low < 24) return ++at_, Head{kind, low};
      const unsigned length = 1u << (low & 3);
      const std::uint64_t value = big_endian(Bytes(at_, 9).substr(1)) >> (64 - 8 * length);
      if (value >= least(length)) return at_ += 1 + length, Head{kind, value};
    }
    return long_head();
  }

  /// The smallest number that needs so many bytes.
  static std::uint64_t least(unsigned length) { return length == 1 ? 24 : std::uint64_t{1} << (4 * length); }

  [[gnu::noinline]] Head long_head() {
    CHECK("cbor-short", at_ < end_, place_, where() + "ends where an item was due");
    const unsigned first = static_cast<unsigned char>(*at_++), low = first & 31;
    const auto kind = static_cast<Kind>(first >> 5);
    if (first == 0xf4 || first == 0xf5) return {kind, low};
    CHECK("cbor-indefinite", low < 28, place_, where() + "an indefinite length or a reserved head");
    CHECK("cbor-kind", first < 0xc0, place_, where() + "a tag, float, null or simple value");
    const unsigned length = low < 24 ? 0 : 1u << (low & 3);
    if (length == 0) return {kind, low};
    CHECK("cbor-short-head", static_cast<std::size_t>(end_ - at_) >= length, place_, where() + "ends within a head");
    const std::uint64_t value = big_endian(Bytes(at_, length));
    CHECK("cbor-head", value >= least(length), place_, where() + "a longer head than needed");
    at_ += length;
    return {kind, value};
  }

  Bytes string(std::uint64_t length) {
    CHECK("cbor-short-string", static_cast<std::uint64_t>(end_ - at_) >= length, place_, where() + "ends within a string");
    at_ += length;
    return {at_ - length, length};
  }

  /// Most items are short numbers or of a fixed length, and good: seen at a glance. What is not is read with care.
  void item(const Rule& rule) {
    const auto left = static_cast<std::size_t>(end_ - at_);
    const std::uint64_t first = left > 0 ? static_cast<unsigned char>(*at_) : 0xff;
    if (first < 64 && (rule.small >> first & 1) != 0) ++at_;
    else if (first == rule.lead && left >= rule.whole && (rule.length < 24 || static_cast<unsigned char>(at_[1]) == rule.length)) at_ += rule.whole;
    else if (rule.what == What::map) map(rule, nullptr);
    else long_item(rule);
  }

  [[gnu::noinline]] void long_item(const Rule& rule) {
    const auto [kind, value] = head();
    Bytes text;
    if (kind == Kind::bytes || kind == Kind::text) text = string(value);
    switch (rule.what) {
      case What::uint: CHECK("shape-uint", kind == Kind::uint, place_, where() + "not an unsigned integer"); return;
      case What::integer:
      case What::minor:
        CHECK("shape-int", kind == Kind::uint || kind == Kind::nint, place_, where() + "not an integer");
        CHECK("shape-range", value <= INT64_MAX, place_, where() + "an integer beyond 64 bits");
        CHECK("shape-amount", rule.what == What::integer || value <= kMostMinor - (kind == Kind::nint ? 1 : 0),
              place_, where() + "an amount beyond 10^18 minor units"); return;
      case What::currency:
        CHECK("shape-currency-kind", kind == Kind::uint, place_, where() + "not a currency");
        CHECK("shape-currency", value >= 1 && value <= 999, place_, where() + "not an ISO 4217 number"); return;
      case What::text:
        CHECK("shape-text", kind == Kind::text, place_, where() + "not text");
        CHECK("cbor-utf8", is_utf8(text), place_, where() + "text that is not UTF-8"); return;
      case What::bytes:
        CHECK("shape-bytes", kind == Kind::bytes, place_, where() + "not a byte string");
        // A byte string that is always there has a fixed length: an empty one is an optional member written though empty.
        CHECK("cbor-empty", value > 0, place_, where() + "a member written though it is empty"); return;
      case What::fixed:
        CHECK("shape-length", kind == Kind::bytes && value == rule.length, place_, where() + "not " + std::to_string(rule.length) + " bytes"); return;
      case What::flag:  // a member that is absent when it is false
        CHECK("shape-flag", kind == Kind::boolean, place_, where() + "not a flag");
        CHECK("cbor-false", value == 21, place_, where() + "a member written though it is false"); return;
      case What::numbers:
        CHECK("shape-list", kind == Kind::uint, place_, where() + "not a number of a list");
        CHECK("shape-number", rule.allows(value), place_, where() + "number " + std::to_string(value) + " is not in its list"); return;
      case What::map: return;  // read above
      case What::tuple:
        CHECK("shape-tuple", kind == Kind::array && value == rule.members.size(), place_, where() + "not an array of " + std::to_string(rule.members.size()));
        for (const Member& member : rule.members) item(*member.type);
        return;
      case What::choice: return choice({kind, value}, rule);
    }
  }

  void map(const Rule& rule, Members* out) {
    const auto [kind, count] = head();
    CHECK("shape-map", kind == Kind::map, place_, where() + "not a map");
    const Member* member = rule.members.data();
    const Member* const end = member + rule.members.size();
    for (std::uint64_t left = count; left > 0; --left, ++member) {
      if (member != end && member->key < 24 && at_ < end_ && static_cast<unsigned char>(*at_) == member->key) ++at_;  // most members are there
      else member = find_member(member, end);
      if (out) (*out)[member->key] = Value(at_);
      held(*member);
    }
    for (; member != end; ++member) absent(*member);
  }

  /// A rule's members rise, so a map's do, and none comes twice.
  [[gnu::noinline]] const Member* find_member(const Member* member, const Member* end) {
    const Head key = head();
    CHECK("cbor-key", key.kind == Kind::uint, place_, where() + "a map's key that is not an unsigned integer");
    for (; member != end && member->key < key.value; ++member) absent(*member);
    CHECK("shape-unknown", member != end && member->key == key.value, place_, where() + "member " + std::to_string(key.value) + " is not known, or not in its order");
    return member == end ? end - 1 : member;
  }

  void absent(const Member& member) const { CHECK("shape-missing", member.optional, place_, where() + "member " + std::to_string(member.key) + " is missing"); }

  void held(const Member& member) {
    const char* const begin = at_;
    if (!member.many) {
      item(*member.type);
      CHECK("shape-empty", !member.optional || *begin != 0x60, place_, where() + "a text written though it is empty");
      return;
    }
    const auto [kind, count] = head();
    CHECK("shape-array", kind == Kind::array, place_, where() + "not an array");
    CHECK("cbor-empty-array", count > 0 || member.none, place_, where() + "an array written though it is empty");
    for (std::uint64_t left = count; left > 0; --left) item(*member.type);
  }

  void choice(Head choice, const Rule& rule) {
    CHECK("shape-choice-form", choice.kind == Kind::array && choice.value == 2, place_, where() + "not a number and what it says");
    const auto [kind, number] = head();
    const bool known = kind == Kind::uint && rule.allows(number);
    CHECK("shape-choice", known, place_, where() + "number " + std::to_string(number) + " is not known");
    if (known) item(*rule.choices[number]);
  }

  const char *start_, *at_, *end_;
  const Place& place_;
};

}  // namespace

Shape shape(Bytes name) {
  static const Tables kTables;
  return kTables.at(name);
}

Members read_map(Bytes bytes, Shape shape, const Place& place) { return Reader(bytes, place).whole(*shape); }

}  // namespace verify
