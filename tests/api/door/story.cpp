#include "story.h"

#include "api/door/reading.h"
#include "api/messages/sandbox_bank.h"

namespace katiwala::api::door::testing {
namespace {

const std::string kDocument(64, 'd');

Json details(const std::string& name, const std::string& number) {
  return object({{"name", name}, {"account_number", number}, {"bank_bic", "SBOXPHMM"}});
}

Json account(const std::string& currency, const std::string& number) {
  return object({{"currency", currency}, {"details", details("SANDBOX BANK AS TRUSTEE", number)}});
}

Instant noon(const std::string& day) { return Instant::parse(day + "T12:00:00+08:00").value(); }

messages::Movement movement(const std::string& reference, const std::string& amount, const std::string& day, const char* account_number) {
  messages::Movement out;
  out.message_id = "MSG-" + reference;
  out.created = noon(day);
  out.account.number = account_number;
  out.booking_date = out.value_date = CivilDate::parse(day).value();
  out.transaction.amount = parse_amount(amount).value();
  out.account.currency = out.transaction.amount.currency();
  out.transaction.references.account_servicer_reference = reference;
  out.transaction.references.end_to_end_id = "NOTPROVIDED";
  return out;
}

}  // namespace

Story::Story() {
  move_clock("2026-02-25T09:00:00");
  pool = done("/v1/pools", object({{"bank", "SBOX"}, {"code", "POOL1"}, {"product", "pooled_trust"},
                                   {"accounts", Json::Array{account("USD", kUsdAccount), account("PHP", kPhpAccount)}}}))
             .text("created/pool");
  order = done("/v1/orders", object({{"country", "US"}, {"dated", "2026-01-12"}, {"total", "35000.00 USD"}, {"document", kDocument},
                                     {"docket", "SANDBOX-DOCKET-1"}}))
              .text("created/order");
  ward = done("/v1/wards", object({{"pool", pool}, {"born", "2012-05-20"}, {"evidence", "birth_certificate"}, {"residence", "philippines"},
                                   {"trust_instrument", kDocument}, {"particulars", object({{"name", "Sandbox Ward One"}, {"address", "1 Invented Street"}})}}))
             .text("created/ward");
  award = done("/v1/wards/" + ward + "/awards", object({{"order", order}, {"amount", "35000.00 USD"}})).text("created/award");
  guardian_person = done("/v1/principals", object({{"role", "guardian"}, {"certificate", certificate_of_new("guardian")}})).text("created/person");
  done("/v1/wards/" + ward + "/guardians",
       object({{"person", guardian_person}, {"guardian_kind", "court_appointed"}, {"letters", "2026-02-18"}, {"bond_ordered", "210000.00 PHP"},
               {"no_other_property", true}, {"document", kDocument}, {"particulars", object({{"name", "Sandbox Aunt"}, {"phone", "0917 000 0001"}})}}));
  done("/v1/wards/" + ward + "/bonds", object({{"guardian", guardian_person}, {"amount", "210000.00 PHP"}, {"approved", "2026-02-25"}, {"document", kDocument}}));
  payee = done("/v1/wards/" + ward + "/payees", object({{"payee_kind", "school"}, {"rail", "book_transfer"}, {"currency", "PHP"},
                                                        {"details", details("SANDBOX SCHOOL", "555-000-1")}}))
              .text("created/payee");
  const Json usd = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58.2350"}});
  EXPECT_EQ(post("officer-1", "/v1/rates", object({{"rate", usd}, {"day", "2026-02-25"}, {"source", "SANDBOX"}})).status, 201);
}

std::string Story::credit_xml(const std::string& reference, const std::string& amount, const std::string& charges, const std::string& day) {
  const bool usd = amount.ends_with("USD");
  messages::Movement m = movement(reference, amount, day, usd ? kUsdAccount : kPhpAccount);
  if (!charges.empty()) {
    messages::Charge charge;
    charge.amount = parse_amount(charges).value();
    charge.included = true;
    charge.bearer = "SHAR";
    m.transaction.charges.push_back(charge);
  }
  return messages::write_credit_notification(m).value();
}

std::string Story::debit_xml(const std::string& reference, const std::string& amount, const std::string& day, const std::string& end_to_end_id,
                             const std::string& uetr) {
  messages::Movement m = movement(reference, amount, day, amount.ends_with("USD") ? kUsdAccount : kPhpAccount);
  if (!end_to_end_id.empty()) m.transaction.references.end_to_end_id = end_to_end_id;
  m.transaction.references.uetr = uetr;
  return messages::write_debit_notification(m).value();
}

std::string Story::statement_xml(const std::string& account_number, const std::string& closing, const std::string& day) {
  const Amount balance = parse_amount(closing).value();
  messages::AccountReport report;
  report.id = "STMT-" + day + "-" + balance.currency().code();
  report.created = noon(day);
  report.account.number = account_number;
  report.account.currency = balance.currency();
  report.currency = balance.currency();
  report.balances.push_back({"CLBD", "", balance, CivilDate::parse(day).value()});
  messages::AccountMessage message;
  message.message_id = report.id;
  message.created = report.created.value_or(Instant{});
  message.reports.push_back(report);
  return messages::write_statement(message).value();
}

void Story::fund() {
  move_clock("2026-03-02T10:00:00");
  receive("ASR-1", "19975.00 USD", "25.00 USD", "2026-03-02");
  convert("10000.00 USD", "582350.00 PHP", "58.2350", "2026-03-02T10:00:00+08:00");
}

void Story::receive(const std::string& reference, const std::string& amount, const std::string& charges, const std::string& day) {
  const Reply received = bank(credit_xml(reference, amount, charges, day));
  ASSERT_EQ(received.text("lines/0/result"), "received") << received.raw;
  done("/v1/credits/" + received.text("lines/0/created/credit") + "/match", object({{"order", order}}));
}

void Story::convert(const std::string& sold, const std::string& bought, const std::string& rate, const std::string& instant) {
  done("/v1/wards/" + ward + "/conversions",
       object({{"sold", sold}, {"bought", bought}, {"rate", object({{"base", "USD"}, {"quote", "PHP"}, {"rate", rate}})}, {"source", "SANDBOX desk"},
               {"dealt", instant}, {"references", Json::Array{Json("FX-S"), Json("FX-B")}}}));
}

Reply Story::request(const std::string& id, const std::string& amount, const std::string& key) {
  const std::string path = "/v1/wards/" + ward + "/requests";
  const std::string used = key.empty() ? fresh_key() : key;
  Json body = object({{"request", id}, {"payee", payee}, {"amount", amount}, {"purpose", "education"}, {"voucher", kDocument}});
  const Reply canonical = send("guardian", path + "?show=canonical", to_text(body), "application/json", used);
  const auto bytes = from_base64(canonical.text("canonical"));
  EXPECT_TRUE(bytes.has_value()) << canonical.raw;
  body.set("signature", to_base64(sign("guardian", bytes.value_or(Bytes{}))));
  return post("guardian", path, body, used);
}

Reply Story::release(const std::string& who, const std::string& request_id) {
  const std::string path = "/v1/requests/" + request_id;
  const auto bytes = from_base64(get("releaser", path).text("release_canonical"));
  return post(who, path + "/release", object({{"signature", to_base64(sign(who, bytes.value_or(Bytes{})))}}));
}

std::string Story::balance(const std::string& currency, const std::string& kind) {
  const Reply seen = get("auditor", "/v1/wards/" + ward);
  for (int i = 0; i < 8; ++i) {
    const std::string row = "balances/" + std::to_string(i);
    if (seen.text(row + "/currency") == currency) return seen.text(row + "/" + kind);
  }
  return "none";
}

}  // namespace katiwala::api::door::testing
