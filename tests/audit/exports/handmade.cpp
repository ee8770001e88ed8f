#include "tests/audit/exports/handmade.h"

#include <algorithm>

#include "ledger/journal/part_codec.h"

namespace katiwala::audit::exports::testing {

using namespace custody;
using book::AccountKind;
using book::Category;

book::Posting post(AccountKind kind, std::uint8_t of, const std::string& text, const std::string& code, Category category) {
  return book::posting(kind, owner(of), amount(text, code), category);
}

ReceiveCredit some_credit() {
  ReceiveCredit out;
  out.amount = amount("1.00", "USD");
  out.booked = out.value_date = *CivilDate::parse("2026-02-18");
  return out;
}

journal::SubjectPart& Handmade::part(SubjectKind kind, std::uint8_t of) {
  begun_.push_back({});
  journal::SubjectPart& part = begun_.back().part;
  part.about = {kind, kind == SubjectKind::ledger ? Owner{} : owner(of)};
  part.number = ++numbers_[part.about];
  if (part.number > 1) part.before.fill(1);
  return part;
}

void Handmade::close_part(std::uint8_t key) { begun_.back().closed = key; }

const journal::Entry& Handmade::entry(Command command) {
  journal::Entry out;
  out.header.seq = entries.size();
  out.header.prev = entries.empty() ? Digest{} : entries.back().leaf;
  out.header.time = time_;
  time_.micros += 1;
  out.act.command = kind_of(command);
  out.act.principal = PrincipalId{owner(0xaa)};
  out.act_clear.bytes = record::encode_struct(out.act);
  out.header.part_hashes.push_back(out.act_clear.hash());
  for (const Begun& begun : begun_)
    for (const book::Posting& line : begun.part.postings) balances_[line.account] += line.change_minor;
  bool asked = false;
  for (Begun& begun : begun_) {
    if (!asked && !begun.closed) {
      begun.part.asked = command;
      begun.part.outcome = Outcome::allow;
      asked = true;
    }
    for (const book::Posting& line : begun.part.postings) {
      const bool there = std::ranges::any_of(begun.part.balances, [&](const journal::Balance& b) { return b.account == line.account; });
      if (!there) begun.part.balances.push_back({line.account, balances_[line.account]});
    }
    journal::OpenedPart opened;
    opened.clear.bytes = record::encode_struct(begun.part);
    opened.hash = opened.clear.hash();
    out.header.part_hashes.push_back(opened.hash);
    if (begun.part.about.kind == SubjectKind::ward) opened.key = crypto::KeyId{owner(begun.closed.value_or(0xee))};
    if (begun.closed) opened.clear = {};
    else opened.part = std::move(begun.part);
    out.parts.push_back(std::move(opened));
  }
  begun_.clear();
  out.encoded_header = record::encode(out.header);
  out.leaf = record::leaf_hash(out.encoded_header);
  return entries.emplace_back(std::move(out));
}

Handmade small_history() {
  constexpr std::uint8_t kPool = 0x10, kWard = 0x3f, kOther = 0x40, kAward = 0x50, kOrder = 0x60;
  Handmade h("2026-02-18T09:00:00+08:00");
  auto& ledger = h.part(SubjectKind::ledger, 0);
  LedgerCreated created;
  created.ledger = owner(1);
  created.origin = "sandbox.example/handmade";
  ledger.events.emplace_back(std::move(created));
  h.entry(CreateLedger{});

  auto& awarded = h.part(SubjectKind::ward, kWard);
  awarded.postings = {post(AccountKind::awarded, kAward, "-35000.00", "USD", Category::authority), post(AccountKind::outstanding, kAward, "35000.00", "USD", Category::authority)};
  h.entry(RecordAward{AwardId{owner(kAward)}, OrderId{owner(0x51)}, WardId{owner(kWard)}, amount("35000.00", "USD")});

  auto& received = h.part(SubjectKind::pool, kPool);
  received.postings = {post(AccountKind::bank, kPool, "19975.00", "USD", Category::receipt), post(AccountKind::suspense, kPool, "19975.00", "USD", Category::receipt)};
  h.entry(some_credit());
  h.later(15 * 3600);  // past midnight in Manila, not in Greenwich

  auto& proposed = h.part(SubjectKind::pool, kPool);
  proposed.events.emplace_back(ProposalOpened{*Instant::parse("2026-03-01T00:00:00Z"), {Role::trust_officer}});
  h.entry(MatchCredit{});
  auto& pool = h.part(SubjectKind::pool, kPool);
  pool.events.emplace_back(ProposalClosed{3, ProposalState::executed});
  pool.postings = {post(AccountKind::suspense, kPool, "-19975.00", "USD", Category::receipt)};
  auto& hers = h.part(SubjectKind::ward, kWard);
  hers.postings = {post(AccountKind::principal, kWard, "9987.50", "USD", Category::receipt), post(AccountKind::outstanding, kAward, "-10000.00", "USD", Category::authority),
                   post(AccountKind::received, kAward, "9987.50", "USD", Category::authority), post(AccountKind::charged, kAward, "12.50", "USD", Category::authority)};
  auto& erased = h.part(SubjectKind::ward, kOther);
  erased.postings = {post(AccountKind::principal, kOther, "9987.50", "USD", Category::receipt)};
  h.close_part(0xe1);
  h.entry(Approve{3, {}});

  auto& converted = h.part(SubjectKind::ward, kWard);
  converted.events.emplace_back(Converted{amount("100.00", "USD"), amount("5823.50", "PHP"), *Rate::parse(currency("USD"), currency("PHP"), "58.2350")});
  converted.postings = {post(AccountKind::principal, kWard, "-100.00", "USD", Category::conversion), post(AccountKind::principal, kWard, "5823.50", "PHP", Category::conversion),
                        post(AccountKind::principal, kWard, "-25.00", "PHP", Category::charge)};
  auto& cash = h.part(SubjectKind::pool, kPool);
  cash.postings = {post(AccountKind::bank, kPool, "-100.00", "USD", Category::conversion), post(AccountKind::bank, kPool, "5823.50", "PHP", Category::conversion),
                   post(AccountKind::bank, kPool, "-25.00", "PHP", Category::charge)};
  Convert deal;
  deal.ward = WardId{owner(kWard)};
  deal.sold = amount("100.00", "USD");
  deal.bought = amount("5823.50", "PHP");
  deal.rate = *Rate::parse(currency("USD"), currency("PHP"), "58.2350");
  deal.source = "a \"desk\" \\ of\nnobody";
  h.entry(deal);

  h.part(SubjectKind::ledger, 0).events.emplace_back(WardErased{WardId{owner(kOther)}, PoolId{owner(kPool)}, owner(0xe1)});
  h.entry(EraseWard{});
  h.later(24 * 3600);

  h.part(SubjectKind::ward, 0x41);
  h.close_part(0xc1);
  h.entry(ApproveBond{});
  auto& more = h.part(SubjectKind::pool, kPool);
  more.events.emplace_back(EntryReversed{2});
  more.postings = {post(AccountKind::bank, kPool, "1234567", "JPY", Category::receipt), post(AccountKind::suspense, kPool, "1234567", "JPY", Category::receipt),
                   post(AccountKind::bank, kPool, "1.234", "KWD", Category::receipt), post(AccountKind::suspense, kPool, "1.234", "KWD", Category::receipt)};
  h.entry(some_credit());
  auto& capped = h.part(SubjectKind::ward, kWard);
  capped.postings = {post(AccountKind::granted, kOrder, "-500.00", "PHP", Category::authority), post(AccountKind::cap, kOrder, "500.00", "PHP", Category::authority)};
  RecordCourtOrder order;
  order.ward = WardId{owner(kWard)};
  order.order = CourtOrderId{owner(kOrder)};
  order.cap = amount("500.00", "PHP");
  h.entry(order);
  return h;
}

Scope scope_of(const std::vector<journal::Entry>& entries, record::Seq from) {
  Scope scope{store::LedgerId{owner(1)}, from, {}};
  for (const journal::Entry& entry : entries) scope.erasures.note(entry);
  return scope;
}

const Format& format_named(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, name, &Format::name);
  KATIWALA_ASSERT(found != std::end(kFormats), "no such format");
  return *found;
}

Result<Files> run(const Format& format, const std::vector<journal::Entry>& entries, record::Seq from) {
  Files files;
  const auto exporter = format.make(scope_of(entries, from), [&](std::string_view name) -> Sink {
    std::string& text = files[std::string(name)];
    return [&text](std::string_view more) { text += more; };
  });
  for (const journal::Entry& entry : entries) KATIWALA_CHECK(exporter->take(entry));
  KATIWALA_CHECK(exporter->finish());
  return files;
}

}  // namespace katiwala::audit::exports::testing
