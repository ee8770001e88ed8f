/// `Result<T>`: a value, or a `Refusal` that says what the caller did wrong.
///
/// Refusals are values: a stable code from the one table (refusals.def), a sentence a person can act on, and
/// the place (JSON pointer, XML path, entry number, line) where the fault was seen.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "ledger/base/assert.h"

namespace katiwala {

enum class Code {
#define KATIWALA_REFUSAL(name, kind, sentence) name,
#include "ledger/base/refusals.def"
#undef KATIWALA_REFUSAL
};

/// What kind of fault a code is; the door maps it to a status, the command line to an exit code.
enum class Fault {
  invalid,      ///< the input can not be read or is not well formed
  denied,       ///< well formed, judged, and not allowed
  conflict,     ///< not possible in the present state
  not_found,    ///< names something that does not exist
  unauthorised, ///< who is asking is unknown, or may not ask this
  unavailable,  ///< can not be answered now; ask again by idempotency key
  integrity,    ///< stored or received evidence does not agree with itself
};

std::string_view name_of(Code code);       ///< "ORDER_EXPIRED"
std::string_view sentence_of(Code code);   ///< the table's sentence
Fault fault_of(Code code);
/// nullptr-free reverse lookup: false if no such code.
bool code_from_name(std::string_view name, Code& out);
/// How many codes the table has; Code values are 0 .. count-1.
std::size_t code_count();

struct Refusal {
  Code code;
  std::string message;  ///< a sentence for a person, never personal data
  std::string place;    ///< where; empty if the whole input
};

/// Uses the table's own sentence.
inline Refusal refuse(Code code) { return {code, std::string(sentence_of(code)), {}}; }
inline Refusal refuse(Code code, std::string message, std::string place = {}) {
  return {code, std::move(message), std::move(place)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Refusal refusal) : state_(std::in_place_index<1>, std::move(refusal)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Pre: ok(). Asking a refusal for its value halts.
  [[nodiscard]] T& value() & { check(); return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { check(); return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { check(); return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// Pre: !ok().
  [[nodiscard]] const Refusal& refusal() const {
    KATIWALA_ASSERT(!ok(), "refusal() of a good result");
    return std::get<1>(state_);
  }

 private:
  void check() const { KATIWALA_ASSERT(ok(), "value() of a refused result"); }
  std::variant<T, Refusal> state_;
};

struct Ok {};
using Status = Result<Ok>;
inline Status good() { return Ok{}; }

}  // namespace katiwala

/// Propagate a refusal: `KATIWALA_TRY(auto x, parse(text));`
#define KATIWALA_CONCAT_(a, b) a##b
#define KATIWALA_CONCAT(a, b) KATIWALA_CONCAT_(a, b)
#define KATIWALA_TRY_(tmp, declaration, ...)        \
  auto tmp = (__VA_ARGS__);                         \
  if (!tmp.ok()) return tmp.refusal();              \
  declaration = std::move(tmp).value()
#define KATIWALA_TRY(declaration, ...) KATIWALA_TRY_(KATIWALA_CONCAT(try_, __LINE__), declaration, __VA_ARGS__)
#define KATIWALA_CHECK(...)                                        \
  do {                                                             \
    auto check_status = (__VA_ARGS__);                             \
    if (!check_status.ok()) return check_status.refusal();         \
  } while (false)
