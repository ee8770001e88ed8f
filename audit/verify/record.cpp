#include "audit/verify/record.h"

#include <algorithm>

#include "audit/verify/book.h"

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

std::string subject_name(const SubjectId& subject) {
  static const char* const kNames[] = {"", "ledger", "pool", "order", "ward", "protection file", "watch"};
  return std::string(kNames[static_cast<int>(subject.kind)]) + " " + hex(view(subject.id)).substr(0, 8) + "…";
}

namespace {

constexpr unsigned kLedger = 2, kPool = 4, kOrder = 8, kWard = 16, kProtection = 32, kWatch = 64;  // a bit for each kind of subject
constexpr unsigned kFiles = kProtection | kWatch, kOwing = kLedger | kPool | kWard | kFiles;         // who may have duties

struct Home {
  int first, last;  // numbers of events
  unsigned subjects;
};
constexpr Home kHomes[] = {
    {1, 9, kLedger},  {10, 16, kPool},   {20, 22, kOrder},          {30, 35, kWard},           {36, 36, kWard | kProtection},
    {37, 39, kOwing}, {40, 44, kWard},   {45, 45, kWard | kWatch},  {46, 46, kWard},           {47, 47, kOwing},
    {48, 48, kWard},  {50, 51, kLedger}, {52, 52, kFiles},          {53, 55, kWatch},          {56, 57, kPool | kWard | kWatch},
    {58, 59, kOwing}, {60, 63, kOwing | kOrder},                    {64, 65, kWard | kProtection},
    {66, 66, kWard},  {67, 67, kLedger | kProtection},              {68, 74, kWard},           {75, 75, kPool},
    {76, 76, kLedger}, {77, 77, kOwing}, {78, 78, kOwing | kOrder}, {79, 79, kFiles}, {80, 84, kLedger},
    {85, 85, kPool},  {86, 89, kWard},   {90, 91, kPool},  {92, 93, kPool | kLedger},
};

constexpr auto kHomeOf = [] {
  std::array<unsigned, 128> out{};
  for (const auto& [first, last, subjects] : kHomes)
    for (int event = first; event <= last; ++event) out[static_cast<std::size_t>(event)] = subjects;
  return out;
}();

}  // namespace

bool stands_in(Event event, SubjectKind subject) { return (kHomeOf[static_cast<std::size_t>(event) & 127] >> static_cast<int>(subject) & 1) != 0; }

Act read_act(Bytes bytes, const Place& place) {
  static const Shape kShape = shape("act");
  const Members held = read_map(bytes, kShape, place);
  CHECK("act-version", held[1].number() == 1, place, "version " + std::to_string(held[1].number()) + " of the act is not known");
  const std::uint64_t command = held[2].number();
  CHECK("act-command", command >= 1 && command <= 66, place, "command " + std::to_string(command) + " is not known");
  const Act act{static_cast<Command>(command), held[3].bytes(), held[4].bytes(), held[5].bytes(), held[7].bytes()};
  const auto zeros = [](Bytes b) { return b.find_first_not_of('\0') == Bytes::npos; };
  CHECK("act-ledger", !act.by_ledger() || (zeros(act.credential) && zeros(held[6].bytes()) && act.idempotency_key.empty()),
        place, "the ledger acted alone, but the act names a credential, a request or an idempotency key");
  const bool alone = act.command == Command::create_ledger || act.command == Command::tick;
  CHECK("act-principal", act.by_ledger() ? alone || act.command == Command::take_seal : !alone,
        place, "command " + std::to_string(command) + " is not one this principal could give");
  CHECK("act-key", act.by_ledger() || !act.idempotency_key.empty(), place, "a principal's act without an idempotency key");
  return act;
}

namespace {

/// `category`: whether one stands behind the minor units, as in postings.
std::span<const Posting> read_postings(Value list, bool category, Room& room) {
  const auto out = room.list<Posting>(list.size());
  Value at = out.empty() ? Value() : list.first();
  for (Posting& posting : out) {
    // The shape was checked: every member is there, each behind its key.
    const Value kind = at.first().next().first().next(), owner = kind.next().next(), currency = owner.next().next(), minor = currency.next().next();
    posting = {{static_cast<std::uint8_t>(kind.number()), static_cast<std::uint16_t>(currency.number()), owner.as<Id>()}, 0, minor.integer()};
    at = minor.next();
    if (!category) continue;
    posting.category = static_cast<std::uint8_t>(at.next().number());
    at = at.next().next();
  }
  return out;
}

std::span<const Happened> read_events(Value list, Room& room) {
  const auto out = room.list<Happened>(list.size());
  auto at = out.begin();
  for (const Value event : list) *at++ = {static_cast<Event>(event.first().number()), event.first().next()};
  return out;
}

}  // namespace

Part read_part(Bytes bytes, Bytes hash, const Place& place, Room& room) {
  static const Shape kShape = shape("subject-part");
  CHECK("part-length", bytes.size() <= kLongestPart, place, "a part of more than 1,048,576 bytes");
  const Members held = read_map(bytes, kShape, place);
  CHECK("part-version", held[1].number() == 1, place, "version " + std::to_string(held[1].number()) + " of the part is not known");
  Part part{true, {static_cast<SubjectKind>(held[2].find(1).number()), held[2].find(2).as<Id>()}, held[3].number(), hash, held[4].bytes(), held[2], held[5], held[6],
            held[7] ? static_cast<Outcome>(held[7].number()) : Outcome::none, read_events(held[9], room), read_postings(held[10], true, room), read_postings(held[11], false, room)};
  CHECK("part-reasons", part.asked || !held[8], place, "reasons, but nothing was asked in this part");
  CHECK("part-asked", !part.asked == (part.outcome == Outcome::none),
        place, "what was asked stands without its outcome, or the outcome without what was asked");
  CHECK("part-signature", !part.signature || part.asked, place, "a signature, but nothing was asked in this part");
  CHECK("part-ledger-id", part.subject.kind != SubjectKind::ledger || part.subject.id == Id{},
        place, "the ledger as a subject has 16 zero bytes as its id");
  for (const Happened& happened : part.events)
    CHECK("event-place", stands_in(happened.kind, part.subject.kind),
          place, "event " + std::to_string(static_cast<int>(happened.kind)) + " in a part about " + subject_name(part.subject));
  check_postings(part, place);
  return part;
}

void check_entry(Entry& entry, std::uint64_t seq) {
  for (const Part& part : entry.parts) {
    if (!part.asked) continue;
    CHECK("asked-once", !entry.asked, entry.place(&part), "a second part in which something was asked");
    entry.asked = &part;
  }
  CHECK("asked-missing", entry.asked || entry.withheld > 0, entry.place(), "no part in which something was asked");
  CHECK("act-asked", !entry.asked || entry.asked->asked[0].number() == static_cast<std::uint64_t>(entry.act.command),
        entry.place(entry.asked), "what was asked is another command than the act's");
  CHECK("create-first", (seq == 0) == (entry.act.command == Command::create_ledger),
        entry.place(), seq == 0 ? "entry 0 does not create the ledger" : "the ledger is created a second time");
  CHECK("create-clear", seq > 0 || (entry.asked && entry.asked->subject.kind == SubjectKind::ledger),
        entry.place(), "entry 0 does not show what was asked about the ledger");
  for (const Part& part : entry.parts)
    CHECK("denied-posts", entry.done() || part.postings.empty(), entry.place(&part), "postings in an entry that was not allowed");
  if (entry.withheld == 0) check_zero_sum(entry.parts, entry.place());
}

}  // namespace verify
