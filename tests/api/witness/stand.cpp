#include "stand.h"

#include "audit/log/cosignature.h"

namespace katiwala::api::witness::testing {

using namespace audit::samples;

namespace {

const audit::samples::Log& history_of(History history) {
  static const Log honest(20);
  static const Log fork = [] {
    Log out(2);
    while (out.leaves.size() < 20) {
      out.leaves.push_back(record::leaf_hash(view("another " + std::to_string(out.leaves.size()))));
      out.entries.emplace_back();
    }
    return out;
  }();
  return history == History::honest ? honest : fork;
}

transport::WebOptions web_options() {
  transport::WebOptions out;
  out.deadline_ms = 600'000;  // longer than any test may take
  out.wall_micros = [] { return kNow * 1'000'000; };
  return out;
}

transport::WebAnswer checked(const Result<transport::WebAnswer>& answer) {
  EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : answer.refusal().message);
  return answer.ok() ? *answer : transport::WebAnswer{};
}

}  // namespace

Digest root_of(History history, std::uint64_t size) { return history_of(history).root(size); }

audit::Note signed_note(History history, std::uint64_t size, const audit::SecretKey& key) {
  audit::Note note{audit::print_checkpoint(history_of(history).checkpoint(size)), {}};
  note.signatures.push_back(audit::sign_note(note.text, key.name, *signer(key)).value());
  return note;
}

std::string request(History history, std::uint64_t old_size, std::uint64_t size) {
  audit::WitnessRequest out{old_size, {}, signed_note(history, size)};
  if (old_size > 0) out.proof = tree::prove_consistency(old_size, size, history_of(history).source()).value();
  return audit::print_witness_request(out);
}

void Oracle::saw(const WitnessAnswer& answer, History history, std::uint64_t size) {
  if (answer.status != 200) return;
  const auto lines = audit::parse_signature_lines(answer.body);
  ASSERT_TRUE(lines.ok() && lines->size() == 1) << answer.body;
  EXPECT_TRUE(audit::verify_line(lines->front(), witness_key(), signed_note(history, size).text).ok());
  const auto [at, is_new] = roots_.emplace(size, root_of(history, size));
  two_ = two_ || (!is_new && at->second != root_of(history, size));
}

Status Stand::make() {
  KATIWALA_CHECK(WitnessFolder::create(disk->files(), kRoot, witness_secret()));
  KATIWALA_TRY(auto folder, WitnessFolder::open(disk->files(), kRoot));
  return folder.add_log(kOrigin, log_key());
}

Status Stand::start() {
  KATIWALA_TRY(auto folder, WitnessFolder::open(disk->files(), kRoot));
  const auto clock = [now = now_s] { return now->load() * 1'000'000; };
  KATIWALA_TRY(witness, Witness::start(std::move(folder), {clock, [count = failures](const Refusal&) { ++*count; }}));
  return good();
}

void Stand::stop() {
  server.reset();
  witness.reset();
}

void Stand::listen() {
  const Status made = make();
  ASSERT_TRUE(made.ok()) << made.refusal().message;
  const Status started = start();
  ASSERT_TRUE(started.ok()) << started.refusal().message;
  transport::PlainOptions options = window_options();
  options.new_request_id = [] { return std::string("r"); };
  options.wall_micros = [] { return kNow * 1'000'000; };
  auto opened = transport::HttpServer::start_plain(std::move(options), window(*witness));
  ASSERT_TRUE(opened.ok()) << opened.refusal().message;
  server = std::move(*opened);
}

transport::WebAnswer Stand::post(const std::string& body, const std::string& path) const {
  return checked(transport::web_post(url(path), audit::kTextType, body, web_options()));
}
transport::WebAnswer Stand::get(const std::string& path) const { return checked(transport::web_get(url(path), web_options())); }

}  // namespace katiwala::api::witness::testing
