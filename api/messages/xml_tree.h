/// One element of a message with all below it, in an arena that the next element reuses.
///
/// `Node` is a view into a `Tree`; it is good until the tree is filled again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"

namespace katiwala::api::messages {

inline constexpr std::uint32_t kNoItem = 0xFFFFFFFFU;

/// Whether elements of this name may repeat and so carry a number in a place.
bool repeats(std::string_view name);
/// "/Ntry[3]" or "/Amt"; a name of more than 64 bytes is cut and ends with "~".
std::string place_step(std::string_view name, std::uint32_t ordinal);

struct XmlItem {
  std::string_view name;  ///< interned by the parser, lives as long as the cursor
  std::uint32_t parent = kNoItem;
  std::uint32_t first_child = kNoItem;
  std::uint32_t last_child = kNoItem;
  std::uint32_t next = kNoItem;
  std::uint32_t text_at = 0;
  std::uint32_t text_size = 0;
  std::uint32_t currency_at = 0;
  std::uint32_t currency_size = 0;
  bool commented = false;
};

class Node;

struct Tree {
  std::vector<XmlItem> items;  ///< 0 is the element taken
  std::string texts;
  std::string base;  ///< place of items[0]

  void clear(std::string place_of_root);
  /// Appends a child of `parent` (kNoItem: the root).
  std::uint32_t add(std::uint32_t parent, std::string_view name);
  [[nodiscard]] std::string place_of(std::uint32_t index) const;
  [[nodiscard]] Node root() const;
};

class Node {
 public:
  Node() = default;
  Node(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  explicit operator bool() const { return tree_ != nullptr; }

  [[nodiscard]] std::string_view name() const { return item().name; }
  /// Without the white space around it.
  [[nodiscard]] std::string_view text() const;
  /// The Ccy attribute; empty if there is none.
  [[nodiscard]] std::string_view currency() const;
  [[nodiscard]] bool has_children() const { return item().first_child != kNoItem; }
  [[nodiscard]] std::string place() const { return tree_->place_of(index_); }
  /// A refusal at this place.
  [[nodiscard]] Refusal refuse_here(Code code, std::string message) const { return refuse(code, std::move(message), place()); }

  /// The child of that name, or an empty node; MESSAGE_SCHEMA if it stands twice.
  [[nodiscard]] Result<Node> maybe(std::string_view name) const;
  /// MESSAGE_SCHEMA if it does not stand exactly once.
  [[nodiscard]] Result<Node> one(std::string_view name) const;
  /// `maybe`, step by step; an empty node as soon as a step is absent.
  [[nodiscard]] Result<Node> maybe_path(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] std::vector<Node> all(std::string_view name) const;

 private:
  [[nodiscard]] const XmlItem& item() const { return tree_->items[index_]; }
  const Tree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

std::string_view trim_xml(std::string_view text);

}  // namespace katiwala::api::messages
