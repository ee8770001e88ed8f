/// What is open at the end of a day: a list for the people who close it, each item with whom it is about and since or until when.
///
/// The state is that of now, the day is asked about: overdue is what was to be done before the day ended, due what falls on it or before. The
/// clocks of covered and suspicious transactions are listed from the day they open (R36, R37). What is confidential is listed to those who may
/// read it and to nobody else, and does not count for the others either (R38).
/// Source: rules.md R32, R36, R37, R38, R49, R55.
#pragma once

#include <string>
#include <vector>

#include "ledger/custody/state.h"
#include "ledger/time/calendar.h"

namespace katiwala::audit::daily {

/// Numbers give the order of the list.
enum class OpenKind : std::uint8_t {
  reconciliation_break = 1,  ///< releases of that pool and currency are held
  missing_statement = 2,
  unmatched_credit = 3,
  unreleased = 4,            ///< agreed, and not released
  not_handed_over = 5,       ///< released, the file was not fetched
  unanswered = 6,            ///< handed over, and the bank has not answered
  proposal = 7,              ///< waits for other persons
  duty = 8,
  clock = 9,                 ///< a duty of compliance about covered or suspicious transactions
  watch_case = 10,           ///< not determined, or determined and not reported
  seal = 11,
  recall = 12,               ///< a bank asks for a payment back, and is not answered
  credential = 13,           ///< a certificate ends soon and nothing of that principal's outlives it: a new one is to be enrolled
};

struct OpenItem {
  OpenKind kind = OpenKind::duty;
  custody::Subject about;
  std::string what;                        ///< the duty, the rail, the command, the flag, the principal's role
  std::string id;                          ///< of the credit, request, proposal, principal; the number of a duty or case
  std::optional<Amount> amount{};
  CivilDate since;
  std::optional<CivilDate> due{};
  bool overdue = false;
  bool confidential = false;
  int days = 0;                            ///< from `since` to the day
};

/// Who reads the list.
struct Reader {
  bool office = false;      ///< the ledger's own duties: incidents
  bool protection = false;  ///< protection files
  bool watch = false;       ///< watches: compliance and auditors
};

struct DayAsked {
  CivilDate day;
  CivilDate today;                         ///< by the ledger's clock, not before `day`
  const Calendar* calendar = nullptr;      ///< of the rulebook in force; a year that is not loaded counts as working days
  bool seal_is_last = false;               ///< nothing was booked since the last seal
};

/// So many days before a certificate ends it is listed.
inline constexpr int kCredentialDays = 30;

/// By kind, subject, since, id. Pre: day <= today.
std::vector<OpenItem> open_items(const custody::State& state, const DayAsked& asked, const Reader& reader);

/// The last working day up to `day`: the bank's statement of that one is due.
CivilDate statement_day(const Calendar* calendar, CivilDate day);

}  // namespace katiwala::audit::daily

namespace katiwala {
template <>
struct Names<audit::daily::OpenKind> {
  using K = audit::daily::OpenKind;
  static constexpr std::array<std::pair<K, std::string_view>, 13> rows{
      {{K::reconciliation_break, "break"}, {K::missing_statement, "missing_statement"}, {K::unmatched_credit, "unmatched_credit"}, {K::unreleased, "unreleased"},
       {K::not_handed_over, "not_handed_over"}, {K::unanswered, "unanswered"}, {K::proposal, "proposal"}, {K::duty, "duty"}, {K::clock, "clock"},
       {K::watch_case, "case"}, {K::seal, "seal"}, {K::recall, "recall"}, {K::credential, "credential"}}};
};
}  // namespace katiwala
