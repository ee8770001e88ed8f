#include "audit/verify/record.h"

#include "audit/verify/shape.h"

namespace verify {

Header parse_header(Bytes bytes, const Place& place) {
  CHECK("header-magic", bytes.substr(0, 4) == "KTW1", place, "the header does not begin with KTW1");
  CHECK("header-short", bytes.size() >= 54, place, "the header has " + std::to_string(bytes.size()) + " bytes");
  Header header{bytes, big_endian(bytes.substr(4, 8)), big_endian(bytes.substr(52, 2)), static_cast<std::int64_t>(big_endian(bytes.substr(44, 8)))};
  CHECK("header-count", header.count >= 1 && header.count <= 2045, place, "the header counts " + std::to_string(header.count) + " parts");
  CHECK("header-length", bytes.size() == 54 + 32 * header.count,
        place, "the header has " + std::to_string(bytes.size()) + " bytes for " + std::to_string(header.count) + " parts");
  return header;
}

Hash leaf_hash(Bytes header) { return sha256({Bytes("\0", 1), header}); }
Hash part_hash(Bytes salt, Bytes bytes) { return sha256({Bytes("\2", 1), salt, bytes}); }

namespace {

void read_postings(Value list, std::pmr::vector<Posting>& out) {
  out.reserve(list.size());
  for (const Value at : list) {
    // The shape was checked: the account is the first member and has all of its three.
    const Value account = at.first().next(), kind = account.first().next(), owner = kind.next().next(), currency = owner.next().next();
    out.push_back({static_cast<std::uint8_t>(kind.number()), owner.bytes(), static_cast<std::uint16_t>(currency.number()), account.next().next().integer()});
  }
}

}  // namespace

Act read_act(Value value, const Place& place) {
  static const Shape kShape = shape("act");
  check_shape(value, kShape, place);
  CHECK("act-version", value.find(1).number() == 1,
        place, "version " + std::to_string(value.find(1).number()) + " of the act is not known");
  const std::uint64_t command = value.find(2).number();
  CHECK("act-command", (command >= 1 && command <= 19) || (command >= 30 && command <= 45),
        place, "command " + std::to_string(command) + " is not known");
  Act act{static_cast<Command>(command), value.find(3).bytes(), value.find(4).bytes(), value.find(5).bytes(), value.find(6).bytes(), value.find(7).bytes()};
  const auto zeros = [](Bytes bytes) { return bytes.find_first_not_of('\0') == Bytes::npos; };
  const bool nobody = zeros(act.credential) && zeros(act.request) && act.idempotency_key.empty();
  CHECK("act-ledger", !act.by_ledger() || nobody,
        place, "the ledger acted alone, but the act names a credential, a request or an idempotency key");
  const bool alone = act.command == Command::create_ledger || act.command == Command::tick;
  CHECK("act-principal", act.by_ledger() ? alone || act.command == Command::take_seal : !alone,
        place, "command " + std::to_string(command) + " is not one this principal could give");
  CHECK("act-key", act.by_ledger() || !act.idempotency_key.empty(), place, "a principal's act without an idempotency key");
  return act;
}

Part read_part(Value value, const Place& place, std::pmr::memory_resource* memory) {
  static const Shape kShape = shape("subject-part");
  check_shape(value, kShape, place);
  CHECK("part-version", value.find(1).number() == 1,
        place, "version " + std::to_string(value.find(1).number()) + " of the part is not known");
  Part part(memory);
  part.clear = true;
  Value at = value.first();
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::uint64_t key = at.number();
    const Value held = at.next();
    switch (key) {
      case 2:
        part.about = held;
        part.subject = {static_cast<SubjectKind>(held.find(1).number()), held.find(2).as<Id>()};
        break;
      case 3: part.number = held.number(); break;
      case 4: part.before = held.bytes(); break;
      case 5: part.asked = held; break;
      case 6: part.signature = held; break;
      case 7: part.outcome = static_cast<Outcome>(held.number()); break;
      case 8: CHECK("part-reasons", value.find(5), place, "reasons, but nothing was asked in this part"); break;
      case 9: part.events = held; break;
      case 10: read_postings(held, part.postings); break;
      case 11: read_postings(held, part.balances); break;
      default: break;
    }
    at = held.next();
  }
  CHECK("part-asked", !part.asked == (part.outcome == Outcome::none),
        place, "what was asked stands without its outcome, or the outcome without what was asked");
  CHECK("part-signature", !part.signature || part.asked, place, "a signature, but nothing was asked in this part");
  CHECK("part-ledger-id", part.subject.kind != SubjectKind::ledger || part.subject.id == Id{},
        place, "the ledger as a subject has 16 zero bytes as its id");
  return part;
}

std::string subject_name(const SubjectId& subject) {
  static const char* const kNames[] = {"", "ledger", "pool", "order", "ward"};
  return std::string(kNames[static_cast<int>(subject.kind)]) + " " + hex(view(subject.id)).substr(0, 8) + "…";
}

}  // namespace verify
