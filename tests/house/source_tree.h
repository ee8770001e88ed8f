/// The files of a repository as values: path to text. The checks work on these, so they can be shown a broken tree.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace katiwala::house {

/// Paths are relative to the root, with '/'.
using SourceTree = std::map<std::string, std::string>;

/// Every regular file under `root` but what is built, stored or git's own (build, var, .git, node_modules).
SourceTree load_tree(const std::filesystem::path& root);

bool is_under(std::string_view path, std::string_view folder);
/// True for .h, .cpp and .def files.
bool is_cpp(std::string_view path);
/// True for files of the product's rooms (ledger, policies, audit, api).
bool is_product(std::string_view path);

/// C++ text with comments, string literals and character literals blanked; line breaks stay, so line numbers hold.
std::string code_only(std::string_view text);
std::vector<std::string> lines_of(std::string_view text);

}  // namespace katiwala::house
