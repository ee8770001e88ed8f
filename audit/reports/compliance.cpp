#include "audit/reports/compliance.h"

#include <set>

namespace katiwala::audit::reports {

using namespace custody;

Cell to_be_written() { return {"", "______________"}; }

void add_institution(Document& document, const Pool& pool) {
  document.facts.push_back({"institution", "Covered person", text(pool.bank + ", trust department")});
  document.facts.push_back({"institution_code", "Its AMLC registration", to_be_written()});
  document.facts.push_back({"account", "Trust account", text(pool.bank + " / " + pool.code)});
  document.facts.push_back({"product", "Product", word(name(pool.product))});
}

namespace {

class Persons {
 public:
  explicit Persons(Table& table) : table_(table) {}
  void add(const PersonId& person, std::string part) {
    if (!seen_.insert(person).second) return;
    table_.rows.push_back({{text(person.hex()), text(part), to_be_written(), to_be_written()}});
  }

 private:
  Table& table_;
  std::set<PersonId> seen_;
};

}  // namespace

Table persons_table(const Ward* ward, const Request* request) {
  Table out{"persons", "Persons", std::nullopt, {{"person", "Pseudonym", 34}, {"part", "Part", 30}, {"name", "Name, birth, address", 22}, {"identity", "Identity document", 16}}};
  out.none = "Nobody is known.";
  if (ward == nullptr) return out;
  out.rows.push_back({{text(ward->id.hex()), text("account holder, a ward born " + ward->born_latest.text()), to_be_written(), to_be_written()}});
  Persons persons(out);
  for (const Guardian& guardian : ward->guardians) persons.add(guardian.person, "guardian, " + std::string(name(guardian.standing)));
  if (request == nullptr) return out;
  persons.add(request->requester, "asked for the payment");
  if (const Payee* payee = find_payee(*ward, request->payee)) persons.add(payee->person, "payee, " + word(name(payee->payee_kind)).on_paper());
  for (const PersonId& approver : request->approvers) persons.add(approver, "agreed to it");
  return out;
}

Table duties_table(const Watch& watch, std::optional<Duty> duty, std::optional<std::uint32_t> of) {
  Table out{"duties", "What is owed, by compliance", std::nullopt, {{"duty", "Duty", 34}, {"rule", "Rule", 8}, {"opened", "Opened", 16}, {"due", "Due", 16}, {"filed", "Done", 16}, {"standing", "Standing", 14}}};
  out.none = "Nothing is owed.";
  for (const Obligation& one : watch.obligations) {
    if ((duty && one.duty != *duty) || (of && one.of != of)) continue;
    const char* standing = one.closed ? "done" : one.overdue ? "overdue" : "open";
    out.rows.push_back({{word(name(one.duty)), text(one.rule), day(one.opened), day(one.due), one.closed ? day(*one.closed) : Cell{}, text(standing)}});
  }
  return out;
}

void add_compliance_notes(Document& document) {
  document.notes.emplace_back("For the compliance officer alone. Whoever tells anybody that this report is made, or what is in it, commits an offence (RA 9160 s. 9(c)).");
  document.notes.emplace_back("A draft. The ledger holds no name, address or identity document; where a line is left to be written on, the bank's customer file has what belongs there. It is filed through the AMLC's portal.");
  document.notes.emplace_back("Each line names the entry of the ledger it is drawn from, and in the column Proof the first digits of that entry's leaf hash.");
}

}  // namespace katiwala::audit::reports
