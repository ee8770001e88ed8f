// Where the program itself asks: the text of a URL, and the numeric addresses that a webhook may be sent to. A URL that is taken is the same when it is put
// together again, and names nobody else to a reader who only looks for the usual marks; an address that is public has one meaning, and is by no other list of
// special ones (the macros of the system, the classes of IPv4) within the house.
#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "api/transport/web_client.h"
#include "api/webhooks/address.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

namespace katiwala::fuzz {
namespace {

using api::transport::parse_web_url;
using api::webhooks::is_public_address;

void as_url(std::string_view bytes) {
  const auto url = parse_web_url(bytes);
  if (!url.ok()) {
    has_a_sentence(url.refusal());
    return;
  }
  KATIWALA_ASSERT(bytes.find_first_of("\\#\r\n\t \"<>") == std::string_view::npos, "a URL that is another to another reader");
  const std::string text = (url->is_tls ? "https://" : "http://") + url->host_header() + url->target;
  const auto again = parse_web_url(text);
  // The "/" that is sent where none was written may be one byte too many.
  KATIWALA_ASSERT(again.ok() ? *again == *url : text.size() == 2'049, "read, but written differently");
  const std::size_t start = url->is_tls ? 8 : 7;
  const std::string_view authority = bytes.substr(start, bytes.find_first_of("/?", start) - start);
  KATIWALA_ASSERT(authority.find('@') == std::string_view::npos, "a URL that is another to another reader");
  KATIWALA_ASSERT(authority.size() >= url->host.size() && url->port != 0, "what was read does not stand in the bytes");
}

bool is_special_v4(std::uint32_t address) {
  const std::uint32_t first = address >> 24, second = address >> 16 & 0xff;
  const bool private_by_rfc1918 = first == 10 || (first == 172 && second >= 16 && second <= 31) || (first == 192 && second == 168);
  const bool shared_or_local = (first == 100 && second >= 64 && second <= 127) || (first == 169 && second == 254) || first == 0 || first == 127;
  return private_by_rfc1918 || shared_or_local || first >= 224;
}

bool is_special_v6(const in6_addr& address) {
  const bool local = IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_LINKLOCAL(&address) || IN6_IS_ADDR_SITELOCAL(&address);
  const bool of_v4 = IN6_IS_ADDR_V4MAPPED(&address) || IN6_IS_ADDR_V4COMPAT(&address);
  return local || of_v4 || IN6_IS_ADDR_UNSPECIFIED(&address) || IN6_IS_ADDR_MULTICAST(&address) || (address.s6_addr[0] & 0xfe) == 0xfc;
}

template <class Raw>
std::string spelled(int family, const Raw& raw) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  KATIWALA_ASSERT(::inet_ntop(family, &raw, text.data(), text.size()) != nullptr, "an address of the system");
  return text.data();
}

/// An IPv4 address within IPv6 is never asked, whoever it is of.
void not_inside_v6(const std::string& v4) {
  for (const char* prefix : {"::ffff:", "::", "64:ff9b::"}) KATIWALA_ASSERT(!is_public_address(prefix + v4), "an address of the house is public, within another");
}

void as_number(std::string_view bytes) {
  const bool is_public = is_public_address(bytes);
  const std::string text(bytes);
  in_addr v4{};
  in6_addr v6{};
  const bool whole = text.find('\0') == std::string::npos;
  if (whole && ::inet_pton(AF_INET, text.c_str(), &v4) == 1) {
    KATIWALA_ASSERT(!is_public || !is_special_v4(ntohl(v4.s_addr)), "an address of the house is public");
    KATIWALA_ASSERT(is_public_address(spelled(AF_INET, v4)) == is_public, "two spellings of an address differ");
    not_inside_v6(spelled(AF_INET, v4));
  } else if (whole && ::inet_pton(AF_INET6, text.c_str(), &v6) == 1) {
    KATIWALA_ASSERT(!is_public || !is_special_v6(v6), "an address of the house is public");
    KATIWALA_ASSERT(is_public_address(spelled(AF_INET6, v6)) == is_public, "two spellings of an address differ");
  } else {
    KATIWALA_ASSERT(!is_public, "what is no address is public");
  }
}

}  // namespace

void one(std::string_view bytes) {
  as_url(bytes);
  as_number(bytes);
  // Any bytes are addresses.
  in_addr v4{};
  in6_addr v6{};
  if (!bytes.empty()) std::memcpy(&v4, bytes.data(), std::min(sizeof v4, bytes.size()));
  if (!bytes.empty()) std::memcpy(&v6, bytes.data(), std::min(sizeof v6, bytes.size()));
  as_number(spelled(AF_INET, v4));
  as_number(spelled(AF_INET6, v6));
}

}  // namespace katiwala::fuzz
