#include "tests/audit/verify/world.h"

#include <algorithm>
#include <fstream>

namespace forge {
namespace {

const std::string kLedger(16, '\0');
constexpr std::int64_t kMinute = 60'000'000, kYear = 365 * 24 * 60 * kMinute;

V subject(int kind, const std::string& who) { return M({{1, I(kind)}, {2, B(who)}}); }
V command(int number, V body) { return A({I(number), std::move(body)}); }
V event(int number, V said) { return A({I(number), std::move(said)}); }
V vault(const std::string& label) { return M({{1, B(id(label))}, {2, B(hash32(label))}}); }

Part asked_in(int kind, const std::string& who, V asked, int outcome, std::vector<V> events = {}, std::vector<Posting> postings = {}) {
  return {kind, who, std::move(asked), outcome, {}, std::move(events), std::move(postings), {}, false, {}, {}, {}, {}, {}, {}};
}
Part touched(int kind, const std::string& who, std::vector<V> events, std::vector<Posting> postings) {
  return {kind, who, std::nullopt, 0, {}, std::move(events), std::move(postings), {}, false, {}, {}, {}, {}, {}, {}};
}

/// In a watch: what was looked for, whether or not anything was found.
Part weighed(const std::string& ward, std::vector<V> more = {}) {
  more.insert(more.begin(), event(53, M({})));
  return touched(6, ward, std::move(more), {});
}
V fact(int number, int kind) { return event(64, M({{1, M({{1, I(number)}, {2, I(kind)}, {3, I(20'450)}, {7, I(20'455)}})}})); }
V obligation(int number, int duty, int owner, const std::string& rule) {
  return event(37, M({{1, M({{1, I(number)}, {2, I(duty)}, {3, I(owner)}, {4, T(rule)}, {5, I(20'454)}, {6, I(20'464)}})}}));
}

Part approval(std::uint64_t number, int kind, const std::string& about, const Who& by, bool completes, std::vector<V> more = {}, std::vector<Posting> postings = {}) {
  std::vector<V> events = {event(61, M({{1, U(number)}, {2, B(by.person)}, {3, I(by.role)}}))};
  if (completes) events.push_back(event(62, M({{1, U(number)}, {2, I(2)}})));
  events.insert(events.end(), more.begin(), more.end());
  return asked_in(kind, about, command(34, M({{1, U(number)}, {2, subject(kind, about)}})), 1, events, std::move(postings));
}

V proposal_opened(std::int64_t expires, std::vector<int> needs) {
  std::vector<V> roles;
  for (const int role : needs) roles.push_back(I(role));
  return event(60, M({{1, I(expires)}, {2, A(roles)}}));
}

}  // namespace

World::World(const std::function<void(World&)>& people) {
  const std::int64_t from = kStart - kYear, to = kStart + kYear;
  who["olga"] = {id("olga"), id("person olga"), "olga", 2, from, to};
  who["ben"] = {id("ben"), id("person ben"), "p256 ben", 5, from, to};
  who["ana"] = {id("ana"), id("person ana"), "ana", 2, from, to};
  who["rosa"] = {id("rosa"), id("person rosa"), "rosa", 4, from, to};
  who["gina"] = {id("gina"), id("person gina"), "p256 gina", 6, from, to};
  who["sys"] = {id("sys"), id("person sys"), "", 1, from, to};
  if (people) people(*this);
  const std::string rules = "a rulebook of tests, version 1", rules_2 = "a rulebook of tests, version 2";
  const std::vector<V> witnesses = {T(vkey("example.org/witness1", 4, "witness 1")), T(vkey("example.org/witness2", 4, "witness 2"))};
  const std::vector<V> witnesses_2 = {witnesses[0], witnesses[1], T(vkey("example.org/witness3", 4, "witness 3"))};
  policy = "# what the auditor holds\nlog " + vkey(origin, 1, "log 1") + "\nwitness w1 " + witnesses[0].string + "\nwitness w2 " + witnesses[1].string + " https://example.org/w2\ngroup both all w1 w2\nquorum both\n";

  const std::string pool = id("pool"), a = id("ward a"), b = id("ward b"), c = id("ward c"), order = id("order"), award_a = id("award a"), award_b = id("award b");
  const std::string credit = id("credit"), court = id("court order"), court_b = id("court order b"), request = id("request"), request_2 = id("request 2"), payee = id("payee");
  const auto time = [](std::size_t seq) { return kStart + static_cast<std::int64_t>(seq) * kMinute; };
  const auto add = [&](const std::string& by, std::vector<Part> parts, const std::string& signer = "") -> Entry& {
    Entry entry;
    entry.time = time(entries.size());
    entry.principal = by;
    if (!by.empty()) entry.key = "key-" + std::to_string(entries.size());
    for (Part& part : parts)
      if (part.asked) entry.command = static_cast<int>(part.asked->elements[0].number), part.signer = signer;
    entry.parts = std::move(parts);
    return entries.emplace_back(std::move(entry));
  };

  V create = M({{1, B(ledger_id)}, {2, T(declared_origin)}, {3, I(1)}, {4, T(rules)}, {5, I(2)}, {6, A({who["olga"].spec(), who["ben"].spec()})}, {8, B(id("vault key"))}, {9, A({T(vkey(declared_origin, 1, "log 1"))})}, {10, A(witnesses)}});
  V created = M({{1, B(ledger_id)}, {2, T(declared_origin)}, {3, I(1)}, {4, I(2)}, {5, B(id("vault key"))}, {6, A({T(vkey(declared_origin, 1, "log 1"))})}, {7, A(witnesses)}});
  Entry& first = add("", {asked_in(1, kLedger, command(1, create), 1, {event(1, created), event(2, M({{1, B(sha256(rules))}, {2, T(rules)}})), event(3, M({{1, who["olga"].spec()}})), event(3, M({{1, who["ben"].spec()}}))})});
  first.adopts = rules;
  first.prepare = [](Builder& builder, Entry& entry) {
    V& body = entry.parts[0].asked->elements[1];
    const std::string text = M({{1, T("katiwala/founding/1")}, {2, body}}).encode();
    std::vector<V> signatures;
    for (const std::string& name : builder.world.founders) {
      const Who& officer = builder.world.who.at(name);
      signatures.push_back(M({{1, B(officer.fingerprint())}, {2, B(sign(officer.key, text))}}));
    }
    if (!signatures.empty()) body[7] = A(signatures);
  };
  for (const char* const name : {"ana", "rosa", "gina", "sys"}) add("olga", {asked_in(1, kLedger, command(5, M({{1, who[name].spec()}})), 1, {event(3, M({{1, who[name].spec()}}))})}, "olga");

  const V open_pool = M({{1, B(pool)}, {2, T("a bank")}, {3, T("P1")}, {4, I(1)}});
  add("olga", {asked_in(2, pool, command(10, open_pool), 1, {event(10, M({{1, open_pool}}))})});
  const auto open_ward = [&](const std::string& ward) -> std::vector<Part> {
    const V body = M({{1, B(ward)}, {2, B(pool)}, {3, I(14'000)}, {4, I(14'000)}, {5, I(1)}, {6, I(1)}});
    const V opened = event(79, M({{1, I(4)}}));
    return {asked_in(4, ward, command(11, body), 1, {event(30, M({{1, body}}))}), touched(5, ward, {opened}, {}), touched(6, ward, {opened, event(53, M({}))}, {})};
  };
  add("olga", open_ward(a));
  add("olga", open_ward(b));
  const V record = M({{1, B(order)}, {2, T("US")}, {3, I(20'000)}, {4, amount(kUsd, 5'000'000)}, {5, B(hash32("order"))}});
  add("olga", {asked_in(3, order, command(12, record), 1, {event(20, M({{1, record}}))})});
  const auto award = [&](const std::string& ward, const std::string& award_id, std::int64_t minor) {
    return asked_in(4, ward, command(13, M({{1, B(award_id)}, {2, B(order)}, {3, B(ward)}, {4, amount(kUsd, minor)}})), 1, {event(31, M({{1, M({{1, B(award_id)}, {2, B(order)}, {3, amount(kUsd, minor)}})}}))},
                    {{16, award_id, kUsd, -minor, 10}, {17, award_id, kUsd, minor, 10}});
  };
  add("olga", {award(a, award_a, 3'000'000), touched(3, order, {event(21, M({{1, amount(kUsd, 3'000'000)}}))}, {})});
  add("olga", {award(b, award_b, 2'000'000), touched(3, order, {event(21, M({{1, amount(kUsd, 2'000'000)}}))}, {})});

  add("sys", {asked_in(2, pool, command(30, M({{1, B(credit)}, {2, B(pool)}, {3, amount(kUsd, 1'997'500)}, {4, amount(kUsd, 2'500)}, {5, I(20'454)}, {6, I(20'454)}})), 1,
                       {event(11, M({{1, B(credit)}, {2, amount(kUsd, 1'997'500)}, {3, amount(kUsd, 2'500)}, {4, I(20'454)}, {5, I(20'454)}}))},
                       {{1, pool, kUsd, 1'997'500}, {6, pool, kUsd, 1'997'500}})});
  add("ana", {asked_in(2, pool, command(31, M({{1, B(credit)}, {2, B(order)}})), 3, {proposal_opened(time(at::match) + 7 * 24 * 60 * kMinute, {5})})}, "ana");
  const auto share = [&](const std::string& ward, const std::string& award_id, std::int64_t gross, std::int64_t charges) {
    return touched(4, ward, {event(40, M({{1, B(award_id)}, {2, B(credit)}, {3, amount(kUsd, gross)}, {4, amount(kUsd, charges)}, {5, amount(kUsd, gross - charges)}}))},
                   {{2, ward, kUsd, gross - charges}, {17, award_id, kUsd, -gross}, {18, award_id, kUsd, gross - charges}, {19, award_id, kUsd, charges}});
  };
  const auto counted = [](const std::string& ward, std::int64_t minor) { return weighed(ward, {event(45, M({{1, M({{1, I(20'454)}, {2, amount(kUsd, minor)}})}}))}); };
  add("ben", {approval(at::match, 2, pool, who["ben"], true, {event(12, M({{1, B(credit)}, {2, B(order)}, {3, amount(kUsd, 1'997'500)}, {4, amount(kUsd, 0)}}))}, {{6, pool, kUsd, -1'997'500}}),
              touched(3, order, {event(22, M({{1, B(credit)}, {2, amount(kUsd, 2'000'000)}, {3, amount(kUsd, 3'000'000)}}))}, {}), share(a, award_a, 1'200'000, 1'500), share(b, award_b, 800'000, 1'000), counted(a, 1'198'500), counted(b, 799'000)}, "ben");

  const auto court_order = [&](const std::string& ward, const std::string& which) {
    return asked_in(4, ward, command(19, M({{1, B(ward)}, {2, B(which)}, {3, I(20'400)}, {5, amount(kUsd, 900'000)}, {8, B(hash32("court"))}})), 1,
                    {event(35, M({{1, M({{1, B(which)}, {2, I(20'400)}, {4, amount(kUsd, 900'000)}, {7, B(hash32("court"))}, {8, I(1)}})}}))}, {{24, which, kUsd, -900'000, 10}, {25, which, kUsd, 900'000, 10}});
  };
  add("olga", {court_order(a, court)});
  const auto ask = [&](const std::string& which, std::size_t seq, std::int64_t minor, const std::vector<std::pair<std::uint64_t, V>>& bill = {}) -> std::vector<Part> {
    V body = M({{1, B(which)}, {2, B(a)}, {3, B(payee)}, {4, amount(kUsd, minor)}, {5, I(1)}, {6, B(court)}});
    V judged = M({{1, B(which)}, {2, B(a)}, {3, B(payee)}, {4, amount(kUsd, minor)}, {5, I(1)}, {6, B(court)}, {7, I(5)}, {9, I(3)}, {10, I(1)}, {11, U(seq)}, {12, B(who["gina"].id)}, {13, I(20'454)},
                        {14, B(sha256(seq > at::rulebook_approved ? rules_2 : rules))}, {16, T("M1")}, {17, T("E1")}, {18, B(id("uetr"))}, {25, B(id("budget"))}, {33, I(time(seq))}});
    static const std::map<std::uint64_t, std::uint64_t> kJudgedAs = {{10, 25}, {11, 29}, {12, 31}, {13, 32}};
    for (const auto& [member, value] : bill) body[member] = judged[kJudgedAs.at(member)] = value;
    return {asked_in(4, a, command(33, body), 3, {event(42, M({{1, judged}})), proposal_opened(time(seq) + 24 * 60 * kMinute, {2, 5})}), weighed(a)};
  };
  add("gina", ask(request, at::request, 500'000), "gina");
  add("ana", {approval(at::request, 4, a, who["ana"], false), weighed(a)}, "ana");
  add("ben", {approval(at::request, 4, a, who["ben"], true, {event(43, M({{1, B(request)}, {2, I(2)}, {4, T("approved")}}))}, {{2, a, kUsd, -500'000, 11}, {4, a, kUsd, 500'000, 11}, {25, court, kUsd, -500'000, 11}, {26, court, kUsd, 500'000, 11}}), weighed(a)}, "ben");
  const auto file = vault("pain.001");
  Entry& release = add("rosa", {asked_in(4, a, command(36, M({{1, B(request)}, {2, B(a)}, {3, T("M1")}, {4, T("E1")}, {5, B(id("uetr"))}, {6, file}})), 1,
                                         {event(44, M({{1, B(request)}, {2, B(who["rosa"].id)}, {3, T("M1")}, {4, T("E1")}, {5, B(id("uetr"))}, {6, file}}))}, {{4, a, kUsd, -500'000, 2}, {26, court, kUsd, -500'000, 2}, {27, court, kUsd, 500'000, 2}}),
                                touched(2, pool, {}, {{5, pool, kUsd, 500'000, 2}}), counted(a, 500'000)}, "rosa");
  release.prepare = [](Builder& builder, Entry& entry) { entry.parts[0].asked->elements[1][7] = T(builder.checkpoint_at(builder.seq(), {"log 1"}, {"witness 1", "witness 2"})); };
  add("sys", {asked_in(4, a, command(38, M({{1, B(request)}, {2, B(a)}, {3, amount(kUsd, 500'000)}, {4, I(20'455)}, {5, I(20'455)}})), 1, {event(43, M({{1, B(request)}, {2, I(5)}, {3, I(20'455)}, {4, T("on the statement")}}))}),
              touched(2, pool, {}, {{5, pool, kUsd, -500'000, 2}, {1, pool, kUsd, -500'000, 2}})});
  const auto take_seal = [&](std::int64_t day) {
    Entry& entry = add("", {asked_in(1, kLedger, command(43, M({{1, I(day)}})), 1)});
    entry.prepare = [day](Builder& builder, Entry& made) { made.parts[0].events.insert(made.parts[0].events.begin(), event(8, builder.seal(day))); };
  };
  take_seal(20'455);

  for (Part& part : add("olga", open_ward(c)).parts) part.withheld = true;
  const V key = B(id("data key of c"));
  const V files = A({M({{1, I(5)}, {2, B(id("key of c's protection file"))}}), M({{1, I(6)}, {2, B(id("key of c's watch"))}})});
  add("olga", {asked_in(1, kLedger, command(8, M({{1, B(c)}, {2, T("asked for")}, {3, key}})), 3, {proposal_opened(time(at::erase) + 24 * 60 * kMinute, {5})})}, "olga");
  add("ben", {approval(at::erase, 1, kLedger, who["ben"], true, {event(7, M({{1, B(c)}, {2, B(pool)}, {3, key}, {4, files}}))})}, "ben");
  add("olga", {court_order(b, court_b)});
  add("olga", {asked_in(4, b, command(40, M({{1, U(at::court_order_b)}, {2, subject(4, b)}, {3, T("wrong ward")}})), 1, {event(63, M({{1, U(at::court_order_b)}}))}, {{24, court_b, kUsd, 900'000, 9}, {25, court_b, kUsd, -900'000, 9}})});
  const V log_2 = M({{1, T(vkey(declared_origin, 1, "log 2"))}, {2, I(1)}});
  add("olga", {asked_in(1, kLedger, command(44, log_2), 1, {event(9, log_2)})}, "olga");
  const V adopt = M({{1, I(2)}, {2, A(witnesses_2)}});
  add("olga", {asked_in(1, kLedger, command(45, adopt), 1, {event(50, adopt)})}, "olga");
  add("olga", {asked_in(1, kLedger, command(7, M({{1, T(rules_2)}})), 3, {proposal_opened(time(at::rulebook) + 24 * 60 * kMinute, {5})})}, "olga");
  add("ben", {approval(at::rulebook, 1, kLedger, who["ben"], true, {event(2, M({{1, B(sha256(rules_2))}, {2, T(rules_2)}}))})}, "ben").adopts = rules_2;
  add("olga", {asked_in(1, kLedger, command(6, M({{1, B(who["sys"].id)}, {2, T("replaced")}})), 1, {event(4, M({{1, B(who["sys"].id)}}))})}, "olga");
  Part no = asked_in(4, a, command(33, M({{1, B(id("request 0"))}, {2, B(a)}, {3, B(payee)}, {4, amount(kUsd, 1)}, {5, I(1)}})), 2);
  no.sign_key = "rosa";
  no.reasons = {M({{1, I(2)}, {2, T("BAD_SIGNATURE")}, {3, T("R68")}, {4, A({M({{1, T("credential")}, {2, T("…")}})})}})};
  no.events = {obligation(1, 22, 5, "R15")};
  const Part kept = touched(5, a, {event(52, M({{1, A(no.reasons)}})), obligation(1, 21, 5, "RF17")}, {});
  const V flag = M({{1, T("RF03")}, {2, A({M({{1, T("part")}, {2, T("payee")}})})}}), watch_case = M({{1, I(1)}, {2, T("RF03")}, {3, I(20'454)}, {4, B(id("request 0"))}, {6, I(1)}, {9, U(at::denied)}});
  const V reminder = M({{1, I(1)}, {2, I(6)}, {3, I(time(at::tick) + 24 * 60 * kMinute)}, {4, I(1)}}), alert = M({{1, T("RF13")}, {2, T("MANY_WARDS")}});
  const Part found = touched(6, a, {event(53, M({{1, B(id("request 0"))}, {3, A({flag})}})), event(54, M({{1, watch_case}})), obligation(1, 10, 3, "R37")}, {});
  add("gina", {no, kept, found}, "gina");
  add("", {asked_in(4, b, command(2, M({{1, I(1)}, {2, I(time(at::tick))}, {3, B(b)}, {4, I(0)}, {5, I(4)}})), 1, {event(48, M({{1, I(26'000)}}))}), touched(5, b, {fact(1, 64), fact(2, 67), event(47, alert), event(58, M({{1, reminder}}))}, {})});
  const V invoice = M({{1, I(8)}, {2, B(id("invoice"))}});
  add("gina", ask(request_2, at::request_2, 1'000, {{10, B(id("budget 2"))}, {11, invoice}, {12, I(20'440)}, {13, I(20'453)}}), "gina");
  add("gina", {asked_in(4, a, command(35, M({{1, U(at::request_2)}, {2, subject(4, a)}, {3, T("not needed")}})), 1, {event(62, M({{1, U(at::request_2)}, {2, I(4)}})), event(43, M({{1, B(request_2)}, {2, I(6)}, {4, T("cancelled")}}))})});
  take_seal(20'456);
  add("olga", {asked_in(4, b, command(42, M({{1, B(b)}, {2, amount(kUsd, 500)}, {3, I(20'456)}})), 1, {}, {{2, b, kUsd, -500, 3}}), touched(2, pool, {}, {{1, pool, kUsd, -500, 3}})});
}

Entry World::restored() {
  Entry entry;
  entry.time = kStart + static_cast<std::int64_t>(at::count) * kMinute;
  entry.command = 46;
  entry.principal = "olga";
  entry.key = "restored";
  const V copy = M({{1, I(65'536)}, {2, U(at::count)}, {3, U(at::seal_2)}});
  V body = copy;
  body[5] = T("the disk was lost");
  entry.parts = {asked_in(1, kLedger, command(46, body), 1, {event(51, copy)})};
  entry.parts[0].signer = "olga";
  return entry;
}

void World::fill(std::size_t size) {
  while (entries.size() < size) {
    Entry entry;
    entry.time = kStart + static_cast<std::int64_t>(entries.size()) * kMinute;
    entry.command = 2;
    entry.parts = {asked_in(1, kLedger, command(2, M({{1, I(2)}, {2, I(entry.time)}, {3, B(kLedger)}, {4, U(entries.size())}})), 1)};
    entries.push_back(std::move(entry));
  }
}

void Built::write(const std::filesystem::path& folder) const {
  for (const auto& [path, bytes] : files) {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << bytes;
  }
  std::ofstream(folder.string() + ".policy", std::ios::binary) << policy;
}

namespace {

V path_of(const std::vector<std::string>& hashes) {
  std::vector<V> out;
  for (const std::string& hash : hashes) out.push_back(B(hash));
  return A(out);
}

V leaf_of(const Built& built, std::size_t seq, std::size_t part) {
  return M({{1, B(built.headers[seq])}, {2, U(part)}, {3, B(built.salts[seq][part])}, {4, B(built.parts[seq][part])}, {5, path_of(merkle_path(seq, built.leaves))}});
}

}  // namespace

std::string statement(const World& world, const Built& built, int kind, const std::string& who, std::uint64_t seal_seq, const std::function<void(V&)>& edit) {
  Builder before(world);
  for (std::uint64_t seq = 0; seq < seal_seq; ++seq) before.add(world.entries[seq]);
  std::vector<V> leaves;
  for (std::size_t seq = 0; seq < seal_seq; ++seq)
    for (std::size_t part = 1; part < built.subjects[seq].size(); ++part)
      if (built.subjects[seq][part] == std::pair{kind, who}) leaves.push_back(leaf_of(built, seq, part));
  std::vector<std::string> sealed;
  for (const auto& [subject, chain] : before.chains)
    if (!chain.erased && chain.parts > 0) sealed.push_back(Builder::seal_leaf(world.ledger_id, seal_seq, subject.first, subject.second, chain));
  std::sort(sealed.begin(), sealed.end());
  const std::string own = Builder::seal_leaf(world.ledger_id, seal_seq, kind, who, before.chains[{kind, who}]);
  const auto index = static_cast<std::size_t>(std::find(sealed.begin(), sealed.end(), own) - sealed.begin());
  for (std::string& leaf : sealed) leaf = leaf.substr(32);
  V out = M({{1, T("katiwala/statement/1")}, {2, B(world.ledger_id)}, {3, subject(kind, who)}, {4, A(leaves)}, {5, leaf_of(built, seal_seq, 1)}, {6, U(index)}, {7, path_of(merkle_path(index, sealed))}, {8, T(built.checkpoint)}});
  if (edit) edit(out);
  return out.encode();
}

std::string receipt(const Built& built, std::uint64_t index) {
  std::string out = "c2sp.org/tlog-proof@v1\nindex " + std::to_string(index) + "\n";
  for (const std::string& hash : merkle_path(index, built.leaves)) out += base64(hash) + "\n";
  return out + "\n" + built.checkpoint;
}

}  // namespace forge
