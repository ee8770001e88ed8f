#include "api/door/describe/operations.h"

#include <algorithm>

#include "ledger/custody/commands.h"

namespace katiwala::api::door::description {
namespace {

using namespace custody;

// What is answered: api/door/describe/components.cpp.
constexpr Operation kOperations[] = {
    {"GET", "me", "read_me", "ledger", "Who the caller is here", 0, "Me"},
    {"GET", "status", "read_status", "ledger", "How the ledger stands", 0, "Status"},
    {"GET", "pools", "read_pools", "pools", "All pools with their balances", 0, "Pools"},
    {"GET", "pools/{p}", "read_pool", "pools", "One pool", 0, "Pool"},
    {"GET", "credits", "read_credits", "pools", "Credits received, in the order of their entries", 0, "Credits"},
    {"GET", "orders/{o}", "read_order", "pools", "A foreign order, and what of its awards is outstanding", 0, "Order"},
    {"GET", "wards", "read_wards", "wards", "The wards the caller may see", 0, "Wards"},
    {"GET", "wards/{w}", "read_ward", "wards", "One ward: record, balances, awards, orders, budgets, duties", 0, "Ward"},
    {"GET", "wards/{w}/balances", "read_balances", "wards", "What stands on her accounts, or stood on a day", 0, "Balances"},
    {"GET", "wards/{w}/entries", "read_ward_entries", "wards", "Her entries, a page at a time", 0, "Entries"},
    {"GET", "wards/{w}/protection", "read_protection", "watch", "What the bank's people know of the danger around her (R38)", 0, "Protection"},
    {"GET", "wards/{w}/watch", "read_ward_watch", "watch", "What compliance alone knows (R38)", 0, "Watch"},
    {"GET", "pools/{p}/watch", "read_pool_watch", "watch", "What compliance alone knows of a pool (R38)", 0, "Watch"},
    {"GET", "incidents", "read_incidents", "watch", "Incidents, and the duties they opened (R40, R67)", 0, "Incidents"},
    {"GET", "trustee-relations", "read_trustee_relations", "office", "Relations of the trustee's own people (R34)", 0, "TrusteeRelations"},
    {"GET", "credentials", "read_credentials", "credentials", "The caller's credentials; for the office everybody's", 0, "Credentials"},
    {"GET", "credential-challenge", "draw_credential_challenge", "credentials", "What a new passkey is to answer, drawn for this once", 0, "CredentialChallenge"},
    {"GET", "proposals", "read_proposals", "proposals", "What waits for other persons", 0, "Proposals"},
    {"GET", "proposals/{n}", "read_proposal", "proposals", "One proposal, and the bytes that an approval signs", 0, "Proposal"},
    {"GET", "requests", "read_requests", "payments", "Requests for disbursement", 0, "Requests"},
    {"GET", "requests/{r}", "read_request", "payments", "One request, and the bytes that a release signs", 0, "Request"},
    {"GET", "requests/{r}/file", "read_request_file", "payments", "The payment file; the first fetch by the bank's system or a releaser hands it over", 0, "application/xml; charset=utf-8"},
    {"GET", "payment-files", "read_payment_files", "payments", "Files of several payments: those under way, or of a pool and a day", 0, "PaymentFiles"},
    {"GET", "payment-files/{f}", "read_payment_file", "payments", "One such file, after its cut-off; the first fetch by the bank's system or a releaser hands it over", 0, "application/xml; charset=utf-8"},
    {"GET", "entries", "read_entries", "ledger", "Entries as far as the caller may see them, a page at a time", 0, "EntryPage"},
    {"GET", "events", "read_events", "ledger", "That something happened, and where to read it, for ever", 0, "Events"},
    {"GET", "webhooks", "read_webhooks", "webhooks", "The caller's webhooks, and how each stands", 0, "Webhooks"},
    {"GET", "dead-letters", "read_dead_letters", "webhooks", "What was given up of the caller's webhooks", 0, "DeadLetters"},
    {"GET", "entries/{n}", "read_entry", "ledger", "One entry, as far as the caller may see it", 0, "Entry"},
    {"GET", "entries/{n}/explain", "read_explanation", "ledger", "Why an entry was decided as it was, decided again", 0, "Explanation"},
    {"GET", "entries/{n}/receipt", "read_receipt", "proofs", "A proof that the entry is under a published head", 0, "text/plain; charset=utf-8"},
    {"GET", "wards/{w}/statement", "read_statement", "proofs", "Everything about her, with the proof that it is everything", 0, "application/cbor"},
    {"GET", "credits/{c}/suggestions", "read_suggestions", "pools", "To which order a credit may belong, with the grounds; it matches nothing (R55)", 0, "Suggestions"},
    {"GET", "pools/{p}/reconciliation", "read_reconciliation", "pools", "Book, bank and what is held, on a banking day, with the breaks (R32)", 0, "Reconciliation"},
    {"GET", "pools/{p}/reconciliation.html", "read_reconciliation_page", "pools", "The same as a page", 0, "text/html; charset=utf-8"},
    {"GET", "end-of-day", "read_end_of_day", "pools", "What is open at the end of a day, as far as the caller may see it (R38)", 0, "EndOfDay"},
    {"GET", "pools/{p}/openings/{o}", "read_opening", "pools", "What is noted of an older book that is to be brought in, and what it comes to", 0, "Opening"},
    {"GET", "recalls", "read_recalls", "pools", "Payments that banks ask back, and what they were answered", 0, "Recalls"},
    {"GET", "recalls/{r}/resolution", "read_resolution", "pools", "The answer to the asking bank, as it stands now: a camt.029", 0, "application/xml; charset=utf-8"},

    {"POST", "pools", "open_pool", "pools", "Open a pool", OpenPool::kind, {}},
    {"POST", "pools/{p}/returns", "file_pool_return", "pools", "Say that a pool's duty was met", FileReturn::kind, {}},
    {"POST", "orders", "record_order", "pools", "Record a foreign order", RecordOrder::kind, {}},
    {"POST", "rates", "record_rate", "pools", "Record a rate of exchange", RecordRate::kind, {}},
    {"POST", "credits/{c}/match", "match_credit", "pools", "Match a credit to an order", MatchCredit::kind, {}},
    {"POST", "wards", "open_ward", "wards", "Open a ward's account", OpenWard::kind, {}},
    {"POST", "wards/{w}/awards", "record_award", "wards", "Record what an order awards her", RecordAward::kind, {}},
    {"POST", "wards/{w}/opening", "note_opening", "wards", "Note what an older book holds for her; it moves nothing", NoteOpening::kind, {}},
    {"POST", "pools/{p}/openings", "open_books", "pools", "Bring an older book in, as it is noted", OpenBooks::kind, {}},
    {"POST", "wards/{w}/guardians", "appoint_guardian", "wards", "Record a guardian", AppointGuardian::kind, {}},
    {"POST", "wards/{w}/bonds", "approve_bond", "wards", "Record a guardian's bond", ApproveBond::kind, {}},
    {"POST", "wards/{w}/payees", "register_payee", "wards", "Register a payee of hers", RegisterPayee::kind, {}},
    {"POST", "wards/{w}/court-orders", "record_court_order", "wards", "Record a court's order about her money", RecordCourtOrder::kind, {}},
    {"POST", "wards/{w}/adverse", "record_adverse", "watch", "Record whom she must be kept from", RecordAdverse::kind, {}},
    {"POST", "wards/{w}/returns", "file_return", "wards", "Say that a duty was met", FileReturn::kind, {}},
    {"POST", "wards/{w}/erasure", "erase_ward", "wards", "Erase what names her", EraseWard::kind, {}},
    {"POST", "wards/{w}/conversions", "convert", "payments", "Record a conversion of her money", Convert::kind, {}},
    {"POST", "wards/{w}/requests", "request_disbursement", "payments", "Ask for a disbursement", RequestDisbursement::kind, {}},
    {"POST", "wards/{w}/charges", "record_charge", "payments", "Record a charge", RecordCharge::kind, {}},
    {"POST", "wards/{w}/facts", "record_fact", "wards", "Record a fact of her life", RecordFact::kind, {}},
    {"POST", "wards/{w}/guardians/{g}/standing", "change_guardian", "wards", "Change how a guardian stands", ChangeGuardian::kind, {}},
    {"POST", "wards/{w}/relations", "record_relation", "wards", "Record who is related to whom around her", RecordRelation::kind, {}},
    {"POST", "trustee-relations", "record_trustee_relation", "office", "Record a relation of the trustee's own people", RecordRelation::kind, {}},
    {"POST", "wards/{w}/payees/{p}/account", "change_payee", "wards", "Give a payee other account details", ChangePayee::kind, {}},
    {"POST", "wards/{w}/budgets", "set_budget", "wards", "Set a budget", SetBudget::kind, {}},
    {"POST", "wards/{w}/vouchers", "share_voucher", "payments", "Record her share of a bill for several wards", ShareVoucher::kind, {}},
    {"POST", "wards/{w}/court-orders/{c}/standing", "change_court_order", "wards", "Change how a court's order stands", ChangeCourtOrder::kind, {}},
    {"POST", "wards/{w}/election", "record_election", "wards", "Record what she chose when she came of age", RecordElection::kind, {}},
    {"POST", "wards/{w}/receipts", "file_receipt", "payments", "File a receipt for what was paid", FileReceipt::kind, {}},
    {"POST", "wards/{w}/interest", "record_interest", "payments", "Record interest", RecordInterest::kind, {}},
    {"POST", "duties", "open_duty", "wards", "Open a duty, or move one to the day that a court gave", OpenDuty::kind, {}},
    {"POST", "duties/filing", "file_duty", "wards", "Say that a duty of a protection file, a watch or the ledger was met", FileReturn::kind, {}},
    {"POST", "requests/{r}/return", "return_payment", "payments", "Record that a payment came back", ReturnPayment::kind, {}},
    {"POST", "pools/{p}/remittances", "remit", "payments", "Record what was paid out of a pool's tax or fees", Remit::kind, {}},
    {"POST", "credits/{c}/resolution", "resolve_credit", "pools", "Say what became of a credit that is nobody's", ResolveCredit::kind, {}},
    {"POST", "recalls/{r}/answer", "answer_recall", "pools", "Promise a payment back to the bank that asks for it, or refuse", AnswerRecall::kind, {}},
    {"POST", "proposals/{n}/objection", "object", "proposals", "Object to a proposal", ObjectTo::kind, {}},
    {"POST", "freezes", "set_freeze", "watch", "Freeze, or extend a freeze", SetFreeze::kind, {}},
    {"POST", "freezes/{f}/lifting", "lift_freeze", "watch", "Lift a freeze", LiftFreeze::kind, {}},
    {"POST", "cases", "open_case", "watch", "Open a case", OpenCase::kind, {}},
    {"POST", "cases/standing", "move_case", "watch", "Move a case", MoveCase::kind, {}},
    {"POST", "incidents", "report_incident", "watch", "Report an incident", ReportIncident::kind, {}},
    {"POST", "principals", "enrol_principal", "office", "Enrol somebody, with a certificate", EnrolPrincipal::kind, {}},
    {"POST", "principals/{p}/revocation", "revoke_principal", "office", "Revoke a certificate's standing", RevokePrincipal::kind, {}},
    {"POST", "rulebooks", "adopt_rulebook", "office", "Adopt a rulebook", AdoptRulebook::kind, {}},
    {"POST", "proposals/{n}/approvals", "approve", "proposals", "Approve a proposal, signed", Approve::kind, {}},
    {"POST", "proposals/{n}/cancellation", "cancel_proposal", "proposals", "Take a proposal back", CancelProposal::kind, {}},
    {"POST", "requests/{r}/release", "release", "payments", "Release a payment, signed", Release::kind, {}},
    {"POST", "requests/{r}/file/release", "release_request_file", "payments", "Release the file of one payment, signed; another releaser agrees", ReleaseFile::kind, {}},
    {"POST", "payment-files/{f}/release", "release_file", "payments", "Release a file of several payments, signed; another releaser agrees", ReleaseFile::kind, {}},
    {"POST", "entries/{n}/reversal", "reverse_entry", "ledger", "Reverse an entry", ReverseEntry::kind, {}},
    {"POST", "approvals", "approve_many", "proposals", "Approve proposals, each signed, under a control sum", 0, "BulkAnswer"},
    {"POST", "requests", "request_many", "payments", "Ask for disbursements under a control sum", 0, "BulkAnswer"},
    {"POST", "dead-letters/replays", "replay_dead_letters", "webhooks", "Send dead letters again: one, or all from an entry on", 0, "Replay"},
    {"POST", "bank-messages", "receive_bank_message", "payments", "Take a bank's message: XML of ISO 20022, or a SWIFT MT", 0, "BankMessageAnswer"},
    {"POST", "seals", "take_seal", "office", "Seal a day", TakeSeal::kind, {}},
    {"POST", "log-keys", "declare_log_key", "office", "Declare how a key of the log stands", DeclareLogKey::kind, {}},
    {"POST", "witnesses", "adopt_witnesses", "office", "Adopt witnesses and their quorum", AdoptWitnesses::kind, {}},
    {"POST", "relying-party", "adopt_relying_party", "credentials", "Say for which site passkeys are made", AdoptRelyingParty::kind, {}},
    {"POST", "credentials", "enrol_credential", "credentials", "Enrol a passkey or certificate, which counts after a pause", EnrolCredential::kind, {}},
    {"POST", "principals/{p}/removal", "remove_credential", "credentials", "Remove a credential, after a pause", RemoveCredential::kind, {}},
    {"POST", "principals/{p}/recovery", "recover_credential", "credentials", "Put a credential in the place of lost ones, after a pause", RecoverCredential::kind, {}},
    {"POST", "principals/{p}/keeping", "keep_credentials", "credentials", "Stop every change of a person's credentials that is in its pause", KeepCredentials::kind, {}},
    {"POST", "sandbox/clock", "move_clock", "office", "Move a sandbox's clock forward", MoveClock::kind, {}},
};

}  // namespace

std::span<const Operation> operations() { return kOperations; }

const Operation* operation_of(const Route& route) {
  const auto found = std::ranges::find_if(kOperations, [&](const Operation& one) { return one.method == route.method && one.pattern == route.pattern; });
  return found == std::end(kOperations) ? nullptr : &*found;
}

}  // namespace katiwala::api::door::description
