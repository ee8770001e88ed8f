// Which tables and keys a table of cases may have. What each means: docs/rulebook.md.
#include "api/cases/table.h"

namespace katiwala::api::cases {
namespace {

using namespace custody;
using scenario::Kind;
using scenario::words_of;

constexpr Field must(std::string_view key, Kind kind) { return {key, kind, true, 0, {}}; }
constexpr Field may(std::string_view key, Kind kind) { return {key, kind, false, 0, {}}; }
template <Named E>
constexpr Field must_be(std::string_view key) { return {key, Kind::word, true, 0, words_of<E>()}; }
template <Named E>
constexpr Field may_be(std::string_view key) { return {key, Kind::word, false, 0, words_of<E>()}; }

// -- facts
constexpr Field kWardForm[] = {may("born", Kind::date), may("born_earliest", Kind::date), may("born_latest", Kind::date), may_be<EvidenceRank>("evidence"),
                           may_be<Residence>("residence"), may("principal", Kind::amount), may("income", Kind::amount), may("allowance", Kind::amount),
                           may("died", Kind::date)};
constexpr Field kGuardianForm[] = {may_be<GuardianKind>("kind"), may("letters", Kind::date), may("without_letters", Kind::flag), may("bond_ordered", Kind::amount),
                               may("bond", Kind::amount), may("bond_approved", Kind::date), may("no_other_property", Kind::flag),
                               may("other_property", Kind::amount), may_be<GuardianStanding>("standing"), may("since", Kind::date),
                               may_be<ParentKind>("parent")};
constexpr Field kPayeeForm[] = {may_be<PayeeKind>("kind"), may_be<Rail>("rail"), may("registered", Kind::date), may("account_since", Kind::moment),
                            may("account_before", Kind::flag), may_be<Who>("person")};
constexpr Field kCourtOrderForm[] = {must("cap", Kind::amount), may("dated", Kind::date), may("expires", Kind::date), may_be<Purpose>("purpose"),
                                 may_be<OrderStanding>("standing"), may("used", Kind::amount), may("final", Kind::flag),
                                 may("real_estate_title", Kind::flag), may("compensation", Kind::flag)};
constexpr Field kEarlierForm[] = {must("on", Kind::date), must("amount", Kind::amount), may_be<Purpose>("purpose"), may_be<RequestState>("state"),
                              may("voucher", Kind::document), may("under_order", Kind::flag), may("receipt_filed", Kind::date)};
constexpr Field kDutyForm[] = {must_be<Duty>("duty"), must("due", Kind::date), may("opened", Kind::date), may_be<DutyOwner>("owner")};
constexpr Field kAdverseForm[] = {must_be<Who>("who"), must_be<AdverseStatus>("status"), may_be<Who>("shares_account_with")};
constexpr Field kRelationForm[] = {must_be<Who>("who"), must_be<Who>("of"), must_be<RelationKind>("relation"), may("degree", Kind::text)};
constexpr Field kFreezeForm[] = {must_be<FreezeKind>("kind"), must("dated", Kind::date), may("until", Kind::date), may("amount", Kind::amount)};
constexpr Field kFactForm[] = {must_be<FactKind>("fact"), must("since", Kind::date), may("until", Kind::date), may_be<Residence>("residence"),
                           may_be<Who>("person")};
constexpr Field kRateForm[] = {must("base", Kind::name), must("rate", Kind::rate), may("day", Kind::date)};
constexpr Field kBudgetForm[] = {must_be<Purpose>("purpose"), must("from", Kind::date), must("to", Kind::date), must("amount", Kind::amount),
                             may("used", Kind::amount)};
constexpr Field kWatchedForm[] = {must("flag", Kind::name), must("opened", Kind::date), may_be<CaseState>("state")};

constexpr TableForm kFacts[] = {
    {"ward", kWardForm},           {"guardian", kGuardianForm},         {"payee", kPayeeForm},         {"court_order", kCourtOrderForm}, {"earlier", kEarlierForm, true},
    {"duty", kDutyForm, true},     {"adverse", kAdverseForm, true},     {"relation", kRelationForm, true}, {"freeze", kFreezeForm, true}, {"fact", kFactForm, true},
    {"rate", kRateForm, true},     {"budget", kBudgetForm, true},       {"watched", kWatchedForm, true},
};

// -- questions
constexpr Field kRequestForm[] = {must("amount", Kind::amount), may_be<Purpose>("purpose"), may("under_order", Kind::flag), may("voucher", Kind::document),
                              may_be<Rail>("rail"), may_be<Who>("by"), may("service_from", Kind::date), may("service_to", Kind::date),
                              may_be<Until>("until")};
constexpr Field kReceiptForm[] = {must("amount", Kind::amount), may("charges", Kind::amount), may("outstanding", Kind::amount), may_be<OrderKind>("kind")};
constexpr Field kNewPayeeForm[] = {may_be<PayeeKind>("kind"), may_be<Rail>("rail"), may_be<Who>("person"), may_be<Who>("by")};
constexpr Field kNewGuardianForm[] = {may_be<GuardianKind>("kind"), may_be<Who>("person"), may("letters", Kind::date), may("bond_ordered", Kind::amount),
                                  may("no_other_property", Kind::flag), may("other_property", Kind::amount), may_be<ParentKind>("parent")};

constexpr TableForm kQuestions[] = {{"request", kRequestForm}, {"receipt", kReceiptForm}, {"new_payee", kNewPayeeForm}, {"new_guardian", kNewGuardianForm}};

}  // namespace

std::span<const TableForm> fact_forms() { return kFacts; }
std::span<const TableForm> question_forms() { return kQuestions; }

}  // namespace katiwala::api::cases
