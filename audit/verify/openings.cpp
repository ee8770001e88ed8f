// What an older book brought in (docs/format.md, Opening balances): agreed to, added up, posted as agreed, and the first on its accounts.
#include <algorithm>
#include <map>

#include "audit/verify/ledger.h"

namespace verify {
namespace {

constexpr int kBank = 1, kPrincipal = 2, kIncome = 3, kSuspense = 6, kTax = 7, kFee = 8;  // kinds of accounts
constexpr int kOutstanding = 17, kReceived = 18, kCharged = 19;
constexpr std::uint8_t kBrought = 12;                                                     // the category

std::uint16_t currency_of(Value amount) { return static_cast<std::uint16_t>(amount[0].number()); }

std::string text_of(Value amount) { return amount ? std::to_string(amount[1].integer()) + "/" + std::to_string(currency_of(amount)) : std::string("-"); }

/// What a hostile record adds up to may pass any bound; a sum that went round would look like another.
using WideSum = __int128;

WideSum posted(std::span<const Posting> postings, int kind, std::uint16_t currency) {
  WideSum sum = 0;
  for (const Posting& posting : postings)
    if (posting.account.kind == kind && posting.account.currency == currency && posting.category == kBrought) sum += posting.minor;
  return sum;
}

/// What was noted, added up: by currency.
struct Noted {
  std::uint64_t lines = 0;
  WideSum amount = 0, income = 0;
};
/// What was paid under an award so far, in its currency.
struct Paid {
  WideSum paid = 0, charges = 0;
};

struct Brought {
  std::map<std::uint16_t, Noted> sums;
  std::vector<std::pair<Id, std::string>> texts;  // by ward
};

bool is_marked(const Posting& posting) { return posting.category == kBrought; }

std::int64_t minor_of(Value total, int member) { return total.find(member)[1].integer(); }

/// The pool's own part, in one currency: the totals add up, and are what was posted.
void check_total(const Part& part, Value total, const Place& place) {
  WideSum sum = 0;
  for (const int member : {2, 3, 4, 5, 6}) sum += minor_of(total, member);
  CHECK("opened-sum", sum == minor_of(total, 7), place, "the totals agreed to do not add up to what is at the bank");
  constexpr std::pair<int, int> kPosted[] = {{kBank, 7}, {kSuspense, 4}, {kTax, 5}, {kFee, 6}};
  for (const auto& [kind, member] : kPosted)
    CHECK("opened-posted", posted(part.postings, kind, currency_of(total.find(7))) == minor_of(total, member),
          place, "account kind " + std::to_string(kind) + " does not grow by what was agreed to");
}

/// Nothing is brought in besides, in a currency that no total has.
void check_only(const Part& part, Value totals, const Place& place) {
  for (const Posting& posting : part.postings) {
    bool agreed = false;
    for (const Value total : totals) agreed |= currency_of(total.find(7)) == posting.account.currency;
    CHECK("opened-only", agreed || !is_marked(posting), place, "brought in in a currency that nobody agreed to");
  }
}

/// The older book's payments under her awards, and nothing else, is what was posted on those.
void check_paid(const Part& part, Value lines, const Place& place) {
  std::map<std::pair<Id, std::uint16_t>, Paid> awards;
  for (const Value line : lines) {
    if (!line.find(1) || !line.find(5)) continue;
    Paid& sum = awards[{line.find(1).as<Id>(), currency_of(line.find(5))}];
    sum.paid += line.find(5)[1].integer();
    if (line.find(6)) sum.charges += line.find(6)[1].integer();
  }
  for (const auto& [award, sum] : awards) {
    const auto& [owner, currency] = award;
    const auto moved = [&, &owner = owner, &currency = currency](int kind) {  // bindings by new names: clang 14 captures no others
      WideSum out = 0;
      for (const Posting& posting : part.postings)
        if (posting.account.kind == kind && posting.account.owner == owner && posting.account.currency == currency) out += posting.minor;
      return out;
    };
    const bool agrees = moved(kOutstanding) == -sum.paid && moved(kReceived) == sum.paid - sum.charges && moved(kCharged) == sum.charges;
    CHECK("brought-paid", agrees, place, "what was posted under an award is not what the lines say was paid and kept");
  }
}

/// One ward's lines: what they come to, and that this is what was posted in her part, and no more.
void take(const Part& part, Value lines, Brought& out, const Place& place) {
  std::string text;
  std::map<std::uint16_t, Noted> hers;
  for (const Value line : lines) {
    const bool by_award = static_cast<bool>(line.find(1));
    text += hex(view(part.subject.id)) + (by_award ? " award " : " paper ") + hex(line.find(by_award ? 1 : 2).bytes());
    for (const int member : {3, 4, 5, 6}) text += " " + text_of(line.find(member));
    text += "\n";
    for (std::map<std::uint16_t, Noted>* sums : {&hers, &out.sums}) {
      Noted& sum = (*sums)[currency_of(line.find(3))];
      ++sum.lines;
      sum.amount += line.find(3)[1].integer();
      if (line.find(4)) sum.income += line.find(4)[1].integer();
    }
  }
  for (const Posting& posting : part.postings) {
    const bool of_hers = posting.account.owner == part.subject.id && (posting.account.kind == kPrincipal || posting.account.kind == kIncome);
    CHECK("brought-lines", !is_marked(posting) || (of_hers && hers.contains(posting.account.currency)), place, "brought in beside what the lines say");
  }
  check_paid(part, lines, place);
  for (const auto& [currency, sum] : hers) {
    CHECK("brought-income", posted(part.postings, kIncome, currency) == sum.income, place, "the income brought in is not what the lines say");
    CHECK("brought-principal", posted(part.postings, kPrincipal, currency) == sum.amount - sum.income,
          place, "the principal brought in is not what the lines say");
  }
  out.texts.emplace_back(part.subject.id, std::move(text));
}

}  // namespace

/// Every ward's lines that can be read. What is withheld is missing in the sums, which are then not held against what was agreed to.
void Ledger::check_brought(const Entry& entry, Value opened, const Place& place) const {
  Brought brought;
  for (const Part& part : entry.parts) {
    bool said = false;
    for (const Happened& happened : part.events) {
      if (happened.kind == Event::balance_brought) take(part, happened.said.find(4), brought, entry.place(&part));
      said |= happened.kind == Event::balance_brought || happened.kind == Event::books_opened;
    }
    const bool marked = std::any_of(part.postings.begin(), part.postings.end(), is_marked);
    CHECK("brought-said", said || !marked, entry.place(&part), "brought in without a line that says so");
  }
  if (entry.withheld > 0) return;
  for (const Value total : opened.find(5)) {
    const Noted& noted = brought.sums[currency_of(total.find(7))];
    CHECK("opened-lines", noted.lines == total.find(1).number(), place, "another number of lines was brought in than was agreed to");
    CHECK("opened-principal", noted.amount - noted.income == total.find(2)[1].integer(), place, "the principal brought in is not what was agreed to");
    CHECK("opened-income", noted.income == total.find(3)[1].integer(), place, "the income brought in is not what was agreed to");
    brought.sums.erase(currency_of(total.find(7)));
  }
  CHECK("opened-currency", brought.sums.empty(), place, "something was brought in in a currency that nobody agreed to");
  std::sort(brought.texts.begin(), brought.texts.end());
  std::string text;
  for (const auto& [ward, lines] : brought.texts) text += lines;
  CHECK("opened-noted", view(sha256({text})) == opened.find(4).bytes(), place, "the lines brought in are not those that were agreed to");
  ++report_.count("opening balances recomputed line by line");
}

void Ledger::open_books(const Entry& entry, const Part& part, Value said) {
  const Place place = entry.place(&part);
  const bool agreed = entry.asked && entry.act.command == Command::approve;
  CHECK("opened-agreed", agreed, place, "an older book brought in by an entry that is no approval");
  if (!agreed) return;
  const Proposal& proposal = approved_by(entry);
  const Value asked = proposal.asked.empty() ? Value() : Value(proposal.asked.data());
  const bool proposed = asked && static_cast<Command>(asked[0].number()) == Command::open_books;
  CHECK("opened-proposed", proposed, place, "an older book brought in that nobody proposed");
  if (!proposed) return;
  CHECK("opened-pool", asked[1].find(2).bytes() == view(part.subject.id), place, "an older book brought in in the part of another pool than its own");
  constexpr std::pair<int, int> kAsAsked[] = {{1, 1}, {2, 3}, {3, 4}, {4, 5}, {5, 6}};
  for (const auto& [member, of_body] : kAsAsked)
    CHECK("opened-as-proposed", said.find(member).raw() == asked[1].find(of_body).raw(),
          place, "the older book brought in differs from the one proposed in member " + std::to_string(member));
  check_only(part, said.find(5), place);
  Opening opening{part.subject.id, {}, false};
  for (const Value total : said.find(5)) {
    const std::uint16_t currency = currency_of(total.find(7));
    check_total(part, total, place);
    WideSum before = 0;
    for (const auto& [seq, other] : openings_)
      for (const auto& [of, bank] : other.banks)
        if (!other.undone && other.pool == part.subject.id && of == currency) before += bank;
    const auto is_bank = [currency](const Posting& b) { return b.account.kind == kBank && b.account.currency == currency; };
    const auto stands = std::find_if(part.balances.begin(), part.balances.end(), is_bank);
    CHECK("opened-first", stands != part.balances.end() && stands->minor == before + minor_of(total, 7),
          place, "something else had moved on the account before the older book was brought in");
    opening.banks.emplace_back(currency, minor_of(total, 7));
  }
  check_brought(entry, said, place);
  openings_[entry.header.seq] = std::move(opening);
  ++report_.count("older books brought in");
}

/// It stands beside the opening of the books, and says the same.
void Ledger::bring_balance(const Entry& entry, Value said, const Place& place) const {
  Value opened;
  for (const Part& part : entry.parts)
    for (const Happened& happened : part.events)
      if (happened.kind == Event::books_opened) opened = happened.said;
  CHECK("brought-opened", opened, place, "a balance brought in by an entry that opens no books");
  if (!opened) return;
  for (const int member : {1, 2, 3})
    CHECK("brought-same", said.find(member).raw() == opened.find(member).raw(), place, "a balance brought in from another book than the one opened");
}

void Ledger::undo_opening(const Entry& entry, const Part& part, Value said) {
  const Place place = entry.place(&part);
  const auto reverses = [&said](const Happened& h) { return h.kind == Event::entry_reversed && h.said.find(1).number() == said.find(1).number(); };
  CHECK("undone-reversed", std::any_of(part.events.begin(), part.events.end(), reverses), place, "an opening taken back by an entry that does not reverse it");
  const auto opening = openings_.find(said.find(1).number());
  CHECK("undone-known", opening != openings_.end() && !opening->second.undone && opening->second.pool == part.subject.id,
        place, "an opening taken back that does not stand");
  if (opening == openings_.end()) return;
  std::vector<std::pair<std::uint16_t, std::int64_t>> banks;
  for (const Value bank : said.find(2)) banks.emplace_back(currency_of(bank), bank[1].integer());
  CHECK("undone-banks", banks == opening->second.banks, place, "another sum is taken back than was brought in");
  opening->second.undone = true;
}

/// What is marked as brought in stands where books are opened, and a reversal of such an entry says what it takes back.
void Ledger::check_openings(const Entry& entry) const {
  bool opens = false, undoes = false, reverses = false;
  for (const Part& part : entry.parts) {
    for (const Happened& happened : part.events) {
      opens |= happened.kind == Event::books_opened;
      undoes |= happened.kind == Event::opening_undone;
      reverses |= happened.kind == Event::entry_reversed && openings_.contains(happened.said.find(1).number());
    }
  }
  CHECK("undone-missing", undoes || !reverses, entry.place(), "reverses the opening of books without taking it back");
  if (opens) return;
  for (const Part& part : entry.parts) {
    const bool marked = std::any_of(part.postings.begin(), part.postings.end(), is_marked);
    CHECK("brought-marked", !marked, entry.place(&part), "postings marked as brought in, in an entry that opens no books");
  }
}

}  // namespace verify
