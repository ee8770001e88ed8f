#include "api/rulebook_files.h"

#include <algorithm>

namespace katiwala::api {
namespace {

namespace fs = std::filesystem;

/// A file's name as a document of a bundle may have it.
std::string document_name(const Path& path) {
  std::string name = path.filename().string().substr(0, 64);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    if (!known) c = '-';
  }
  return name.empty() ? "rulebook.toml" : name;
}

/// A document that would end the one before it can not be put into a bundle.
Result<std::string> bundle_of(const std::vector<Path>& paths) {
  std::vector<policies::Document> documents;
  for (const Path& path : paths) {
    KATIWALA_TRY(std::string text, read_text_file(path));
    const std::string name = document_name(path);
    if (text.starts_with("+++ ") || text.find("\n+++ ") != std::string::npos) {
      return refuse(Code::RULEBOOK_SYNTAX, "A document of a bundle holds no line that begins with \"+++ \".", name + ":1");
    }
    documents.push_back({name, std::move(text)});
  }
  return policies::bundle(documents);
}

}  // namespace

Result<std::string> rulebook_of_folder(const Path& folder) {
  std::vector<Path> paths;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(folder, error)) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("calendar-") && name.ends_with(".toml")) paths.push_back(file.path());
  }
  std::ranges::sort(paths);
  paths.insert(paths.begin(), folder / "rulebook.toml");
  return bundle_of(paths);
}

Result<std::string> rulebook_text(const Path& place) {
  std::error_code error;
  if (fs::is_directory(place, error)) return rulebook_of_folder(place);
  if (!fs::exists(place, error)) return refuse(Code::FOLDER_OPTION, "There is no rulebook at that place.", place.string());
  KATIWALA_TRY(std::string text, read_text_file(place));
  if (text.starts_with("+++ ")) return text;
  return bundle_of({place});
}

}  // namespace katiwala::api
