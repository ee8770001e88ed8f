#include "tests/fuzz/message_oracles.h"

#include <algorithm>

#include "ledger/money/exact.h"

namespace katiwala::fuzz {

using namespace api::messages;

namespace {

constexpr std::size_t kLongestSentence = 512, kLongestPlace = 4096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits with at most one point, as a value: no zeros before it or at its end. Empty: no decimal.
std::string value_of(std::string_view run, char point) {
  const std::size_t at = run.find(point);
  std::string_view whole = run.substr(0, at), part = at == std::string_view::npos ? std::string_view() : run.substr(at + 1);
  if (part.find(point) != std::string_view::npos || (whole.empty() && part.empty())) return {};
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  part = part.substr(0, part.find_last_not_of('0') + 1);
  std::string out(whole.empty() ? "0" : whole);
  if (!part.empty()) out.append(".").append(part);
  return out;
}

}  // namespace

Figures::Figures(std::string_view bytes, char point) {
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    while (end < bytes.size() && (is_digit(bytes[end]) || bytes[end] == point)) ++end;
    if (end > at) known_.insert(value_of(bytes.substr(at, end - at), point));
    at = end + 1;
  }
}

bool Figures::has(Amount amount) const {
  const std::string text = amount.text();
  return known_.contains(value_of(amount.is_negative() ? std::string_view(text).substr(1) : std::string_view(text), '.'));
}

namespace {

void is_written(const Figures& figures, Amount amount) {
  KATIWALA_ASSERT(figures.has(amount), "an amount that does not stand in the bytes");
  const auto again = Amount::parse(amount.currency(), amount.text());
  KATIWALA_ASSERT(again.ok() && *again == amount, "an amount that is another when it is read again");
}

void charges_are_written(const Figures& figures, const std::vector<Charge>& charges) {
  for (const Charge& charge : charges) is_written(figures, charge.amount);
}

void entry_is_written(const Figures& figures, const Entry& entry) {
  is_written(figures, entry.amount);
  charges_are_written(figures, entry.charges);
  Minor sum = 0;
  for (const Transaction& transaction : entry.transactions) {
    if (transaction.instructed) is_written(figures, *transaction.instructed);
    charges_are_written(figures, transaction.charges);
    sum += wide(with_sign(transaction.amount, transaction.direction));
  }
  KATIWALA_ASSERT(!entry.transactions.empty(), "an entry without a transaction");
  KATIWALA_ASSERT(sum == wide(with_sign(entry.amount, entry.direction)), "transactions that do not add up to their entry");
}

/// Opening, booked entries, closing.
void adds_up(const AccountReport& report) {
  if (!report.proven || report.opening() == nullptr || report.closing() == nullptr) return;
  Minor sum = wide(report.opening()->amount);
  for (const Entry& entry : report.entries) sum += wide(with_sign(entry.amount, entry.direction));
  KATIWALA_ASSERT(sum == wide(report.closing()->amount), "a statement that does not add up");
}

struct Written {
  const Figures& figures;
  void operator()(const AccountMessage& message) const {
    for (const AccountReport& report : message.reports) {
      for (const Balance& balance : report.balances) is_written(figures, balance.amount);
      for (const auto* entries : {&report.entries, &report.not_booked})
        for (const Entry& entry : *entries) entry_is_written(figures, entry);
      adds_up(report);
    }
  }
  void operator()(const StatusMessage& message) const {
    for (const TransactionStatus& status : message.transactions)
      if (status.amount) is_written(figures, *status.amount);
  }
  void operator()(const RecallMessage& message) const {
    for (const Recall& recall : message.recalls)
      if (recall.amount) is_written(figures, *recall.amount);
  }
};

}  // namespace

void amounts_stand_in(std::string_view bytes, const IncomingMessage& message) {
  const bool swift = is_swift(bytes);
  if (!swift && (bytes.find("&#") != std::string_view::npos || bytes.find("<![CDATA[") != std::string_view::npos)) return;
  std::visit(Written{Figures(bytes, swift ? ',' : '.')}, message);
}

namespace {

/// What is wrong with the whole input has no place in it.
bool may_be_nowhere(Code code) {
  switch (code) {
    case Code::XML_SYNTAX:
    case Code::XML_TOO_LARGE:
    case Code::XML_ENCODING:
    case Code::XML_DOCTYPE:
    case Code::TEXT_NOT_UTF8:
    case Code::MESSAGE_UNKNOWN:
    case Code::MESSAGE_TOO_LARGE: return true;
    default: return false;
  }
}

bool is_seen(char c) { return c >= ' ' && c <= '~'; }

/// /Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/Amt: each step but the last, which may be what is missing, is a name that stands in the bytes.
void steps_stand_in(std::string_view bytes, std::string_view place) {
  KATIWALA_ASSERT(place.front() == '/', "a place that is no path");
  for (place.remove_prefix(1); !place.empty();) {
    const std::size_t end = place.find('/');
    const std::string_view step = place.substr(0, end);
    const std::string_view name = step.substr(0, step.find('['));
    KATIWALA_ASSERT(!name.empty(), "a place with an empty step");
    if (end == std::string_view::npos) return;
    // Of bytes in another encoding a name may be spelled another way; a long one is cut.
    const bool plain = std::ranges::all_of(name, is_seen) && name.find('~') == std::string_view::npos;
    KATIWALA_ASSERT(!plain || bytes.find(name) != std::string_view::npos, "a place that is not in the bytes");
    place.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = bytes.find('\n');
    out.push_back(bytes.substr(0, end));
    if (end == std::string_view::npos) return out;
    bytes.remove_prefix(end + 1);
  }
}

/// /block[4]/line[7]/:61: and /line[1]: the line is there, and the field begins on it or before it.
void line_stands_in(std::string_view bytes, std::string_view place) {
  const std::size_t at = place.find("/line[");
  KATIWALA_ASSERT(place.front() == '/' && at != std::string_view::npos, "a place without a line");
  std::size_t number = 0, digit = at + 6;
  for (; digit < place.size() && is_digit(place[digit]); ++digit) number = number * 10 + static_cast<std::size_t>(place[digit] - '0');
  const std::vector<std::string_view> lines = lines_of(bytes);
  KATIWALA_ASSERT(number >= 1 && number <= lines.size() + 1, "a place behind the bytes");
  const std::size_t tag = place.find("/:");
  if (tag == std::string_view::npos) return;
  const std::string_view wanted = place.substr(tag + 1);
  for (std::size_t i = std::min(number, lines.size()); i > 0; --i)
    if (lines[i - 1].starts_with(wanted)) return;
  KATIWALA_ASSERT(false, "a place that is not in the bytes");
}

}  // namespace

void refusal_says_where(std::string_view bytes, const Refusal& refusal) {
  KATIWALA_ASSERT(!refusal.message.empty() && refusal.message.size() <= kLongestSentence, "a refusal without a sentence, or with an endless one");
  KATIWALA_ASSERT(std::ranges::all_of(refusal.message, is_seen), "a refusal that quotes the bytes");
  KATIWALA_ASSERT(refusal.place.size() <= kLongestPlace, "a place as long as the bytes want it");
  if (refusal.place.empty()) {
    KATIWALA_ASSERT(may_be_nowhere(refusal.code), "a refusal without a place");
    return;
  }
  if (is_swift(bytes)) line_stands_in(bytes, refusal.place);
  else steps_stand_in(bytes, refusal.place);
}

Result<IncomingMessage> gathered(const Reads& reads) {
  std::vector<std::pair<EntryPlace, Entry>> entries;
  KATIWALA_TRY(IncomingMessage message, reads([&entries](const EntryPlace& at, Entry&& entry) {
    entries.emplace_back(at, std::move(entry));
    return good();
  }));
  auto* account = std::get_if<AccountMessage>(&message);
  KATIWALA_ASSERT(account != nullptr || entries.empty(), "an entry of a message that has none");
  // A payment between banks is read whole, and hands none on.
  if (account == nullptr || entries.empty()) return message;
  for (const AccountReport& report : account->reports)
    KATIWALA_ASSERT(report.entries.empty() && report.not_booked.empty(), "an entry that was handed on and kept");
  for (auto& [at, entry] : entries) {
    KATIWALA_ASSERT(at.report < account->reports.size(), "an entry of no report");
    AccountReport& report = account->reports[at.report];
    std::vector<Entry>& list = at.booked ? report.entries : report.not_booked;
    KATIWALA_ASSERT(at.index == list.size(), "an entry out of its turn");
    list.push_back(std::move(entry));
  }
  return message;
}

void same_reading(const Result<IncomingMessage>& whole, const Result<IncomingMessage>& other) {
  KATIWALA_ASSERT(whole.ok() == other.ok(), "two readings of the same bytes differ: one refuses");
  if (whole.ok()) {
    KATIWALA_ASSERT(*whole == *other, "two readings of the same bytes differ");
    return;
  }
  const Refusal &a = whole.refusal(), &b = other.refusal();
  KATIWALA_ASSERT(a.code == b.code && a.message == b.message && a.place == b.place, "two readings of the same bytes are refused differently");
}

void check_incoming(std::string_view bytes) {
  const auto whole = read_incoming(bytes, kDoorLimits, nullptr);
  if (whole.ok()) amounts_stand_in(bytes, *whole);
  else refusal_says_where(bytes, whole.refusal());
  same_reading(whole, read_incoming(bytes, kDoorLimits, nullptr));
  same_reading(whole, gathered([bytes](const TakeEntry& take) { return stream_incoming(MessageSource::of(bytes), kDoorLimits, nullptr, take); }));
}

}  // namespace katiwala::fuzz
