/// A forward walk over the elements of untrusted XML (xml_events.h), level by level.
///
/// The caller descends where a level may be long (statements, entries) and takes whole what is short (an entry, a header).
/// Nothing is fetched, nothing expanded; the parser's own words, which may quote the message, reach no refusal.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/messages/read.h"
#include "api/messages/xml_file.h"
#include "api/messages/xml_tree.h"

namespace katiwala::api::messages {

class Schema;

/// Of what is taken whole: as much as a message has that is short in all, so that a long one needs no more memory than a short one.
inline constexpr std::size_t kMostTakenBytes = kDoorLimits.max_bytes;  ///< of text
inline constexpr std::size_t kMostTakenElements = std::size_t{1} << 20;

class XmlCursor {
 public:
  /// `xml` must outlive the cursor.
  XmlCursor(const CleanXml& xml, const ReadLimits& limits);
  /// `file` and `schema` must outlive the cursor. Where `schema` (may be null) is given, a fault against it is refused as MESSAGE_SCHEMA when it is met. Pre:
  /// with a schema, nothing is wrapped around the Document.
  XmlCursor(CleanXmlFile& file, const ReadLimits& limits, const Schema* schema);
  ~XmlCursor();
  XmlCursor(const XmlCursor&) = delete;
  XmlCursor& operator=(const XmlCursor&) = delete;

  /// Moves to the next child of the present level. False: there is none more, and the level above is present again; at the
  /// outermost level, the input is read to its end and was well formed.
  /// Pre: the child before was descended into or taken.
  /// MESSAGE_SCHEMA for text between the elements, unless `text_allowed` (envelopes: their leaves are walked like levels).
  Result<bool> next_child(bool text_allowed);
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::string_view namespace_uri() const;
  /// Makes the present child the present level.
  void descend();
  /// Reads the present child whole. The tree is good until the next take.
  /// MESSAGE_SCHEMA for text between elements, or an element of another namespace (unless `any_namespace`). XML_TOO_LARGE: more than may be taken whole.
  Result<const Tree*> take(bool any_namespace);
  /// The place of the present child. Steps above a Document are left out.
  [[nodiscard]] std::string place() const;
  [[nodiscard]] Refusal refuse_here(Code code, std::string message) const { return refuse(code, std::move(message), place()); }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace katiwala::api::messages
