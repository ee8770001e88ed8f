#include "tests/house/checks.h"

#include <algorithm>
#include <functional>
#include <regex>

namespace katiwala::house {
namespace {

std::string complaint(const std::string& path, std::size_t line_index, const std::string& what) {
  return path + ":" + std::to_string(line_index + 1) + ": " + what;
}

using PathFilter = std::function<bool(std::string_view)>;

/// Complains of every line of code (comments and literals blanked) of matching files in which `pattern` is found.
Complaints find_in_code(const SourceTree& tree, const PathFilter& where, const std::regex& pattern, const std::string& what) {
  Complaints out;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path) || !where(path)) continue;
    const auto lines = lines_of(code_only(text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::smatch found;
      if (std::regex_search(lines[i], found, pattern)) out.push_back(complaint(path, i, what + ": " + found.str()));
    }
  }
  return out;
}

/// The target of an include directive of the given kind ('"' or '<'), if the line is one.
std::optional<std::string> include_of(const std::string& line, char kind) {
  static const std::regex directive(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::smatch found;
  if (!std::regex_search(line, found, directive) || found[1].str()[0] != kind) return std::nullopt;
  return found[2].str();
}

/// Nothing if `path` may include `target`, else why not.
std::optional<std::string> judge_include(const Rooms& rooms, const std::string& path, const std::string& target) {
  constexpr std::string_view kVerify = "audit/verify";
  if (is_under(path, kVerify)) {
    if (is_under(target, kVerify)) return std::nullopt;
    return "audit/verify shares no line with the rest, but includes " + target;
  }
  if (is_under(target, kVerify)) return "audit/verify is a program of its own: " + target;
  const auto own = room_of(rooms, path);
  if (!own) return "the file lies in no room of the table";
  const auto used = room_of(rooms, target);
  if (!used) return "the include names no room: " + target;
  if (*own == *used || rooms.at(*own).contains(*used)) return std::nullopt;
  return *own + " may not use " + *used + ", but includes " + target;
}

struct Owner {
  std::string_view prefix;
  std::vector<std::string_view> rooms;
};

const std::vector<Owner>& owners() {
  static const std::vector<Owner> table = {
      {"openssl/", {"ledger/crypto", "audit/verify", "api/transport", "ledger/passkey"}},
      {"rocksdb/", {"ledger/store"}},
      {"Poco/", {"api"}},
      {"p11-kit/", {"api/token"}},
      {"libxml/", {"api"}},
      {"curl/", {"api"}},
      {"cairo", {"audit/pages"}},
      {"pango/", {"audit/pages"}},
      {"qrencode", {"audit/pages"}},
  };
  return table;
}

bool is_shown_text(std::string_view path) {
  for (const std::string_view binary : {".png", ".pdf", ".gz", ".bin", ".ico", ".woff2"})
    if (path.ends_with(binary)) return false;
  return true;
}

}  // namespace

Complaints check_includes(const SourceTree& tree, const Rooms& rooms) {
  Complaints out;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path) || !is_product(path)) continue;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto target = include_of(lines[i], '"');
      if (!target) continue;
      if (const auto wrong = judge_include(rooms, path, *target)) out.push_back(complaint(path, i, *wrong));
    }
  }
  return out;
}

namespace {

/// A second implementation: its folder, and what it may include beside itself and the standard library.
struct Apart {
  std::string_view folder, library;
};
constexpr Apart kApart[] = {{"tests/model/reference", ""}, {"tests/interleavings/contract", ""}, {"tests/model/exact/reckoning", "boost/multiprecision/"}};

bool stands_apart(const Apart& apart, const std::string& line) {
  if (const auto own = include_of(line, '"')) return is_under(*own, apart.folder);
  const auto other = include_of(line, '<');
  const bool standard = !other || other->find_first_of("/.") == std::string::npos;
  return standard || (!apart.library.empty() && other->starts_with(apart.library));
}

}  // namespace

Complaints check_reference(const SourceTree& tree) {
  Complaints out;
  for (const auto& [path, text] : tree) {
    const auto* apart = std::ranges::find_if(kApart, [&](const Apart& one) { return is_under(path, one.folder); });
    if (!is_cpp(path) || apart == std::end(kApart)) continue;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (!stands_apart(*apart, lines[i])) out.push_back(complaint(path, i, "the second implementation shares no line with the first, but has " + lines[i]));
  }
  return out;
}

Complaints check_system_includes(const SourceTree& tree) {
  Complaints out;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path) || !is_product(path)) continue;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto target = include_of(lines[i], '<');
      if (!target) continue;
      for (const Owner& owner : owners()) {
        const auto inside = [&](std::string_view room) { return is_under(path, room); };
        if (target->starts_with(owner.prefix) && std::ranges::none_of(owner.rooms, inside)) {
          out.push_back(complaint(path, i, "<" + *target + "> belongs to other rooms"));
        }
      }
    }
  }
  return out;
}

Complaints check_exact_numbers(const SourceTree& tree) {
  static const std::regex inexact(
      R"(\b(double|float|float_t|double_t|strtod|strtof|stod|stof|atof)\b|(^|[^\w.'])\d[\d']*\.\d|(^|[^\w.'])\d[\d']*e[+-]?\d)");
  return find_in_code(tree, is_product, inexact, "a number that is not exact");
}

Complaints check_assertions(const SourceTree& tree) {
  static const std::regex bare(R"(\bassert\s*\(|<cassert>|<assert\.h>)");
  return find_in_code(tree, is_product, bare, "use KATIWALA_ASSERT");
}

Complaints check_headers(const SourceTree& tree) {
  Complaints out;
  for (const auto& [path, text] : tree) {
    if (!path.ends_with(".h")) continue;
    const auto lines = lines_of(text);
    if (lines.empty() || !lines[0].starts_with("///") || lines[0].size() < 10) {
      out.push_back(complaint(path, 0, "a header starts with a /// comment that says what it is for"));
    }
    if (std::ranges::find(lines, "#pragma once") == lines.end()) out.push_back(complaint(path, 0, "#pragma once is missing"));
  }
  return out;
}

Complaints check_lengths(const SourceTree& tree, const std::vector<LongFile>& exceptions) {
  Complaints out;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path)) continue;
    const auto exception = std::ranges::find(exceptions, path, &LongFile::path);
    const std::size_t limit = exception == exceptions.end() ? kMaxLines : exception->lines;
    const std::size_t length = lines_of(text).size();
    if (length > limit) out.push_back(complaint(path, limit, std::to_string(length) + " lines; " + std::to_string(limit) + " are the most"));
  }
  for (const LongFile& exception : exceptions) {
    const auto file = tree.find(exception.path);
    const bool needed = file != tree.end() && lines_of(file->second).size() > kMaxLines;
    if (!needed) out.push_back(complaint(exception.path, 0, "is short enough without its exception"));
  }
  return out;
}

Complaints check_machine_paths(const SourceTree& tree) {
  // A folder of a machine: one of these at the start of an absolute path.
  static const std::regex machine(R"((^|[\s"'`(=:,])/(work|root|home|Users|mnt|srv/[a-z]+/src)(/|\b))");
  Complaints out;
  for (const auto& [path, text] : tree) {
    if (!is_shown_text(path)) continue;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].size() < 4000 && std::regex_search(lines[i], machine)) out.push_back(complaint(path, i, "a path of somebody's machine"));
    }
  }
  return out;
}

Complaints check_tests(const SourceTree& tree) {
  static const std::regex forbidden(R"(\bDISABLED_|\b(sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\()");
  return find_in_code(tree, [](std::string_view path) { return is_under(path, "tests"); }, forbidden, "a test neither sleeps nor is switched off");
}

}  // namespace katiwala::house
