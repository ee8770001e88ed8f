#include "api/messages/xml_events.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <cstring>
#include <vector>

#include "api/messages/schema.h"

namespace katiwala::api::messages {
namespace {

// IGNORE_ENC: the bytes are UTF-8 by now, whatever their declaration says.
constexpr int kEventOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC;
/// What is handed to the parser at once; its events are kept until they were asked for.
constexpr std::size_t kPieceBytes = std::size_t{16} << 10;

std::string_view text_of_name(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// Elements without number have one: no more of it is looked at than may be.
std::string_view text_of_space(const xmlChar* text) {
  if (text == nullptr) return {};
  const char* const name = reinterpret_cast<const char*>(text);
  return {name, ::strnlen(name, kMostSpaceBytes + 1)};
}

struct Event {
  XmlKind kind = XmlKind::over;
  int depth = 0;
  std::string_view name, space;
  std::size_t text_at = 0, text_size = 0;  ///< of the element's currency, or the text
};

}  // namespace

struct XmlParsing {
  std::string_view left;         ///< of bytes in memory, not yet parsed
  CleanXmlFile* file = nullptr;  ///< or where they come from
  std::string piece;             ///< of the file, as it was read
  std::size_t given = 0;         ///< bytes of the piece that the parser has
  xmlParserCtxt* parser = nullptr;
  xmlSchemaValidCtxt* validator = nullptr;
  xmlSchemaSAXPlugPtr plug = nullptr;
  std::vector<Event> events;
  std::string texts;
  std::size_t at = 0;  ///< the present event
  int depth = 0;       ///< as the parser stands
  XmlFault fault;
  bool faulty = false;

  XmlParsing();
  ~XmlParsing();
  XmlParsing(const XmlParsing&) = delete;
  XmlParsing& operator=(const XmlParsing&) = delete;
  void validate(const Schema& schema);
  void add(Event event) {
    if (!faulty) events.push_back(event);
  }
  void fail(XmlFault met) {
    if (faulty) return;
    // A tag that does not end is none, though the parser tells of it first.
    if (met.syntax == XML_ERR_GT_REQUIRED && !events.empty() && events.back().kind == XmlKind::start) events.pop_back();
    fault = std::move(met);
    add({XmlKind::fault, depth, {}, {}, 0, 0});
    faulty = true;
  }
  void fail_too_large() {
    XmlFault met;
    met.too_large = true;
    fail(std::move(met));
  }
  /// Of a tag or a reference that has no end yet the parser keeps all, looks through it again with each piece, and tells nothing.
  [[nodiscard]] bool tag_without_end() const {
    const xmlParserInput* input = parser->input;
    if (input == nullptr || input->end - input->cur <= static_cast<std::ptrdiff_t>(kMostTagBytes)) return false;
    return input->cur[0] == '&' || (input->cur[0] == '<' && input->cur[1] != '!' && input->cur[1] != '?');
  }
  void parse_more();
  std::string_view next_bytes();
};

namespace {

XmlParsing& state_of(void* user) { return *static_cast<XmlParsing*>(user); }

/// An attribute is five pointers: its name, prefix and namespace, and where its value begins and ends.
constexpr int kPointersAnAttribute = 5;

void on_start(void* user, const xmlChar* name, const xmlChar*, const xmlChar* space, int declared, const xmlChar**, int count, int,
              const xmlChar** attributes) {
  XmlParsing& s = state_of(user);
  Event event{XmlKind::start, s.depth++, text_of_name(name), text_of_space(space), 0, 0};
  if (declared > kMostAttributes || count > kMostAttributes || event.space.size() > kMostSpaceBytes) s.fail_too_large();
  for (int i = 0; i < count; ++i) {
    const xmlChar* const* one = attributes + i * kPointersAnAttribute;
    if (one[1] != nullptr || text_of_name(one[0]) != "Ccy") continue;
    event.text_at = s.texts.size();
    event.text_size = static_cast<std::size_t>(one[4] - one[3]);
    s.texts.append(reinterpret_cast<const char*>(one[3]), event.text_size);
  }
  s.add(event);
}

void on_end(void* user, const xmlChar* name, const xmlChar*, const xmlChar* space) {
  XmlParsing& s = state_of(user);
  s.add({XmlKind::end, --s.depth, text_of_name(name), text_of_space(space), 0, 0});
}

void on_text(void* user, const xmlChar* text, int size) {
  XmlParsing& s = state_of(user);
  const auto bytes = static_cast<std::size_t>(size);
  if (s.events.empty() || s.events.back().kind != XmlKind::text) s.add({XmlKind::text, s.depth, {}, {}, s.texts.size(), 0});
  if (s.faulty) return;
  s.texts.append(reinterpret_cast<const char*>(text), bytes);
  s.events.back().text_size += bytes;
}

void on_comment(void* user, const xmlChar*) { state_of(user).add({XmlKind::remark, state_of(user).depth, {}, {}, 0, 0}); }
void on_instruction(void* user, const xmlChar*, const xmlChar*) { on_comment(user, nullptr); }
void on_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) { state_of(user).add({XmlKind::type, state_of(user).depth, {}, {}, 0, 0}); }
void on_entity(void* user, const xmlChar*) { on_type(user, nullptr, nullptr, nullptr); }

/// The parser's words quote the message, so only the code and the line are kept.
void on_syntax_error(void*, xmlErrorPtr error) {
  const auto* parser = static_cast<const xmlParserCtxt*>(error->ctxt);
  if (error->level < XML_ERR_ERROR || parser == nullptr || parser->_private == nullptr) return;
  XmlFault met;
  met.syntax = error->code;
  met.line = error->line;
  state_of(parser->_private).fail(std::move(met));
}

void on_schema_error(void* user, xmlErrorPtr error) {
  if (error->level < XML_ERR_ERROR) return;
  XmlFault met;
  met.schema = error->code;
  state_of(user).fail(std::move(met));
}

xmlSAXHandler handler() {
  xmlSAXHandler out{};
  out.initialized = XML_SAX2_MAGIC;
  out.internalSubset = on_type;
  out.reference = on_entity;
  out.characters = out.ignorableWhitespace = out.cdataBlock = on_text;
  out.comment = on_comment;
  out.processingInstruction = on_instruction;
  out.startElementNs = on_start;
  out.endElementNs = on_end;
  out.serror = on_syntax_error;
  return out;
}

}  // namespace

XmlParsing::XmlParsing() {
  start_xml_parser();
  xmlSAXHandler calls = handler();
  parser = xmlCreatePushParserCtxt(&calls, this, nullptr, 0, nullptr);
  KATIWALA_ASSERT(parser != nullptr, "no memory for an XML parser");
  xmlCtxtUseOptions(parser, kEventOptions);
  parser->_private = this;
}

XmlParsing::~XmlParsing() {
  if (plug != nullptr) xmlSchemaSAXUnplug(plug);  // the parser has its own calls again, and frees those
  xmlFreeParserCtxt(parser);
  xmlSchemaFreeValidCtxt(validator);
}

/// The validator puts itself between the parser and us.
void XmlParsing::validate(const Schema& schema) {
  validator = schema.validator();
  xmlSchemaSetValidStructuredErrors(validator, on_schema_error, this);
  plug = xmlSchemaSAXPlug(validator, &parser->sax, &parser->userData);
  KATIWALA_ASSERT(plug != nullptr, "a parser that does not validate");
  parser->sax->serror = on_syntax_error;
}

/// Up to the end of a character: where one is cut in two the parser takes its first half for an error.
std::string_view XmlParsing::next_bytes() {
  if (file == nullptr) {
    std::string_view bytes = left.substr(0, kPieceBytes);
    bytes = bytes.substr(0, whole_characters(bytes));
    left.remove_prefix(bytes.size());
    return bytes;
  }
  piece.erase(0, given);
  const std::size_t held = piece.size();
  piece.resize(held + kPieceBytes);
  const auto size = file->read(piece.data() + held, kPieceBytes);
  if (!size.ok()) {
    XmlFault met;
    met.file = size.refusal();
    fail(std::move(met));
    return {};
  }
  piece.resize(held + *size);
  given = *size == 0 ? piece.size() : whole_characters(piece);
  return std::string_view(piece).substr(0, given);
}

void XmlParsing::parse_more() {
  events.clear();
  texts.clear();
  at = 0;
  while (events.empty()) {
    const std::string_view bytes = next_bytes();
    if (faulty) return;
    const bool last = bytes.empty();
    const int answer = xmlParseChunk(parser, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
    if (answer != 0 && parser->wellFormed == 0 && !faulty) {  // an error that told nobody
      XmlFault met;
      met.syntax = answer;
      fail(std::move(met));
    }
    if (tag_without_end()) fail_too_large();
    if (last) add({XmlKind::over, 0, {}, {}, 0, 0});
  }
}

XmlEvents::XmlEvents(const CleanXml& xml) : state_(std::make_unique<XmlParsing>()) { state_->left = xml.text(); }

XmlEvents::XmlEvents(CleanXmlFile& file, const Schema* schema) : state_(std::make_unique<XmlParsing>()) {
  state_->file = &file;
  if (schema != nullptr) state_->validate(*schema);
}

XmlEvents::~XmlEvents() = default;

XmlKind XmlEvents::next() {
  XmlParsing& s = *state_;
  const bool ended = !s.events.empty() && (kind() == XmlKind::over || kind() == XmlKind::fault);
  if (ended) return kind();
  if (++s.at >= s.events.size()) s.parse_more();
  return kind();
}

XmlKind XmlEvents::kind() const { return state_->events[state_->at].kind; }
std::string_view XmlEvents::name() const { return state_->events[state_->at].name; }
std::string_view XmlEvents::space() const { return state_->events[state_->at].space; }
std::string_view XmlEvents::text() const {
  const auto& event = state_->events[state_->at];
  return event.kind == XmlKind::text ? std::string_view(state_->texts).substr(event.text_at, event.text_size) : std::string_view();
}
std::string_view XmlEvents::currency() const {
  const auto& event = state_->events[state_->at];
  return event.kind == XmlKind::start ? std::string_view(state_->texts).substr(event.text_at, event.text_size) : std::string_view();
}
int XmlEvents::depth() const { return state_->events[state_->at].depth; }
const XmlFault& XmlEvents::fault() const { return state_->fault; }

}  // namespace katiwala::api::messages
