#include "api/daily/sources.h"

namespace katiwala::api::daily {

Result<Sources> sources_of(House& house) {
  Sources out;
  out.look = [&house](const std::function<void(const journal::Memory&)>& read) { return house.journal().look(read); };
  out.read = [&house](record::Seq seq) { return house.journal().read(seq); };
  KATIWALA_CHECK(house.journal().look([&](const journal::Memory& memory) { out.entries = memory.next; }));
  out.house = &house;
  return out;
}

Sources sources_of(const store::LogStore& store, crypto::KeyStore& keys, const journal::Memory& memory) {
  Sources out;
  out.look = [&memory](const std::function<void(const journal::Memory&)>& read) {
    read(memory);
    return good();
  };
  out.read = [&store, &keys](record::Seq seq) -> Result<journal::Entry> {
    KATIWALA_TRY(const record::StoredEntry stored, store.read(seq));
    return journal::open_entry(store.ledger(), stored, &keys);
  };
  out.entries = memory.next;
  return out;
}

Result<std::optional<custody::Command>> carried_out(const Sources& from, const journal::Entry& entry) {
  const journal::SubjectPart* primary = entry.primary();
  if (primary == nullptr || !primary->asked) return std::optional<custody::Command>{};
  const auto* approval = std::get_if<custody::Approve>(&*primary->asked);
  if (approval == nullptr) return primary->asked;
  KATIWALA_TRY(const journal::Entry proposal, from.read(approval->proposal));
  const journal::SubjectPart* proposed = proposal.primary();
  return proposed == nullptr ? std::optional<custody::Command>{} : proposed->asked;
}

}  // namespace katiwala::api::daily
