#include "ledger/journal/derived.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>

#include "ledger/base/endian.h"
#include "ledger/journal/derived_rows.h"
#include "ledger/journal/part_codec.h"

namespace katiwala::journal {
namespace {

using custody::Table;

Bytes joined(std::initializer_list<ByteView> pieces) {
  std::size_t size = 0;
  for (const ByteView piece : pieces) size += piece.size();
  Bytes out(size);
  std::size_t at = 0;
  for (const ByteView piece : pieces) {
    std::ranges::copy(piece, out.begin() + static_cast<std::ptrdiff_t>(at));
    at += piece.size();
  }
  return out;
}

std::optional<Table> table_of(custody::SubjectKind kind) {
  switch (kind) {
    case custody::SubjectKind::ledger: return Table::ledger;
    case custody::SubjectKind::pool: return Table::pool;
    case custody::SubjectKind::order: return Table::order;
    case custody::SubjectKind::ward: return Table::ward;
    case custody::SubjectKind::protection: return Table::protection;
    case custody::SubjectKind::watch: return Table::watch;
  }
  return std::nullopt;
}

Bytes associated_data(const store::LedgerId& ledger, const Bytes& key) {
  return joined({ledger.bytes, key});
}

constexpr std::uint8_t kClear = 0, kSealed = 1;
constexpr std::size_t kSealedHead = 1 + 16 + 12;

std::optional<Bytes> stored_value(const store::LedgerId& ledger, const Bytes& key, const ClearRow& row, crypto::KeyStore& keys, crypto::Entropy& entropy) {
  if (!row.value) return std::nullopt;
  if (!row.sealed_for) return joined({ByteView(&kClear, 1), *row.value});
  const auto data_key = keys.find(*row.sealed_for);
  if (!data_key) return std::nullopt;
  crypto::Nonce nonce;
  entropy.fill(nonce);
  const Bytes box = crypto::seal(*data_key, nonce, associated_data(ledger, key), *row.value);
  return joined({ByteView(&kSealed, 1), row.sealed_for->bytes, nonce, box});
}

/// Nothing: sealed under a key that does not exist any more.
Result<std::optional<std::pair<Bytes, std::optional<crypto::KeyId>>>> open_value(const store::LedgerId& ledger, const Bytes& key, ByteView value,
                                                                                 crypto::KeyStore& keys) {
  using Opened = std::optional<std::pair<Bytes, std::optional<crypto::KeyId>>>;
  const Refusal damaged = refuse(Code::STORE_DAMAGED, "A derived row can not be read.", "row " + to_hex(key));
  if (value.empty()) return damaged;
  if (value[0] == kClear) return Opened{{Bytes(value.begin() + 1, value.end()), std::nullopt}};
  if (value[0] != kSealed || value.size() < kSealedHead) return damaged;
  crypto::KeyId id;
  std::copy_n(value.begin() + 1, 16, id.bytes.begin());
  crypto::Nonce nonce;
  std::copy_n(value.begin() + 17, nonce.size(), nonce.begin());
  const auto data_key = keys.find(id);
  if (!data_key) return Opened{};
  KATIWALA_TRY(Bytes clear, crypto::open(*data_key, nonce, associated_data(ledger, key), value.subspan(kSealedHead)));
  return Opened{{std::move(clear), id}};
}

}  // namespace

namespace {
constexpr std::size_t kMaxAbout = 32;

struct StaleKey {
  std::array<std::uint8_t, 1 + kMaxAbout> bytes{};  ///< zeros behind `size`
  std::uint8_t size = 0;
  bool operator==(const StaleKey&) const = default;
};
struct StaleKeyHash {
  std::size_t operator()(const StaleKey& key) const noexcept {  // ids and digests are random, numbers are not
    std::uint64_t h;
    std::memcpy(&h, key.bytes.data() + 1, sizeof h);
    return static_cast<std::size_t>((h ^ key.bytes[0]) * 0x9e3779b97f4a7c15ULL);
  }
};
}  // namespace

struct StaleRows::Keys {
  boost::unordered_flat_set<StaleKey, StaleKeyHash> set;
};

StaleRows::StaleRows() : keys_(std::make_unique<Keys>()) {}
StaleRows::~StaleRows() = default;
std::size_t StaleRows::size() const { return keys_->set.size(); }

void StaleRows::add(std::uint8_t table, ByteView about) {
  KATIWALA_ASSERT(about.size() <= kMaxAbout, "a row's key is longer than any table has");
  StaleKey key;
  key.bytes[0] = table;
  std::ranges::copy(about, key.bytes.begin() + 1);
  key.size = static_cast<std::uint8_t>(1 + about.size());
  keys_->set.insert(key);
}
void StaleRows::row(Table table, ByteView key) {
  if (table != Table::balance) add(static_cast<std::uint8_t>(table), key);
}
void StaleRows::subject(const custody::Subject& about) {
  const auto table = table_of(about.kind);
  KATIWALA_ASSERT(table.has_value(), "a subject of no kind");
  if (about.kind == custody::SubjectKind::ledger) row(*table, {});
  else row(*table, about.id);
}
void StaleRows::idempotency(const IdempotencyIndexKey& key) { add(kIdempotencyTable, key); }

std::vector<Bytes> StaleRows::take() {
  std::vector<Bytes> out;
  out.reserve(keys_->set.size());
  for (const StaleKey& key : keys_->set) out.emplace_back(key.bytes.begin(), key.bytes.begin() + key.size);
  keys_->set.clear();
  std::ranges::sort(out);
  return out;
}

ClearRows clear_rows(const Memory& memory, std::vector<Bytes> keys) {
  ClearRows out;
  out.reserve(keys.size());
  for (Bytes& key : keys) {
    ClearRow row = clear_row(memory, key);
    out.emplace_back(std::move(key), std::move(row));
  }
  return out;
}

std::vector<store::DerivedRow> seal_rows(const store::LedgerId& ledger, ClearRows rows, crypto::KeyStore& keys, crypto::Entropy& entropy) {
  std::vector<store::DerivedRow> out;
  out.reserve(rows.size());
  for (auto& [key, row] : rows) {
    auto value = stored_value(ledger, key, row, keys, entropy);
    out.push_back({std::move(key), std::move(value)});
  }
  return out;
}

Status load_derived(Memory& memory, const store::LogStore& store, crypto::KeyStore& keys) {
  KATIWALA_CHECK(store.scan_derived([&](ByteView row_key, ByteView value) -> Status {
    const Bytes key(row_key.begin(), row_key.end());
    KATIWALA_TRY(auto opened, open_value(memory.ledger, key, value, keys));
    if (!opened) return good();
    return load_row(memory, key, opened->first, opened->second);
  }));
  custody::index(memory.state);
  return good();
}

std::map<Bytes, Bytes> all_clear_rows(const Memory& memory) {
  StaleRows rows;
  const custody::State& s = memory.state;
  const auto number_row = [&](Table table, std::uint64_t number) {
    std::array<std::uint8_t, 8> key;
    store_be(key.data(), number);
    rows.row(table, key);
  };
  rows.row(Table::ledger, {});
  for (const auto& [id, p] : s.principals) rows.row(Table::principal, id.bytes);
  for (const auto& [hash, r] : s.rulebooks) rows.row(Table::rulebook, hash);
  for (const auto& [currency, list] : s.rates) {
    std::array<std::uint8_t, 2> key;
    store_be(key.data(), currency.numeric());
    rows.row(Table::rate, key);
  }
  for (const auto& [id, p] : s.pools) rows.row(Table::pool, id.bytes);
  for (const auto& [id, o] : s.orders) rows.row(Table::order, id.bytes);
  for (const auto& [about, chain] : memory.chains) rows.subject(about);
  for (const auto& [id, c] : s.credits) rows.row(Table::credit, id.bytes);
  for (const auto& [id, p] : s.proposals) number_row(Table::proposal, id);
  for (const auto& [id, r] : s.requests) rows.row(Table::request, id.bytes);
  for (const auto& [id, f] : s.files) rows.row(Table::file, id.bytes);
  for (const auto& [id, r] : s.recalls) rows.row(Table::recall, id.bytes);
  for (const auto& [mark, seq] : s.references) rows.row(Table::reference, mark);
  for (const auto seq : s.reversed) number_row(Table::reversed, seq);
  memory.idempotency.for_each([&](const IdempotencyIndexKey& key, record::Seq) { rows.idempotency(key); });
  std::map<Bytes, Bytes> out;
  for (const Bytes& key : rows.take()) {
    auto row = clear_row(memory, key);
    if (row.value) out.emplace(key, std::move(*row.value));
  }
  return out;
}

}  // namespace katiwala::journal
