/// The names of one script. A name stands for one thing only, whatever that is.
#pragma once

#include <map>
#include <string>

#include "api/scenario/field.h"

namespace katiwala::api::scenario {

/// "a ward", "an order or a request": for messages.
std::string words_for(unsigned spaces);
/// 1 to 40 letters, digits, "-", "_".
bool is_script_name(std::string_view text);

class NameTable {
 public:
  /// SCRIPT_NAME if it is taken, SCRIPT_TYPE if it is not a name.
  Status give(const std::string& name, Space space, int line, const std::string& place);
  /// SCRIPT_NAME unless `name` was given and stands for one of `spaces`.
  [[nodiscard]] Status check(const std::string& name, unsigned spaces, const std::string& place) const;
  [[nodiscard]] bool has(const std::string& name) const { return names_.contains(name); }

 private:
  struct Entry {
    Space space;
    int line;
  };
  std::map<std::string, Entry> names_;
};

}  // namespace katiwala::api::scenario
