#include "audit/verify/ledger.h"

#include <algorithm>

#include "audit/verify/signed_request.h"

namespace verify {

void Ledger::apply(const Entry& entry) {
  for (const std::uint64_t number : closed_here_) proposals_.at(number).asked = {};
  closed_here_.clear();
  signed_here_.reset();
  used_here_ = left_here_ = false;
  chain_header(entry);
  check_act(entry);
  // A seal speaks of what was before its entry, so events of that kind come before the entry's parts join their chains.
  for (const Part& part : entry.parts)
    for (const Happened& happened : part.events)
      if (happened.kind == Event::ledger_sealed) check_seal(entry, happened.said, entry.place(&part));
  for (const Part& part : entry.parts)
    if (part.clear) chains_.apply(part, entry.header.seq, entry.place(&part));
  if (entry.asked) check_signature(entry);
  check_openings(entry);
  for (const Part& part : entry.parts)
    for (const Happened& happened : part.events) event(entry, part, happened);
  CHECK("passkey-use-missing", used_here_ || !signed_here_, entry.place(), "signed with a passkey, but the ledger's part does not say so");
  if (entry.header.seq == 0) check_founding(entry);
  if (entry.asked && entry.act.command == Command::release && entry.asked->outcome == Outcome::allow) check_release(entry);
  if (entry.asked && entry.act.command == Command::hand_over && entry.asked->outcome == Outcome::allow) check_hand_over(entry);
  if (entry.withheld > 0) {
    unexplained_.resize(std::max<std::size_t>(unexplained_.size(), entry.withheld));
    ++unexplained_[entry.withheld - 1];
    withheld_ += entry.withheld;
    withheld_here_ += entry.withheld;
    report_.count("parts withheld") += entry.withheld;
    ++report_.count("entries whose sum could not be made, parts withheld");
  }
}

void Ledger::chain_header(const Entry& entry) {
  const Header& header = entry.header;
  CHECK("header-prev", header.prev() == view(last_leaf_), entry.place(), "the header does not name the leaf hash of the entry before");
  CHECK("header-time", header.seq == 0 || header.time > last_time_, entry.place(), "the time does not rise");
  last_leaf_ = entry.leaf;
  last_time_ = header.time;
}

void Ledger::check_act(const Entry& entry) {
  const Act& act = entry.act;
  const Place place{{}, static_cast<std::int64_t>(entry.header.seq), 0, 0};
  if (entry.header.seq == 0) rulebook_ = sha256({entry.body().find(4).bytes()});
  CHECK("act-rulebook", act.rulebook == view(rulebook_), place, "the act's rulebook is not the one in force");
  if (act.by_ledger()) return;
  CHECK("idempotency", used_keys_.insert(entry.once), place, "the principal used this idempotency key before");
  if (entry.asked && entry.done()) principals_.usable(act.principal, act.credential, entry.header.time, place);
}

const Proposal& Ledger::approved_by(const Entry& entry) const {
  static const Proposal kNone;
  const Place place = entry.place(entry.asked);
  const auto at = proposals_.find(entry.body().find(1).number());
  CHECK("approval-proposal", at != proposals_.end(), place, "approves something that was not proposed");
  const Proposal& proposal = at == proposals_.end() ? kNone : at->second;
  CHECK("approval-about", entry.body().find(2).raw() == proposal.about, place, "approves a proposal about another subject");
  return proposal;
}

void Ledger::check_signature(const Entry& entry) {
  const Part& part = *entry.asked;
  const Place place = entry.place(&part);
  const Command command = entry.act.command;
  const bool must = command == Command::request_disbursement || command == Command::approve || command == Command::release ||
                    command == Command::accept_restore;
  CHECK("signed", !entry.done() || !must || part.signature, place, "a command that must be signed is not");
  if (!part.signature) return;
  if (part.outcome == Outcome::deny) {
    ++report_.count("signatures in denied entries, recorded as they came, not checked");
    return;
  }
  std::optional<std::string> statement = statement_of(entry);
  if (!statement) return;
  const Credential& credential = principals_.usable(entry.act.principal, part.signature.find(1).bytes(), entry.header.time, place);
  ++report_.count("signatures of commands, approvals and releases");
  std::string value(part.signature.find(2).bytes());
  signed_instead(entry, credential, *statement, value);
  deferred_.check([key = credential.key, statement = std::move(*statement), value = std::move(value), place] {
    CHECK("signature", signature_valid(key, statement, value), place, "the signature is not valid");
  });
}

std::optional<std::string> Ledger::statement_of(const Entry& entry) const {
  const Place place = entry.place(entry.asked);
  if (entry.act.command == Command::approve && entry.done()) {
    const Proposal& proposal = approved_by(entry);
    CHECK("approval-closed", proposal.standing == kProposalOpen, place, "approves a proposal that was closed");
    CHECK("approval-expired", entry.header.time <= proposal.expires, place, "approves a proposal that had expired");
    return approval_statement(ledger_id_, entry.body().find(1).number(), proposal);
  }
  if (entry.act.command != Command::release) return command_statement(ledger_id_, entry.asked->asked, entry.act.idempotency_key);
  const auto request = requests_.find(entry.body().find(1).as<Id>());
  CHECK("release-request", request != requests_.end() && !request->second.members.empty(),
        place, "releases a request that was not judged, or whose payment is over");
  if (request == requests_.end()) return std::nullopt;
  CHECK("release-ward", view(request->second.ward) == entry.body().find(2).bytes(), place, "releases a request of another ward");
  return release_statement(ledger_id_, request->second);
}

void Ledger::signed_instead(const Entry& entry, const Credential& credential, std::string& statement, std::string& value) {
  const Place place = entry.place(entry.asked);
  const Value signature = entry.asked->signature, message = signature.find(5);
  const Assertion made{signature.find(3).bytes(), signature.find(4).bytes()};
  if (credential.is_passkey()) {
    CHECK("http-passkey", !message, place, "a passkey's signature with a request beside it");
    check_assertion(made, credential, site_, statement, place);
    statement = signed_by_passkey(made);
    signed_here_ = Used{std::string(signature.find(1).bytes()), counter_of(made), backed_up(made)};
    ++report_.count("of these by passkey");
    return;
  }
  CHECK("signature-plain", made.authenticator_data.empty() && made.client_data.empty(), place, "a certificate's signature with what belongs to a passkey's");
  if (!message) return;
  const SignedRequest request{message.find(1).bytes(), message.find(2).bytes(), message.find(3).bytes(), message.find(4).bytes()};
  statement = request_base(request, {signature.find(1).bytes(), statement, entry.act.idempotency_key, entry.header.time}, credential, place);
  value = request_signature(credential, value, place);
  ++report_.count("of these over HTTP requests");
}

void Ledger::check_founding(const Entry& entry) {
  const Value body = entry.body();
  const Place place = entry.place(entry.asked);
  const std::string statement = founding_statement(body);
  std::vector<Id> persons;
  for (const Value signature : body.find(7)) {
    for (const Value officer : body.find(6)) {
      if (officer.find(4).find(1).bytes() != signature.find(1).bytes()) continue;
      CHECK("founding-plain", !signature.find(3) && !signature.find(4) && !signature.find(5), place, "a founding signature with what belongs to a passkey's or a request's");
      const Credential& credential = principals_.usable(officer.find(1).bytes(), signature.find(1).bytes(), entry.header.time, place);
      CHECK("founding-signature", signature_valid(credential.key, statement, signature.find(2).bytes()), place, "a founding signature is not valid");
      const Id person = officer.find(2).as<Id>();
      if (std::find(persons.begin(), persons.end(), person) == persons.end()) persons.push_back(person);
      ++report_.count("founding signatures");
    }
  }
  CHECK("founding-persons", persons.size() >= 2, place, "founded by fewer than two persons");
}

void Ledger::check_release(const Entry& entry) {
  const Place place = entry.place(entry.asked);
  ++report_.count("releases");
  const auto request = requests_.find(entry.body().find(1).as<Id>());
  if (request == requests_.end()) return;
  CHECK("release-once", !request->second.released, place, "releases a request a second time");
  request->second.released = true;
  const auto proposal = proposals_.find(request->second.proposal);
  CHECK("release-approved", proposal == proposals_.end() || proposal->second.standing == kProposalExecuted,
        place, "releases a request whose approval is not complete");
  const std::uint64_t approved = proposal == proposals_.end() ? request->second.proposal : std::max(proposal->first, proposal->second.last_approval);
  if (heads_.quorum() == 0) return;
  const Bytes text = entry.body().find(7).bytes();
  CHECK("release-checkpoint", !text.empty(), place, "released without a witnessed checkpoint");
  const std::string name = place.str() + " checkpoint";
  const Checkpoint head = parse_checkpoint(text, name);
  CHECK("release-origin", head.origin == heads_.origin(), place, "the checkpoint is of another log");
  CHECK("release-size", head.size >= 1 && head.size <= entry.header.seq, place, "the checkpoint is of a tree that did not exist yet");
  CHECK("release-covers", head.size > approved, place, "the checkpoint does not cover entry " + std::to_string(approved) + ", which approved the request");
  if (head.size != last_head_size_ || head.root != last_head_root_) {  // releases come in runs on one head
    // Against the tree as it is now, not against a root read from tiles: those of an earlier run's entries were not read again.
    const bool grown = proves_growth(head.size, head.root, tree_.size(), tree_.root(tree_.size()), tree_.growth_proof(head.size, tree_.size()));
    CHECK("release-root", grown, place, "the checkpoint's root is not this tree's at size " + std::to_string(head.size));
    last_head_size_ = head.size;
    last_head_root_ = head.root;
  }
  deferred_.check([head, logs = heads_.keys_for_head(head.size), witnesses = heads_.witness_keys(), quorum = heads_.quorum(), name] {
    check_witnessed(head, logs, witnesses, quorum, name);
  });
  ++report_.count("releases on a witnessed checkpoint");
}

std::uint64_t Ledger::withheld_unexplained() const {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < unexplained_.size(); ++i) out += (i + 1) * unexplained_[i];
  return out;
}

}  // namespace verify
