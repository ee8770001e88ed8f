/// How each verb is played. Private to the player; the verbs themselves: verbs.h, docs/scenario.md.
#pragma once

#include "api/scenario/stage.h"

namespace katiwala::api::scenario::play {

// play_parties.cpp
Reply enrol(Stage& stage, const Step& step);
Reply revoke(Stage& stage, const Step& step);
Reply open_pool(Stage& stage, const Step& step);
Reply adopt_rulebook(Stage& stage, const Step& step);
Reply move_clock(Stage& stage, const Step& step);
Reply record_rate(Stage& stage, const Step& step);
Reply post(Stage& stage, const Step& step);
// play_wards.cpp
Reply open_ward(Stage& stage, const Step& step);
Reply record_order(Stage& stage, const Step& step);
Reply appoint_guardian(Stage& stage, const Step& step);
Reply approve_bond(Stage& stage, const Step& step);
Reply register_payee(Stage& stage, const Step& step);
Reply record_court_order(Stage& stage, const Step& step);
Reply record_adverse(Stage& stage, const Step& step);
Reply erase_ward(Stage& stage, const Step& step);
// play_care.cpp
Reply record_fact(Stage& stage, const Step& step);
Reply change_guardian(Stage& stage, const Step& step);
Reply record_relation(Stage& stage, const Step& step);
Reply change_payee(Stage& stage, const Step& step);
Reply set_budget(Stage& stage, const Step& step);
Reply share_voucher(Stage& stage, const Step& step);
Reply change_court_order(Stage& stage, const Step& step);
Reply elect(Stage& stage, const Step& step);
Reply object_to(Stage& stage, const Step& step);
Reply file_receipt(Stage& stage, const Step& step);
// play_duties.cpp
Reply file_return(Stage& stage, const Step& step);
Reply open_duty(Stage& stage, const Step& step);
// play_watch.cpp
Reply set_freeze(Stage& stage, const Step& step);
Reply lift_freeze(Stage& stage, const Step& step);
Reply open_case(Stage& stage, const Step& step);
Reply move_case(Stage& stage, const Step& step);
Reply report_incident(Stage& stage, const Step& step);
// play_income.cpp
Reply interest(Stage& stage, const Step& step);
Reply remit(Stage& stage, const Step& step);
Reply resolve_credit(Stage& stage, const Step& step);
// play_money.cpp
Reply credit(Stage& stage, const Step& step);
Reply send_message(Stage& stage, const Step& step);
Reply repeat_message(Stage& stage, const Step& step);
Reply match_credit(Stage& stage, const Step& step);
Reply statement(Stage& stage, const Step& step);
Reply convert(Stage& stage, const Step& step);
Reply charge(Stage& stage, const Step& step);
// play_openings.cpp
Reply note_opening(Stage& stage, const Step& step);
Reply open_books(Stage& stage, const Step& step);
// play_payments.cpp
Reply request(Stage& stage, const Step& step);
Reply approve(Stage& stage, const Step& step);
Reply cancel(Stage& stage, const Step& step);
Reply release(Stage& stage, const Step& step);
Reply release_file(Stage& stage, const Step& step);
Reply bank_confirms(Stage& stage, const Step& step);
Reply bank_rejects(Stage& stage, const Step& step);
Reply bank_returns(Stage& stage, const Step& step);
Reply reverse(Stage& stage, const Step& step);

/// Moves the sandbox clock of the ledger, and the stage's idea of it.
Reply clock_to(Stage& stage, Instant to);
/// Enrols or opens what [[party]] and [[pool]] describe; fields as of the verbs.
Reply enrol_party(Stage& stage, const Step& step, const Fields& fields);
Reply open_pool_of(Stage& stage, const Step& step, const Fields& fields);
Fields default_pool();
Fields fields_of(const DefaultParty& party);

/// Path of a ward, by her name in the script.
std::string ward_path(const Stage& stage, const std::string& ward);
/// Sets `body[as]` where the step has `key`.
void maybe_set(transport::Json& body, std::string_view as, const Fields& fields, std::string_view key);
/// What a payee's details need for the rail: an invented bank where the script names none, and beyond the country a town.
void set_bank(transport::Json& details, const Fields& fields, const std::string& rail);
/// Sets `body[as]` to the id of what the step names under `key`, where it does.
void maybe_set_id(transport::Json& body, std::string_view as, const Stage& stage, const Fields& fields, std::string_view key);
/// Sets `body[key]` where the step has the whole number.
void maybe_set_number(transport::Json& body, const Fields& fields, std::string_view key);
/// Sets `body.terms` where the step says what the trust instrument says.
void set_terms(transport::Json& body, const Fields& fields);
/// {kind, id} of a named ward or pool; `file` is "protection", "watch" or empty.
transport::Json subject_of(const Stage& stage, const std::string& name, std::string_view file = {});
/// The ward or the pool that a step names; one of them is there (read.cpp).
const std::string& named_subject(const Fields& fields);
/// Keeps what a name stands for, also where the door refused it: a later step may try to use it all the same.
Thing& keep(Stage& stage, const std::string& name, Space space, std::string id, const std::string& of, const Reply& reply);
/// The digest that stands for a document, where there is one: the script's text, or one of the player's own.
void set_document(transport::Json& body, std::string_view as, const Fields& fields, std::string_view key, const std::string& otherwise);
void set_particulars(transport::Json& body, const Fields& fields);
/// The account of a pool in a currency: as the script gives it, or an invented number.
std::string account_number(const Stage& stage, const std::string& pool, const std::string& currency);
/// A refusal of the player itself: the step can not be played.
Reply cannot(std::string_view why);

}  // namespace katiwala::api::scenario::play
