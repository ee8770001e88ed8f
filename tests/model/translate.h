/// Between the two languages: the model's plain values and the product's commands, entries and records.
#pragma once

#include "ledger/journal/journal.h"
#include "policies/rule.h"
#include "tests/model/reference/model.h"

namespace katiwala::model {

template <class Tag>
Id<Tag> id(const reference::Name& name) {
  return Id<Tag>{name};
}
Currency currency(reference::Currency currency);
Amount amount(const reference::Money& money);
Rate rate(const reference::Price& price);
custody::Subject subject(const reference::Subject& subject);
reference::Subject subject(const custody::Subject& subject);
custody::Role role(reference::Role role);
reference::Account account(const book::Account& account);
/// The product's rules that the second implementation knows, ascending.
std::span<const policies::Rule* const> known_rules();
/// The text of a rulebook's edition (reference/rulebook.h), with the tables of those rules alone.
const std::string& rulebook_text(int edition);

/// What a credential's name stands for, in the commands that enrol somebody.
using FindCredential = std::function<custody::Credential(const reference::Enrol&)>;
custody::Command command(const reference::Action& action, const FindCredential& find);

/// What an entry says, in the model's words.
reference::Answer answer(const journal::Entry& entry);

}  // namespace katiwala::model
