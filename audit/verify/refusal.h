/// How a check says no.
///
/// Every check of this program is one use of CHECK. Its name is printed beside the place it failed at, and is what a
/// build with -DVERIFY_OFF='"name"' leaves out: that is how the tests prove that each check is needed. The build that is
/// handed out defines nothing, and then the comparison below folds away.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#ifndef VERIFY_OFF
#define VERIFY_OFF ""
#endif

namespace verify {

/// Where something stands: `tile/0/003`, `entry 17`, `entry 17 part 2`, `checkpoint line 2`.
struct Place {
  std::string_view name;  // must outlive the place
  std::int64_t entry = -1;
  int part = -1;
  int line = 0;

  std::string str() const {
    std::string out(name);
    const auto add = [&out](const char* word, std::int64_t number) {
      if (!out.empty()) out += ' ';
      out += word + std::to_string(number);
    };
    if (entry >= 0) add("entry ", entry);
    if (part >= 0) add("part ", part);
    if (line > 0) add("line ", line);
    return out;
  }
};

/// The thing checked is bad: exit 1.
struct Refused : std::runtime_error {
  Refused(std::string_view check_name, std::string at, const std::string& why)
      : std::runtime_error(why), check(check_name), place(std::move(at)) {}
  std::string check, place;
};

/// What was given can not be checked at all (no such file, no usable policy): exit 2.
struct Unusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline bool switched_off(std::string_view check) { return check == std::string_view(VERIFY_OFF); }

// Place and message are only made when the check fails.
#define CHECK(check, condition, place, message)                                        \
  do {                                                                                 \
    if (!(condition) && !::verify::switched_off(check)) [[unlikely]]                   \
      throw ::verify::Refused(check, (place).str(), message);                          \
  } while (false)

}  // namespace verify
