#include "api/spool/spool.h"

#include <algorithm>

#include "api/transport/json.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::spool {
namespace {

using transport::Json;

constexpr std::string_view kUnfinished[] = {".part", ".tmp", ".filepart"};
constexpr std::size_t kKeyDigits = 48;
constexpr std::size_t kNameDigits = 12;
constexpr std::string_view kUnread = "unread";  ///< in place of the digits of what could not be read
constexpr int kOk = 200;

class Pass {
 public:
  Pass(const Folder& folder, transport::HttpsClient& door, const Settings& settings, Report& report)
      : folder_(folder), door_(door), settings_(settings), report_(report) {}

  Status run() {
    KATIWALA_CHECK(take_claimed());
    KATIWALA_CHECK(take_new());
    return publish_all();
  }

 private:
  void at(Step step, const std::string& name) const {
    if (settings_.at_step) settings_.at_step(step, name);
  }

  // -- in

  Status take_claimed() {
    KATIWALA_TRY(const auto names, names_in(folder_.work()));
    for (const std::string& name : names) {
      KATIWALA_CHECK(remove_marker(name));  // a crash between the claim and this left it
      KATIWALA_CHECK(take(name));
    }
    return good();
  }

  Status take_new() {
    KATIWALA_TRY(const auto names, names_in(folder_.in()));
    for (const std::string& name : names) {
      if (!is_whole(name)) continue;
      KATIWALA_CHECK(move(folder_.in() / name, folder_.work() / name));
      at(Step::claimed, name);
      KATIWALA_CHECK(remove_marker(name));
      KATIWALA_CHECK(take(name));
    }
    return good();
  }

  [[nodiscard]] bool is_whole(const std::string& name) const {
    if (std::ranges::any_of(kUnfinished, [&](std::string_view suffix) { return name.ends_with(suffix); })) return false;
    if (settings_.marker.empty()) return true;
    return !name.ends_with(settings_.marker) && is_there(folder_.in() / (name + settings_.marker));
  }

  [[nodiscard]] Status remove_marker(const std::string& name) const {
    return settings_.marker.empty() ? good() : take_away(folder_.in() / (name + settings_.marker));
  }

  Status take(const std::string& name) {
    const auto message = read_delivered(folder_.work() / name, settings_.max_bytes);
    if (!message.ok()) {
      Json outcome;
      outcome.set("file", name).set("code", name_of(message.refusal().code)).set("detail", message.refusal().message);
      return file_away(name, folder_.quarantine(), std::string(kUnread) + "-" + name, outcome);
    }
    KATIWALA_TRY(const transport::Response answer, ask(name, *message));
    at(Step::answered, name);
    Json outcome, body;
    // As long as a statement has lines; the client has bounded it.
    if (auto parsed = transport::parse_json(answer.body, answer.body.size()); parsed.ok()) body = std::move(*parsed);
    outcome.set("file", name).set("sha256", to_hex(message->sha256)).set("status", std::int64_t{answer.status});
    if (answer.headers.find("idempotent-replayed") != nullptr) outcome.set("replayed", true);  // the same bytes were answered for before
    outcome.set("answer", std::move(body));
    return file_away(name, answer.status == kOk ? folder_.done() : folder_.quarantine(), filed_name(name, message->sha256), outcome);
  }

  /// An answer about the message; a refusal of anything else.
  Result<transport::Response> ask(const std::string& name, const Delivered& message) {
    transport::Headers headers;
    headers.set("content-type", name.ends_with(".xml") || name.ends_with(".XML") ? "application/xml" : "text/plain");
    headers.set("idempotency-key", idempotency_key_of(message.sha256));
    // What is written to while it is read is not taken for what its digest says: the door sees it, and the bank sends it again.
    headers.set("content-digest", "sha-256=:" + to_base64(message.sha256) + ":");
    KATIWALA_TRY(transport::Response answer, door_.call("POST", "/v1/bank-messages", *message.bytes, headers));
    constexpr int kAboutTheMessage[] = {kOk, 400, 409, 413, 415, 422};
    if (std::ranges::find(kAboutTheMessage, answer.status) != std::end(kAboutTheMessage)) return answer;
    return unexpected(answer);
  }

  static Code kind_of(int status) {
    switch (status) {
      case 401:
      case 403: return Code::ROLE_FORBIDDEN;
      case 429: return Code::RATE_LIMITED;
      case 503: return Code::HTTP_BUSY;
      default: return Code::HTTP_RESPONSE;
    }
  }

  static Refusal unexpected(const transport::Response& answer) {
    std::string code;
    if (const auto body = transport::parse_json(answer.body); body.ok())
      if (const Json* found = body->find("code"); found != nullptr && found->text() != nullptr) code = " " + *found->text();
    return refuse(kind_of(answer.status), "The door answered " + std::to_string(answer.status) + code + ".");
  }

  /// The outcome first: a message that has left `work` has been answered for.
  Status file_away(const std::string& name, const Path& where, const std::string& filed, const Json& outcome) {
    KATIWALA_CHECK(write_whole(where / (filed + ".json"), transport::to_text(outcome) + "\n"));
    at(Step::outcome_written, name);
    KATIWALA_CHECK(move(folder_.work() / name, where / filed));
    at(Step::filed, name);
    ++(where == folder_.done() ? report_.taken : report_.quarantined);
    return good();
  }

  // -- out

  Status publish_all() {
    KATIWALA_TRY(const auto waiting, names_in(folder_.ready()));
    for (const std::string& name : waiting) KATIWALA_CHECK(publish(name));
    KATIWALA_TRY(const transport::Response answer, door_.call("GET", "/v1/payment-files"));
    const auto body = transport::parse_json(answer.body);
    const Json* files = answer.status == kOk && body.ok() ? body->find("payment_files") : nullptr;
    if (files == nullptr || files->array() == nullptr) return unexpected(answer);
    for (const Json& file : *files->array()) KATIWALA_CHECK(fetch(file));
    return good();
  }

  static std::string text_at(const Json& file, std::string_view key) {
    const Json* found = file.find(key);
    return found == nullptr || found->text() == nullptr ? std::string() : *found->text();
  }

  /// Names come from the door and become names of files: letters and digits alone.
  static bool is_plain(const std::string& text) {
    return !text.empty() && text.size() <= 35 &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  }

  Status fetch(const Json& file) {
    const std::string id = text_at(file, "id"), message_id = text_at(file, "message_id"), state = text_at(file, "state");
    if (!is_plain(id) || !is_plain(message_id)) return refuse(Code::HTTP_RESPONSE, "The door lists a payment file without a plain name.");
    const std::string name = message_id + ".xml";
    // Of an unreleased file a second person has to say that it goes (R31).
    if (state == "open" || state == "unreleased" || is_there(folder_.sent() / name)) return good();
    KATIWALA_TRY(const transport::Response answer, door_.call("GET", "/v1/payment-files/" + id));
    if (answer.status != kOk) return unexpected(answer);
    at(Step::fetched, name);
    KATIWALA_CHECK(write_whole(folder_.ready() / name, answer.body));
    at(Step::ready, name);
    return publish(name);
  }

  Status publish(const std::string& name) {
    KATIWALA_CHECK(keep_copy(folder_.ready() / name, folder_.sent() / name));
    at(Step::kept, name);
    KATIWALA_CHECK(move(folder_.ready() / name, folder_.out() / name));
    at(Step::published, name);
    ++report_.published;
    return good();
  }

  const Folder& folder_;
  transport::HttpsClient& door_;
  const Settings& settings_;
  Report& report_;
};

}  // namespace

std::string filed_name(const std::string& name, const Digest& sha256) { return to_hex(sha256).substr(0, kNameDigits) + "-" + name; }

std::string idempotency_key_of(const Digest& sha256) { return "spool." + to_hex(sha256).substr(0, kKeyDigits); }

Status pass(const Folder& folder, transport::HttpsClient& door, const Settings& settings, Report& report) {
  return Pass(folder, door, settings, report).run();
}

}  // namespace katiwala::api::spool
