#include "audit/verify/shape.h"

#include <map>

namespace verify {
namespace {

enum class What : std::uint8_t { uint, int_, currency, text, bytes, id, hash, flag, numbers, map, tuple, choice };

struct Member {
  std::uint64_t key;
  bool optional, many;
  Shape type;
};

struct Rule {
  What what;
  std::vector<Member> members;  // of a map by key, of a tuple in order
  std::vector<Shape> choices;   // of a choice, by number
  std::uint64_t numbers = 0;    // a bit for each number that is allowed
};

constexpr std::int64_t kMostMinor = 1'000'000'000'000'000'000;

/// Splits off what stands before the first `separator`.
Bytes cut(Bytes& rest, char separator) {
  const auto at = rest.find(separator);
  const Bytes out = rest.substr(0, at);
  rest = at == Bytes::npos ? Bytes() : rest.substr(at + 1);
  return out;
}

class Table {
 public:
  Table() {
    const std::pair<const char*, What> builtins[] = {
        {"uint", What::uint}, {"int", What::int_}, {"instant", What::int_}, {"civil-date", What::int_}, {"currency", What::currency},
        {"text", What::text}, {"bytes", What::bytes}, {"id", What::id}, {"b16", What::id}, {"b32", What::hash}, {"true", What::flag}};
    for (const auto& [name, what] : builtins) rules_[named(name)].what = what;
    for (Bytes table = kShapeTable; !table.empty();) {
      Bytes line = cut(table, '\n');
      if (line.empty()) continue;
      const Shape rule = named(cut(line, ' '));
      while (!line.empty()) add(rule, cut(line, ' '));
    }
    amount_ = names_.at("amount");
  }

  Shape at(Bytes name) const { return names_.at(std::string(name)); }

  void check(Value value, Shape type, const Place& place) const {
    const Rule& rule = rules_[type];
    const Kind kind = value.kind();
    switch (rule.what) {
      case What::uint: CHECK("shape-uint", kind == Kind::uint, place, "not an unsigned integer"); return;
      case What::int_:
        CHECK("shape-int", kind == Kind::uint || kind == Kind::nint, place, "not an integer");
        CHECK("shape-range", value.number() <= INT64_MAX, place, "an integer over 2^63-1"); return;
      case What::currency:
        CHECK("shape-currency-kind", kind == Kind::uint, place, "not a currency");
        CHECK("shape-currency", value.number() >= 1 && value.number() <= 999, place, "not an ISO 4217 number"); return;
      case What::text: CHECK("shape-text", kind == Kind::text, place, "not text"); return;
      case What::bytes: CHECK("shape-bytes", kind == Kind::bytes, place, "not a byte string"); return;
      case What::id: CHECK("shape-id", kind == Kind::bytes && value.size() == 16, place, "not 16 bytes"); return;
      case What::hash: CHECK("shape-hash", kind == Kind::bytes && value.size() == 32, place, "not 32 bytes"); return;
      case What::flag: CHECK("shape-flag", kind == Kind::boolean, place, "not a flag"); return;
      case What::numbers:
        CHECK("shape-list", kind == Kind::uint, place, "not a number of a list");
        CHECK("shape-number", value.number() < 64 && (rule.numbers >> value.number() & 1) != 0,
              place, "number " + std::to_string(value.number()) + " is not in its list"); return;
      case What::map: return map(value, rule, place);
      case What::tuple: return tuple(value, rule, type, place);
      case What::choice: return choice(value, rule, place);
    }
  }

 private:
  Shape named(Bytes name) {
    const auto [at, fresh] = names_.emplace(name, static_cast<Shape>(names_.size()));
    if (fresh) rules_.push_back({});
    return at->second;
  }

  void add(Shape rule, Bytes word) {
    Member member{0, word[0] == '?', false, 0};
    if (word[0] == '=') {
      Bytes range = word.substr(1);
      const std::uint64_t first = *decimal(cut(range, '-')), last = range.empty() ? first : *decimal(range);
      for (std::uint64_t number = first; number <= last; ++number) rules_[rule].numbers |= std::uint64_t{1} << number;
      rules_[rule].what = What::numbers;
      return;
    }
    const What what = word[0] == '[' ? What::tuple : word[0] == '|' ? What::choice : What::map;
    if (what != What::map || member.optional) word.remove_prefix(1);
    if (what != What::tuple) member.key = *decimal(cut(word, ':'));
    member.many = word[0] == '+';
    if (member.many) word.remove_prefix(1);
    member.type = named(word);
    rules_[rule].what = what;
    if (what != What::choice) return rules_[rule].members.push_back(member);
    rules_[rule].numbers |= std::uint64_t{1} << member.key;
    rules_[rule].choices.resize(64);
    rules_[rule].choices[member.key] = member.type;
  }

  void map(Value value, const Rule& rule, const Place& place) const {
    CHECK("shape-map", value.kind() == Kind::map, place, "not a map");
    const Member* member = rule.members.data();
    const Member* const end = member + rule.members.size();
    Value at = value.first();
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::uint64_t key = at.number();
      for (; member != end && member->key < key; ++member) absent(*member, place);
      const Value held = at.next();
      const bool known = member != end && member->key == key;
      CHECK("shape-unknown", known, place, "member " + std::to_string(key) + " is not known");
      if (known) this->member(held, *member++, place);
      at = held.next();
    }
    for (; member != end; ++member) absent(*member, place);
  }

  void absent(const Member& member, const Place& place) const { CHECK("shape-missing", member.optional,
                                                                      place, "member " + std::to_string(member.key) + " is missing"); }

  void member(Value value, const Member& member, const Place& place) const {
    if (!member.many) {
      check(value, member.type, place);
      CHECK("shape-empty", !member.optional || value.kind() != Kind::text || value.size() > 0,
            place, "a member written though it is empty");
      return;
    }
    CHECK("shape-array", value.kind() == Kind::array, place, "not an array");
    for (const Value element : value) check(element, member.type, place);
  }

  void tuple(Value value, const Rule& rule, Shape type, const Place& place) const {
    CHECK("shape-tuple", value.kind() == Kind::array && value.size() == rule.members.size(),
          place, "not an array of " + std::to_string(rule.members.size()));
    Value element = value.first();
    for (const Member& member : rule.members) {
      check(element, member.type, place);
      if (type == amount_ && &member == &rule.members.back())
        CHECK("shape-amount", element.integer() <= kMostMinor && element.integer() >= -kMostMinor,
              place, "an amount beyond 10^18 minor units");
      element = element.next();
    }
  }

  void choice(Value value, const Rule& rule, const Place& place) const {
    CHECK("shape-choice-form", value.kind() == Kind::array && value.size() == 2 && value[0].kind() == Kind::uint,
          place, "not a number and what it says");
    const std::uint64_t number = value[0].number();
    CHECK("shape-choice", number < 64 && (rule.numbers >> number & 1) != 0, place, "number " + std::to_string(number) + " is not known");
    check(value[1], rule.choices[number], place);
  }

  std::map<std::string, Shape> names_;
  std::vector<Rule> rules_;
  Shape amount_ = 0;
};

const Table& table() {
  static const Table built;
  return built;
}

}  // namespace

Shape shape(Bytes name) { return table().at(name); }
void check_shape(Value value, Shape shape, const Place& place) { table().check(value, shape, place); }

}  // namespace verify
