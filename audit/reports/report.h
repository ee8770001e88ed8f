/// The kinds of reports, and the one way to make them. One page a kind: docs/reports.md.
///
///   deposit-receipt    to the court: money received under an order                         order (ward)
///   inventory          the guardian's: what there is, on a day                             ward
///   annual-account     the guardian's: opening + receipts - disbursements = closing        ward, period
///   statement          of account of a ward                                                ward
///   trial-balance      both books, by pool and currency                                    -
///   foreign-receipts   to the foreign court: what came of its order                        order
///   discharge          the final account, at majority                                      ward
///   covered-transactions    draft for the AMLC: what a banking day moved                   ward, period
///   suspicious-transaction  draft for the AMLC: a case                                     ward or pool, case
///
/// The last two are compliance's alone (RA 9160 s. 9(c)).
/// Source: A.M. No. 03-02-05-SC (Rule on Guardianship of Minors) s. 14, 17, 24, 25; Rules of Court, Rule 96 s. 7, 8; RA 6809; rules.md R12, R14, R36, R37, R39.
#pragma once

#include "audit/reports/document.h"
#include "audit/reports/history.h"

namespace katiwala::audit::reports {

enum class Need { none, allowed, required };

struct Kind {
  std::string_view name;
  Need ward, order, from, to;
  Result<Document> (*make)(const History& history, const Question& question);
  Need pool = Need::none, watch_case = Need::none;
};
const std::vector<Kind>& kinds();
/// nullptr if there is none.
const Kind* find_kind(std::string_view name);

/// FOLDER_OPTION with the option as place: what this kind needs and was not told, or was told and does not take.
Status check_question(const Kind& kind, const Question& question);

}  // namespace katiwala::audit::reports
