#include "api/door/negotiation.h"

#include <array>

#include "api/rulebook_files.h"
#include "api/transport/grammar.h"
#include "api/transport/json.h"
#include "api/transport/problem.h"

namespace katiwala::api::door {
namespace {

using transport::Json;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLanguages = {{{"en", "en"}, {"fil", "fil"}, {"tl", "fil"}, {"ceb", "ceb"}}};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Thousandths; nothing where it is no weight.
std::optional<int> weight_of(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with("q=") && !text.starts_with("Q=")) return std::nullopt;
  text.remove_prefix(2);
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int out = (text[0] - '0') * 1000;
  text.remove_prefix(1);
  if (text.starts_with('.')) text.remove_prefix(1);
  if (text.size() > 3) return std::nullopt;
  int place = 100;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out += (c - '0') * place;
    place /= 10;
  }
  return out > 1000 ? std::nullopt : std::optional(out);
}

/// What a language range asks for; nothing where there is none of it.
std::optional<std::string_view> offered(std::string_view range) {
  const std::string lower = transport::grammar::lower(range.substr(0, range.find('-')));
  if (lower == "*") return kLanguages[0].second;
  for (const auto& [asked, is] : kLanguages)
    if (lower == asked) return is;
  return std::nullopt;
}

/// Read once; nothing where it lies nowhere, and then titles are in English.
const policies::Catalogue* catalogue(std::string_view language) {
  static const std::array<Result<policies::Catalogue>, 2> all = {words_in("fil"), words_in("ceb")};
  for (const auto& one : all)
    if (one.ok() && one->language == language) return &*one;
  return nullptr;
}

/// The title is in another language, and the rest as it was.
Json translated(const Json& problem, const policies::Sentence& sentence, std::string_view language) {
  Json out;
  for (const auto& [key, value] : *problem.object()) {
    if (key != "title") {
      out.set(key, value);
      continue;
    }
    out.set(key, sentence.text).set("title_language", language).set("title_reviewed", sentence.reviewed);
  }
  return out;
}

const policies::Sentence* sentence_of_problem(const Json& problem, const policies::Catalogue& words) {
  const Json* name = problem.find("code");
  Code code{};
  if (name == nullptr || name->text() == nullptr || !code_from_name(*name->text(), code)) return nullptr;
  const auto found = words.sentences.find(code);
  return found == words.sentences.end() ? nullptr : &found->second;
}

}  // namespace

Status check_version(const transport::Headers& headers) {
  const std::string* asked = headers.find(kVersionHeader);
  if (asked == nullptr || *asked == kVersion) return good();
  return refuse(Code::VERSION_UNKNOWN, "This door speaks version " + std::string(kVersion) + ".", std::string(kVersionHeader));
}

std::string_view language_of(std::string_view accept_language) {
  std::string_view best = kLanguages[0].second;
  int best_weight = 0;
  while (!accept_language.empty()) {
    const auto comma = accept_language.find(',');
    const std::string_view item = accept_language.substr(0, comma);
    accept_language = comma == std::string_view::npos ? std::string_view{} : accept_language.substr(comma + 1);
    const auto semicolon = item.find(';');
    const auto language = offered(trimmed(item.substr(0, semicolon)));
    const auto weight = semicolon == std::string_view::npos ? std::optional(1000) : weight_of(item.substr(semicolon + 1));
    if (!language || !weight || *weight <= best_weight) continue;
    best = *language;
    best_weight = *weight;
  }
  return best;
}

transport::Response in_language(const transport::Headers& headers, transport::Response response) {
  const std::string* type = response.headers.find("content-type");
  if (type == nullptr || *type != "application/problem+json") return response;
  const std::string* wanted = headers.find("accept-language");
  response.headers.set("vary", "accept-language");
  response.headers.set("content-language", "en");
  if (wanted == nullptr) return response;
  const policies::Catalogue* words = catalogue(language_of(*wanted));
  if (words == nullptr) return response;
  const auto problem = transport::parse_json(response.body);
  KATIWALA_ASSERT(problem.ok(), "a problem of ours that is not JSON");
  const policies::Sentence* sentence = sentence_of_problem(*problem, *words);
  if (sentence == nullptr) return response;
  response.body = to_text(translated(*problem, *sentence, words->language));
  response.headers.set("content-language", words->language);
  return response;
}

transport::Response negotiated(const transport::Request& request, const std::function<transport::Response()>& inner) {
  const Status spoken = check_version(request.headers);
  transport::Response out = in_language(request.headers, spoken.ok() ? inner() : transport::problem(spoken.refusal(), request.id));
  out.headers.set(std::string(kVersionHeader), std::string(kVersion));
  return out;
}

}  // namespace katiwala::api::door
