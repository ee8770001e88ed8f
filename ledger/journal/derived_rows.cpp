#include "ledger/journal/derived_rows.h"

#include <algorithm>

#include "ledger/base/endian.h"
#include "ledger/journal/derived.h"
#include "ledger/journal/part_codec.h"

namespace katiwala::journal {
namespace {

using custody::Table;
using Raw16 = std::array<std::uint8_t, 16>;

/// A subject's row: its record, what stands on its accounts, and its chain. What was proposed and not yet opened or recorded has a
/// chain and no record.
template <class Record>
struct SubjectRow {
  std::optional<Record> record;
  std::vector<Balance> balances;
  std::uint64_t number = 0;
  Digest last{};
  template <class V>
  static void fields(V& v) {
    v(1, "record", &SubjectRow::record);
    v(2, "balances", &SubjectRow::balances);
    v(3, "number", &SubjectRow::number);
    v(4, "last", &SubjectRow::last);
  }
};

struct RateRow {
  std::vector<custody::DayRate> rates;
  template <class V>
  static void fields(V& v) { v(1, "rates", &RateRow::rates); }
};

Bytes number_value(std::uint64_t number) {
  Bytes out;
  append_be(out, number);
  return out;
}

Raw16 raw16(ByteView about) {
  Raw16 out{};
  KATIWALA_ASSERT(about.size() == out.size(), "a row about something that is no id");
  std::copy(about.begin(), about.end(), out.begin());
  return out;
}

void add_balance(const Memory& memory, std::vector<Balance>& out, book::AccountKind kind, const Raw16& owner, Currency currency) {
  const book::Account account{kind, owner, currency};
  const Amount amount = memory.state.book.balance(account);
  if (!amount.is_zero()) out.push_back({account, amount.minor()});
}

/// Every currency the ward's money can stand in: those of her pool.
std::vector<Balance> balances_of(const Memory& memory, const custody::Ward& ward) {
  using K = book::AccountKind;
  std::vector<Balance> out;
  if (const custody::Pool* pool = memory.state.pool(ward.pool)) {
    for (const auto& cash : pool->cash)
      for (const K kind : {K::principal, K::income, K::reserved}) add_balance(memory, out, kind, ward.id.bytes, cash.account.currency);
  }
  for (const auto& award : ward.awards)
    for (const K kind : {K::awarded, K::outstanding, K::received, K::charged}) add_balance(memory, out, kind, award.id.bytes, award.amount.currency());
  const auto add_cap = [&](const Raw16& owner, Currency currency) {
    for (const K kind : {K::granted, K::cap, K::cap_reserved, K::cap_used}) add_balance(memory, out, kind, owner, currency);
  };
  for (const auto& order : ward.court_orders) add_cap(order.id.bytes, order.cap.currency());
  for (const auto& budget : ward.budgets) add_cap(budget.id.bytes, budget.amount.currency());
  return out;
}

std::vector<Balance> balances_of(const Memory& memory, const custody::Pool& pool) {
  using K = book::AccountKind;
  std::vector<Balance> out;
  for (const auto& cash : pool.cash)
    for (const K kind : {K::bank, K::transit, K::suspense, K::tax, K::fee, K::unreadable}) add_balance(memory, out, kind, pool.id.bytes, cash.account.currency);
  return out;
}

/// The same bytes as of a SubjectRow, without a copy of the record: a ward's may be long, and the writer waits while rows are encoded.
template <class Record>
Bytes subject_row(const Memory& memory, const custody::Subject& about, const Record* record, const std::vector<Balance>& balances) {
  const Chain chain = memory.chain(about);
  record::CborWriter out;
  const auto put = [&](std::uint64_t key, const auto& value) {
    out.put_uint(key);
    record::put(out, value);
  };
  out.begin_map(2U + (record == nullptr ? 0 : 1) + (balances.empty() ? 0 : 1));
  if (record != nullptr) put(1, *record);
  if (!balances.empty()) put(2, balances);
  put(3, chain.number);
  put(4, chain.last);
  return out.take();
}

ClearRow sealed(const Memory& memory, const custody::Subject& about, Bytes value) {
  const crypto::KeyId* key = memory.key_of(about);
  // A ledger of the first revision has files without parts of their own yet.
  if (key == nullptr) key = memory.key_of({custody::SubjectKind::ward, about.id});
  KATIWALA_ASSERT(key != nullptr, "a sealed row without a data key");
  return {std::move(value), *key};
}

ClearRow ward_row(const Memory& memory, const custody::WardId& id) {
  const custody::Ward* ward = memory.state.ward(id);
  if (ward == nullptr && memory.chain(custody::subject(id)).number == 0) return {};
  return sealed(memory, custody::subject(id), subject_row(memory, custody::subject(id), ward, ward == nullptr ? std::vector<Balance>{} : balances_of(memory, *ward)));
}

/// A protection file or a watch.
template <class Record>
ClearRow file_row(const Memory& memory, const custody::Subject& about, const Record* record) {
  if (record == nullptr && memory.chain(about).number == 0) return {};
  return sealed(memory, about, subject_row(memory, about, record, {}));
}

/// A pool or an order. Its chain is older than itself: it begins with its proposal.
template <class Record>
ClearRow plain_subject(const Memory& memory, const custody::Subject& about, const Record* record, const std::vector<Balance>& balances) {
  if (record == nullptr && memory.chain(about).number == 0) return {};
  return {subject_row(memory, about, record, balances), std::nullopt};
}

ClearRow proposal_row(const Memory& memory, std::uint64_t number) {
  const custody::Proposal* proposal = memory.state.proposal(number);
  if (proposal == nullptr) return {};
  Bytes value = record::encode_struct(*proposal);
  if (custody::is_sealed(proposal->about.kind)) return sealed(memory, proposal->about, std::move(value));
  return {std::move(value), std::nullopt};
}

template <class Map, class Key>
const typename Map::mapped_type* lookup(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

template <class Record>
ClearRow plain(const Record* record) {
  if (record == nullptr) return {};
  return {record::encode_struct(*record), std::nullopt};
}

template <class Record>
Status load_subject(Memory& memory, const custody::Subject& about, ByteView clear, const std::function<void(Record)>& keep) {
  KATIWALA_TRY(auto row, record::decode_struct<SubjectRow<Record>>(clear));
  for (const Balance& b : row.balances) {
    if (b.minor > kMaxMinor || b.minor < -kMaxMinor) return refuse(Code::STORE_DAMAGED, "A derived balance is past the bound.");
    memory.state.book.set_balance(b.account, Amount(b.account.currency, b.minor));
  }
  if (row.number > 0) memory.chains[about] = {row.number, row.last};
  if (row.record) keep(std::move(*row.record));
  return good();
}

template <class Record>
Status load_file(Memory& memory, const custody::Subject& about, ByteView clear, const crypto::KeyId& key, const std::function<void(Record)>& keep) {
  KATIWALA_CHECK(load_subject<Record>(memory, about, clear, keep));
  if (memory.chain(about).number > 0) memory.keys[about] = key;  // else the ward's: it has no part of its own yet
  return good();
}

template <class Record, class Keep>
Status load_plain(ByteView clear, Keep keep) {
  KATIWALA_TRY(auto record, record::decode_struct<Record>(clear));
  keep(std::move(record));
  return good();
}

Refusal unknown_row(const Bytes& key) { return refuse(Code::STORE_DAMAGED, "A derived row is of no known kind.", "row " + to_hex(key)); }

Status load_numbers(Memory& memory, const Bytes& key, ByteView about, ByteView clear) {
  const std::uint8_t table = key[0];
  if (table == static_cast<std::uint8_t>(Table::reversed)) {
    if (about.size() != 8 || !clear.empty()) return unknown_row(key);
    memory.state.reversed.insert(load_be<std::uint64_t>(about.data()));
    return good();
  }
  if (about.size() != 16 || clear.size() != 8) return unknown_row(key);
  const std::uint64_t number = load_be<std::uint64_t>(clear.data());
  if (table == kIdempotencyTable) memory.idempotency.put(raw16(about), number);
  else memory.state.references[raw16(about)] = number;
  return good();
}

}  // namespace

std::vector<Balance> balances_of(const Memory& memory, const custody::Subject& subject) {
  if (subject.kind == custody::SubjectKind::ward) {
    const custody::Ward* ward = memory.state.ward(custody::WardId{subject.id});
    return ward == nullptr ? std::vector<Balance>{} : balances_of(memory, *ward);
  }
  const custody::Pool* pool = subject.kind == custody::SubjectKind::pool ? memory.state.pool(custody::PoolId{subject.id}) : nullptr;
  return pool == nullptr ? std::vector<Balance>{} : balances_of(memory, *pool);
}

ClearRow clear_row(const Memory& memory, const Bytes& key) {
  const custody::State& s = memory.state;
  const ByteView about = ByteView(key).subspan(1);
  if (key[0] == kIdempotencyTable) {
    const auto seq = memory.idempotency.find(raw16(about));
    return seq ? ClearRow{number_value(*seq), std::nullopt} : ClearRow{};
  }
  switch (static_cast<Table>(key[0])) {
    case Table::ledger: return {subject_row(memory, {}, &s.ledger, {}), std::nullopt};
    case Table::principal: return plain(s.principal(custody::PrincipalId{raw16(about)}));
    case Table::rulebook: {
      Digest hash;
      std::copy(about.begin(), about.end(), hash.begin());
      return plain(lookup(s.rulebooks, hash));
    }
    case Table::rate: {
      const auto currency = Currency::from_numeric(load_be<std::uint16_t>(about.data()));
      const auto* rates = currency.ok() ? lookup(s.rates, *currency) : nullptr;
      return rates == nullptr ? ClearRow{} : ClearRow{record::encode_struct(RateRow{*rates}), std::nullopt};
    }
    case Table::pool: {
      const custody::PoolId id{raw16(about)};
      const auto* pool = s.pool(id);
      return plain_subject(memory, custody::subject(id), pool, pool == nullptr ? std::vector<Balance>{} : balances_of(memory, *pool));
    }
    case Table::order: {
      const custody::OrderId id{raw16(about)};
      return plain_subject(memory, custody::subject(id), s.order(id), {});
    }
    case Table::ward: return ward_row(memory, custody::WardId{raw16(about)});
    case Table::protection: {
      const custody::WardId id{raw16(about)};
      return file_row(memory, custody::protection_of(id), s.protection(id));
    }
    case Table::watch: {
      const custody::Subject file{custody::SubjectKind::watch, raw16(about)};
      return file_row(memory, file, s.watch(file));
    }
    case Table::credit: return plain(s.credit(custody::CreditId{raw16(about)}));
    case Table::proposal: return proposal_row(memory, load_be<std::uint64_t>(about.data()));
    case Table::request: {
      const auto* request = s.request(custody::RequestId{raw16(about)});
      return request == nullptr ? ClearRow{} : sealed(memory, custody::subject(request->ward), record::encode_struct(*request));
    }
    case Table::file: return plain(s.file(custody::PaymentFileId{raw16(about)}));
    case Table::recall: return plain(s.recall(custody::RecallId{raw16(about)}));
    case Table::reference: {
      const auto* seq = lookup(s.references, raw16(about));
      return seq == nullptr ? ClearRow{} : ClearRow{number_value(*seq), std::nullopt};
    }
    case Table::reversed: return s.reversed.contains(load_be<std::uint64_t>(about.data())) ? ClearRow{Bytes{}, std::nullopt} : ClearRow{};
    case Table::balance: break;
  }
  halt("a row of no known table", __FILE__, __LINE__);
}

Status load_row(Memory& memory, const Bytes& key, ByteView clear, const std::optional<crypto::KeyId>& sealed_for) {
  custody::State& s = memory.state;
  if (key.empty()) return unknown_row(key);
  const ByteView about = ByteView(key).subspan(1);
  switch (key[0]) {
    case kShapeTable: return about.empty() ? good() : Status(unknown_row(key));
    case static_cast<std::uint8_t>(Table::ledger):
      return load_subject<custody::LedgerRecord>(memory, {}, clear, [&](auto r) { s.ledger = std::move(r); });
    case static_cast<std::uint8_t>(Table::principal):
      return load_plain<custody::Principal>(clear, [&](auto r) { s.principals[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::rulebook):
      return load_plain<custody::AdoptedRulebook>(clear, [&](auto r) { s.rulebooks[r.hash] = std::move(r); });
    case static_cast<std::uint8_t>(Table::rate):
      return load_plain<RateRow>(clear, [&](auto r) {
        if (!r.rates.empty()) s.rates[r.rates[0].rate.base()] = std::move(r.rates);
      });
    case static_cast<std::uint8_t>(Table::credit):
      return load_plain<custody::Credit>(clear, [&](auto r) { s.credits[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::proposal):
      return load_plain<custody::Proposal>(clear, [&](auto r) { s.proposals[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::request):
      return load_plain<custody::Request>(clear, [&](auto r) { s.requests[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::file):
      return load_plain<custody::ReleasedFile>(clear, [&](auto r) { s.files[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::recall):
      return load_plain<custody::Recall>(clear, [&](auto r) { s.recalls[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::reference):
    case static_cast<std::uint8_t>(Table::reversed):
    case kIdempotencyTable: return load_numbers(memory, key, about, clear);
    default: break;
  }
  if (about.size() != 16) return unknown_row(key);
  switch (key[0]) {
    case static_cast<std::uint8_t>(Table::pool):
      return load_subject<custody::Pool>(memory, {custody::SubjectKind::pool, raw16(about)}, clear, [&](auto r) { s.pools[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::order):
      return load_subject<custody::AwardOrder>(memory, {custody::SubjectKind::order, raw16(about)}, clear, [&](auto r) { s.orders[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::ward):
      if (!sealed_for) return unknown_row(key);
      memory.keys[{custody::SubjectKind::ward, raw16(about)}] = *sealed_for;
      return load_subject<custody::Ward>(memory, {custody::SubjectKind::ward, raw16(about)}, clear, [&](auto r) { s.wards[r.id] = std::move(r); });
    case static_cast<std::uint8_t>(Table::protection):
      if (!sealed_for) return unknown_row(key);
      return load_file<custody::Protection>(memory, {custody::SubjectKind::protection, raw16(about)}, clear, *sealed_for, [&](auto r) { s.protections[r.ward] = std::move(r); });
    case static_cast<std::uint8_t>(Table::watch):
      if (!sealed_for) return unknown_row(key);
      return load_file<custody::Watch>(memory, {custody::SubjectKind::watch, raw16(about)}, clear, *sealed_for, [&](auto r) { s.watches[r.of] = std::move(r); });
    default: return unknown_row(key);
  }
}

}  // namespace katiwala::journal
