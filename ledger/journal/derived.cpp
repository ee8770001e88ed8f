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

std::optional<Bytes> stored_value(const store::LedgerId& ledger, const Bytes& key, const ClearRow& row, crypto::KeyStore& keys, crypto::Entropy& entropy) {
  if (!row.value) return std::nullopt;
  if (!row.sealed_for) return joined({ByteView(&kClearRow, 1), *row.value});
  const auto data_key = keys.find(*row.sealed_for);
  if (!data_key) return std::nullopt;
  crypto::Nonce nonce;
  entropy.fill(nonce);
  const Bytes box = crypto::seal(*data_key, nonce, joined({ledger.bytes, key}), *row.value);
  return joined({ByteView(&kSealedRow, 1), row.sealed_for->bytes, nonce, box});
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

namespace {

Bytes row_key(std::uint8_t table, ByteView about) { return joined({ByteView(&table, 1), about}); }
Bytes row_key(Table table, ByteView about) { return row_key(static_cast<std::uint8_t>(table), about); }
Bytes row_key(Table table, std::uint64_t number) {
  std::array<std::uint8_t, 8> about;
  store_be(about.data(), number);
  return row_key(table, about);
}
Bytes row_key(Table table, Currency currency) {
  std::array<std::uint8_t, 2> about;
  store_be(about.data(), currency.numeric());
  return row_key(table, about);
}

}  // namespace

void for_each_row_key(const Memory& memory, const std::function<void(Bytes key)>& visit) {
  const custody::State& s = memory.state;
  const auto ids = [&](Table table, const auto& records) {
    for (const auto& [id, record] : records) visit(row_key(table, id.bytes));
  };
  visit(row_key(Table::ledger, ByteView{}));
  ids(Table::principal, s.principals);
  for (const auto& [hash, rulebook] : s.rulebooks) visit(row_key(Table::rulebook, hash));
  for (const auto& [currency, rates] : s.rates) visit(row_key(Table::rate, currency));
  // What has a chain has a row, though it be proposed and no more.
  for (const auto& [about, chain] : memory.chains)
    if (about.kind != custody::SubjectKind::ledger) visit(row_key(*table_of(about.kind), about.id));
  ids(Table::credit, s.credits);
  for (const auto& [number, proposal] : s.proposals) visit(row_key(Table::proposal, number));
  ids(Table::request, s.requests);
  ids(Table::file, s.files);
  ids(Table::recall, s.recalls);
  for (const auto& [mark, seq] : s.references) visit(row_key(Table::reference, mark));
  for (const std::uint64_t seq : s.reversed) visit(row_key(Table::reversed, seq));
  memory.idempotency.for_each([&](const IdempotencyIndexKey& key, record::Seq) { visit(row_key(kIdempotencyTable, key)); });
}

std::map<Bytes, Bytes> all_clear_rows(const Memory& memory) {
  std::map<Bytes, Bytes> out;
  for_each_row_key(memory, [&](Bytes key) {
    auto row = clear_row(memory, key);
    if (row.value) out.emplace(std::move(key), std::move(*row.value));
  });
  return out;
}

}  // namespace katiwala::journal
