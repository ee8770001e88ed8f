#include "api/door/journal_walk.h"

#include <algorithm>

namespace katiwala::api::door {
namespace {

constexpr std::size_t kMostRead = 4'000;

/// Numbers to look at next.
struct Stretch {
  std::vector<record::Seq> numbers;
  bool more = false;
};

/// Within the bank: one after another up to the head.
Result<Stretch> all_after(House& house, std::optional<record::Seq> after) {
  Stretch out;
  const auto head = house.journal().head();
  const record::Seq first = after ? *after + 1 : 0;
  if (!head || first > head->seq) return out;
  const record::Seq end = std::min<record::Seq>(head->seq + 1, first + kMostRead);
  for (record::Seq seq = first; seq < end; ++seq) out.numbers.push_back(seq);
  out.more = end <= head->seq;
  return out;
}

/// From outside: those that have a part of one of his or her wards.
Result<Stretch> hers_after(House& house, const Caller& caller, std::optional<record::Seq> after) {
  std::vector<crypto::KeyId> keys;
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) {
    for (const auto& [id, ward] : memory.state.wards) {
      const crypto::KeyId* key = is_hers(caller, memory.state, ward) ? memory.key_of(custody::subject(id)) : nullptr;
      if (key != nullptr) keys.push_back(*key);
    }
  }));
  Stretch out;
  for (const crypto::KeyId& key : keys) {
    KATIWALA_TRY(const auto numbers, house.ward_entries().find(house.store(), key, after, kMostRead + 1));
    out.numbers.insert(out.numbers.end(), numbers.begin(), numbers.end());
  }
  std::ranges::sort(out.numbers);
  const auto twice = std::ranges::unique(out.numbers);
  out.numbers.erase(twice.begin(), twice.end());
  out.more = out.numbers.size() > kMostRead;
  if (out.more) out.numbers.resize(kMostRead);
  return out;
}

}  // namespace

bool shows_something(const journal::Entry& entry) {
  return std::ranges::any_of(entry.parts, [](const journal::OpenedPart& opened) { return opened.part.has_value(); });
}

bool is_asked_by(const journal::Entry& entry, std::string_view command) {
  return entry.primary() != nullptr && custody::command_name(entry.act.command) == command;
}

Result<Walk> walk(House& house, const Caller& caller, const Page& page, const std::function<bool(const journal::Entry&)>& wanted) {
  if (caller.role == custody::Role::bank_system) return Walk{};
  KATIWALA_TRY(const Stretch stretch, caller.is_outside() ? hers_after(house, caller, page.after) : all_after(house, page.after));
  Walk out;
  for (const record::Seq seq : stretch.numbers) {
    if (out.entries.size() == page.limit) {
      out.more = true;
      return out;
    }
    KATIWALA_TRY(journal::Entry whole, house.journal().read(seq));
    KATIWALA_TRY(journal::Entry entry, visible_to(house, caller, std::move(whole)));
    out.reached = seq;
    if (shows_something(entry) && (!wanted || wanted(entry))) out.entries.push_back(std::move(entry));
  }
  out.more = stretch.more;
  return out;
}

}  // namespace katiwala::api::door
