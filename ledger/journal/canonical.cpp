#include "ledger/journal/canonical.h"

#include "ledger/journal/statements.h"

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
