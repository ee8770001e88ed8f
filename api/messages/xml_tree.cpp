#include "api/messages/xml_tree.h"

#include <algorithm>
#include <array>

namespace katiwala::api::messages {

bool repeats(std::string_view name) {
  static constexpr std::array<std::string_view, 25> kNames{
      "Stmt",  "Ntfctn", "Rpt",     "Bal",       "Ntry",   "NtryDtls",    "TxDtls",            "Chrgs", "Rcrd",   "Ustrd",
      "Strd",  "CdtLine", "StsRsnInf", "AddtlInf", "OrgnlPmtInfAndSts", "TxInfAndSts", "PmtInf", "CdtTrfTxInf", "SvcLvl",
      "TxInf", "Undrlyg", "RtrRsnInf", "CxlRsnInf",  "ChrgsInf", "NbOfTxsPerSts"};
  return std::ranges::find(kNames, name) != kNames.end();
}

namespace {

constexpr std::size_t kMaxShownName = 64;  // longer than any of ISO 20022's

/// What a stranger calls his elements is not repeated without end, and never cut in the middle of a letter.
std::string shown_name(std::string_view name) {
  if (name.size() <= kMaxShownName) return std::string(name);
  std::size_t end = kMaxShownName;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return std::string(name.substr(0, end)) + "~";
}

}  // namespace

std::string place_step(std::string_view name, std::uint32_t ordinal) {
  std::string step = "/" + shown_name(name);
  if (repeats(name)) step += "[" + std::to_string(ordinal) + "]";
  return step;
}

std::string_view trim_xml(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

void Tree::clear(std::string place_of_root) {
  items.clear();
  texts.clear();
  base = std::move(place_of_root);
}

std::uint32_t Tree::add(std::uint32_t parent, std::string_view name) {
  const auto index = static_cast<std::uint32_t>(items.size());
  XmlItem item;
  item.name = name;
  item.parent = parent;
  items.push_back(item);
  if (parent == kNoItem) return index;
  XmlItem& above = items[parent];
  if (above.first_child == kNoItem) {
    above.first_child = index;
  } else {
    items[above.last_child].next = index;
  }
  above.last_child = index;
  return index;
}

std::string Tree::place_of(std::uint32_t index) const {
  if (items[index].parent == kNoItem) return base;
  std::uint32_t ordinal = 1;
  for (std::uint32_t i = items[items[index].parent].first_child; i != index; i = items[i].next)
    if (items[i].name == items[index].name) ++ordinal;
  return place_of(items[index].parent) + place_step(items[index].name, ordinal);
}

Node Tree::root() const { return {this, 0}; }

std::string_view Node::text() const { return trim_xml(std::string_view(tree_->texts).substr(item().text_at, item().text_size)); }

std::string_view Node::currency() const {
  return std::string_view(tree_->texts).substr(item().currency_at, item().currency_size);
}

Result<Node> Node::maybe(std::string_view name) const {
  Node found;
  for (std::uint32_t i = item().first_child; i != kNoItem; i = tree_->items[i].next) {
    if (tree_->items[i].name != name) continue;
    if (found) return Node(tree_, i).refuse_here(Code::MESSAGE_SCHEMA, "The element stands twice where it may stand once.");
    found = Node(tree_, i);
  }
  return found;
}

Result<Node> Node::one(std::string_view name) const {
  KATIWALA_TRY(const Node found, maybe(name));
  if (!found) return refuse(Code::MESSAGE_SCHEMA, "A required element is missing.", place() + place_step(name, 1));
  return found;
}

Result<Node> Node::maybe_path(std::initializer_list<std::string_view> names) const {
  Node at = *this;
  for (const std::string_view name : names) {
    KATIWALA_TRY(at, at.maybe(name));
    if (!at) return at;
  }
  return at;
}

std::vector<Node> Node::all(std::string_view name) const {
  std::vector<Node> found;
  for (std::uint32_t i = item().first_child; i != kNoItem; i = tree_->items[i].next)
    if (tree_->items[i].name == name) found.emplace_back(tree_, i);
  return found;
}

}  // namespace katiwala::api::messages
