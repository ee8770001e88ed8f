/// A spoiled ledger, the check that must notice, and the place it must name.
#pragma once

#include "tests/audit/verify/fixture.h"

namespace forge {

struct Case {
  std::string check, place;
  std::function<void(World&)> spoil;             // the descriptions, or a stage of the making
  std::function<void(Built&)> after = {};        // the files
  std::function<void(World&)> people = {};       // before anything is written
  std::vector<std::string> arguments = {};
};

class Refused : public testing::TestWithParam<Case> {};

inline std::string case_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.check;
  for (char& c : name)
    if (c == '-') c = '_';
  return name + "_" + std::to_string(info.index);
}

// Shorthand for the cases.
inline std::function<void(V&)> edit_at(std::vector<std::uint64_t> path, V value) {
  return [path, value](V& v) {
    V* at = &v;
    for (const std::uint64_t key : path) at = at->kind == V::array ? &at->elements.at(key) : &(*at)[key];
    *at = value;
  };
}
inline V& said(World& w, std::size_t seq, std::size_t part, std::size_t event) { return w.part(seq, part).events.at(event).elements.at(1); }
inline V& body(World& w, std::size_t seq, std::size_t part = 1) { return w.part(seq, part).asked->elements.at(1); }
/// In what was asked and in the event that repeats it.
inline void both(World& w, std::size_t seq, const std::function<void(V&)>& edit) {
  edit(body(w, seq));
  edit(said(w, seq, 1, 0));
}
inline void flip(std::string& bytes) { bytes.back() = static_cast<char>(bytes.back() ^ 1); }
/// A copy of an entry at the end, under a key of its own.
inline Entry& again(World& w, std::size_t seq) {
  Entry copy = w.at(seq);
  copy.time = w.entries.back().time + 1;
  copy.key += " again";
  return w.entries.emplace_back(std::move(copy));
}

}  // namespace forge
