// The files beside a ward and a pool: who reads them, and that the routes of the care take one spelling of one thing.
#include "story.h"

namespace katiwala::api::door::testing::files_test {
namespace {

const std::string kDocument(64, 'd');
const std::string kNobody(32, '9');

TEST(Files, AreReadByThoseTheyAreFor) {
  Story s;
  const std::string ward = "/v1/wards/" + s.ward;
  const struct {
    std::string path;
    std::vector<std::string> readers;
  } cases[] = {
      {ward + "/protection", {"officer-1", "officer-2", "social-worker", "compliance", "auditor"}},
      {ward + "/watch", {"compliance", "auditor"}},
      {"/v1/pools/" + s.pool + "/watch", {"compliance", "auditor"}},
      {"/v1/incidents", {"compliance", "auditor", "administrator"}},
      {"/v1/trustee-relations", {"officer-1", "officer-2", "social-worker", "compliance", "auditor"}},
  };
  for (const auto& c : cases) {
    for (const std::string who : {"officer-1", "officer-2", "social-worker", "releaser", "compliance", "bank", "auditor", "administrator", "guardian"}) {
      const Reply reply = s.get(who, c.path);
      const bool reads = std::find(c.readers.begin(), c.readers.end(), who) != c.readers.end();
      if (!reads) EXPECT_EQ(reply.code(), "ROLE_FORBIDDEN") << who << " " << c.path << " " << reply.raw;
      else EXPECT_NE(reply.status, 403) << who << " " << c.path << " " << reply.raw;
    }
  }
}

TEST(Files, OfNobodyAreNotThere) {
  Story s;
  EXPECT_EQ(s.get("compliance", "/v1/wards/" + kNobody + "/watch").code(), "WARD_UNKNOWN");
  EXPECT_EQ(s.get("compliance", "/v1/wards/" + kNobody + "/protection").code(), "WARD_UNKNOWN");
  EXPECT_EQ(s.get("compliance", "/v1/pools/" + kNobody + "/watch").code(), "POOL_UNKNOWN");
  EXPECT_EQ(s.get("compliance", "/v1/wards/" + s.pool + "/watch").code(), "WARD_UNKNOWN") << "a pool is no ward";
}

/// The entry of a case says nothing to whom it is not for: neither what was asked, nor by whom.
TEST(Files, AnEntryOfAWatchIsWithheldWithItsAct) {
  Story s;
  const Json about = object({{"kind", "watch"}, {"id", s.ward}});
  const Reply opened = s.post("compliance", "/v1/cases", object({{"about", about}, {"flag", "RF12"}}));
  ASSERT_EQ(opened.status, 201) << opened.raw;
  const std::string path = "/v1/entries/" + std::to_string(opened.number("entry"));
  EXPECT_NE(s.get("auditor", path).raw.find("open_case"), std::string::npos);
  for (const std::string who : {"officer-1", "social-worker", "releaser", "administrator"}) {
    EXPECT_EQ(s.get(who, path).raw, "{\"entry\":" + std::to_string(opened.number("entry")) + ",\"withheld\":true}") << who;
  }
  EXPECT_EQ(s.get("guardian", path).code(), "ENTRY_MISSING");
  EXPECT_EQ(s.get("compliance", "/v1/wards/" + s.ward + "/watch").text("cases/0/flag"), "RF12");
  EXPECT_EQ(s.post("officer-1", "/v1/cases", object({{"about", about}, {"flag", "RF12"}})).code(), "ROLE_FORBIDDEN");
}

struct Refused {
  const char *what, *path;
  Json body;
  const char *code, *place;
};

const Json kRate = object({{"base", "USD"}, {"quote", "PHP"}, {"rate", "58.25"}});

Json interest(std::int64_t rate_ppm, std::int64_t day_count) {
  return object({{"gross", "1.00 PHP"}, {"tax", "0.20 PHP"}, {"booked", "2026-02-01"}, {"from", "2026-02-01"}, {"to", "2026-02-01"}, {"on", "100.00 PHP"},
                 {"rate_ppm", rate_ppm}, {"day_count", day_count}, {"placed", "2026-02-01"}, {"references", Json::Array{}}});
}

/// One fault each; `{w}` and `{p}` are the story's ward and pool.
std::vector<Refused> refused() {
  return {
      {"a fact of no kind", "wards/{w}/facts", object({{"fact", "wedding"}, {"since", "2026-02-01"}}), "JSON_NOT_LISTED", "/fact"},
      {"a fact without its day", "wards/{w}/facts", object({{"fact", "marriage"}}), "JSON_MISSING_KEY", "/since"},
      {"a key that is none", "wards/{w}/facts", object({{"fact", "marriage"}, {"since", "2026-02-01"}, {"bride", "x"}}), "JSON_UNKNOWN_KEY", "/bride"},
      {"a standing without its reason", "wards/{w}/guardians/99999999999999999999999999999999/standing", object({{"to", "suspended"}, {"dated", "2026-02-01"}}),
       "JSON_MISSING_KEY", "/reason"},
      {"a degree past all kin", "wards/{w}/relations", object({{"other", kNobody}, {"relation", "sibling"}, {"degree", std::int64_t{17}}}), "JSON_RANGE", "/degree"},
      {"a budget as a number", "wards/{w}/budgets", object({{"purpose", "education"}, {"from", "2026-02-01"}, {"to", "2026-12-31"}, {"amount", std::int64_t{5}}}),
       "JSON_TYPE", "/amount"},
      {"a share of nothing", "wards/{w}/vouchers", object({{"document", kDocument}, {"total", "5.00 PHP"}, {"payee", kNobody}}), "JSON_MISSING_KEY", "/share"},
      {"a receipt on a day that is none", "wards/{w}/receipts",
       object({{"request", kNobody}, {"document", kDocument}, {"amount", "5.00 PHP"}, {"dated", "2026-02-30"}, {"payee", kNobody}}), "DATE_SYNTAX", "/dated"},
      {"an election of neither", "wards/{w}/election", object({{"election", "both"}, {"dated", "2026-02-01"}}), "JSON_NOT_LISTED", "/election"},
      {"a year of 361 days", "wards/{w}/interest", interest(10'000, 361), "JSON_NOT_LISTED", "/day_count"},
      {"interest at nothing", "wards/{w}/interest", interest(0, 365), "JSON_RANGE", "/rate_ppm"},
      {"a revocation for no reason", "principals/99999999999999999999999999999999/revocation", object({{"reason", ""}}), "JSON_RANGE", "/reason"},
      {"a rate of no source", "rates", object({{"rate", kRate}, {"day", "2026-02-01"}, {"source", ""}}), "JSON_RANGE", "/source"},
      {"a rate of a source longer than its record", "rates", object({{"rate", kRate}, {"day", "2026-02-01"}, {"source", std::string(141, 's')}}), "JSON_RANGE", "/source"},
      {"an order of a country in small letters", "orders", object({{"country", "us"}, {"dated", "2026-02-01"}, {"total", "5.00 USD"}, {"document", kDocument}}), "FIELD_INVALID",
       "/country"},
      {"a pool without an account", "pools", object({{"bank", "SBXBANK"}, {"code", "P1"}, {"product", "pooled_trust"}, {"accounts", Json::Array{}}}), "JSON_RANGE", "/accounts"},
      {"a pool at a bank of two words", "pools", object({{"bank", "SBX BANK"}, {"code", "P1"}, {"product", "pooled_trust"}, {"accounts", Json::Array{}}}), "FIELD_INVALID", "/bank"},
      {"a case of no flag", "cases", object({{"about", object({{"kind", "watch"}, {"id", kNobody}})}, {"flag", ""}}), "FIELD_INVALID", "/flag"},
      {"a duty of nobody", "duties", object({{"about", object({{"kind", "ward"}, {"id", kNobody}})}, {"duty", "inventory"}, {"due", "2026-12-31"}}), "JSON_MISSING_KEY", "/owner"},
      {"a watch of no id", "cases", object({{"about", object({{"kind", "watch"}})}, {"flag", "RF01"}}), "JSON_MISSING_KEY", "/about/id"},
      {"a freeze of no kind", "freezes", object({{"about", object({{"kind", "ward"}, {"id", kNobody}})}, {"dated", "2026-02-01"}}), "JSON_MISSING_KEY", "/freeze_kind"},
      {"an incident without its hour", "incidents", object({{"incident_kind", "risk_event"}, {"known", "2026-02-01"}}), "TIME_SYNTAX", "/known"},
      {"a remittance of what is no such account", "pools/{p}/remittances",
       object({{"account", "suspense"}, {"amount", "5.00 PHP"}, {"booked", "2026-02-01"}, {"references", Json::Array{}}}), "JSON_NOT_LISTED", "/account"},
  };
}

TEST(Files, WhatCanNotBeReadIsRefusedWithItsPlace) {
  Story s;
  const auto filled = [&](std::string path) {
    for (const auto& [from, to] : {std::pair(std::string("{w}"), s.ward), std::pair(std::string("{p}"), s.pool)})
      if (const auto at = path.find(from); at != std::string::npos) path.replace(at, from.size(), to);
    return "/v1/" + path;
  };
  for (const Refused& c : refused()) {
    const Reply reply = s.post("compliance", filled(c.path), c.body);
    EXPECT_EQ(reply.status, 400) << c.what << " " << reply.raw;
    EXPECT_EQ(reply.code(), c.code) << c.what << " " << reply.raw;
    EXPECT_EQ(reply.text("place"), c.place) << c.what << " " << reply.raw;
  }
}

/// The number of a bill is never kept, but the same number is known again.
TEST(Files, AnInvoiceNumberBecomesAMark) {
  Story s;
  s.fund();
  const std::string path = "/v1/wards/" + s.ward + "/requests";
  const auto ask = [&](const std::string& invoice, const std::string& document) {
    Json body = object({{"request", document.substr(0, 32)}, {"payee", s.payee}, {"amount", "100.00 PHP"}, {"purpose", "transport"}, {"invoice", invoice}, {"voucher", document}});
    const std::string key = "invoice-" + document.substr(0, 4);
    const Reply canonical = s.send("guardian", path + "?show=canonical", to_text(body), "application/json", key);
    body.set("signature", to_base64(s.sign("guardian", from_base64(canonical.text("canonical")).value_or(Bytes{}))));
    const Reply reply = s.post("guardian", path, body, key);
    EXPECT_EQ(reply.status, 202) << reply.raw;
    return s.get("auditor", "/v1/requests/" + reply.text("created/request"));
  };
  const Reply first = ask("INV 2026-0017", std::string(64, 'a')), same = ask("inv2026/0017", std::string(64, 'b')), other = ask("INV 2026-0018", std::string(64, 'c'));
  EXPECT_EQ(first.text("invoice/kind"), "invoice_number");
  EXPECT_EQ(first.text("invoice/value"), same.text("invoice/value"));
  EXPECT_NE(first.text("invoice/value"), other.text("invoice/value"));
  EXPECT_EQ(first.raw.find("0017"), std::string::npos);
}

}  // namespace
}  // namespace katiwala::api::door::testing::files_test
