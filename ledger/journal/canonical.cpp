#include "ledger/journal/canonical.h"

#include "ledger/journal/part_codec.h"

namespace katiwala::journal {
namespace {

struct FoundingStatement {
  std::string label = "katiwala/founding/1";
  custody::CreateLedger founding;
  template <class V>
  static void fields(V& v) {
    v(1, "label", &FoundingStatement::label);
    v(2, "founding", &FoundingStatement::founding);
  }
};

struct CommandStatement {
  std::string label = "katiwala/command/1";
  store::LedgerId ledger;
  custody::Command command;
  std::string idempotency_key;
  template <class V>
  static void fields(V& v) {
    v(1, "label", &CommandStatement::label);
    v(2, "ledger", &CommandStatement::ledger);
    v(3, "command", &CommandStatement::command);
    v(4, "idempotency_key", &CommandStatement::idempotency_key);
  }
};

struct ApprovalStatement {
  std::string label = "katiwala/approval/1";
  store::LedgerId ledger;
  custody::ProposalId proposal = 0;
  custody::Subject about;
  custody::Command command;
  Digest rulebook{};
  Instant opened, expires;
  template <class V>
  static void fields(V& v) {
    v(1, "label", &ApprovalStatement::label);
    v(2, "ledger", &ApprovalStatement::ledger);
    v(3, "proposal", &ApprovalStatement::proposal);
    v(4, "about", &ApprovalStatement::about);
    v(5, "command", &ApprovalStatement::command);
    v(6, "rulebook", &ApprovalStatement::rulebook);
    v(7, "opened", &ApprovalStatement::opened);
    v(8, "expires", &ApprovalStatement::expires);
  }
};

struct ReleaseStatement {
  std::string label = "katiwala/release/1";
  store::LedgerId ledger;
  custody::RequestId request;
  custody::WardId ward;
  custody::PayeeId payee;
  Amount amount;
  custody::Purpose purpose = custody::Purpose::education;
  std::optional<custody::CourtOrderId> court_order;
  custody::Rail rail = custody::Rail::book_transfer;
  Digest rulebook{};
  custody::ProposalId proposal = 0;
  template <class V>
  static void fields(V& v) {
    v(1, "label", &ReleaseStatement::label);
    v(2, "ledger", &ReleaseStatement::ledger);
    v(3, "request", &ReleaseStatement::request);
    v(4, "ward", &ReleaseStatement::ward);
    v(5, "payee", &ReleaseStatement::payee);
    v(6, "amount", &ReleaseStatement::amount);
    v(7, "purpose", &ReleaseStatement::purpose);
    v(8, "court_order", &ReleaseStatement::court_order);
    v(9, "rail", &ReleaseStatement::rail);
    v(10, "rulebook", &ReleaseStatement::rulebook);
    v(11, "proposal", &ReleaseStatement::proposal);
  }
};

struct SessionStatement {
  std::string label = "katiwala/session/1";
  store::LedgerId ledger;
  std::array<std::uint8_t, 32> nonce{};
  template <class V>
  static void fields(V& v) {
    v(1, "label", &SessionStatement::label);
    v(2, "ledger", &SessionStatement::ledger);
    v(3, "nonce", &SessionStatement::nonce);
  }
};

/// What the asker said: without what the journal adds before it records it.
custody::Command as_asked(custody::Command command) {
  if (auto* erasure = std::get_if<custody::EraseWard>(&command)) erasure->key = {};
  return command;
}

}  // namespace

Bytes canonical_founding(custody::CreateLedger command) {
  command.signatures.clear();
  FoundingStatement statement;
  statement.founding = std::move(command);
  return record::encode_struct(statement);
}

Bytes canonical_command(const store::LedgerId& ledger, const custody::Command& command, const std::string& idempotency_key) {
  CommandStatement statement;
  statement.ledger = ledger;
  statement.command = as_asked(command);
  statement.idempotency_key = idempotency_key;
  return record::encode_struct(statement);
}

Bytes canonical_approval(const store::LedgerId& ledger, const custody::Proposal& proposal) {
  ApprovalStatement statement;
  statement.ledger = ledger;
  statement.proposal = proposal.id;
  statement.about = proposal.about;
  statement.command = proposal.command;
  statement.rulebook = proposal.rulebook;
  statement.opened = proposal.opened;
  statement.expires = proposal.expires;
  return record::encode_struct(statement);
}

Bytes canonical_release(const store::LedgerId& ledger, const custody::Request& request) {
  ReleaseStatement statement;
  statement.ledger = ledger;
  statement.request = request.id;
  statement.ward = request.ward;
  statement.payee = request.payee;
  statement.amount = request.amount;
  statement.purpose = request.purpose;
  statement.court_order = request.court_order;
  statement.rail = request.rail;
  statement.rulebook = request.rulebook;
  statement.proposal = request.proposal;
  return record::encode_struct(statement);
}

Bytes canonical_session(const store::LedgerId& ledger, const std::array<std::uint8_t, 32>& nonce) {
  SessionStatement statement;
  statement.ledger = ledger;
  statement.nonce = nonce;
  return record::encode_struct(statement);
}

std::optional<Bytes> canonical_of(const store::LedgerId& ledger, const custody::State& state, const custody::Command& command,
                                  const std::string& idempotency_key) {
  if (const auto* approve = std::get_if<custody::Approve>(&command)) {
    const auto* proposal = state.proposal(approve->proposal);
    if (proposal == nullptr) return std::nullopt;
    return canonical_approval(ledger, *proposal);
  }
  if (const auto* release = std::get_if<custody::Release>(&command)) {
    const auto* request = state.request(release->request);
    if (request == nullptr) return std::nullopt;
    return canonical_release(ledger, *request);
  }
  return canonical_command(ledger, command, idempotency_key);
}

}  // namespace katiwala::journal
