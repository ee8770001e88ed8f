#include "tests/model/exact/office.h"

namespace katiwala::model::exact {

using namespace custody;

namespace {

const CivilDate kOpened = *CivilDate::parse("2026-02-18");

std::string reasons_of(const journal::SubjectPart& part) {
  std::string out;
  for (const Reason& reason : part.reasons) {
    out += (out.empty() ? "" : "; ") + reason.code + " " + reason.rule;
    for (const Fact& fact : reason.facts) out += " " + fact.name + "=" + fact.value;
  }
  return out;
}

}  // namespace

Office::Office() : today_(kOpened) { ledger_.found(); }

Spoken Office::spoken(const journal::Answer& answer) const {
  const journal::SubjectPart& part = *answer.entry->primary();
  return {*part.outcome, answer.entry->seq(), reasons_of(part)};
}

Spoken Office::say(const std::string& who, Command command) { return spoken(ledger_.say(who, std::move(command))); }

Spoken Office::agree(Command command, std::initializer_list<const char*> others) {
  const journal::Answer proposed = ledger_.say("officer-1", std::move(command));
  Spoken said = spoken(proposed);
  for (const char* other : others) {
    if (!said.accepted()) return said;
    said = spoken(ledger_.say(other, ledger_.approval(proposed)));
  }
  return said;
}

reckoning::Balances Office::balances() {
  reckoning::Balances out;
  const Status looked = ledger_.journal().look([&out](const journal::Memory& memory) {
    memory.state.book.for_each([&out](const book::Account& account, Amount amount) {
      out[{static_cast<reckoning::Kind>(account.kind), account.owner, account.currency.code()}] = amount.minor();
    });
  });
  KATIWALA_ASSERT(looked.ok(), "a journal that can not be read");
  return out;
}

void Office::move_to(CivilDate day) {
  const reckoning::Balances now = balances();
  for (; today_ < day; today_ = today_ + 1) ends_[today_] = now;
  ledger_.move_clock(day.text() + "T09:00:00+08:00");
}

std::int64_t Office::balance_days(const WardId& ward, Currency currency, CivilDate from, CivilDate to) const {
  std::int64_t sum = 0;
  for (CivilDate day = from; day <= to; day = day + 1) {
    const reckoning::Balances& end = ends_.at(day);
    for (const reckoning::Kind kind : {reckoning::Kind::principal, reckoning::Kind::income, reckoning::Kind::reserved}) {
      const auto found = end.find({kind, ward.bytes, currency.code()});
      if (found != end.end()) sum += found->second.convert_to<std::int64_t>();
    }
  }
  return sum;
}

}  // namespace katiwala::model::exact
