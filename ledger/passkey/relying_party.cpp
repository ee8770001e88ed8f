#include "ledger/passkey/relying_party.h"

#include <algorithm>

namespace katiwala::passkey {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kLongestDomain = 253, kLongestLabel = 63;

bool is_label(std::string_view label) {
  const auto fits = [](char each) { return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-'; };
  return !label.empty() && label.size() <= kLongestLabel && std::ranges::all_of(label, fits) && label.front() != '-' && label.back() != '-';
}

/// An address of numbers is no domain, and no id of a relying party.
bool is_domain(std::string_view text) {
  if (text.size() > kLongestDomain) return false;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (!is_label(label)) return false;
    if (dot == std::string_view::npos) return label.find_first_not_of(kDigits) != std::string_view::npos;
    text.remove_prefix(dot + 1);
  }
}

/// As browsers write one: without leading zeros, and never the usual one.
bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || text.front() == '0' || text.find_first_not_of(kDigits) != std::string_view::npos) return false;
  return text != "443" && std::stoul(std::string(text)) <= 65535;
}

}  // namespace

Result<RelyingParty> RelyingParty::of(std::string id, std::string origin) {
  if (!is_domain(id)) return refuse(Code::FOLDER_OPTION, "The relying party's id is not a domain in lower case.");
  const auto unfit = [] { return refuse(Code::FOLDER_OPTION, "The origin is not https://, a domain in lower case, and a port if it is not 443."); };
  if (!origin.starts_with(kScheme)) return unfit();
  const std::string_view authority = std::string_view(origin).substr(kScheme.size());
  const std::size_t colon = authority.find(':');
  const std::string_view host = authority.substr(0, colon);
  if (!is_domain(host) || (colon != std::string_view::npos && !is_port(authority.substr(colon + 1)))) return unfit();
  if (host != id && !host.ends_with("." + id)) return refuse(Code::FOLDER_OPTION, "The origin does not lie within the domain that is the relying party's id.");
  return RelyingParty{std::move(id), std::move(origin)};
}

}  // namespace katiwala::passkey
