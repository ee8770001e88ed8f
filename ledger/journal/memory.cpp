#include "ledger/journal/memory.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>

#include "ledger/crypto/digest.h"

namespace katiwala::journal {
namespace {

Refusal at(Refusal refusal, record::Seq seq) {
  refusal.place = "entry " + std::to_string(seq) + (refusal.place.empty() ? "" : " " + refusal.place);
  return refusal;
}

Status check_place(const Memory& memory, const Entry& entry) {
  const record::Header& h = entry.header;
  if (h.seq != memory.next) return refuse(Code::CHAIN_BROKEN, "The entry's number is not the next one.", "seq");
  if (h.prev != memory.last_leaf) return refuse(Code::CHAIN_BROKEN, "The entry names another entry as the one before it.", "prev");
  if (h.seq > 0 && h.time <= memory.last_time) return refuse(Code::CHAIN_BROKEN, "The entry's time is not after that of the one before.", "time");
  if (!h.time.has_date()) return refuse(Code::RECORD_MALFORMED, "The entry's time is no date.", "time");
  return good();
}

Status check_chains(const Memory& memory, const Entry& entry) {
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    const custody::Subject& about = opened.part->about;
    if (about.kind == custody::SubjectKind::ledger && about != custody::Subject{}) {
      return refuse(Code::RECORD_MALFORMED, "A part is about the ledger and names an id; of the ledger the id is zeros.", "subject");
    }
    const Chain before = memory.chain(opened.part->about);
    if (opened.part->number != before.number + 1 || opened.part->before != before.last) {
      return refuse(Code::CHAIN_BROKEN, "A part does not follow the part of its subject before it.", "subject");
    }
  }
  return good();
}

std::vector<book::Posting> readable_lines(const Entry& entry) {
  std::vector<book::Posting> lines;
  for (const OpenedPart& opened : entry.parts) {
    if (opened.part) lines.insert(lines.end(), opened.part->postings.begin(), opened.part->postings.end());
  }
  return lines;
}

std::optional<custody::PoolId> pool_of(const Entry& entry) {
  for (const OpenedPart& opened : entry.parts) {
    if (opened.part && opened.part->about.kind == custody::SubjectKind::pool) return custody::PoolId{opened.part->about.id};
  }
  return std::nullopt;
}

Status fold_postings(Memory& memory, const Entry& entry, Stale* stale) {
  std::vector<book::Posting> lines = readable_lines(entry);
  if (!entry.wholly_readable()) {
    const auto pool = pool_of(entry);
    if (!pool && !book::residue(lines).empty()) return refuse(Code::POSTING_UNBALANCED, "Money moved in an entry that names no pool.");
    custody::apply_partial(memory.state, lines, pool, stale);
    return good();
  }
  if (lines.empty()) return good();
  KATIWALA_TRY(const book::Balanced balanced, book::Balanced::check(std::move(lines)));
  KATIWALA_CHECK(memory.state.book.allows(balanced));
  custody::apply(memory.state, balanced, stale);
  return good();
}

Status check_balances(const Memory& memory, const Entry& entry) {
  if (!entry.wholly_readable()) return good();  // a pool's `unreadable` account stands for what can not be read
  for (const OpenedPart& opened : entry.parts) {
    for (const Balance& balance : opened.part->balances) {
      if (memory.state.book.balance(balance.account).minor() != balance.minor) {
        return refuse(Code::RECORD_MALFORMED, "A balance after the entry is not what its postings give.", balance.account.text());
      }
    }
  }
  return good();
}

void fold_events(Memory& memory, const Entry& entry, Stale* stale, std::vector<crypto::KeyId>* erased) {
  const SubjectPart* primary = entry.primary();
  custody::Origin origin;
  origin.seq = entry.seq();
  origin.time = entry.header.time;
  origin.principal = entry.act.principal;
  origin.asked = primary == nullptr ? nullptr : &*primary->asked;
  origin.rulebook = entry.act.rulebook;
  origin.credential = primary != nullptr && primary->signature ? primary->signature->credential : entry.act.credential;
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events) {
      custody::apply(memory.state, origin, opened.part->about, event, stale);
      const auto* erasure = std::get_if<custody::WardErased>(&event);
      if (erasure == nullptr) continue;
      for (const custody::Subject& hers : sealed_subjects_of(erasure->ward)) {
        if (const crypto::KeyId* key = memory.key_of(hers); key != nullptr && erased != nullptr) erased->push_back(*key);
        memory.keys.erase(hers);
        memory.chains.erase(hers);
      }
    }
  }
}

void fold_chains(Memory& memory, const Entry& entry, Stale* stale) {
  for (const OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    memory.chains[opened.part->about] = {opened.part->number, opened.hash};
    if (opened.key) memory.keys[opened.part->about] = *opened.key;
    if (stale != nullptr) stale->subject(opened.part->about);
  }
  if (entry.act.idempotency_key.empty()) return;
  const auto key = idempotency_index(entry.act.principal, entry.act.idempotency_key);
  memory.idempotency.put(key, entry.seq());
  if (stale != nullptr) stale->idempotency(key);
}

}  // namespace

namespace {
struct FirstBytesHash {
  using is_avalanching = void;  // keys are digests
  std::size_t operator()(const IdempotencyIndexKey& k) const noexcept {
    std::size_t h;
    std::memcpy(&h, k.data(), sizeof h);
    return h;
  }
};
}  // namespace

struct IdempotencyIndex::Table {
  boost::unordered_flat_map<IdempotencyIndexKey, record::Seq, FirstBytesHash> entries;
};

IdempotencyIndex::IdempotencyIndex() : table_(std::make_unique<Table>()) {}
IdempotencyIndex::~IdempotencyIndex() = default;
IdempotencyIndex::IdempotencyIndex(IdempotencyIndex&&) noexcept = default;
IdempotencyIndex& IdempotencyIndex::operator=(IdempotencyIndex&&) noexcept = default;
std::optional<record::Seq> IdempotencyIndex::find(const IdempotencyIndexKey& key) const {
  const auto found = table_->entries.find(key);
  if (found == table_->entries.end()) return std::nullopt;
  return found->second;
}
void IdempotencyIndex::put(const IdempotencyIndexKey& key, record::Seq seq) { table_->entries[key] = seq; }
void IdempotencyIndex::for_each(const std::function<void(const IdempotencyIndexKey&, record::Seq)>& visit) const {
  for (const auto& [key, seq] : table_->entries) visit(key, seq);
}

IdempotencyIndexKey idempotency_index(const custody::PrincipalId& principal, std::string_view key) {
  const Digest digest = crypto::sha256({principal.bytes, view(key)});
  IdempotencyIndexKey out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

std::array<custody::Subject, 3> sealed_subjects_of(const custody::WardId& ward) {
  return {custody::subject(ward), custody::protection_of(ward), custody::watch_of(ward)};
}

void name_erased_key(const Memory& memory, custody::Command& command) {
  auto* erasure = std::get_if<custody::EraseWard>(&command);
  if (erasure == nullptr) return;
  const crypto::KeyId* key = memory.key_of(custody::subject(erasure->ward));
  erasure->key = key == nullptr ? std::array<std::uint8_t, 16>{} : key->bytes;
}

const crypto::KeyId* Memory::key_of(const custody::Subject& subject) const {
  const auto found = keys.find(subject);
  return found == keys.end() ? nullptr : &found->second;
}

Chain Memory::chain(const custody::Subject& subject) const {
  const auto found = chains.find(subject);
  return found == chains.end() ? Chain{} : found->second;
}

Status fold(Memory& memory, const Entry& entry, Stale* stale, std::vector<crypto::KeyId>* erased) {
  const auto check = [&]() -> Status {
    KATIWALA_CHECK(check_place(memory, entry));
    KATIWALA_CHECK(check_chains(memory, entry));
    KATIWALA_CHECK(fold_postings(memory, entry, stale));
    return check_balances(memory, entry);
  };
  if (const Status checked = check(); !checked.ok()) return at(checked.refusal(), entry.seq());
  fold_chains(memory, entry, stale);
  fold_events(memory, entry, stale, erased);
  memory.next = entry.seq() + 1;
  memory.last_leaf = entry.leaf;
  memory.last_time = entry.header.time;
  return good();
}

}  // namespace katiwala::journal
