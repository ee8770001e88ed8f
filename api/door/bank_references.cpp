#include "api/door/bank_references.h"

#include "api/door/plain.h"

namespace katiwala::api::door {
namespace {

constexpr std::string_view kNotProvided = "NOTPROVIDED";

std::string_view direction(const BankLine& line) { return line.transaction->direction == messages::Direction::credit ? "CRDT" : "DBIT"; }

std::string amount_of(const BankLine& line) { return line.transaction->amount.text() + line.transaction->amount.currency().code(); }

/// The servicer's reference of the transaction; of the entry where it is its only one.
std::string servicer_reference(const BankLine& line) {
  const std::string& own = line.transaction->references.account_servicer_reference;
  if (!own.empty() && (line.alone || own != line.entry->account_servicer_reference)) return own;
  return line.alone ? line.entry->account_servicer_reference : std::string();
}

bool is_given(const std::string& reference) { return !reference.empty() && reference != kNotProvided; }

class Marks {
 public:
  explicit Marks(const journal::Journal& journal) : journal_(journal) {}
  void add(std::string_view text) { out_.push_back({custody::MarkKind::bank_reference, journal_.mark(custody::MarkKind::bank_reference, text)}); }
  void add_given(const std::string& text) {
    if (is_given(text)) add(text);
  }
  std::vector<custody::Mark> take() { return std::move(out_); }
  [[nodiscard]] bool empty() const { return out_.empty(); }

 private:
  const journal::Journal& journal_;
  std::vector<custody::Mark> out_;
};

}  // namespace

std::vector<std::string> given_names(const BankLine& line) {
  const std::string about = "|" + std::string(direction(line)) + "|" + amount_of(line) + "|";
  std::vector<std::string> out;
  if (const std::string servicer = servicer_reference(line); is_given(servicer)) out.push_back("ASR" + about + servicer);
  if (is_given(line.transaction->references.uetr)) out.push_back("UETR" + about + line.transaction->references.uetr);
  return out;
}

std::string numbered(const std::string& place, std::string_view what, std::size_t index) {
  return place + "/" + std::string(what) + "[" + std::to_string(index + 1) + "]";
}

std::vector<BankLine> lines_of(const messages::AccountReport& report, const messages::Entry& entry, const std::string& place) {
  std::vector<BankLine> out;
  for (std::size_t k = 0; k < entry.transactions.size(); ++k) {
    BankLine line;
    line.alone = entry.transactions.size() == 1;
    line.place = line.alone ? place : numbered(place, "transaction", k);
    line.account = normalised(custody::MarkKind::account, report.account.number);
    line.report = report.id;
    line.entry = &entry;
    line.transaction = &entry.transactions[k];
    line.booked = entry.booking_date ? *entry.booking_date : entry.value_date.value_or(manila_date(report.created.value_or(Instant{})));
    line.value_date = entry.value_date.value_or(line.booked);
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<custody::Mark> line_references(const journal::Journal& journal, const BankLine& line) {
  const std::string way(direction(line));
  const std::string about = line.booked.text() + "|" + amount_of(line) + "|";
  const messages::References& given = line.transaction->references;
  Marks marks(journal);
  if (const std::string servicer = servicer_reference(line); is_given(servicer)) marks.add("ASR|" + way + "|" + line.account + "|" + servicer);
  if (is_given(given.uetr)) marks.add("UETR|" + way + "|" + given.uetr);
  if (is_given(given.end_to_end_id)) marks.add("E2E|" + way + "|" + line.account + "|" + about + given.end_to_end_id);
  if (marks.empty()) marks.add("LINE|" + way + "|" + line.account + "|" + about + line.report + "|" + line.place);
  return marks.take();
}

std::vector<custody::Mark> bare_references(const journal::Journal& journal, const BankLine& line) {
  const messages::References& given = line.transaction->references;
  Marks marks(journal);
  marks.add_given(servicer_reference(line));
  marks.add_given(line.entry->reference);
  for (const std::string* text : {&given.end_to_end_id, &given.instruction_id, &given.transaction_id, &given.uetr}) marks.add_given(*text);
  for (const std::string& text : line.transaction->structured_references) marks.add_given(text);
  return marks.take();
}

}  // namespace katiwala::api::door
