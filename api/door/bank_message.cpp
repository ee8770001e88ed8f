// POST bank-messages: which bytes are taken, the first reading, the answer.
#include <algorithm>

#include "api/door/bank_import.h"
#include "api/door/routes.h"
#include "api/door/writing.h"
#include "ledger/crypto/digest.h"

namespace katiwala::api::door {
namespace {

constexpr std::size_t kLongestMessageKey = 56;  // leaves room for the number of a line

/// The lines of a message whose names are of a bank's or a payment's own giving, so that no two lines may bear the same.
class LinesSeen {
 public:
  void see(const messages::EntryPlace& at, const messages::Entry& entry) {
    if (!at.booked) return;
    for (const messages::Transaction& transaction : entry.transactions) {
      BankLine line;
      line.alone = entry.transactions.size() == 1;
      line.entry = &entry;
      line.transaction = &transaction;
      for (const std::string& name : given_names(line)) add(at, std::to_string(at.report) + "|" + day_of(entry) + "|" + name);
    }
  }

  /// The later of two lines that are one.
  [[nodiscard]] std::optional<messages::EntryPlace> doubled() {
    std::ranges::sort(seen_, [](const Seen& a, const Seen& b) { return std::tie(a.name, a.report, a.index) < std::tie(b.name, b.report, b.index); });
    const auto found = std::ranges::adjacent_find(seen_, {}, &Seen::name);
    if (found == seen_.end()) return std::nullopt;
    return messages::EntryPlace{std::next(found)->report, std::next(found)->index, true};
  }

 private:
  struct Seen {
    std::array<std::uint8_t, 16> name{};
    std::uint32_t report = 0, index = 0;
  };

  static std::string day_of(const messages::Entry& entry) {
    const auto& day = entry.booking_date ? entry.booking_date : entry.value_date;
    return day ? day->text() : std::string();
  }
  void add(const messages::EntryPlace& at, const std::string& name) {
    const Digest digest = crypto::sha256(view(name));
    Seen one{{}, static_cast<std::uint32_t>(at.report), static_cast<std::uint32_t>(at.index)};
    std::ranges::copy(std::span(digest).first(one.name.size()), one.name.begin());
    seen_.push_back(one);
  }

  std::vector<Seen> seen_;
};

/// What the body is said to be, held against how it begins.
Status check_media(const transport::Request& request, std::string_view beginning) {
  const std::string* header = request.headers.find("content-type");
  const std::string_view type = header == nullptr ? std::string_view() : std::string_view(*header).substr(0, header->find(';'));
  const bool xml = type == "application/xml" || type == "text/xml", plain = type == "text/plain";
  if (!xml && !plain) return refuse(Code::MEDIA_TYPE, "Send application/xml, or a SWIFT message as text/plain.", "content-type");
  if (plain == messages::is_swift(beginning)) return good();
  const char* why = plain ? "The bytes do not begin like a SWIFT message; XML is application/xml." : "The bytes begin like a SWIFT message: send text/plain.";
  return refuse(Code::MEDIA_TYPE, why, "content-type");
}

}  // namespace

Status BankImport::read(const messages::ReadLimits& limits, const messages::SchemaSet* schemas) {
  LinesSeen lines;
  limits_ = limits;
  KATIWALA_TRY(message_, messages::stream_incoming(source_, limits, schemas, [&](const messages::EntryPlace& at, messages::Entry&& entry) {
    lines.see(at, entry);
    return good();
  }));
  const auto doubled = lines.doubled();
  if (!doubled) return good();
  const std::string place = "/report[" + std::to_string(doubled->report + 1) + "]/entry[" + std::to_string(doubled->index + 1) + "]";
  return refuse(Code::MESSAGE_LINE_TWICE, "The line stands in the message twice, with the same reference, day and amount.", place);
}

std::string BankImport::message_id() const {
  return std::visit([](const auto& message) { return message.message_id; }, message_.value());
}
std::string BankImport::definition() const {
  return std::visit([](const auto& message) { return message.definition; }, message_.value());
}

Result<custody::VaultRef> BankImport::message_item() {
  if (item_) return *item_;
  store::Vault& vault = call_.house.vault();
  const crypto::KeyId key = call_.house.vault_key();
  KATIWALA_TRY(const store::Commitment kept, source_.stored() == nullptr ? vault.put(key, view(source_.bytes())) : vault.put_pieces(key, *source_.stored()));
  item_ = custody::VaultRef{Id<custody::VaultItemTag>{kept.item.bytes}, kept.digest};
  return *item_;
}

/// Everything of the request but its key; the message is not read yet.
Result<messages::MessageSource> message_of(const transport::Request& request) {
  if (!request.long_body) {
    KATIWALA_CHECK(check_media(request, request.body));
    return messages::MessageSource::of(request.body);
  }
  constexpr std::size_t kTold = 64;  // of its beginning, by which it is told what it is
  KATIWALA_TRY(const std::string beginning, beginning_of(*request.long_body, kTold));
  KATIWALA_CHECK(check_media(request, beginning));
  return messages::MessageSource::of(request.long_body);
}

transport::Response post_bank_message(const Call& call) {
  const auto key = idempotency_key(call, kLongestMessageKey);
  if (!key.ok()) return refuse_input(call, key.refusal());
  const auto source = message_of(call.request);
  if (!source.ok()) return refuse_input(call, source.refusal());
  transport::JsonWriter json;
  BankImport import(call, *key, request_digest(call), *source, [&json](const transport::Json& line) {
    json.value(line);
    return good();
  });
  if (const auto read = import.read(call.request.long_body ? messages::kImportLimits : messages::kDoorLimits, nullptr); !read.ok()) return refuse_input(call, read.refusal());
  json.begin_object().member("message", import.message_id()).member("definition", import.definition()).key("lines").begin_array();
  if (const auto done = import.act(); !done.ok()) return refused(call, done.refusal());
  json.end_array();
  if (!import.resolution().empty()) json.member("resolution", import.resolution());
  json.end_object();
  transport::Response out;
  out.headers.set("content-type", "application/json");
  out.body = json.take();
  if (import.replayed()) out.headers.set("idempotent-replayed", "true");
  return out;
}

}  // namespace katiwala::api::door
