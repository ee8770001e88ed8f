// What the events say that later entries are held against.
#include <algorithm>

#include "audit/verify/ledger.h"

namespace verify {
namespace {

/// What an event repeats of the command that led to it.
struct Repeats {
  Event event;
  Command command;
  std::vector<std::pair<int, int>> members;  // of the event, of the command's body
};

const Repeats kRepeats[] = {
    {Event::ledger_created, Command::create_ledger, {{1, 1}, {2, 2}, {3, 3}, {4, 5}, {5, 8}, {6, 9}, {7, 10}}},
    {Event::rulebook_adopted, Command::create_ledger, {{2, 4}}},
    {Event::rulebook_adopted, Command::adopt_rulebook, {{2, 1}}},
    {Event::principal_enrolled, Command::enrol_principal, {{1, 1}}},
    {Event::principal_revoked, Command::revoke_principal, {{1, 1}}},
    {Event::ward_erased, Command::erase_ward, {{1, 1}, {3, 3}}},
    {Event::ledger_sealed, Command::take_seal, {{1, 1}}},
    {Event::log_key_declared, Command::declare_log_key, {{1, 1}, {2, 2}}},
    {Event::witnesses_adopted, Command::adopt_witnesses, {{1, 1}, {2, 2}}},
    {Event::ledger_restored, Command::accept_restore, {{1, 1}, {2, 2}, {3, 3}}},
    {Event::relying_party_adopted, Command::adopt_relying_party, {{1, 1}}},
    {Event::credential_enrolled, Command::enrol_credential, {{1, 1}}},
    {Event::credential_removed, Command::remove_credential, {{1, 1}, {2, 2}}},
    {Event::credentials_kept, Command::keep_credentials, {{1, 1}}},
    {Event::recall_filed, Command::file_recall, {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 7}}},
    {Event::recall_answered, Command::answer_recall, {{1, 1}, {2, 2}, {3, 3}, {4, 4}}},
};

bool is_about_ledger(Event kind) {
  return std::any_of(std::begin(kRepeats), std::end(kRepeats), [kind](const Repeats& repeats) { return repeats.event == kind; });
}

constexpr std::uint64_t kRequestSettled = 5;  // and after it cancelled, returned
constexpr std::uint64_t kCompliance = 5, kGuardian = 6;  // roles

/// Nobody asked for it: a guardian's office ended, or the end of it is recorded. Where what was asked is withheld, the act says enough.
bool ends_an_office(const Entry& entry, Command asked) {
  const Command given = entry.act.command;
  if (asked == Command{}) return given == Command::tick || given == Command::change_guardian || given == Command::approve;
  return asked == Command::tick || asked == Command::change_guardian;
}

/// Every role that is needed was given; of a payment under a court order, compliance may have stood in for one that was silent.
bool is_agreed_to(const Proposal& proposal, bool& stood_in) {
  std::vector<std::uint64_t> given, needs = proposal.needs, missing, spare;
  for (const auto& [person, role] : proposal.approvals) given.push_back(role);
  std::sort(given.begin(), given.end());
  std::sort(needs.begin(), needs.end());
  std::set_difference(needs.begin(), needs.end(), given.begin(), given.end(), std::back_inserter(missing));
  std::set_difference(given.begin(), given.end(), needs.begin(), needs.end(), std::back_inserter(spare));
  const Value asked = proposal.asked.empty() ? Value() : Value(proposal.asked.data());
  const bool ordered = asked && static_cast<Command>(asked[0].number()) == Command::request_disbursement && asked[1].find(6);
  stood_in = ordered && missing.size() == 1 && std::count(spare.begin(), spare.end(), kCompliance) == 1;
  return missing.empty() || stood_in;
}

/// A recovery enrols what it names for the principal it names, and removes what is lost.
bool is_recovered(Event kind, Value said, Value body) {
  if (kind == Event::credential_enrolled) return said.find(1).find(1).raw() == body.find(1).raw() && said.find(1).find(4).raw() == body.find(2).raw();
  bool among = false;
  for (const Value lost : body.find(3)) among |= lost.raw() == said.find(2).raw();
  return among && said.find(1).raw() == body.find(1).raw();
}

/// What a file keeps of a matter that was not allowed.
bool is_kept(Event kind) {
  return kind == Event::reasons_kept || kind == Event::flags_weighed || kind == Event::case_opened;
}

bool is_about_proposal(Event kind) {
  return kind == Event::proposal_opened || kind == Event::proposal_approved || kind == Event::proposal_closed || kind == Event::entry_reversed;
}

}  // namespace

void Ledger::event(const Entry& entry, const Part& part, const Happened& happened) {
  const auto& [kind, said] = happened;
  const Place place = entry.place(&part);
  CHECK("denied-acts", entry.done() || kind == Event::obligation_opened || (is_file(part.subject.kind) && is_kept(kind)),
        place, "an entry that was not allowed changes something");
  if (is_about_ledger(kind)) {
    as_asked(entry, kind, said, place);
    ledger_event(entry, kind, said, place);
  } else if (is_about_proposal(kind)) {
    proposal_event(entry, part, happened);
  } else if (kind == Event::credential_used) {
    use_passkey(entry, said, place);
  } else if (kind == Event::file_released) {
    release_file(entry, part, said);
  } else if (kind == Event::left_with_file) {
    leave_with_file(entry, said, place);
  } else if (kind == Event::books_opened) {
    open_books(entry, part, said);
  } else if (kind == Event::balance_brought) {
    bring_balance(entry, said, place);
  } else if (kind == Event::opening_undone) {
    undo_opening(entry, part, said);
  } else if (kind == Event::request_judged) {
    judge_request(entry, part, said.find(1));
  } else if (kind == Event::request_released) {
    CHECK("released-asked", entry.asked && entry.act.command == Command::release && entry.body().find(1).bytes() == said.find(1).bytes(),
          place, "a request released that nobody asked to release in this entry");
  } else if (kind == Event::request_moved && said.find(2).number() >= kRequestSettled) {
    const auto request = requests_.find(said.find(1).as<Id>());
    if (request != requests_.end()) request->second.members.clear();  // its payment is over: there is nothing left to release
  }
}

void Ledger::judge_request(const Entry& entry, const Part& part, Value judged) {
  const Place place = entry.place(&part);
  const Value body = entry.act.command == Command::request_disbursement ? entry.body() : Value();
  CHECK("request-asked", body, place, "a request judged that was not asked for in this entry");
  CHECK("request-ward", judged.find(2).bytes() == view(part.subject.id),
        place, "a request judged in the part of another subject than its ward");
  constexpr std::pair<std::uint64_t, std::uint64_t> kAsAsked[] = {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}, {25, 10}, {29, 11}, {31, 12}, {32, 13}};
  for (const auto& [member, of_body] : kAsAsked) {
    const bool left_open = (member == 7 || member == 25) && !body.find(of_body);  // the rail and the budget may be left to the ledger
    CHECK("request-as-asked", left_open || judged.find(member).raw() == body.find(of_body).raw(),
          place, "the request judged differs from the one asked for in member " + std::to_string(member));
  }
  CHECK("request-rulebook", judged.find(14).bytes() == view(rulebook_), place, "the request judged names another rulebook than the act");
  CHECK("request-proposal", judged.find(11).number() == entry.header.seq, place, "the request judged names another entry as its proposal");
  CHECK("request-once", requests_.emplace(judged.find(1).as<Id>(), read_request(judged)).second, place, "a request judged twice");
}

void Ledger::as_asked(const Entry& entry, Event kind, Value said, const Place& place) {
  Value command = entry.asked ? entry.asked->asked : Value();
  if (command && entry.act.command == Command::approve) {  // an approval that completes a proposal does what was proposed
    const Proposal& proposal = approved_by(entry);
    command = proposal.asked.empty() ? Value() : Value(proposal.asked.data());
  }
  const Command number = command ? static_cast<Command>(command[0].number()) : Command{};
  if (kind == Event::principal_revoked && ends_an_office(entry, number)) {
    const Principal* who = principals_.find(said.find(1).bytes());
    CHECK("revoked-guardian", !who || who->role == kGuardian, place, "revokes a principal who is not a guardian, and nobody asked for it");
    return;
  }
  if (kind == Event::principal_enrolled && number == Command::create_ledger) {
    const Value officers = command[1].find(6);
    bool among = false;
    for (const Value officer : officers) among |= officer.raw() == said.find(1).raw();
    CHECK("event-officer", among, place, "enrols somebody who is not among the founding officers");
    return;
  }
  if (number == Command::recover_credential && (kind == Event::credential_enrolled || kind == Event::credential_removed)) {
    CHECK("event-recovery", is_recovered(kind, said, command[1]), place, "a credential comes or goes that the recovery does not name");
    return;
  }
  const auto fits = [&](const Repeats& repeats) { return repeats.event == kind && repeats.command == number; };
  const auto repeats = std::find_if(std::begin(kRepeats), std::end(kRepeats), fits);
  const bool found = repeats != std::end(kRepeats);
  CHECK("event-asked", found, place, "event " + std::to_string(static_cast<int>(kind)) + " does not come of what was asked");
  if (!found) return;
  for (const auto& [member, of_body] : repeats->members)
    CHECK("event-as-asked", said.find(member).raw() == command[1].find(of_body).raw(),
          place, "event " + std::to_string(static_cast<int>(kind)) + " differs from what was asked in member " + std::to_string(member));
}

void Ledger::ledger_event(const Entry& entry, Event kind, Value said, const Place& place) {
  switch (kind) {
    case Event::ledger_created:
      ledger_id_ = said.find(1).bytes();
      heads_.set_origin(said.find(2).bytes());
      for (const Value key : said.find(6)) heads_.declare(key.bytes(), KeyStanding::active, 0, place);
      if (said.find(3).number() == 1) report_.facts.push_back("a sandbox: entry 0 says that this ledger is for trying out");
      heads_.adopt(said.find(4).number(), said.find(7), place);
      break;
    case Event::rulebook_adopted:
      CHECK("rulebook-hash", sha256({said.find(2).bytes()}) == said.find(1).as<Hash>(),
            place, "the rulebook's hash is not that of its text");
      rulebook_ = said.find(1).as<Hash>();
      break;
    case Event::principal_enrolled: principals_.enrol(said.find(1), place); break;
    case Event::principal_revoked: principals_.revoke(said.find(1).bytes(), place); break;
    case Event::relying_party_adopted: site_ = {std::string(said.find(1).find(1).bytes()), std::string(said.find(1).find(2).bytes())}; break;
    case Event::credential_enrolled:
      CHECK("enrolled-pause", said.find(2).integer() > entry.header.time, place, "a credential that counts at once, without a pause");
      principals_.enrol(said.find(1), place, said.find(2).integer());
      break;
    case Event::credential_removed:
      CHECK("removed-pause", said.find(3).integer() > entry.header.time, place, "a credential removed at once, without a pause");
      principals_.remove(said.find(1).bytes(), said.find(2).bytes(), said.find(3).integer(), place);
      break;
    case Event::credentials_kept: principals_.keep(said.find(1).bytes(), entry.header.time); break;
    case Event::ward_erased: erase(said, place); break;
    case Event::log_key_declared: heads_.declare(said.find(1).bytes(), static_cast<KeyStanding>(said.find(2).number()), entry.header.seq, place); break;
    case Event::witnesses_adopted: heads_.adopt(said.find(1).number(), said.find(2), place); break;
    case Event::recall_filed: CHECK("recall-once", recalls_.emplace(said.find(1).as<Id>(), false).second, place, "a recall filed twice"); break;
    case Event::recall_answered: {
      const auto recall = recalls_.find(said.find(1).as<Id>());
      CHECK("recall-open", recall != recalls_.end() && !recall->second, place, "an answer to a recall that is not open");
      if (recall != recalls_.end()) recall->second = true;
      ++report_.count("recalls answered");
      break;
    }
    default: break;  // a seal was checked before
  }
}

/// The counter as it was signed. Where the part that was signed is withheld it must have grown all the same.
void Ledger::use_passkey(const Entry& entry, Value used, const Place& place) {
  CHECK("passkey-use-once", !used_here_, place, "one entry says twice that a passkey was used");
  used_here_ = true;
  CHECK("passkey-use-principal", used.find(1).bytes() == entry.act.principal, place, "a passkey used by another principal than the act's");
  const auto counter = static_cast<std::uint32_t>(used.find(3).number());
  Credential* const credential = principals_.passkey(used.find(1).bytes(), used.find(2).bytes());
  CHECK("passkey-use-known", credential, place, "a passkey used that this principal does not have");
  if (!credential) return;
  const bool as_signed = signed_here_ && signed_here_->credential == used.find(2).bytes() && signed_here_->counter == counter &&
                         signed_here_->backed_up == static_cast<bool>(used.find(4));
  CHECK("passkey-use-signed", as_signed || !entry.asked, place, "what the ledger says of a passkey is not what the passkey said");
  CHECK("passkey-use-counter", counter > credential->counter || (counter == 0 && credential->counter == 0), place, "the counter of a passkey did not grow");
  credential->counter = counter;
}

void Ledger::proposal_event(const Entry& entry, const Part& part, const Happened& happened) {
  const auto& [kind, said] = happened;
  const Place place = entry.place(&part);
  if (kind == Event::entry_reversed) {
    CHECK("reversal-before", said.find(1).number() < entry.header.seq, place, "reverses an entry that is not before it");
    CHECK("reversal-once", reversed_.insert(said.find(1).number()).second,
          place, "entry " + std::to_string(said.find(1).number()) + " was reversed before");
    return;
  }
  const Principal* who = principals_.find(entry.act.principal);
  if (kind == Event::proposal_opened) {
    CHECK("proposal-place", &part == entry.asked, place, "a proposal opened in another part than what was asked");
    if (!entry.asked) return;
    Proposal proposal;
    proposal.about = part.about.raw();
    proposal.asked = part.asked.raw();
    proposal.rulebook = fixed<Hash>(entry.act.rulebook);
    proposal.opened = entry.header.time;
    proposal.expires = said.find(1).integer();
    if (who) proposal.proposer = who->person;
    for (const Value role : said.find(2)) proposal.needs.push_back(role.number());
    CHECK("proposal-once", proposals_.emplace(entry.header.seq, std::move(proposal)).second, place, "two proposals opened in one entry");
    return;
  }
  const auto at = proposals_.find(said.find(1).number());
  CHECK("proposal-known", at != proposals_.end() && at->second.about == part.about.raw(),
        place, "an event of a proposal that was not made about this subject");
  if (at == proposals_.end()) return;
  Proposal& proposal = at->second;
  if (kind == Event::proposal_approved) {
    const bool this_one = entry.asked && entry.act.command == Command::approve && entry.body().find(1).number() == at->first;
    CHECK("approved-asked", this_one, place, "a proposal approved by an entry that is not its approval");
    CHECK("approved-person", who && view(who->person) == said.find(2).bytes(),
          place, "the approval is counted for another person than the one who gave it");
    CHECK("approved-role", who && who->role == said.find(3).number(),
          place, "the approval is counted for another role than the principal's");
    CHECK("approved-own", said.find(2).bytes() != view(proposal.proposer), place, "the person who proposed approves it");
    const Bytes approver = said.find(2).bytes();  // a name of a binding can not be captured (clang 14)
    const auto same = [approver](const auto& approval) { return view(approval.first) == approver; };
    CHECK("approved-twice", std::none_of(proposal.approvals.begin(), proposal.approvals.end(), same), place, "one person approves twice");
    proposal.approvals.emplace_back(said.find(2).as<Id>(), said.find(3).number());
    proposal.last_approval = entry.header.seq;
    return;
  }
  CHECK("proposal-closed", proposal.standing == kProposalOpen, place, "a proposal closed twice");
  proposal.standing = said.find(2).number();
  closed_here_.push_back(at->first);
  if (proposal.standing == kProposalExecuted) {
    bool stood_in = false;
    CHECK("proposal-needs", is_agreed_to(proposal, stood_in), place, "a proposal executed without the approvals it needs");
    if (stood_in) ++report_.count("payments under a court order that compliance agreed to in place of another");
  }
}

void Ledger::check_seal(const Entry& entry, Value sealed, const Place& place) {
  const std::uint64_t subjects = sealed.find(2).number(), open = chains_.open();
  // With subjects of whom nothing can be read, or with parts withheld since an earlier run read the rest, the tree can not be made.
  const std::uint64_t hidden = subjects > open ? subjects - open : 0;
  CHECK("seal-withheld", hidden <= withheld_, place, "the seal counts more subjects that can not be read than there are parts withheld");
  if (hidden > 0 || (read_from_ > 0 && withheld_here_ > 0)) {
    ++report_.count("seals not recomputed, parts withheld");
    return;
  }
  const SealTree tree = seal_of(chains_, ledger_id_, entry.header.seq);
  CHECK("seal-subjects", tree.subjects == subjects,
        place, "the seal counts " + std::to_string(subjects) + " subjects, " + std::to_string(tree.subjects) + " are open");
  CHECK("seal-root", view(tree.root) == sealed.find(3).bytes(), place, "the seal is not that of the chains and balances before it");
  ++report_.count("seals recomputed");
}

/// The ward, and the files of hers whose keys were destroyed with hers: all that there are.
void Ledger::erase(Value erased, const Place& place) {
  const Id ward = erased.find(1).as<Id>();
  std::map<SubjectKind, Bytes> keys = {{SubjectKind::ward, erased.find(3).bytes()}};
  for (const Value file : erased.find(4)) {
    const auto of = static_cast<SubjectKind>(file.find(1).number());
    const Bytes key = file.find(2).bytes();
    const auto same = [key](const auto& other) { return other.second == key; };
    CHECK("erased-file-key", std::none_of(keys.begin(), keys.end(), same), place, "one key for two of the ward's subjects");
    CHECK("erased-file", is_file(of) && keys.emplace(of, key).second, place, "not a file of the ward's, or named twice");
  }
  for (const SubjectKind kind : {SubjectKind::ward, SubjectKind::protection, SubjectKind::watch}) {
    const SubjectId subject{kind, ward};
    CHECK("erased-file-kept", keys.contains(kind) || !chains_.known(subject), place, subject_name(subject) + " is not erased with the ward");
    if (!keys.contains(kind)) continue;
    chains_.erase(subject, withheld_here_ == 0, read_from_, place);
    if (!unexplained_.empty()) unexplained_.erase(unexplained_.begin());
  }
  ++report_.count("wards erased");
}

}  // namespace verify
