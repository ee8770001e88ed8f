#include "audit/exports/json_text.h"

namespace katiwala::audit::exports {

void add_json_text(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      out += '\\';
      out += letter;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += letter;
    }
  }
  out += '"';
}

std::string amount_text(Amount amount) { return amount.currency().is_none() ? amount.text() : amount.text() + " " + amount.currency().code(); }

void add_posting(std::string& out, const book::Posting& line) {
  JsonObject object(out);
  object.member("account", line.account);
  object.text("change", amount_text(line.change()));
  object.text("side", line.is_debit() ? "debit" : "credit");
  object.text("category", name(line.category));
}

void add_balance(std::string& out, const journal::Balance& balance) {
  JsonObject object(out);
  object.member("account", balance.account);
  object.text("amount", amount_text(Amount(balance.account.currency, balance.minor)));
}

void add_rate(std::string& out, const Rate& rate) {
  JsonObject object(out);
  object.text("base", rate.base().code());
  object.text("quote", rate.quote().code());
  object.text("rate", rate.text());
}

}  // namespace katiwala::audit::exports
