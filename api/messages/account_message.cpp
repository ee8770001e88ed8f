// camt.052, camt.053, camt.054: the same house with other names on the doors.
#include "api/messages/fields.h"
#include "api/messages/reports.h"
#include "api/messages/totals.h"

namespace katiwala::api::messages {
namespace {

std::string_view report_element(ReportKind kind) {
  switch (kind) {
    case ReportKind::statement: return "Stmt";
    case ReportKind::notification: return "Ntfctn";
    case ReportKind::intraday: return "Rpt";
  }
  return {};
}

Result<Balance> read_balance(const Node& node) {
  Balance balance;
  KATIWALA_TRY(const Node type, node.one("Tp"));
  KATIWALA_TRY(balance.type, maybe_code(type, "CdOrPrtry"));
  if (balance.type.empty()) return type.refuse_here(Code::MESSAGE_SCHEMA, "The balance does not say its type.");
  KATIWALA_TRY(balance.subtype, maybe_code(type, "SubTp"));
  KATIWALA_TRY(const Node amount, node.one("Amt"));
  KATIWALA_TRY(const Amount size, amount_field(amount));
  KATIWALA_TRY(const Node direction_node, node.one("CdtDbtInd"));
  KATIWALA_TRY(const Direction direction, direction_field(direction_node));
  balance.amount = with_sign(size, direction);
  KATIWALA_TRY(const Node date, node.one("Dt"));
  KATIWALA_TRY(balance.date, date_choice(date));
  return balance;
}

/// StmtPgntn, NtfctnPgntn, RptPgntn, or MsgPgntn of the group header: whether this is the one and only page.
Result<bool> is_single_page(const Node& pagination) {
  KATIWALA_TRY(const Node number, pagination.one("PgNb"));
  KATIWALA_TRY(const Node last_node, pagination.one("LastPgInd"));
  KATIWALA_TRY(const std::uint64_t page, count_field(number));
  KATIWALA_TRY(const bool last, flag_field(last_node));
  return page == 1 && last;
}

/// Reads one Stmt, Ntfctn or Rpt, entry by entry.
class ReportReader {
 public:
  /// `number` of the report, from 0; a message of several pages has reports of several pages.
  ReportReader(XmlCursor& cursor, std::size_t number, bool single_message, const TakeEntry* take) : cursor_(cursor), place_(cursor.place()), take_(take) {
    report_.single_page = single_message;
    at_.report = number;
  }

  Result<AccountReport> read() {
    cursor_.descend();
    for (;;) {
      KATIWALA_TRY(const bool more, cursor_.next_child(false));
      if (!more) break;
      KATIWALA_TRY(const Tree* tree, cursor_.take(false));
      KATIWALA_CHECK(read_part(tree->root()));
    }
    KATIWALA_CHECK(require(!report_.id.empty(), "Id"));
    KATIWALA_CHECK(require(!report_.account.number.empty(), "Acct"));
    KATIWALA_CHECK(check_report(report_, totals_, summary_, place_));
    return std::move(report_);
  }

 private:
  Status require(bool there, const std::string& name) const {
    if (there) return good();
    return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place_ + "/" + name);
  }

  /// An element that may stand once.
  static Status once(bool absent_so_far, const Node& part) {
    if (absent_so_far) return good();
    return part.refuse_here(Code::MESSAGE_SCHEMA, "The element stands twice where it may stand once.");
  }

  Status read_part(const Node& part) {
    const std::string_view name = part.name();
    if (name == "Ntry") return read_line(part);
    if (name == "Bal") return read_balance_part(part);
    if (name == "Id") {
      KATIWALA_CHECK(once(report_.id.empty(), part));
      KATIWALA_TRY(report_.id, text_field(part, 35));
    } else if (name == "CreDtTm") {
      KATIWALA_CHECK(once(!report_.created, part));
      KATIWALA_TRY(report_.created, instant_field(part));
    } else if (name == "Acct") {
      KATIWALA_CHECK(once(report_.account.number.empty(), part));
      KATIWALA_TRY(report_.account, account_field(part));
      if (report_.account.currency) KATIWALA_CHECK(note_currency(*report_.account.currency, part, "/Ccy"));
    } else if (name == "CpyDplctInd") {
      KATIWALA_CHECK(once(report_.copy_duplicate.empty(), part));
      KATIWALA_TRY(report_.copy_duplicate, text_field(part, 4));
    } else if (name == "TxsSummry") {
      KATIWALA_CHECK(once(!summary_, part));
      KATIWALA_TRY(summary_, read_summary(part));
    } else if (name == "StmtPgntn" || name == "NtfctnPgntn" || name == "RptPgntn") {
      KATIWALA_CHECK(once(!paged_, part));
      paged_ = true;
      KATIWALA_TRY(const bool single, is_single_page(part));
      report_.single_page = report_.single_page && single;
    } else if (name == "ElctrncSeqNb" || name == "LglSeqNb") {
      return read_sequence(part);
    }
    return good();
  }

  /// All of a report is in one currency: that of the account, or the first one seen.
  Status note_currency(Currency seen, const Node& part, std::string_view step) {
    if (report_.currency.is_none()) report_.currency = seen;
    if (report_.currency == seen) return good();
    return refuse(Code::CURRENCY_MISMATCH, "The account is in " + report_.currency.code() + "; this is in " + seen.code() + ".",
                  part.place() + std::string(step));
  }

  Status read_sequence(const Node& part) {
    bool& seen = part.name() == "ElctrncSeqNb" ? electronic_ : legal_;
    KATIWALA_CHECK(once(!seen, part));
    seen = true;
    KATIWALA_TRY(std::string number, text_field(part, 18));
    if (part.name() == "ElctrncSeqNb" || !electronic_) report_.sequence = std::move(number);
    return good();
  }

  Status read_balance_part(const Node& part) {
    KATIWALA_TRY(Balance balance, read_balance(part));
    KATIWALA_CHECK(note_currency(balance.amount.currency(), part, "/Amt"));
    report_.balances.push_back(std::move(balance));
    return good();
  }

  Status read_line(const Node& part) {
    KATIWALA_TRY(Entry entry, read_entry(part));
    KATIWALA_CHECK(note_currency(entry.amount.currency(), part, "/Amt"));
    at_.booked = entry.status == "BOOK";
    totals_.add(entry, at_.booked);
    if (take_ == nullptr) {
      (at_.booked ? report_.entries : report_.not_booked).push_back(std::move(entry));
      return good();
    }
#ifdef KATIWALA_SABOTAGE_entry_not_handed_on
    if (!at_.booked) return good();
#endif
    at_.index = at_.booked ? booked_++ : not_booked_++;
    return (*take_)(at_, std::move(entry));
  }

  XmlCursor& cursor_;
  std::string place_;
  AccountReport report_;
  const TakeEntry* take_;
  EntryPlace at_;
  std::size_t booked_ = 0, not_booked_ = 0;  ///< handed on so far
  Totals totals_;
  std::optional<Summary> summary_;
  bool paged_ = false, electronic_ = false, legal_ = false;
};

}  // namespace

Result<AccountMessage> read_account_message(XmlCursor& cursor, ReportKind kind, const TakeEntry* take) {
  AccountMessage message;
  message.kind = kind;
  const std::string place = cursor.place();
  bool single_message = true;
  cursor.descend();
  for (;;) {
    KATIWALA_TRY(const bool more, cursor.next_child(false));
    if (!more) break;
    if (cursor.name() == report_element(kind)) {
      if (message.reports.size() == kMostReports) return cursor.refuse_here(Code::MESSAGE_TOO_LARGE, "The message is about more accounts than accepted.");
      KATIWALA_TRY(AccountReport report, ReportReader(cursor, message.reports.size(), single_message, take).read());
      message.reports.push_back(std::move(report));
      continue;
    }
    const bool header = cursor.name() == "GrpHdr";
    KATIWALA_TRY(const Tree* tree, cursor.take(false));
    if (!header) continue;
    if (!message.message_id.empty()) return tree->root().refuse_here(Code::MESSAGE_SCHEMA, "The element stands twice where it may stand once.");
    KATIWALA_TRY(MessageHead head, read_head(tree->root()));
    message.message_id = std::move(head.message_id);
    message.created = head.created;
    KATIWALA_TRY(const Node pagination, tree->root().maybe("MsgPgntn"));
    if (pagination) {
      KATIWALA_TRY(single_message, is_single_page(pagination));
    }
  }
  if (message.message_id.empty()) return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place + "/GrpHdr");
  if (message.reports.empty())
    return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place + place_step(report_element(kind), 1));
  return message;
}

}  // namespace katiwala::api::messages
