#include "api/messages/stream.h"

#include "api/messages/reports.h"
#include "api/messages/schema.h"
#include "api/messages/swift.h"
#include "api/messages/xml_file.h"

namespace katiwala::api::messages {
namespace {

constexpr std::size_t kWholeBytes = std::size_t{1} << 20;  // a smaller file is read like bytes in memory: faults are told more precisely there

/// What was read whole goes on like what was not.
Status hand_on(AccountMessage& message, const TakeEntry& take) {
  for (std::size_t i = 0; i < message.reports.size(); ++i) {
    AccountReport& report = message.reports[i];
    for (const bool booked : {true, false}) {
      std::vector<Entry>& entries = booked ? report.entries : report.not_booked;
      for (std::size_t k = 0; k < entries.size(); ++k) KATIWALA_CHECK(take({i, k, booked}, std::move(entries[k])));
      entries.clear();
    }
  }
  return good();
}

Result<IncomingMessage> stream_bytes(std::string_view bytes, const ReadLimits& limits, const SchemaSet* schemas, const TakeEntry& take) {
  if (is_swift(bytes)) {
    KATIWALA_TRY(AccountMessage message, read_swift(bytes, limits.max_bytes));
    KATIWALA_CHECK(hand_on(message, take));
    return IncomingMessage(std::move(message));
  }
  KATIWALA_TRY(const CleanXml xml, CleanXml::from(bytes, limits.max_bytes));
  XmlCursor cursor(xml, limits);
  KATIWALA_TRY(IncomingMessage message, read_xml_message(cursor, true, &take));
  if (schemas != nullptr) KATIWALA_CHECK(schemas->validate(bytes, limits));
  if (auto* account = std::get_if<AccountMessage>(&message)) KATIWALA_CHECK(hand_on(*account, take));
  return message;
}

/// The schema of a Document that nothing is wrapped around; null where something is.
Result<const Schema*> schema_of(const StoredBytes& stored, const ReadLimits& limits, const SchemaSet& schemas) {
  KATIWALA_TRY(const auto file, CleanXmlFile::open(stored, limits.max_bytes));
  XmlCursor cursor(*file, limits, nullptr);
  KATIWALA_TRY(const bool more, cursor.next_child(true));
  if (!more || cursor.name() != "Document") return static_cast<const Schema*>(nullptr);
  const Schema* schema = schemas.find(cursor.namespace_uri());
  if (schema == nullptr) return refuse(Code::MESSAGE_UNKNOWN, "There is no schema for the message's namespace.", "/Document");
  return schema;
}

}  // namespace

Result<IncomingMessage> stream_incoming(const MessageSource& source, const ReadLimits& limits, const SchemaSet* schemas, const TakeEntry& take) {
  if (source.stored() == nullptr) return stream_bytes(source.bytes(), limits, schemas, take);
  const StoredBytes& stored = *source.stored();
  const std::size_t size = stored.size();
  if (size > limits.max_bytes) return refuse(Code::MESSAGE_TOO_LARGE, "The message is larger than accepted.");
  KATIWALA_TRY(const std::string start, beginning_of(stored, kWholeBytes));
  const auto whole = [&]() -> Result<IncomingMessage> {
    if (size > kDoorLimits.max_bytes) return refuse(Code::MESSAGE_TOO_LARGE, "A SWIFT message is larger than accepted.");
    KATIWALA_TRY(const std::string bytes, beginning_of(stored, size));
    return stream_bytes(bytes, limits, schemas, take);
  };
  if (size <= kWholeBytes) return stream_bytes(start, limits, schemas, take);
  if (is_swift(start)) return whole();
  const Schema* schema = nullptr;
  if (schemas != nullptr) {
    KATIWALA_TRY(schema, schema_of(stored, limits, *schemas));
    if (schema == nullptr && size <= kTreeMaxBytes) return whole();
    if (schema == nullptr) return refuse(Code::XML_TOO_LARGE, "A message in an envelope is validated up to 16 MiB only.");
  }
  KATIWALA_TRY(const auto file, CleanXmlFile::open(stored, limits.max_bytes));
  XmlCursor cursor(*file, limits, schema);
  KATIWALA_TRY(IncomingMessage message, read_xml_message(cursor, true, &take, size > kDoorLimits.max_bytes));
  if (auto* account = std::get_if<AccountMessage>(&message)) KATIWALA_CHECK(hand_on(*account, take));
  return message;
}

}  // namespace katiwala::api::messages
