#include "load.h"

#include <mutex>
#include <random>
#include <thread>

namespace katiwala::crash {
namespace {

using namespace api;
using transport::to_text;

std::string money(std::uint64_t minor, const std::string& currency) {
  const std::uint64_t cents = minor % 100;
  return std::to_string(minor / 100) + (cents < 10 ? ".0" : ".") + std::to_string(cents) + " " + currency;
}

/// One client: its connections, its dice, what it asked.
class Client {
 public:
  Client(const Path& root, std::uint16_t port, const World& world, std::uint64_t seed, Answers& answers)
      : office_(root, port), world_(world), dice_(seed), answers_(answers) {}

  std::vector<Asked> asked;
  std::int64_t most_seen = 0;

  Office& office() { return office_; }
  [[nodiscard]] const World& world() const { return world_; }
  std::uint64_t draw(std::uint64_t from, std::uint64_t to) { return from + dice_() % (to - from + 1); }

  /// Sends it and keeps it with what came back. False where nothing came: the server is gone.
  bool ask(Asked wanted) {
    Reply reply = office_.send(wanted.who, wanted.path, wanted.body, wanted.type, wanted.key);
    last = reply;
    if (reply.answered) {
      wanted.answer.emplace(reply.status, std::move(reply.raw));
      if (last.status >= 300) wanted.moves.clear();
      most_seen = std::max({most_seen, last.number("receipt/seq") + 1, last.number("lines/0/entry") + 1});
      answers_.one_more();
    }
    asked.push_back(std::move(wanted));
    return asked.back().answer.has_value();
  }
  bool ask(const std::string& who, const std::string& path, const Json& body, const std::string& key, Balances moves = {}) {
    return ask({who, path, to_text(body), "application/json", key, std::move(moves), {}});
  }
  Reply last;

 private:
  Office office_;
  const World& world_;
  std::mt19937_64 dice_;
  Answers& answers_;
};

void be_bank(Client& client, const std::string& currency) {
  for (;;) {
    const std::uint64_t minor = client.draw(1, 99'999);
    const std::string key = Office::fresh_key();
    const auto moved = static_cast<std::int64_t>(minor);
    const std::string xml = credit_xml("LOAD-" + key.substr(6, 20), money(minor, currency));
    if (!client.ask({"bank", "/v1/bank-messages", xml, "application/xml", key, {{"suspense/" + currency, moved}, {"bank/" + currency, moved}}, {}})) return;
  }
}

/// Asks for small sums and has each approved: principal to reserved.
void be_guardian(Client& client, const WardIds& ward) {
  const std::string path = "/v1/wards/" + ward.ward + "/requests", suffix = ward.ward + "/PHP";
  for (;;) {
    const std::uint64_t minor = client.draw(1, 500);
    const auto moved = static_cast<std::int64_t>(minor);
    const std::string key = Office::fresh_key();
    const Json wanted = object({{"request", Office::fresh_id()}, {"payee", ward.payee}, {"amount", money(minor, "PHP")}, {"purpose", "education"},
                                {"voucher", kDocument}});
    const auto body = client.office().signed_request(ward.guardian_client, path, wanted, key);
    if (!body || !client.ask(ward.guardian_client, path, *body, key)) return;
    const std::int64_t proposal = client.last.number("proposal");
    if (proposal < 0) continue;
    const std::string approval = "/v1/proposals/" + std::to_string(proposal) + "/approvals";
    const Balances moves{{"principal/" + suffix, -moved}, {"reserved/" + suffix, moved}};
    if (!client.ask("officer-1", approval, client.office().approval("officer-1", proposal), Office::fresh_key(), moves)) return;
  }
}

Json new_ward(Client& client) {
  const Json hers = object({{"name", "Sandbox Ward " + Office::fresh_id()}, {"address", "4 Invented Street"}});
  return object({{"ward", Office::fresh_id()}, {"pool", client.world().pool}, {"born", "2013-05-20"}, {"evidence", "birth_certificate"},
                 {"residence", "philippines"}, {"trust_instrument", kDocument}, {"particulars", hers}});
}

/// A new ward, agreed by two: her key, her vault item, her first part.
bool open_new_ward(Client& client) {
  if (!client.ask("officer-2", "/v1/wards", new_ward(client), Office::fresh_key())) return false;
  const std::int64_t proposal = client.last.number("proposal");
  if (proposal < 0) return true;
  const std::string approval = "/v1/proposals/" + std::to_string(proposal) + "/approvals";
  return client.ask("officer-1", approval, client.office().approval("officer-1", proposal), Office::fresh_key());
}

void be_office(Client& client) {
  for (std::uint64_t turn = client.draw(0, 3);; ++turn) {
    bool answered = false;
    if (turn % 4 == 0) {
      const Json usd = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58." + std::to_string(client.draw(1000, 9999))}});
      answered = client.ask("officer-2", "/v1/rates", object({{"rate", usd}, {"day", kDay}, {"source", "SANDBOX"}}), Office::fresh_key());
    } else if (turn % 4 == 1) {
      answered = open_new_ward(client);
    } else if (turn % 4 == 2) {  // denied: it is not an auditor's to ask
      answered = client.ask("auditor", "/v1/orders", object({{"country", "US"}, {"dated", "2026-01-12"}, {"total", "5.00 USD"}, {"document", kDocument}}),
                            Office::fresh_key());
    } else {  // can not be read: the refusal is recorded
      answered = client.ask("officer-2", "/v1/rates", object({{"unknown", std::to_string(client.draw(0, ~std::uint64_t{0} - 1))}}), Office::fresh_key());
    }
    if (!answered) return;
  }
}

void be_reader(Client& client) {
  for (;;) {
    const std::int64_t entries = entries_of(client.office());
    if (entries < 0) return;
    client.most_seen = std::max(client.most_seen, entries);
  }
}

}  // namespace

void Answers::one_more() {
  count_.fetch_add(1);
  count_.notify_all();
}
void Answers::wait_for(std::uint64_t target) const {
  for (std::uint64_t seen = count_.load(); seen < target; seen = count_.load()) count_.wait(seen);
}
void Answers::end() {
  count_.fetch_or(kEnded);
  count_.notify_all();
}

Load press(const Path& root, std::uint16_t port, const World& world, std::uint64_t seed, Answers& answers) {
  Load out;
  std::mutex mutex;
  std::vector<std::thread> threads;
  const auto add = [&](auto work) {
    threads.emplace_back([&, work, own = seed * 64 + threads.size()] {
      Client client(root, port, world, own, answers);
      work(client);
      const std::lock_guard lock(mutex);
      out.most_seen = std::max(out.most_seen, client.most_seen);
      std::move(client.asked.begin(), client.asked.end(), std::back_inserter(out.asked));
    });
  };
  add([](Client& c) { be_bank(c, "USD"); });
  add([](Client& c) { be_bank(c, "PHP"); });
  for (const WardIds& ward : world.wards) add([&ward](Client& c) { be_guardian(c, ward); });
  add([](Client& c) { be_office(c); });
  add([](Client& c) { be_reader(c); });
  for (std::thread& thread : threads) thread.join();
  answers.end();
  return out;
}

}  // namespace katiwala::crash
