/// What people sign, as values: the members of the canonical bytes (canonical.h), to be written, and to be read again by who shows them before signing.
#pragma once

#include "ledger/custody/state.h"
#include "ledger/journal/part_codec.h"
#include "ledger/store/logstore.h"

namespace katiwala::journal {

struct CommandStatement {
  static constexpr std::string_view kLabel = "katiwala/command/1";
  std::string label{kLabel};
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
  static constexpr std::string_view kLabel = "katiwala/approval/1";
  std::string label{kLabel};
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
  static constexpr std::string_view kLabel = "katiwala/release/1";
  std::string label{kLabel};
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

}  // namespace katiwala::journal
