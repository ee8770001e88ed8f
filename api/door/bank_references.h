/// What tells a line of a bank's account from every other: the keyed references that an entry uses up (R50).
///
/// A reference is only as unique as its giver makes it, so each is marked together with what limits it:
///   ASR|direction|account|reference       the account servicer's own reference
///   UETR|direction|uetr                   of the payment; a return brings the same one the other way
///   E2E|direction|account|day|amount|id   a payor may use one id for ten years of instalments
///   LINE|direction|account|day|amount|report|number   where the bank gave nothing better: this line of this report
/// Officers give a conversion's or charge's references bare, as they stand on the bank's paper; they are marked bare.
#pragma once

#include "api/messages/message.h"
#include "ledger/journal/journal.h"

namespace katiwala::api::door {

/// One movement on one account.
struct BankLine {
  std::string place;  ///< "/report[1]/entry[2]"
  std::string account;
  std::string report;
  const messages::Entry* entry = nullptr;
  const messages::Transaction* transaction = nullptr;
  bool alone = true;  ///< the entry's only transaction, so that the entry's own reference is its as well
  CivilDate booked, value_date;
};

/// A place within another: "/report[1]". `index` counts from 0, places from 1.
std::string numbered(const std::string& place, std::string_view what, std::size_t index);
/// The movements of a booked entry, which stands at `place`. A place tells a line from others where the bank gave nothing better, so it must be the
/// same whenever the message is read. Pre: report and entry outlive them.
std::vector<BankLine> lines_of(const messages::AccountReport& report, const messages::Entry& entry, const std::string& place);

/// The references of the line that their givers use once, each with its direction and the amount; without the account. Empty where it has none.
std::vector<std::string> given_names(const BankLine& line);
/// What a command made of this line uses up; never empty.
std::vector<custody::Mark> line_references(const journal::Journal& journal, const BankLine& line);
/// The bare marks under which an officer may have recorded this line before.
std::vector<custody::Mark> bare_references(const journal::Journal& journal, const BankLine& line);

}  // namespace katiwala::api::door
