/// What a later run must know to go on where this one ended: the file of --resume.
///
/// It is the auditor's own file and is trusted like the auditor's own earlier verdict; the hash at its end is against accidents.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "audit/verify/bytes.h"
#include "audit/verify/refusal.h"

namespace verify {

/// One walk over an object's members both writes and reads it: `state(a, b, c)` takes each in turn.
class State {
 public:
  /// Writes.
  State() = default;
  /// Reads. Throws Unusable when the file is not one of these. Pre: the bytes outlive this.
  explicit State(Bytes file);

  /// The file. Pre: writing.
  std::string file() const;
  /// Pre: reading, everything read.
  void end() const;

  template <class... Members>
  void operator()(Members&... members) {
    (item(members), ...);
  }

 private:
  void raw(char* bytes, std::size_t length);
  std::size_t length(std::size_t now);

  template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
  void item(T& number) {
    auto value = static_cast<std::uint64_t>(number);
    char bytes[8];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> 8 * i & 0xff);
    raw(bytes, 8);
    value = 0;
    for (int i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << 8 * i;
    number = static_cast<T>(value);
  }
  template <std::size_t n>
  void item(std::array<unsigned char, n>& bytes) { raw(reinterpret_cast<char*>(bytes.data()), n); }
  void item(std::string& text) {
    text.resize(length(text.size()));
    raw(text.data(), text.size());
  }
  template <class A, class B>
  void item(std::pair<A, B>& pair) { (*this)(pair.first, pair.second); }
  template <class T>
  void item(std::vector<T>& list) {
    list.resize(length(list.size()));
    for (T& element : list) item(element);
  }
  template <class K, class V, class... More>
  void item(std::unordered_map<K, V, More...>& map) { keyed(map); }
  template <class K, class V>
  void item(std::map<K, V>& map) { keyed(map); }
  template <class Map>
  void keyed(Map& map) {
    std::size_t count = length(map.size());
    if (!reading_) {
      for (auto& [key, value] : map) {
        auto copy = key;
        (*this)(copy, value);
      }
      return;
    }
    for (; count > 0; --count) {
      typename Map::key_type key{};
      item(key);
      item(map[key]);
    }
  }
  template <class K, class... More>
  void item(std::unordered_set<K, More...>& set) {
    std::size_t count = length(set.size());
    if (!reading_) {
      for (K key : set) item(key);
      return;
    }
    for (K key{}; count > 0; --count) item(key), set.insert(key);
  }
  template <class T>
    requires requires(T& object, State& state) { object.pass(state); }
  void item(T& object) { object.pass(*this); }

  bool reading_ = false;
  std::string out_;
  Bytes in_;
};

}  // namespace verify
