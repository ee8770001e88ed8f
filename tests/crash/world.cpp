#include "world.h"

#include <filesystem>
#include <fstream>

#include "api/door/reading.h"
#include "api/founding.h"
#include "api/messages/sandbox_bank.h"

namespace katiwala::crash {
namespace {

using namespace api;

Instant noon() { return Instant::parse(std::string(kDay) + "T12:00:00+08:00").value(); }

Json account(const std::string& currency, const std::string& number) {
  const Json details = object({{"name", "SANDBOX BANK AS TRUSTEE"}, {"account_number", number}, {"bank_bic", "SBOXPHMM"}});
  return object({{"currency", currency}, {"details", details}});
}

messages::Movement movement(const std::string& reference, const std::string& amount) {
  messages::Movement out;
  out.message_id = "MSG-" + reference;
  out.created = noon();
  out.booking_date = out.value_date = CivilDate::parse(kDay).value();
  out.transaction.amount = door::parse_amount(amount).value();
  out.account.currency = out.transaction.amount.currency();
  out.account.number = amount.ends_with("USD") ? kUsdAccount : kPhpAccount;
  out.transaction.references.account_servicer_reference = reference;
  out.transaction.references.end_to_end_id = "NOTPROVIDED";
  return out;
}

Json school(const Plain& plain) {
  return object({{"name", plain.payee_name}, {"account_number", plain.payee_account}, {"bank_bic", "SBOXPHMM"}, {"address", plain.payee_address},
                 {"phone", plain.payee_phone}});
}

std::int64_t minor(const std::string& text) {
  const auto amount = door::parse_amount(text);
  EXPECT_TRUE(amount.ok()) << "\"" << text << "\" is no amount";
  return amount.ok() ? amount->minor() : -1;
}

}  // namespace

void init(const Path& root) {
  // So that an account can be paid out whole and be erased within a test: RF09 and R42 have cases of their own.
  std::string rulebook = api::shipped_rulebook().value();
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"\npercent = 25 ", "\npercent = 100 "}, {"\nyears = 5 ", "\nyears = 0 "}}) {
    const std::size_t at = rulebook.find(from);
    ASSERT_NE(at, std::string::npos) << "the rulebook has no line" << from;
    rulebook.replace(at, from.size(), to);
  }
  const Path file = root.string() + ".rulebook";
  std::ofstream(file, std::ios::binary) << rulebook;
  const Outcome made = run({"init", root.string(), "--rulebook", file.string()});
  std::filesystem::remove(file);
  ASSERT_EQ(made.exit_code, 0) << made.all();
}

std::string open_pool(Office& office) {
  const Reply moved = office.post("administrator", "/v1/sandbox/clock", object({{"to", std::string(kDay) + "T09:00:00+08:00"}}));
  EXPECT_EQ(moved.status, 201) << moved.raw;
  const Json usd = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58.2350"}});
  office.done("/v1/rates", object({{"rate", usd}, {"day", kDay}, {"source", "SANDBOX"}}));
  return office
      .done("/v1/pools", object({{"bank", "SBOX"}, {"code", "POOL1"}, {"product", "pooled_trust"},
                                 {"accounts", Json::Array{account("USD", kUsdAccount), account("PHP", kPhpAccount)}}}))
      .text("created/pool");
}

WardIds open_ward(Office& office, const std::string& pool, const Plain& plain, const std::string& guardian_client) {
  WardIds ids;
  ids.guardian_client = guardian_client;
  ids.order = office.done("/v1/orders", object({{"country", "US"}, {"dated", "2026-01-12"}, {"total", "35000.00 USD"}, {"document", kDocument},
                                                {"docket", plain.docket}}))
                  .text("created/order");
  const Json hers = object({{"name", plain.ward_name}, {"address", plain.ward_address}, {"phone", plain.ward_phone}, {"account", plain.ward_account}});
  ids.ward = office.done("/v1/wards", object({{"pool", pool}, {"born", plain.born}, {"evidence", "birth_certificate"}, {"residence", "philippines"},
                                              {"trust_instrument", kDocument}, {"particulars", hers}}))
                 .text("created/ward");
  const std::string path = "/v1/wards/" + ids.ward;
  ids.award = office.done(path + "/awards", object({{"order", ids.order}, {"amount", "35000.00 USD"}})).text("created/award");
  const std::string certificate = office.certificate_of_new(guardian_client);
  ids.guardian = office.done("/v1/principals", object({{"role", "guardian"}, {"certificate", certificate}})).text("created/person");
  const Json aunt = object({{"name", plain.guardian_name}, {"address", plain.guardian_address}, {"phone", plain.guardian_phone}});
  office.done(path + "/guardians", object({{"person", ids.guardian}, {"guardian_kind", "court_appointed"}, {"letters", "2026-02-18"},
                                           {"bond_ordered", "210000.00 PHP"}, {"no_other_property", true}, {"document", kDocument}, {"particulars", aunt}}));
  office.done(path + "/bonds", object({{"guardian", ids.guardian}, {"amount", "210000.00 PHP"}, {"approved", "2026-02-25"}, {"document", kDocument}}));
  ids.payee = office.done(path + "/payees", object({{"payee_kind", "school"}, {"rail", "book_transfer"}, {"currency", "PHP"}, {"details", school(plain)}}))
                  .text("created/payee");
  return ids;
}

std::string credit_xml(const std::string& reference, const std::string& amount, const std::string& payer, const std::string& remittance) {
  messages::Movement m = movement(reference, amount);
  m.transaction.debtor_name = payer;
  if (!remittance.empty()) m.transaction.remittance.push_back(remittance);
  return messages::write_credit_notification(m).value();
}

std::string debit_xml(const std::string& reference, const std::string& amount, const std::string& end_to_end_id, const std::string& uetr) {
  messages::Movement m = movement(reference, amount);
  m.transaction.references.end_to_end_id = end_to_end_id;
  m.transaction.references.uetr = uetr;
  return messages::write_debit_notification(m).value();
}

void receive(Office& office, const WardIds& ward, const std::string& amount) {
  const Reply received = office.bank(credit_xml("ASR-" + ward.order.substr(0, 8), amount));
  ASSERT_EQ(received.text("lines/0/result"), "received") << received.raw;
  office.done("/v1/credits/" + received.text("lines/0/created/credit") + "/match", object({{"order", ward.order}}));
}

void convert(Office& office, const WardIds& ward, const std::string& sold, const std::string& bought) {
  const std::string reference = "FX-" + ward.ward.substr(0, 8);
  office.done("/v1/wards/" + ward.ward + "/conversions",
              object({{"sold", sold}, {"bought", bought}, {"rate", object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58.2350"}})},
                      {"source", "SANDBOX desk"}, {"dealt", std::string(kDay) + "T08:30:00+08:00"},
                      {"references", Json::Array{Json(reference + "-S"), Json(reference + "-B")}}}));
}

std::string pay(Office& office, const WardIds& ward, const std::string& amount) {
  const std::string request = Office::fresh_id(), path = "/v1/wards/" + ward.ward + "/requests", key = Office::fresh_key();
  const Json wanted = object({{"request", request}, {"payee", ward.payee}, {"amount", amount}, {"purpose", "education"}, {"voucher", request + request}});
  const auto body = office.signed_request(ward.guardian_client, path, wanted, key);
  EXPECT_TRUE(body.has_value());
  const Reply asked = office.post(ward.guardian_client, path, body.value_or(Json{}), key);
  EXPECT_EQ(asked.status, 202) << asked.raw;
  const Reply approved = office.approve("officer-1", asked.number("proposal"));
  EXPECT_EQ(approved.status, 201) << approved.raw;
  const Reply released = office.release(request);
  EXPECT_EQ(released.status, 201) << released.raw;
  const Reply file = office.get("bank", "/v1/requests/" + request + "/file");
  EXPECT_EQ(file.status, 200) << file.raw;
  const Reply sent = office.get("bank", "/v1/requests/" + request);
  const Reply settled = office.bank(debit_xml("PAID-" + request.substr(0, 8), amount, sent.text("end_to_end_id"), sent.text("uetr")));
  EXPECT_EQ(settled.text("lines/0/result"), "settled") << settled.raw;
  return file.raw;
}

Balances balances_of(Office& office, const World& world) {
  Balances out;
  const Reply pool = office.get("auditor", "/v1/pools/" + world.pool);
  for (int i = 0; pool.find("accounts/" + std::to_string(i)) != nullptr; ++i) {
    const std::string row = "accounts/" + std::to_string(i), currency = pool.text(row + "/currency");
    for (const char* kind : {"bank", "suspense", "transit", "unreadable", "wards"}) {
      if (const std::string text = pool.text(row + "/" + kind); !text.empty()) out[std::string(kind) + "/" + currency] = minor(text);
    }
  }
  for (const WardIds& ids : world.wards) {
    const Reply ward = office.get("auditor", "/v1/wards/" + ids.ward);
    for (int i = 0; ward.find("balances/" + std::to_string(i)) != nullptr; ++i) {
      const std::string row = "balances/" + std::to_string(i), currency = ward.text(row + "/currency");
      for (const char* kind : {"principal", "income", "reserved"}) out[std::string(kind) + "/" + ids.ward + "/" + currency] = minor(ward.text(row + "/" + kind));
    }
  }
  return out;
}

std::int64_t entries_of(Office& office) { return office.get("auditor", "/v1/status").number("entries"); }

const Prepared& prepared() {
  static const TemporaryFolder folder;
  static const Prepared made = [] {
    Prepared out{folder.path() / "ledger", {}};
    init(out.root);
    Server server(out.root);
    EXPECT_TRUE(server.wait_ready()) << server.outcome().all();
    Office office(out.root, server.port());
    out.world.pool = open_pool(office);
    for (const char* guardian : {"guardian-1", "guardian-2"}) {
      out.world.wards.push_back(open_ward(office, out.world.pool, Plain{}, guardian));
      receive(office, out.world.wards.back(), "19975.00 USD");
      convert(office, out.world.wards.back(), "10000.00 USD", "582350.00 PHP");
    }
    EXPECT_EQ(server.terminate().exit_code, 0) << server.outcome().all();
    return out;
  }();
  return made;
}

std::int64_t Verified::number(std::string_view key) const {
  const Json* at = report.find(key);
  return at == nullptr || at->integer() == nullptr ? -1 : *at->integer();
}

std::string Verified::place() const {
  for (const char* key : {"first_bad", "refused"}) {
    const Json* found = report.find(key);
    const Json* at = found == nullptr ? nullptr : found->find("place");
    if (at != nullptr && at->text() != nullptr) return *at->text();
  }
  return {};
}

Verified verify(const Path& root) {
  const Outcome ran = run({"verify", root.string(), "--json"});
  Verified out{ran.exit_code, {}, ran.all()};
  if (auto json = transport::parse_json(ran.out); json.ok()) out.report = std::move(*json);
  return out;
}

}  // namespace katiwala::crash
