/// The official schemas, compiled once: whether a document is built as ISO 20022 says.
///
/// The Document element is validated, taken out of whatever is wrapped around it. Schema files are trusted (an operator
/// installs them) and still nothing is fetched over a network. Compiled schemas are read-only: share them between threads.
/// Source: XSD files of iso20022.org, named by their definition: camt.053.001.08.xsd.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/messages/read.h"
#include "ledger/base/result.h"

struct _xmlSchemaValidCtxt;

namespace katiwala::api::messages {

/// Above, a document is not validated as a tree, which would cost too much memory, but as it is read.
inline constexpr std::size_t kTreeMaxBytes = std::size_t{16} << 20;

class Schema {
 public:
  /// SCHEMA_UNUSABLE with the file's name as place.
  static Result<Schema> compile(const std::string& path);
  ~Schema();
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;

  /// MESSAGE_SCHEMA with the place of the first fault (above 16 MiB: the line). Else refuses what `read_message` would
  /// refuse of the bytes: XML_*, TEXT_NOT_UTF8. MESSAGE_UNKNOWN if there is no Document.
  [[nodiscard]] Status validate(std::string_view bytes, const ReadLimits& limits) const;
  /// For a reader of this room that validates as it goes: a context of libxml2, which the caller frees before the schema.
  [[nodiscard]] _xmlSchemaValidCtxt* validator() const;

 private:
  struct Compiled;
  explicit Schema(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

/// All schemas of a folder.
class SchemaSet {
 public:
  /// Compiles <folder>/<definition>.xsd for each definition; all must be there. SCHEMA_UNUSABLE.
  static Result<SchemaSet> load(const std::string& folder, const std::vector<std::string>& definitions);
  /// By the namespace of its Document; MESSAGE_UNKNOWN if there is no schema for it.
  [[nodiscard]] Status validate(std::string_view bytes, const ReadLimits& limits) const;
  /// For a Document of that namespace; null if there is none.
  [[nodiscard]] const Schema* find(std::string_view space) const;

 private:
  std::map<std::string, Schema, std::less<>> schemas_;
};

/// The definitions that `read_message` reads.
std::vector<std::string> definitions_read();

}  // namespace katiwala::api::messages
