#include "audit/exports/erasures.h"

namespace katiwala::audit::exports {

void Erasures::note(const journal::Entry& entry) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events) {
      const auto* erasure = std::get_if<custody::WardErased>(&event);
      if (erasure == nullptr) continue;
      by_key_.try_emplace(crypto::KeyId{erasure->key}, entry.seq());
      for (const custody::FileKey& file : erasure->files) by_key_.try_emplace(crypto::KeyId{file.key}, entry.seq());
    }
  }
}

std::optional<record::Seq> Erasures::of(const crypto::KeyId& key) const {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  return found->second;
}

Result<Erasures> find_erasures(const store::LogStore& store) {
  Erasures erasures;
  KATIWALA_CHECK(store.scan(0, [&](record::Seq, const record::StoredEntry& stored) -> Status {
    KATIWALA_TRY(const journal::Entry entry, journal::open_entry(store.ledger(), stored, nullptr));
    erasures.note(entry);
    return good();
  }));
  return erasures;
}

std::string ClosedPart::text() const {
  return "part " + std::to_string(index) + " is " + std::string(state()) + (erased_by ? " by entry " + std::to_string(*erased_by) : "") + ", key " + key.hex();
}

std::vector<ClosedPart> closed_parts(const journal::Entry& entry, const Erasures& erasures) {
  std::vector<ClosedPart> out;
  for (std::size_t i = 0; i < entry.parts.size(); ++i) {
    const journal::OpenedPart& opened = entry.parts[i];
    if (!opened.part) out.push_back({i + 1, opened.hash, *opened.key, erasures.of(*opened.key)});
  }
  return out;
}

}  // namespace katiwala::audit::exports
