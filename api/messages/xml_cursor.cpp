#include "api/messages/xml_cursor.h"

#include <vector>

#include "api/messages/schema_fault.h"
#include "api/messages/xml_events.h"

namespace katiwala::api::messages {
namespace {

/// An element whose children are being walked.
struct Level {
  std::string place;
  std::string space;  ///< the namespace of every child; empty above the Document, where any may stand
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

}  // namespace

struct XmlCursor::State {
  State(const CleanXml& xml, const ReadLimits& most) : limits(most), events(xml) {}
  State(CleanXmlFile& file, const ReadLimits& most, const Schema* schema) : limits(most), events(file, schema) {}

  const ReadLimits limits;
  XmlEvents events;
  std::vector<Level> levels{Level{}};
  std::string child_place;
  Tree tree;
  std::uint32_t open_item = kNoItem;  ///< of the tree, while one is being filled

  /// One event further; false at the end of the input.
  Result<bool> step();
  /// Where we are, for a refusal.
  [[nodiscard]] std::string here() const { return open_item == kNoItem ? child_place : tree.place_of(open_item); }
  [[nodiscard]] bool too_deep() const { return events.depth() >= limits.max_depth; }
  void add_attributes(std::uint32_t item);
  Status add_text(std::uint32_t item);
  Result<std::uint32_t> close(std::uint32_t item) const;
};

Result<bool> XmlCursor::State::step() {
  const XmlKind met = events.next();
  if (met == XmlKind::over) {
    if (levels.size() == 1) return false;
    return refuse(Code::XML_SYNTAX, "The XML ends before its elements do.", here());
  }
  if (met != XmlKind::fault) return true;
  const XmlFault& fault = events.fault();
  if (fault.file) return *fault.file;
  if (fault.too_large)
    return refuse(Code::XML_TOO_LARGE, "A tag is longer than accepted, or has more attributes or a longer namespace, or too many names are used.", here());
  if (fault.schema != 0) return schema_refusal(fault.schema, here());
  const std::string where = fault.line > 0 ? " near line " + std::to_string(fault.line) : "";
  return refuse(Code::XML_SYNTAX, "The XML is not well formed" + where + " (parser code " + std::to_string(fault.syntax) + ").", here());
}

void XmlCursor::State::add_attributes(std::uint32_t item) {
  const std::string_view text = events.currency();
  if (text.empty()) return;
  tree.items[item].currency_at = static_cast<std::uint32_t>(tree.texts.size());
  tree.items[item].currency_size = static_cast<std::uint32_t>(text.size());
  tree.texts += text;
}

Status XmlCursor::State::add_text(std::uint32_t index) {
  const std::string_view text = events.text();
  XmlItem& item = tree.items[index];
  if (item.text_size == 0 && trim_xml(text).empty()) return good();
  if (item.first_child != kNoItem)
    return refuse(Code::MESSAGE_SCHEMA, "There is text between elements.", tree.place_of(index));
  if (item.text_size + text.size() > limits.max_text_bytes)
    return refuse(Code::XML_TOO_LARGE, "The text of the element is longer than accepted.", tree.place_of(index));
  if (tree.texts.size() + text.size() > kMostTakenBytes) return refuse(Code::XML_TOO_LARGE, "The element has more text in it than accepted.", tree.base);
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

XmlCursor::XmlCursor(const CleanXml& xml, const ReadLimits& limits) : state_(std::make_unique<State>(xml, limits)) {}
XmlCursor::XmlCursor(CleanXmlFile& file, const ReadLimits& limits, const Schema* schema) : state_(std::make_unique<State>(file, limits, schema)) {}
XmlCursor::~XmlCursor() = default;

std::string_view XmlCursor::name() const { return state_->events.name(); }
std::string_view XmlCursor::namespace_uri() const { return state_->events.space(); }
std::string XmlCursor::place() const { return state_->child_place; }

Result<bool> XmlCursor::next_child(bool text_allowed) {
  State& s = *state_;
  const auto leave = [&s] {
    if (s.levels.size() > 1) s.levels.pop_back();
    return false;
  };
  for (;;) {
    s.child_place = s.levels.back().place;
    KATIWALA_TRY(const bool more, s.step());
    if (!more) return false;
    switch (s.events.kind()) {
      case XmlKind::start: {
        const std::string_view name = s.events.name();
        const std::string step = place_step(name, s.levels.back().count(name));
        s.child_place = name == "Document" ? step : s.levels.back().place + step;
        if (s.too_deep()) return refuse_here(Code::XML_TOO_DEEP, std::string(sentence_of(Code::XML_TOO_DEEP)));
        if (const std::string& space = s.levels.back().space; !space.empty() && s.events.space() != space)
          return refuse_here(Code::MESSAGE_SCHEMA, "The element is of another namespace than the message.");
        return true;
      }
      case XmlKind::end:
        return leave();
      case XmlKind::text:
        if (!text_allowed && !trim_xml(s.events.text()).empty()) return refuse_here(Code::MESSAGE_SCHEMA, "There is text between elements.");
        break;
      case XmlKind::type:
        return refuse_here(Code::XML_DOCTYPE, std::string(sentence_of(Code::XML_DOCTYPE)));
      case XmlKind::remark:
      case XmlKind::over:
      case XmlKind::fault:
        break;
    }
  }
}

void XmlCursor::descend() {
  Level level;
  level.place = state_->child_place;
  level.space = name() == "Document" ? std::string(namespace_uri()) : state_->levels.back().space;
  state_->levels.push_back(std::move(level));
}

Result<const Tree*> XmlCursor::take(bool any_namespace) {
  State& s = *state_;
  const std::string home(s.events.space());
  s.tree.clear(s.child_place);
  std::uint32_t at = s.tree.add(kNoItem, s.events.name());
  s.add_attributes(at);
  std::uint32_t foreign = kNoItem;  // the SplmtryData envelope we are inside of, where any namespace may stand
  for (;;) {
    s.open_item = at;
    KATIWALA_TRY(const bool more, s.step());
    if (!more) return refuse(Code::XML_SYNTAX, "The XML ends before its elements do.", s.here());
    switch (s.events.kind()) {
      case XmlKind::start: {
        if (s.tree.items[at].text_size > 0) return refuse(Code::MESSAGE_SCHEMA, "There is text between elements.", s.here());
        if (s.tree.items.size() == kMostTakenElements) return refuse(Code::XML_TOO_LARGE, "The element has more in it than accepted.", s.tree.base);
        const std::uint32_t item = s.tree.add(at, s.events.name());
        if (s.too_deep()) return refuse(Code::XML_TOO_DEEP, std::string(sentence_of(Code::XML_TOO_DEEP)), s.tree.place_of(item));
        if (!any_namespace && foreign == kNoItem && s.events.space() != home)
          return refuse(Code::MESSAGE_SCHEMA, "The element is of another namespace than the message.", s.tree.place_of(item));
        s.add_attributes(item);
        if (foreign == kNoItem && s.events.name() == "Envlp") foreign = item;
        at = item;
        break;
      }
      case XmlKind::end: {
        if (at == foreign) foreign = kNoItem;
        KATIWALA_TRY(const std::uint32_t parent, s.close(at));
        if (parent == kNoItem) {
          s.open_item = kNoItem;
          return &s.tree;
        }
        at = parent;
        break;
      }
      case XmlKind::text:
        KATIWALA_CHECK(s.add_text(at));
        break;
      case XmlKind::remark:
        s.tree.items[at].commented = true;
        break;
      case XmlKind::type:
        return refuse(Code::XML_DOCTYPE, std::string(sentence_of(Code::XML_DOCTYPE)), s.here());
      case XmlKind::over:
      case XmlKind::fault:
        break;
    }
  }
}

}  // namespace katiwala::api::messages
