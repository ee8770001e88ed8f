#include "api/scenario/verbs.h"

#include "ledger/custody/terms.h"

namespace katiwala::api::scenario {
namespace {

using namespace katiwala::custody;

constexpr Field must(std::string_view key, Kind kind) { return {key, kind, true, 0, {}}; }
constexpr Field may(std::string_view key, Kind kind) { return {key, kind, false, 0, {}}; }
constexpr Field gives(std::string_view key, Space space) { return {key, Kind::fresh, true, space, {}}; }
constexpr Field may_give(std::string_view key, Space space) { return {key, Kind::fresh, false, space, {}}; }
constexpr Field names(std::string_view key, unsigned spaces) { return {key, Kind::known, true, spaces, {}}; }
constexpr Field may_name(std::string_view key, unsigned spaces) { return {key, Kind::known, false, spaces, {}}; }
template <Named E>
constexpr Field one_of(std::string_view key, bool required) { return {key, Kind::word, required, 0, words_of<E>()}; }
template <Named E>
constexpr Field some_of(std::string_view key, Kind kind) { return {key, kind, false, 0, words_of<E>()}; }

constexpr unsigned kAnyStep = kWard | kOrder | kPayee | kCourtOrder | kCredit | kMessage | kRequest | kStep | kPool | kParty | kBudget | kFreeze | kFact |
                              kIncident;
constexpr unsigned kAnyMessage = kCredit | kMessage;

// -- parties and the ledger
constexpr Field kPartyFields[] = {gives("name", kParty), one_of<Role>("role", true), may("person", Kind::name)};
constexpr Field kEnrol[] = {gives("name", kParty), one_of<Role>("role", true), may("person", Kind::name), {"orders", Kind::knowns, false, kOrder, {}}};
constexpr Field kPoolFields[] = {gives("name", kPool), may("bank", Kind::name), may("bic", Kind::name), one_of<Product>("product", false), may("currencies", Kind::currencies),
                                 may("accounts", Kind::accounts)};
constexpr Words kHolidayKinds{[](std::string_view text) { return text == "regular" || text == "special"; },
                              [] { return std::string("regular, special"); }};
constexpr Field kHolidayFields[] = {must("date", Kind::date), must("name", Kind::text), {"kind", Kind::word, false, 0, kHolidayKinds}};
constexpr Field kRevoke[] = {names("party", kParty), must("reason", Kind::text)};
constexpr Field kAdoptRulebook[] = {may("parameters", Kind::parameters), may("calendars", Kind::files)};
constexpr Field kMoveClock[] = {must("to", Kind::moment)};
constexpr Field kRecordRate[] = {must("rate", Kind::rate), must("base", Kind::name), may("day", Kind::date), may("source", Kind::text)};
constexpr Field kEraseWard[] = {names("ward", kWard), must("reason", Kind::text)};

// -- what is recorded about a ward
constexpr Field kOpenWard[] = {
    gives("name", kWard), may("born", Kind::date), may("born_earliest", Kind::date), may("born_latest", Kind::date),
    one_of<EvidenceRank>("evidence", false), one_of<Residence>("residence", false), may("trust_instrument", Kind::document),
    may_name("pool", kPool), may("particulars", Kind::particulars), some_of<VoucherKind>("vouched", Kind::vouchers), may("terms", Kind::terms)};
constexpr Field kRecordOrder[] = {gives("name", kOrder), must("country", Kind::name), must("dated", Kind::date), must("shares", Kind::shares),
                                  may("total", Kind::amount), may("document", Kind::document), one_of<OrderKind>("kind", false),
                                  may("defendants", Kind::defendants)};
constexpr Field kAppointGuardian[] = {
    names("ward", kWard), names("guardian", kParty), one_of<GuardianKind>("kind", false), may("letters", Kind::date),
    may("bond_ordered", Kind::amount), may("no_other_property", Kind::flag), may("other_property", Kind::amount),
    may("document", Kind::document), may("particulars", Kind::particulars), one_of<ParentKind>("parent", false)};
constexpr Field kApproveBond[] = {names("ward", kWard), names("guardian", kParty), must("amount", Kind::amount), may("approved", Kind::date),
                                  may("document", Kind::document)};
constexpr Field kRegisterPayee[] = {
    gives("name", kPayee), names("ward", kWard), one_of<PayeeKind>("kind", true), may("person", Kind::name),
    one_of<Rail>("rail", false), may("currency", Kind::name), may("account", Kind::text), may("bank", Kind::name), may("particulars", Kind::particulars),
    some_of<Purpose>("covers", Kind::words)};
constexpr Field kRecordCourtOrder[] = {
    gives("name", kCourtOrder), names("ward", kWard), must("dated", Kind::date), must("cap", Kind::amount), may("expires", Kind::date),
    one_of<Purpose>("purpose", false), may_name("payee", kPayee), may("document", Kind::document), may("final_judgment", Kind::flag),
    may("real_estate_title", Kind::flag), may("compensation", Kind::flag), may("account_months", Kind::number), may("receipt_days", Kind::number)};
constexpr Field kRecordAdverse[] = {names("ward", kWard), must("person", Kind::name), one_of<AdverseStatus>("status", false),
                                    may("particulars", Kind::particulars)};
constexpr Field kFileReturn[] = {may_name("ward", kWard), may_name("pool", kPool), may("ledger", Kind::flag), one_of<Duty>("duty", true),
                                 may("due", Kind::date), may("filed", Kind::date), may("document", Kind::document)};

// -- the care for a ward
constexpr Words kFiles{[](std::string_view text) { return text == "protection" || text == "watch"; },
                       [] { return std::string("protection, watch"); }};
constexpr Field kRecordFact[] = {
    may_give("name", kFact), names("ward", kWard), one_of<FactKind>("fact", true), may("since", Kind::date), may("until", Kind::date),
    may("document", Kind::document), may("born", Kind::date), may("born_earliest", Kind::date), may("born_latest", Kind::date),
    one_of<EvidenceRank>("evidence", false), one_of<Residence>("residence", false), may("person", Kind::name), may("terms", Kind::terms),
    may_name("ends", kFact)};
constexpr Field kChangeGuardian[] = {names("ward", kWard), names("guardian", kParty), one_of<GuardianStanding>("to", true), must("reason", Kind::text),
                                     may("dated", Kind::date), may("document", Kind::document)};
constexpr Field kRecordRelation[] = {may_name("ward", kWard), must("person", Kind::name), may("other", Kind::name), one_of<RelationKind>("relation", true),
                                     may("degree", Kind::number), may("particulars", Kind::particulars)};
constexpr Field kChangePayee[] = {names("payee", kPayee), may("account", Kind::text), may("bank", Kind::name), one_of<Rail>("rail", false),
                                  may("particulars", Kind::particulars)};
constexpr Field kSetBudget[] = {gives("name", kBudget), names("ward", kWard), one_of<Purpose>("purpose", true), must("from", Kind::date),
                                must("to", Kind::date), must("amount", Kind::amount), may_name("court_order", kCourtOrder)};
constexpr Field kShareVoucher[] = {names("ward", kWard), must("voucher", Kind::text), must("total", Kind::amount), must("share", Kind::amount),
                                   names("payee", kPayee)};
constexpr Field kChangeCourtOrder[] = {names("court_order", kCourtOrder), one_of<OrderStanding>("to", true), may("dated", Kind::date),
                                       may("document", Kind::document), may("cap", Kind::amount), may("expires", Kind::date)};
constexpr Field kOpenDuty[] = {may_name("ward", kWard), may_name("pool", kPool), may("ledger", Kind::flag), {"file", Kind::word, false, 0, kFiles},
                               one_of<Duty>("duty", true), one_of<DutyOwner>("owner", true), must("due", Kind::date), may("moves", Kind::date),
                               may("document", Kind::document)};
constexpr Field kElect[] = {names("ward", kWard), one_of<Election>("election", true), may("dated", Kind::date), may("document", Kind::document),
                            may_name("payee", kPayee), may("until", Kind::date)};
constexpr Field kObject[] = {names("of", kAnyStep), may("document", Kind::document), may("withdrawn", Kind::flag)};
constexpr Field kFileReceipt[] = {names("request", kRequest), may("document", Kind::document), may("amount", Kind::amount), may("dated", Kind::date),
                                  may_name("payee", kPayee), may("invoice", Kind::text)};

// -- what stops money, or looks into it
constexpr Field kSetFreeze[] = {may_give("name", kFreeze), may_name("extends", kFreeze), may_name("ward", kWard), may_name("pool", kPool),
                                one_of<FreezeKind>("kind", false), may("dated", Kind::date), may("until", Kind::date), may("amount", Kind::amount),
                                may("document", Kind::document), may("person", Kind::name)};
constexpr Field kLiftFreeze[] = {names("freeze", kFreeze), must("reason", Kind::text), may("dated", Kind::date), may("document", Kind::document)};
constexpr Field kOpenCase[] = {may_name("ward", kWard), may_name("pool", kPool), must("flag", Kind::name), may_name("request", kRequest),
                               may_name("credit", kCredit)};
constexpr Field kMoveCase[] = {may_name("ward", kWard), may_name("pool", kPool), must("flag", Kind::name), one_of<CaseState>("to", true),
                               may("dated", Kind::date), may("document", Kind::document), may("trafficking", Kind::flag)};
constexpr Field kReportIncident[] = {may_give("name", kIncident), one_of<IncidentKind>("kind", true), may("known", Kind::moment),
                                     may("document", Kind::document)};

// -- money in
constexpr Field kCreditFields[] = {gives("name", kCredit), must("amount", Kind::amount), may("charges", Kind::amount), may_name("pool", kPool),
                                   may("booked", Kind::date), may("value_date", Kind::date), may("reference", Kind::text), may("payor", Kind::text)};
constexpr Field kSendMessage[] = {gives("name", kCredit), must("file", Kind::text)};
constexpr Field kRepeatMessage[] = {names("message", kAnyMessage), may("same_key", Kind::flag)};
constexpr Field kMatchCredit[] = {names("credit", kCredit), names("order", kOrder)};
constexpr Field kStatement[] = {may_give("name", kMessage), must("closing", Kind::amount), may_name("pool", kPool), may("day", Kind::date)};
constexpr Field kConvert[] = {names("ward", kWard), must("sold", Kind::amount), must("bought", Kind::amount), must("rate", Kind::rate),
                              may("source", Kind::text), may("dealt", Kind::moment), may("charge", Kind::amount), may("reference", Kind::text)};
constexpr Field kPost[] = {must("path", Kind::text), must("body", Kind::text), may("content_type", Kind::text)};
constexpr Field kCharge[] = {names("ward", kWard), must("amount", Kind::amount), may("booked", Kind::date), may("reference", Kind::text),
                             one_of<ChargeKind>("kind", false)};
constexpr Field kInterest[] = {names("ward", kWard), must("gross", Kind::amount), must("tax", Kind::amount), must("on", Kind::amount),
                               must("rate", Kind::percent), must("from", Kind::date), must("to", Kind::date), may("booked", Kind::date),
                               may("day_count", Kind::number), may("placed", Kind::date), may("long_term", Kind::flag), may("reference", Kind::text)};
constexpr Field kRemit[] = {one_of<RemitAccount>("account", true), must("amount", Kind::amount), may_name("pool", kPool), may("booked", Kind::date),
                            may("reference", Kind::text), may("document", Kind::document)};
constexpr Field kResolveCredit[] = {names("credit", kCredit), one_of<CreditEnd>("to", false), may("amount", Kind::amount), may("document", Kind::document),
                                    may("reference", Kind::text)};

// -- an older book
constexpr Field kNoteOpening[] = {names("ward", kWard), must("amount", Kind::amount), may_name("order", kOrder), may("paper", Kind::document), may("income", Kind::amount),
                                  may("paid", Kind::amount), may("charges", Kind::amount), may("opening", Kind::name)};
constexpr Field kOpenBooks[] = {must("bank", Kind::amount), may_name("pool", kPool), may("opening", Kind::name), may("as_of", Kind::date), may("principal", Kind::amount),
                                may("income", Kind::amount), may("tax", Kind::amount), may("fee", Kind::amount)};

// -- money out
constexpr Words kSignatures{[](std::string_view text) { return text == "good" || text == "damaged"; },
                            [] { return std::string("good, damaged"); }};
constexpr Words kMaybeSignatures{[](std::string_view text) { return text == "missing" || kSignatures.has(text); },
                                 [] { return std::string("good, damaged, missing"); }};
constexpr Field kRequestFields[] = {
    gives("name", kRequest), names("ward", kWard), names("payee", kPayee), must("amount", Kind::amount), one_of<Purpose>("purpose", true),
    may_name("court_order", kCourtOrder), may_name("budget", kBudget), one_of<Rail>("rail", false), may("voucher", Kind::document),
    may("invoice", Kind::text), may("service_from", Kind::date), may("service_to", Kind::date), {"signature", Kind::word, false, 0, kMaybeSignatures}};
constexpr Field kApprove[] = {names("of", kAnyStep), {"signature", Kind::word, false, 0, kSignatures}, may_name("signed_by", kParty),
                              may_name("signed_over", kAnyStep)};
constexpr Field kCancel[] = {names("of", kAnyStep), must("reason", Kind::text)};
constexpr Field kRelease[] = {names("request", kRequest)};
constexpr Field kReleaseFile[] = {names("request", kRequest), may("total", Kind::amount)};
constexpr Field kBankConfirms[] = {names("request", kRequest), may_give("name", kMessage), may("amount", Kind::amount), may("booked", Kind::date),
                                   may("value_date", Kind::date), may("reference", Kind::text)};
constexpr Field kBankRejects[] = {names("request", kRequest), may_give("name", kMessage), may("reason", Kind::name)};
constexpr Field kBankReturns[] = {names("request", kRequest), may_give("name", kMessage), may("amount", Kind::amount), may("refunded_fee", Kind::amount),
                                  may("booked", Kind::date), may("value_date", Kind::date), may("reference", Kind::text), may("reason", Kind::name)};
constexpr Field kReverse[] = {names("of", kAnyStep), must("reason", Kind::text)};

constexpr Verb kVerbs[] = {
    {"enrol", kEnrol, "officer", Agreement::given},
    {"revoke", kRevoke, "officer", Agreement::given},
    {"open_pool", kPoolFields, "officer", Agreement::given},
    {"adopt_rulebook", kAdoptRulebook, "officer", Agreement::given},
    {"move_clock", kMoveClock, "administrator", Agreement::none},
    {"record_rate", kRecordRate, "bank", Agreement::none},
    {"open_ward", kOpenWard, "officer", Agreement::given},
    {"record_order", kRecordOrder, "officer", Agreement::given},
    {"appoint_guardian", kAppointGuardian, "officer", Agreement::given},
    {"approve_bond", kApproveBond, "officer", Agreement::given},
    {"register_payee", kRegisterPayee, "officer", Agreement::given},
    {"record_court_order", kRecordCourtOrder, "officer", Agreement::given},
    {"record_adverse", kRecordAdverse, "officer", Agreement::given},
    {"file_return", kFileReturn, "officer", Agreement::given},
    {"erase_ward", kEraseWard, "compliance", Agreement::given},
    {"record_fact", kRecordFact, "officer", Agreement::given},
    {"change_guardian", kChangeGuardian, "officer", Agreement::given},
    {"record_relation", kRecordRelation, "officer", Agreement::none},
    {"change_payee", kChangePayee, "officer", Agreement::given},
    {"set_budget", kSetBudget, "officer", Agreement::given},
    {"share_voucher", kShareVoucher, "officer", Agreement::given},
    {"change_court_order", kChangeCourtOrder, "officer", Agreement::given},
    {"open_duty", kOpenDuty, "officer", Agreement::given},
    {"elect", kElect, "officer", Agreement::given},
    {"object", kObject, "social_worker", Agreement::none},
    {"file_receipt", kFileReceipt, "", Agreement::none},
    {"set_freeze", kSetFreeze, "compliance", Agreement::none},
    {"lift_freeze", kLiftFreeze, "officer", Agreement::given},
    {"open_case", kOpenCase, "compliance", Agreement::none},
    {"move_case", kMoveCase, "compliance", Agreement::given},
    {"report_incident", kReportIncident, "compliance", Agreement::none},
    {"credit", kCreditFields, "bank", Agreement::none},
    {"send_message", kSendMessage, "bank", Agreement::none},
    {"repeat_message", kRepeatMessage, "bank", Agreement::none},
    {"match_credit", kMatchCredit, "officer", Agreement::given},
    {"statement", kStatement, "bank", Agreement::none},
    {"convert", kConvert, "officer", Agreement::given},
    {"charge", kCharge, "officer", Agreement::given},
    {"interest", kInterest, "bank", Agreement::given},
    {"remit", kRemit, "officer", Agreement::given},
    {"resolve_credit", kResolveCredit, "officer", Agreement::given},
    {"note_opening", kNoteOpening, "officer", Agreement::none},
    {"open_books", kOpenBooks, "officer", Agreement::given},
    {"request", kRequestFields, "", Agreement::withheld},
    {"approve", kApprove, "officer", Agreement::none},
    {"cancel", kCancel, "officer", Agreement::none},
    {"release", kRelease, "releaser", Agreement::none},
    {"release_file", kReleaseFile, "releaser", Agreement::given},
    {"bank_confirms", kBankConfirms, "bank", Agreement::none},
    {"bank_rejects", kBankRejects, "bank", Agreement::none},
    {"bank_returns", kBankReturns, "bank", Agreement::none},
    {"reverse", kReverse, "officer", Agreement::given},
    {"post", kPost, "officer", Agreement::none},
};

constexpr DefaultParty kDefaultParties[] = {
    {"officer", "trust_officer"}, {"officer2", "trust_officer"}, {"releaser", "releaser"}, {"compliance", "compliance"},
    {"social_worker", "social_worker"}, {"bank", "bank_system"}, {"auditor", "auditor"}, {"administrator", "administrator"},
    {"compliance2", "compliance", false},
};

}  // namespace

std::span<const Verb> all_verbs() { return kVerbs; }

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : kVerbs)
    if (verb.name == name) return &verb;
  return nullptr;
}

std::span<const Field> party_fields() { return kPartyFields; }
std::span<const Field> pool_fields() { return kPoolFields; }
std::span<const Field> holiday_fields() { return kHolidayFields; }
std::span<const DefaultParty> default_parties() { return kDefaultParties; }

}  // namespace katiwala::api::scenario
