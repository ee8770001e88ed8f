#include "api/courier/endpoints.h"

#include <algorithm>

// As in every file that includes it: the library's types differ by this setting, and the program must have them once.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "api/transport/web_client.h"

namespace katiwala::api {
namespace {

constexpr std::string_view kKeys[] = {"name", "url", "principal", "keys", "types", "authorities"};

Refusal malformed(const std::string& endpoint, std::string_view key, std::string_view why) {
  return refuse(Code::FOLDER_MALFORMED, "webhooks.toml: " + std::string(why), "endpoint " + endpoint + " " + std::string(key));
}

bool is_name(std::string_view text) {
  const bool good = std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  return good && !text.empty() && text.size() <= 32;
}

Result<std::vector<std::string>> texts_of(const toml::table& table, const std::string& endpoint, std::string_view key) {
  std::vector<std::string> out;
  const auto* array = table[key].as_array();
  if (array == nullptr) return table.contains(key) ? Result<std::vector<std::string>>(malformed(endpoint, key, "a list of texts stands here.")) : out;
  for (const auto& one : *array) {
    const auto text = one.value_exact<std::string>();
    if (!text) return malformed(endpoint, key, "a list of texts stands here.");
    out.push_back(*text);
  }
  return out;
}

Result<std::shared_ptr<crypto::Signer>> key_of(const Path& path) {
  if (!is_private_file(path)) return refuse(Code::KEY_STORE_LOOSE, "The key of a webhook can be read by others, or is not there.", path.string());
  KATIWALA_TRY(const std::string pem, read_text_file(path));
  KATIWALA_TRY(auto signer, crypto::signer_from_pem(pem));
  if (signer->public_key().algorithm != crypto::Algorithm::ed25519) return refuse(Code::KEY_INVALID, "A webhook is signed with an Ed25519 key.", path.string());
  return std::shared_ptr<crypto::Signer>(std::move(signer));
}

Result<Endpoint> read_endpoint(const Path& root, const toml::table& table, std::size_t index) {
  Endpoint out;
  out.name = table["name"].value_exact<std::string>().value_or("");
  const std::string which = is_name(out.name) ? out.name : std::to_string(index + 1);
  if (!is_name(out.name)) return malformed(which, "name", "1 to 32 of a-z 0-9 and -.");
  for (const auto& [key, value] : table)
    if (std::ranges::find(kKeys, key.str()) == std::end(kKeys)) return malformed(which, key.str(), "no such key is known.");
  out.url = table["url"].value_exact<std::string>().value_or("");
  const auto url = transport::parse_web_url(out.url);
  if (!url.ok() || !url->is_tls) return malformed(which, "url", "an https address stands here.");
  const auto principal = custody::PrincipalId::parse(table["principal"].value_exact<std::string>().value_or(""));
  if (!principal || principal->is_zero()) return malformed(which, "principal", "the id of a principal stands here.");
  out.principal = *principal;
  KATIWALA_TRY(const auto keys, texts_of(table, which, "keys"));
  if (keys.empty() || keys.size() > 2) return malformed(which, "keys", "one key, or two while it is replaced.");
  for (const std::string& key : keys) {
    KATIWALA_TRY(auto signer, key_of(root / key));
    out.keys.push_back(std::move(signer));
  }
  KATIWALA_TRY(out.types, texts_of(table, which, "types"));
  if (!table.contains("authorities")) return out;
  const auto authorities = table["authorities"].value_exact<std::string>();
  if (!authorities) return malformed(which, "authorities", "the path of a PEM file stands here.");
  KATIWALA_TRY(out.authorities_pem, read_text_file(root / *authorities));
  return out;
}

}  // namespace

Result<std::vector<Endpoint>> read_endpoints(const Path& root) {
  std::vector<Endpoint> out;
  const Path path = root / "webhooks.toml";
  std::error_code missing;
  if (!std::filesystem::exists(path, missing)) return out;
  KATIWALA_TRY(const std::string text, read_text_file(path));
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) return refuse(Code::FOLDER_MALFORMED, "webhooks.toml is not TOML.", "line " + std::to_string(parsed.error().source().begin.line));
  const toml::table& document = parsed.table();
  const auto* list = document["endpoint"].as_array();
  if (list == nullptr || document.size() != 1) return refuse(Code::FOLDER_MALFORMED, "webhooks.toml holds [[endpoint]] tables and nothing else.", path.string());
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* table = (*list)[i].as_table();
    if (table == nullptr) return malformed(std::to_string(i + 1), "", "a table stands here.");
    KATIWALA_TRY(Endpoint one, read_endpoint(root, *table, i));
    if (std::ranges::find(out, one.name, &Endpoint::name) != out.end()) return malformed(one.name, "name", "the name is there twice.");
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace katiwala::api
