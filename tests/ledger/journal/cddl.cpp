#include "tests/ledger/journal/cddl.h"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <typeinfo>
#include <vector>

#include "ledger/journal/parts.h"
#include "ledger/record/codec.h"

namespace katiwala::journal::testing {
namespace {

/// "katiwala::custody::OpenWard" -> "open-ward"
template <class T>
std::string rule_name() {
  int status = 0;
  char* demangled = abi::__cxa_demangle(typeid(T).name(), nullptr, nullptr, &status);
  std::string name(demangled);
  std::free(demangled);
  name = name.substr(name.rfind(':') + 1);
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      if (!out.empty()) out += '-';
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c != '_') {
      out += c;
    }
  }
  return out;
}

class Writer {
 public:
  template <class T>
  std::string use() {
    using namespace record::detail;
    if constexpr (std::is_same_v<T, bool>) return "true";
    else if constexpr (std::is_enum_v<T>) return use_enum<T>();
    else if constexpr (std::is_unsigned_v<T>) return "uint";
    else if constexpr (std::is_integral_v<T>) return "int";
    else if constexpr (std::is_same_v<T, std::string>) return "tstr";
    else if constexpr (std::is_same_v<T, Bytes>) return "bstr";
    else if constexpr (IsByteArray<T>::value) return "bstr .size " + std::to_string(std::tuple_size_v<T>);
    else if constexpr (IsId<T>::value) return "id";
    else if constexpr (std::is_same_v<T, Currency>) return "currency";
    else if constexpr (std::is_same_v<T, Amount>) return "amount";
    else if constexpr (std::is_same_v<T, Rate>) return "rate";
    else if constexpr (std::is_same_v<T, CivilDate>) return "civil-date";
    else if constexpr (std::is_same_v<T, Instant>) return "instant";
    else if constexpr (IsOptional<T>::value) return use<typename T::value_type>();
    else if constexpr (IsVector<T>::value) return "[+ " + use<typename T::value_type>() + "]";
    else if constexpr (std::is_same_v<T, custody::Command>) return "command";
    else if constexpr (std::is_same_v<T, custody::Event>) return "event";
    else return use_struct<T>();
  }

  template <class... A>
  void alternatives(const std::string& name, std::type_identity<std::variant<A...>>) {
    std::string out = name + " =";
    const char* separator = " ";
    const auto add = [&]<class T>(std::type_identity<T>) {
      out += separator;
      out += "[" + std::to_string(T::kind) + ", " + use<T>() + "]";
      separator = "\n  / ";
    };
    (add(std::type_identity<A>{}), ...);
    rules_[name] = out + "\n";
  }

  std::string text(const std::vector<std::string>& first) {
    std::string out;
    for (const std::string& name : first) {
      out += rules_.at(name) + "\n";
      rules_.erase(name);
    }
    for (const auto& [name, rule] : rules_) out += rule + "\n";
    return out;
  }

 private:
  template <class T>
  struct Members {
    Writer& writer;
    std::string out{};
    template <class M>
    void operator()(std::uint64_t key, std::string_view name, M T::*) {
      member<M>(key, name, record::detail::kMayBeAbsent<M>, "");
    }
    template <class M>
    void operator()(std::uint64_t key, std::string_view name, M T::*, Later) {
      member<M>(key, name, true, ", always written by engine revision 2 and after");
    }
    template <class M>
    void member(std::uint64_t key, std::string_view name, bool optional, std::string_view remark) {
      out += "  " + std::string(optional ? "? " : "") + std::to_string(key) + ": " + writer.use<M>() + ",  ; " + std::string(name) + std::string(remark) + "\n";
    }
  };

  template <class T>
  std::string use_struct() {
    const std::string name = rule_name<T>();
    if (rules_.contains(name)) return name;
    rules_[name] = "";  // a rule that uses itself
    Members<T> members{*this};
    T::fields(members);
    rules_[name] = name + " = {\n" + members.out + "}\n";
    return name;
  }

  template <class E>
  std::string use_enum() {
    const std::string name = rule_name<E>();
    if (rules_.contains(name)) return name;
    std::string values;
    for (const auto& [value, word] : Names<E>::rows) {
      values += std::string(values.empty() ? "" : " / ") + std::to_string(static_cast<unsigned>(value));
    }
    std::string words;
    for (const auto& [value, word] : Names<E>::rows) words += (words.empty() ? "" : ", ") + std::to_string(static_cast<unsigned>(value)) + " " + std::string(word);
    rules_[name] = "; " + words + "\n" + name + " = " + values + "\n";
    return name;
  }

  std::map<std::string, std::string> rules_;
};

constexpr const char* kPrelude =
    "; What stands in the parts of an entry: record format version 1.  Deterministic CBOR (RFC 8949 section 4.2.1); maps have\n"
    "; ascending integer keys; a member that may be absent is absent when it is empty or false, never written as such.\n"
    "; Drawn from the program's own descriptions; a test holds this file against them.  The frame around it: docs/format.md.\n\n"
    "id = bstr .size 16            ; a random pseudonym\n"
    "currency = uint               ; ISO 4217 numeric code\n"
    "amount = [currency, int]      ; minor units\n"
    "rate = [base: currency, quote: currency, mantissa: int, scale: uint]\n"
    "civil-date = int              ; days since 1970-01-01, Asia/Manila\n"
    "instant = int                 ; microseconds since the Unix epoch\n\n";

}  // namespace

std::string format_cddl() {
  Writer writer;
  writer.alternatives("command", std::type_identity<custody::CommandVariant>{});
  writer.alternatives("event", std::type_identity<custody::EventVariant>{});
  const std::string act = writer.use<Act>();
  const std::string part = writer.use<SubjectPart>();
  return kPrelude + writer.text({act, part, "command", "event"});
}

}  // namespace katiwala::journal::testing
