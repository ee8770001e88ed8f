#include "api/courier/courier.h"

#include <algorithm>
#include <chrono>

#include "api/webhooks/address.h"
#include "api/webhooks/signature.h"

namespace katiwala::api {
namespace {

constexpr std::int64_t kDeadline_ms = 10'000, kMicros = 1'000'000;
constexpr std::size_t kMostAtOnce = 100;

bool wants(const Endpoint& endpoint, const journal::Entry& entry) {
  if (endpoint.types.empty()) return true;
  return std::ranges::any_of(endpoint.types, [&](const std::string& type) { return door::is_asked_by(entry, type); });
}

}  // namespace

PostLetter post_over_the_net(custody::Mode mode, transport::WallClock wall_micros) {
  return [mode, wall_micros = std::move(wall_micros)](const Endpoint& endpoint, const transport::Headers& headers, const std::string& body) {
    transport::WebOptions options;
    options.authorities_pem = endpoint.authorities_pem;
    options.deadline_ms = kDeadline_ms;
    options.wall_micros = wall_micros;
    options.headers = headers;
    if (mode != custody::Mode::sandbox) options.may_reach = [](const std::string& address) { return webhooks::is_public_address(address); };
    return transport::web_post(endpoint.url, "application/json", body, options);
  };
}

Result<std::unique_ptr<Courier>> Courier::open(CourierPorts ports, std::vector<Endpoint> endpoints) {
  const Path folder = ports.house->folder().root / "webhooks";
  std::unique_ptr<Courier> out(new Courier(std::move(ports), folder));
  std::error_code ignored;
  std::filesystem::create_directories(out->folder_, ignored);
  for (Endpoint& endpoint : endpoints) {
    Stop stop{std::move(endpoint), {}};
    if (std::filesystem::exists(out->place(stop.endpoint), ignored)) {
      KATIWALA_TRY(const std::string text, read_text_file(out->place(stop.endpoint)));
      KATIWALA_TRY(stop.bag, webhooks::parse_mailbag(text));
    } else {
      const auto head = out->ports_.house->journal().head();
      if (head) stop.bag.reached = head->seq;
      KATIWALA_CHECK(out->keep(stop));
    }
    out->stops_.push_back(std::move(stop));
  }
  return out;
}

/// Beside it first, then in its place: a crash leaves the one or the other whole.
Status Courier::keep(const Stop& stop) const {
  const Path path = place(stop.endpoint), next = path.string() + ".next";
  std::error_code failed;
  std::filesystem::remove(next, failed);
  KATIWALA_CHECK(write_private_file(next, webhooks::print(stop.bag)));
  std::filesystem::rename(next, path, failed);
  return failed ? Status(refuse(Code::STORE_IO, "A mailbag can not be written.", path.string())) : good();
}

/// Nothing where there is no such principal, or he was revoked.
Result<std::optional<door::Caller>> Courier::reader_of(const Endpoint& endpoint) const {
  std::optional<door::Caller> out;
  KATIWALA_CHECK(ports_.house->journal().look([&](const journal::Memory& memory) {
    const auto* principal = memory.state.principal(endpoint.principal);
    if (principal == nullptr || principal->revoked) return;
    out = door::Caller{principal->id, principal->person, principal->role, {}, false};
  }));
  return out;
}

Status Courier::collect(Stop& stop, const door::Caller& reader) {
  while (true) {
    door::Page page;
    {
      const std::lock_guard lock(bags_);
      page.after = stop.bag.reached;
      page.limit = std::min(kMostAtOnce, webhooks::room(stop.bag));
    }
    if (page.limit == 0) return good();  // the rest waits in the journal
    KATIWALA_TRY(const door::Walk walked, door::walk(*ports_.house, reader, page, [&](const journal::Entry& entry) { return wants(stop.endpoint, entry); }));
    if (!walked.reached) return good();
    const std::lock_guard lock(bags_);
    for (const journal::Entry& entry : walked.entries) webhooks::put(stop.bag, entry.seq(), now());
    stop.bag.reached = walked.reached;
    KATIWALA_CHECK(keep(stop));
    if (!walked.more) return good();
  }
}

Status Courier::withdraw(Stop& stop, std::uint64_t entry) {
  const std::lock_guard lock(bags_);
  webhooks::withdraw(stop.bag, entry);
  return keep(stop);
}

/// It waits still: only a round takes away what waits.
Status Courier::note(Stop& stop, std::uint64_t entry, const Result<transport::WebAnswer>& answer) {
  const std::lock_guard lock(bags_);
  const auto outcome = answer.ok() ? webhooks::outcome_of(answer->status) : webhooks::Outcome::not_taken;
  webhooks::note(stop.bag, entry, outcome, answer.ok() ? std::to_string(answer->status) : std::string(name_of(answer.refusal().code)), now());
  return keep(stop);
}

Result<bool> Courier::deliver(Stop& stop, const door::Caller& reader, std::uint64_t number) {
  KATIWALA_TRY(journal::Entry whole, ports_.house->journal().read(number));
  KATIWALA_TRY(const journal::Entry entry, door::visible_to(*ports_.house, reader, std::move(whole)));
  if (!door::shows_something(entry)) {
    KATIWALA_CHECK(withdraw(stop, number));
    return false;
  }
  const door::Json event = door::event_json(ports_.house->ledger(), entry);
  const std::string body = to_text(event);
  const webhooks::Stamp stamp{*event.find("id")->text(), ports_.wall_micros() / kMicros};
  std::vector<crypto::Signer*> keys;
  for (const auto& key : stop.endpoint.keys) keys.push_back(key.get());
  KATIWALA_TRY(const std::string signature, webhooks::signature_header(keys, stamp, body));
  transport::Headers headers;
  headers.set("webhook-id", stamp.id);
  headers.set("webhook-timestamp", std::to_string(stamp.seconds));
  headers.set("webhook-signature", signature);
  const auto answer = ports_.post(stop.endpoint, headers, body);
  KATIWALA_CHECK(note(stop, number, answer));
  return answer.ok() && webhooks::outcome_of(answer->status) == webhooks::Outcome::taken;
}

Result<std::size_t> Courier::serve(Stop& stop) {
  KATIWALA_TRY(const auto reader, reader_of(stop.endpoint));
  std::size_t taken = 0;
  if (!reader) return taken;
  KATIWALA_CHECK(collect(stop, *reader));
  std::vector<std::uint64_t> due;
  {
    const std::lock_guard lock(bags_);
    due = webhooks::due(stop.bag, now());
  }
  for (const std::uint64_t entry : due) {
    KATIWALA_TRY(const bool was_taken, deliver(stop, *reader, entry));
    taken += was_taken ? 1 : 0;
  }
  return taken;
}

Result<std::size_t> Courier::round() {
  const std::lock_guard lock(rounds_);
  std::size_t taken = 0;
  for (Stop& stop : stops_) {
    KATIWALA_TRY(const std::size_t here, serve(stop));
    taken += here;
  }
  return taken;
}

std::vector<WebhookState> Courier::webhooks_of(const custody::PrincipalId& principal) const {
  const std::lock_guard lock(bags_);
  std::vector<WebhookState> out;
  for (const Stop& stop : stops_) {
    if (stop.endpoint.principal != principal) continue;
    const webhooks::Mailbag& bag = stop.bag;
    WebhookState& one = out.emplace_back(WebhookState{stop.endpoint.name, stop.endpoint.types, {}, bag.waiting.size(), bag.dead.size(), bag.dropped, {}});
    for (const auto& key : stop.endpoint.keys) one.keys.push_back(key->public_key());
    one.next = webhooks::next_due(bag);
  }
  return out;
}

std::vector<DeadLetter> Courier::dead_letters_of(const custody::PrincipalId& principal) const {
  std::vector<DeadLetter> out;
  {
    const std::lock_guard lock(bags_);
    for (const Stop& stop : stops_) {
      if (stop.endpoint.principal != principal) continue;
      for (const webhooks::Letter& letter : stop.bag.dead) out.push_back({stop.endpoint.name, letter});
    }
  }
  std::ranges::stable_sort(out, {}, [](const DeadLetter& one) { return one.letter.entry; });
  return out;
}

Result<Courier::Replayed> Courier::replay(const custody::PrincipalId& principal, const ReplayAsked& asked) {
  const std::lock_guard lock(bags_);
  const auto at = std::ranges::find_if(stops_, [&](const Stop& stop) { return stop.endpoint.principal == principal && stop.endpoint.name == asked.webhook; });
  if (at == stops_.end()) return refuse(Code::WEBHOOK_UNKNOWN, std::string(sentence_of(Code::WEBHOOK_UNKNOWN)), "/webhook");
  for (const Stop& stop : stops_) {
    const webhooks::Replay* before = webhooks::find_replay(stop.bag, asked.key);
    if (before == nullptr) continue;
    if (before->request != asked.request) return refuse(Code::IDEMPOTENCY_MISMATCH, std::string(sentence_of(Code::IDEMPOTENCY_MISMATCH)), "idempotency-key");
    KATIWALA_CHECK(keep(stop));  // where that failed when it was asked for, it is known here alone
    return Replayed{before->letters, true};
  }
  webhooks::Mailbag& bag = at->bag;
  const std::uint64_t letters = asked.and_later ? webhooks::replay_from(bag, asked.entry, now()) : webhooks::replay(bag, asked.entry, now()) ? 1 : 0;
  if (letters == 0 && !asked.and_later) return refuse(Code::LETTER_UNKNOWN, std::string(sentence_of(Code::LETTER_UNKNOWN)), "/entry");
  webhooks::remember(bag, {asked.key, asked.request, letters});
  KATIWALA_CHECK(keep(*at));
  return Replayed{letters, false};
}

CourierRounds::CourierRounds(Courier& courier) {
  thread_ = std::jthread([this, &courier](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      // What can not be read or kept now is tried in the next round; nothing is lost by waiting.
      static_cast<void>(courier.round().ok());
      std::unique_lock lock(mutex_);
      never_.wait_for(lock, stop, std::chrono::seconds(2), [] { return false; });
    }
  });
}

}  // namespace katiwala::api
