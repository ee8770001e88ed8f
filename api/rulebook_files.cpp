#include "api/rulebook_files.h"

#include <algorithm>
#include <cstdlib>

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

Result<Path> data_folder() {
  if (const char* const named = std::getenv("KATIWALA_DATA"); named != nullptr && *named != '\0') return Path(named);
  std::error_code error;
  for (Path at = fs::read_symlink("/proc/self/exe", error).parent_path(); !at.empty() && at != at.root_path(); at = at.parent_path()) {
    if (fs::is_directory(at / "policies" / "data", error)) return at / "policies" / "data";
  }
  const Path installed = "/usr/share/katiwala";
  if (fs::is_directory(installed, error)) return installed;
  return refuse(Code::STORE_MISSING, "The rulebook that comes with the program was not found; name one with --rulebook.");
}

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
  auto text = read_text_file(place);
  const bool is_bundle = text.ok() && text->starts_with("+++ ");
  return is_bundle || !text.ok() ? text : bundle_of({place});
}

Result<policies::Catalogue> words_in(std::string_view language) {
  constexpr std::string_view kLanguages[] = {"en", "fil", "ceb"};
  if (std::ranges::find(kLanguages, language) == std::end(kLanguages)) {
    return refuse(Code::HTTP_TARGET, "Words are there in the languages en, fil and ceb.", "lang");
  }
  const std::string name = std::string(language) + ".toml";
  KATIWALA_TRY(const Path folder, data_folder());
  KATIWALA_TRY(const std::string text, read_text_file(folder / "words" / name));
  return policies::Catalogue::parse(name, text);
}

Result<policies::PredicateCrimes> shipped_predicate_crimes() {
  KATIWALA_TRY(const Path folder, data_folder());
  KATIWALA_TRY(const std::string text, read_text_file(folder / "predicate-crimes.toml"));
  return policies::PredicateCrimes::parse("predicate-crimes.toml", text);
}

}  // namespace katiwala::api
