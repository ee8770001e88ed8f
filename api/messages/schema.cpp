#include "api/messages/schema.h"

#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

#include <filesystem>
#include <optional>

#include "api/messages/schema_fault.h"
#include "api/messages/xml_bytes.h"
#include "api/messages/xml_tree.h"

namespace katiwala::api::messages {
namespace {

std::string sentence_for(int code) {
  switch (code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_4: return "An element is not expected here, or one that is required is missing.";
    case XML_SCHEMAV_CVC_LENGTH_VALID:
    case XML_SCHEMAV_CVC_MINLENGTH_VALID:
    case XML_SCHEMAV_CVC_MAXLENGTH_VALID: return "The text is shorter or longer than the schema allows.";
    case XML_SCHEMAV_CVC_PATTERN_VALID: return "The text does not have the form the schema requires.";
    case XML_SCHEMAV_CVC_ENUMERATION_VALID: return "The code is not in the schema's list.";
    case XML_SCHEMAV_CVC_ELT_1: return "The element is not known to the schema.";
    default: return "The element is not as the schema requires.";
  }
}

}  // namespace

Refusal schema_refusal(int code, std::string place) {
  return refuse(Code::MESSAGE_SCHEMA, sentence_for(code) + " (validator code " + std::to_string(code) + ")", std::move(place));
}

namespace {

constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* it) const { Free(it); }
};
using Doc = std::unique_ptr<xmlDoc, Freed<xmlFreeDoc>>;
using Reader = std::unique_ptr<xmlTextReader, Freed<xmlFreeTextReader>>;
using ParserContext = std::unique_ptr<xmlSchemaParserCtxt, Freed<xmlSchemaFreeParserCtxt>>;
using ValidContext = std::unique_ptr<xmlSchemaValidCtxt, Freed<xmlSchemaFreeValidCtxt>>;

std::string_view text_of_xml(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::uint32_t ordinal_of(const xmlNode* node) {
  std::uint32_t ordinal = 1;
  for (const xmlNode* before = node->prev; before != nullptr; before = before->prev)
    if (before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, node->name) != 0) ++ordinal;
  return ordinal;
}

/// From the Document down, as `XmlCursor::place` writes it.
std::string place_of(const xmlNode* node) {
  std::string place;
  for (; node != nullptr && node->type == XML_ELEMENT_NODE; node = node->parent) {
    place.insert(0, place_step(text_of_xml(node->name), ordinal_of(node)));
    if (text_of_xml(node->name) == "Document") break;
  }
  return place;
}

/// The first fault. The validator's own words quote the document, so only its code is kept.
struct Fault {
  int code = 0;
  std::string place;
};

void remember(void* to, xmlErrorPtr error) {
  auto& fault = *static_cast<Fault*>(to);
  if (fault.code != 0 || error->level < XML_ERR_ERROR || error->domain != XML_FROM_SCHEMASV) return;
  fault.code = error->code;
  const auto* node = static_cast<const xmlNode*>(error->node);
  if (node != nullptr && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
  fault.place = node != nullptr ? place_of(node) : "line " + std::to_string(error->line);
}

void ignore(void*, xmlErrorPtr) {}

Refusal schema_refusal(const Fault& fault) { return messages::schema_refusal(fault.code, fault.place); }

/// Every element called Document that is not inside another: a second one could be what is read while the first is
/// what is validated.
void find_documents(xmlNode* node, std::vector<xmlNode*>& found) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (text_of_xml(node->name) == "Document") {
      found.push_back(node);
    } else {
      find_documents(node->children, found);
    }
  }
}

Reader open_reader(std::string_view text) {
  start_xml_parser();
  Reader reader(xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kOptions));
  KATIWALA_ASSERT(reader != nullptr, "no memory for an XML reader");
  xmlTextReaderSetStructuredErrorHandler(reader.get(), ignore, nullptr);
  return reader;
}

/// The namespace of the first element called Document, and whether it is the outermost.
struct Found {
  std::string space;
  bool outermost = false;
};
std::optional<Found> probe(std::string_view text) {
  const Reader reader = open_reader(text);
  while (xmlTextReaderRead(reader.get()) == 1) {
    if (xmlTextReaderNodeType(reader.get()) != XML_READER_TYPE_ELEMENT) continue;
    if (text_of_xml(xmlTextReaderConstLocalName(reader.get())) != "Document") continue;
    return Found{std::string(text_of_xml(xmlTextReaderConstNamespaceUri(reader.get()))), xmlTextReaderDepth(reader.get()) == 0};
  }
  return std::nullopt;
}

Status validate_tree(xmlSchemaValidCtxt* context, std::string_view text, const Fault& fault) {
  const Doc document(xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                                   kOptions | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (document == nullptr) return refuse(Code::XML_SYNTAX);
  std::vector<xmlNode*> found;
  find_documents(xmlDocGetRootElement(document.get()), found);
  if (found.empty()) return refuse(Code::MESSAGE_UNKNOWN);
  if (found.size() > 1) return refuse(Code::MESSAGE_SCHEMA, "There are two messages in one envelope.", "/Document");
  if (xmlSchemaValidateOneElement(context, found.front()) == 0) return good();
  return schema_refusal(fault);
}

Status validate_stream(xmlSchemaValidCtxt* context, std::string_view text, Fault& fault) {
  const Reader reader = open_reader(text);
  xmlTextReaderSetStructuredErrorHandler(reader.get(), remember, &fault);  // it hears the validator's errors too
  xmlTextReaderSchemaValidateCtxt(reader.get(), context, 0);
  int answer = 1;
  while (answer == 1 && fault.code == 0) answer = xmlTextReaderRead(reader.get());
  // A stream keeps no tree to name a path in.
  if (fault.code != 0 && !fault.place.starts_with('/')) fault.place = "line " + std::to_string(xmlTextReaderGetParserLineNumber(reader.get()));
  if (fault.code != 0) return schema_refusal(fault);
  if (answer != 0) return refuse(Code::XML_SYNTAX);
  return xmlTextReaderIsValid(reader.get()) == 1 ? good() : schema_refusal(fault);
}

}  // namespace

struct Schema::Compiled {
  Doc document;  // the schema points into it: declared first, freed last
  std::unique_ptr<xmlSchema, Freed<xmlSchemaFree>> schema;
};

Schema::Schema(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

Result<Schema> Schema::compile(const std::string& path) {
  start_xml_parser();
  Doc document(xmlReadFile(path.c_str(), nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  const std::string file = std::filesystem::path(path).filename().string();
  if (document == nullptr) return refuse(Code::SCHEMA_UNUSABLE, std::string(sentence_of(Code::SCHEMA_UNUSABLE)), file);
  const ParserContext context(xmlSchemaNewDocParserCtxt(document.get()));
  if (context == nullptr) return refuse(Code::SCHEMA_UNUSABLE, std::string(sentence_of(Code::SCHEMA_UNUSABLE)), file);
  xmlSchemaSetParserStructuredErrors(context.get(), ignore, nullptr);
  auto compiled = std::make_unique<Compiled>();
  compiled->schema.reset(xmlSchemaParse(context.get()));
  if (compiled->schema == nullptr) return refuse(Code::SCHEMA_UNUSABLE, std::string(sentence_of(Code::SCHEMA_UNUSABLE)), file);
  compiled->document = std::move(document);
  return Schema(std::move(compiled));
}

_xmlSchemaValidCtxt* Schema::validator() const {
  xmlSchemaValidCtxt* context = xmlSchemaNewValidCtxt(compiled_->schema.get());
  KATIWALA_ASSERT(context != nullptr, "no memory for a schema context");
  return context;
}

Status Schema::validate(std::string_view bytes, const ReadLimits& limits) const {
  KATIWALA_TRY(const CleanXml xml, CleanXml::from(bytes, limits.max_bytes));
  const auto found = probe(xml.text());
  if (!found) return refuse(Code::MESSAGE_UNKNOWN, "There is no ISO 20022 Document in the XML.");
  const ValidContext context(validator());
  Fault fault;
  xmlSchemaSetValidStructuredErrors(context.get(), remember, &fault);
  if (xml.text().size() <= kTreeMaxBytes) return validate_tree(context.get(), xml.text(), fault);
  if (!found->outermost) return refuse(Code::XML_TOO_LARGE, "A message in an envelope is validated up to 16 MiB only.");
  return validate_stream(context.get(), xml.text(), fault);
}

Result<SchemaSet> SchemaSet::load(const std::string& folder, const std::vector<std::string>& definitions) {
  SchemaSet set;
  for (const std::string& definition : definitions) {
    KATIWALA_TRY(Schema schema, Schema::compile(folder + "/" + definition + ".xsd"));
    set.schemas_.emplace(definition, std::move(schema));
  }
  return set;
}

const Schema* SchemaSet::find(std::string_view space) const {
  if (!space.starts_with(kIsoNamespace)) return nullptr;
  const auto schema = schemas_.find(space.substr(kIsoNamespace.size()));
  return schema == schemas_.end() ? nullptr : &schema->second;
}

Status SchemaSet::validate(std::string_view bytes, const ReadLimits& limits) const {
  KATIWALA_TRY(const CleanXml xml, CleanXml::from(bytes, limits.max_bytes));
  const auto found = probe(xml.text());
  if (!found || !found->space.starts_with(kIsoNamespace)) return refuse(Code::MESSAGE_UNKNOWN);
  const Schema* schema = find(found->space);
  if (schema == nullptr) return refuse(Code::MESSAGE_UNKNOWN, "There is no schema for the message's namespace.", "/Document");
  return schema->validate(bytes, limits);
}

}  // namespace katiwala::api::messages
