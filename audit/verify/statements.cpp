#include "audit/verify/statements.h"

namespace verify {
namespace {

std::string labelled(std::uint64_t members, Bytes label, Bytes ledger_id) {
  return cbor_head(Kind::map, members) + cbor_int(1) + cbor_text(label) + cbor_int(2) + cbor_bytes(ledger_id);
}

}  // namespace

std::string founding_statement(Value create_ledger) {
  constexpr std::uint64_t kSignatures = 7;
  std::string body;
  std::uint64_t members = 0;
  Value at = create_ledger.first();
  for (std::size_t i = 0; i < create_ledger.size(); ++i) {
    const Value held = at.next();
    if (at.number() != kSignatures) {
      body.append(at.raw()).append(held.raw());
      ++members;
    }
    at = held.next();
  }
  return cbor_head(Kind::map, 2) + cbor_int(1) + cbor_text("katiwala/founding/1") + cbor_int(2) + cbor_head(Kind::map, members) + body;
}

std::string command_statement(Bytes ledger_id, Value asked, Bytes idempotency_key) {
  std::string command(asked.raw());
  // The ledger puts the name of the ward's data key in; who signed could not know it. It is the last thing in the command.
  if (static_cast<Command>(asked[0].number()) == Command::erase_ward) command.replace(command.size() - 16, 16, 16, '\0');
  return labelled(4, "katiwala/command/1", ledger_id) + cbor_int(3) + command + cbor_int(4) + cbor_text(idempotency_key);
}

std::string approval_statement(Bytes ledger_id, std::uint64_t number, const Proposal& proposal) {
  return labelled(8, "katiwala/approval/1", ledger_id) + cbor_int(3) + cbor_head(Kind::uint, number) + cbor_int(4) + proposal.about + cbor_int(5) + proposal.asked +
         cbor_int(6) + cbor_bytes(view(proposal.rulebook)) + cbor_int(7) + cbor_int(proposal.opened) + cbor_int(8) + cbor_int(proposal.expires);
}

Request read_request(Value request) {
  Request out{{}, 0, request.find(2).as<Id>(), request.find(14).as<Hash>(), request.find(11).number(), false};
  for (const std::uint64_t key : {1, 2, 3, 4, 5, 6, 7}) {
    const Value member = request.find(key);
    if (!member) continue;
    out.members.append(cbor_head(Kind::uint, key + 2)).append(member.raw());
    ++out.count;
  }
  return out;
}

std::string release_statement(Bytes ledger_id, const Request& request) {
  return labelled(request.count + 4, "katiwala/release/1", ledger_id) + request.members + cbor_int(10) + cbor_bytes(view(request.rulebook)) + cbor_int(11) +
         cbor_head(Kind::uint, request.proposal);
}

}  // namespace verify
