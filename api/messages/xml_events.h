/// What the parser meets in untrusted XML, one thing after another: libxml2's SAX interface, fed a piece at a time. Internal to this room.
///
/// Nothing is built of it. (libxml2's own pull reader makes and frees a node for every element and text, which costs more than parsing them.)
/// Names live as long as the events; everything else of an event is good until the next. Nothing is fetched, nothing expanded.
///
/// No tag costs more than its bytes: libxml2 holds each attribute of one against all others and looks for a prefix among all that are declared around it, and
/// a namespace belongs to everything below it. So they are bounded, far above what any message has (XmlFault::too_large).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/messages/xml_bytes.h"
#include "api/messages/xml_file.h"

namespace katiwala::api::messages {

class Schema;
struct XmlParsing;

enum class XmlKind {
  start,   ///< of an element; one that is written <so/> ends too
  end,
  text,    ///< character data and CDATA; what belongs together may come in parts
  remark,  ///< a comment or a processing instruction
  type,    ///< a document type, or an entity that is none of XML's own five
  over,    ///< the end of a well-formed document
  fault,   ///< see `fault`; nothing comes after it
};

struct XmlFault {
  std::optional<Refusal> file;  ///< of the file the bytes come from
  int schema = 0;               ///< the validator's code; 0: none
  int syntax = 0;               ///< the parser's
  int line = 0;                 ///< where the parser's is; 0: not known
  bool too_large = false;       ///< a tag or a reference of more than kMostTagBytes, give or take a piece, or a tag with more in it than may be
};

inline constexpr std::size_t kMostTagBytes = std::size_t{64} << 10;
inline constexpr int kMostAttributes = 64;           ///< and as many namespaces declared
inline constexpr std::size_t kMostSpaceBytes = 1024;  ///< of a namespace's name

class XmlEvents {
 public:
  /// `xml` must outlive them.
  explicit XmlEvents(const CleanXml& xml);
  /// `file` and `schema` (may be null) must outlive them. A fault against the schema comes where it is met.
  XmlEvents(CleanXmlFile& file, const Schema* schema);
  ~XmlEvents();
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;

  /// The next one; after `over` or `fault` the same again.
  XmlKind next();
  [[nodiscard]] XmlKind kind() const;
  [[nodiscard]] std::string_view name() const;      ///< of an element: without its prefix
  [[nodiscard]] std::string_view space() const;     ///< its namespace
  [[nodiscard]] std::string_view currency() const;  ///< its Ccy attribute
  [[nodiscard]] std::string_view text() const;
  /// How many elements are around it.
  [[nodiscard]] int depth() const;
  [[nodiscard]] const XmlFault& fault() const;

 private:
  std::unique_ptr<XmlParsing> state_;
};

}  // namespace katiwala::api::messages
