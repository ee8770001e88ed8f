#include "api/messages/xml_cursor.h"

#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

#include <optional>
#include <vector>

#include "api/messages/schema_fault.h"

namespace katiwala::api::messages {
namespace {

// IGNORE_ENC: the bytes are UTF-8 by now, whatever their declaration says.
constexpr int kParserOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA;

std::string_view text_of_xml(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

struct Fault {
  int code = 0;  ///< 0: none yet
  int line = 0;
  int schema = 0;  ///< the validator's code; 0: none yet
};

void remember(void* to, xmlErrorPtr error) {
  auto& fault = *static_cast<Fault*>(to);
  if (error->level < XML_ERR_ERROR) return;
  if (error->domain == XML_FROM_SCHEMASV) {
    if (fault.schema == 0) fault.schema = error->code;
  } else if (fault.code == 0) {
    fault.code = error->code;
    fault.line = error->line;
  }
}

/// An element whose children are being walked.
struct Level {
  std::string place;
  bool empty = false;  ///< written <so/>: has no end of its own
  std::string space;   ///< the namespace of every child; empty above the Document, where any may stand
  std::vector<std::pair<std::string_view, std::uint32_t>> seen;

  /// Only of names that repeat: a hostile level may have any number of others.
  std::uint32_t count(std::string_view name) {
    if (!repeats(name)) return 1;
    for (auto& [known, number] : seen)
      if (known == name) return ++number;
    seen.emplace_back(name, 1);
    return 1;
  }
};

struct ReaderCloser {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};
struct ValidatorCloser {
  void operator()(xmlSchemaValidCtxt* validator) const { xmlSchemaFreeValidCtxt(validator); }
};

}  // namespace

struct XmlCursor::State {
  ReadLimits limits;
  std::optional<Refusal> file_fault;
  std::pair<CleanXmlFile*, std::optional<Refusal>*> pulled;  ///< for `pull`
  std::unique_ptr<xmlSchemaValidCtxt, ValidatorCloser> validator;  // declared before the reader, which uses it until it is freed
  std::unique_ptr<xmlTextReader, ReaderCloser> reader;
  Fault fault;
  std::vector<Level> levels{Level{}};
  std::string child_place;
  Tree tree;
  std::uint32_t open_item = kNoItem;  ///< of the tree, while one is being filled

  /// One node further; false at the end of the input.
  Result<bool> step();
  /// Where we are, for a refusal.
  [[nodiscard]] std::string here() const { return open_item == kNoItem ? child_place : tree.place_of(open_item); }
  [[nodiscard]] bool too_deep() const { return xmlTextReaderDepth(reader.get()) >= limits.max_depth; }
  [[nodiscard]] int type() const { return xmlTextReaderNodeType(reader.get()); }
  // The node itself, since the reader's own functions look its namespace up in a dictionary at each call.
  [[nodiscard]] const xmlNode* node() const { return xmlTextReaderCurrentNode(reader.get()); }
  [[nodiscard]] std::string_view name() const { return node() == nullptr ? std::string_view() : text_of_xml(node()->name); }
  [[nodiscard]] std::string_view space() const { return node() == nullptr || node()->ns == nullptr ? std::string_view() : text_of_xml(node()->ns->href); }
  [[nodiscard]] std::string_view value() const { return text_of_xml(xmlTextReaderConstValue(reader.get())); }
  [[nodiscard]] bool is_empty() const { return xmlTextReaderIsEmptyElement(reader.get()) == 1; }
  void add_attributes(std::uint32_t item);
  Status add_text(std::uint32_t item);
  Result<std::uint32_t> close(std::uint32_t item) const;
};

Result<bool> XmlCursor::State::step() {
  const int answer = xmlTextReaderRead(reader.get());
  if (file_fault) return *file_fault;
  if (fault.schema != 0) return schema_refusal(fault.schema, here());
  if (answer == 1 && fault.code == 0) return true;
  if (answer == 0 && fault.code == 0) {
    if (levels.size() == 1) return false;
    return refuse(Code::XML_SYNTAX, "The XML ends before its elements do.", here());
  }
  const std::string where = fault.line > 0 ? " near line " + std::to_string(fault.line) : "";
  return refuse(Code::XML_SYNTAX, "The XML is not well formed" + where + " (parser code " + std::to_string(fault.code) + ").",
                here());
}

void XmlCursor::State::add_attributes(std::uint32_t item) {
  if (node()->properties == nullptr) return;
  xmlChar* value = xmlTextReaderGetAttribute(reader.get(), reinterpret_cast<const xmlChar*>("Ccy"));
  if (value == nullptr) return;
  const std::string_view text = text_of_xml(value);
  tree.items[item].currency_at = static_cast<std::uint32_t>(tree.texts.size());
  tree.items[item].currency_size = static_cast<std::uint32_t>(text.size());
  tree.texts += text;
  xmlFree(value);
}

Status XmlCursor::State::add_text(std::uint32_t index) {
  const std::string_view text = value();
  XmlItem& item = tree.items[index];
  if (item.text_size == 0 && trim_xml(text).empty()) return good();
  if (item.first_child != kNoItem)
    return refuse(Code::MESSAGE_SCHEMA, "There is text between elements.", tree.place_of(index));
  if (item.text_size + text.size() > limits.max_text_bytes)
    return refuse(Code::XML_TOO_LARGE, "The text of the element is longer than accepted.", tree.place_of(index));
  if (item.text_size == 0) item.text_at = static_cast<std::uint32_t>(tree.texts.size());
  item.text_size += static_cast<std::uint32_t>(text.size());
  tree.texts += text;
  return good();
}

Result<std::uint32_t> XmlCursor::State::close(std::uint32_t index) const {
  const XmlItem& item = tree.items[index];
  // Readers differ in what they make of "1<!-- -->00".
  if (item.commented && item.text_size > 0)
    return refuse(Code::MESSAGE_SCHEMA, "There is a comment inside a value.", tree.place_of(index));
  return item.parent;
}

XmlCursor::XmlCursor(const CleanXml& xml, const ReadLimits& limits) : state_(std::make_unique<State>()) {
  start_xml_parser();
  const std::string_view text = xml.text();
  state_->limits = limits;
  state_->reader.reset(xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kParserOptions));
  KATIWALA_ASSERT(state_->reader != nullptr, "no memory for an XML reader");
  xmlTextReaderSetStructuredErrorHandler(state_->reader.get(), remember, &state_->fault);
}

namespace {

/// For libxml2: the next bytes of the file. Its refusal is kept for who reads the cursor.
int pull(void* from, char* to, int room) {
  auto& [file, fault] = *static_cast<std::pair<CleanXmlFile*, std::optional<Refusal>*>*>(from);
  const auto size = file->read(to, static_cast<std::size_t>(room));
  if (size.ok()) return static_cast<int>(*size);
  *fault = size.refusal();
  return -1;
}

}  // namespace

XmlCursor::XmlCursor(CleanXmlFile& file, const ReadLimits& limits, const Schema* schema) : state_(std::make_unique<State>()) {
  start_xml_parser();
  State& s = *state_;
  s.limits = limits;
  s.pulled = {&file, &s.file_fault};
  s.reader.reset(xmlReaderForIO(pull, nullptr, &s.pulled, nullptr, "UTF-8", kParserOptions));
  KATIWALA_ASSERT(s.reader != nullptr, "no memory for an XML reader");
  if (schema != nullptr) {
    s.validator.reset(schema->validator());
    xmlSchemaSetValidStructuredErrors(s.validator.get(), remember, &s.fault);
  }
  xmlTextReaderSetStructuredErrorHandler(s.reader.get(), remember, &s.fault);  // it hears the validator's errors too
  if (schema != nullptr) KATIWALA_ASSERT(xmlTextReaderSchemaValidateCtxt(s.reader.get(), s.validator.get(), 0) == 0, "a reader that does not validate");
}

XmlCursor::~XmlCursor() = default;

std::string_view XmlCursor::name() const { return state_->name(); }
std::string_view XmlCursor::namespace_uri() const { return state_->space(); }
std::string XmlCursor::place() const { return state_->child_place; }

Result<bool> XmlCursor::next_child(bool text_allowed) {
  State& s = *state_;
  const auto leave = [&s] {
    if (s.levels.size() > 1) s.levels.pop_back();
    return false;
  };
  if (s.levels.back().empty) return leave();
  for (;;) {
    s.child_place = s.levels.back().place;
    KATIWALA_TRY(const bool more, s.step());
    if (!more) return false;
    switch (s.type()) {
      case XML_READER_TYPE_ELEMENT: {
        const std::string_view name = s.name();
        const std::string step = place_step(name, s.levels.back().count(name));
        s.child_place = name == "Document" ? step : s.levels.back().place + step;
        if (s.too_deep()) return refuse_here(Code::XML_TOO_DEEP, std::string(sentence_of(Code::XML_TOO_DEEP)));
        if (const std::string& space = s.levels.back().space; !space.empty() && s.space() != space)
          return refuse_here(Code::MESSAGE_SCHEMA, "The element is of another namespace than the message.");
        return true;
      }
      case XML_READER_TYPE_END_ELEMENT:
        return leave();
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
        if (!text_allowed && !trim_xml(s.value()).empty()) return refuse_here(Code::MESSAGE_SCHEMA, "There is text between elements.");
        break;
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        return refuse_here(Code::XML_DOCTYPE, std::string(sentence_of(Code::XML_DOCTYPE)));
      default:  // white space, comments, processing instructions, the declaration
        break;
    }
  }
}

void XmlCursor::descend() {
  Level level;
  level.place = state_->child_place;
  level.empty = state_->is_empty();
  level.space = name() == "Document" ? std::string(namespace_uri()) : state_->levels.back().space;
  state_->levels.push_back(std::move(level));
}

Result<const Tree*> XmlCursor::take(bool any_namespace) {
  State& s = *state_;
  const std::string home(s.space());
  s.tree.clear(s.child_place);
  std::uint32_t at = s.tree.add(kNoItem, s.name());
  s.add_attributes(at);
  if (s.is_empty()) return &s.tree;
  std::uint32_t foreign = kNoItem;  // the SplmtryData envelope we are inside of, where any namespace may stand
  for (;;) {
    s.open_item = at;
    KATIWALA_TRY(const bool more, s.step());
    if (!more) return refuse(Code::XML_SYNTAX, "The XML ends before its elements do.", s.here());
    switch (s.type()) {
      case XML_READER_TYPE_ELEMENT: {
        if (s.tree.items[at].text_size > 0) return refuse(Code::MESSAGE_SCHEMA, "There is text between elements.", s.here());
        const std::uint32_t item = s.tree.add(at, s.name());
        if (s.too_deep()) return refuse(Code::XML_TOO_DEEP, std::string(sentence_of(Code::XML_TOO_DEEP)), s.tree.place_of(item));
        if (!any_namespace && foreign == kNoItem && s.space() != home)
          return refuse(Code::MESSAGE_SCHEMA, "The element is of another namespace than the message.", s.tree.place_of(item));
        s.add_attributes(item);
        if (s.is_empty()) break;
        if (foreign == kNoItem && s.name() == "Envlp") foreign = item;
        at = item;
        break;
      }
      case XML_READER_TYPE_END_ELEMENT: {
        if (at == foreign) foreign = kNoItem;
        KATIWALA_TRY(const std::uint32_t parent, s.close(at));
        if (parent == kNoItem) {
          s.open_item = kNoItem;
          return &s.tree;
        }
        at = parent;
        break;
      }
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
        KATIWALA_CHECK(s.add_text(at));
        break;
      case XML_READER_TYPE_COMMENT:
      case XML_READER_TYPE_PROCESSING_INSTRUCTION:
        s.tree.items[at].commented = true;
        break;
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        return refuse(Code::XML_DOCTYPE, std::string(sentence_of(Code::XML_DOCTYPE)), s.here());
      default:
        break;
    }
  }
}

}  // namespace katiwala::api::messages
