#include "api/migration/proposal.h"

#include <algorithm>
#include <map>

#include "api/door/json_codec.h"
#include "api/door/reading.h"
#include "ledger/crypto/digest.h"
#include "ledger/money/exact.h"
#include "policies/opening.h"

namespace katiwala::api::migration {
namespace {

using transport::Json;

constexpr std::size_t kMostAnswer = std::size_t{64} << 20;

/// The first sixteen bytes of a hash over what it is drawn from.
template <class Tag>
Id<Tag> drawn_from(std::string_view what, const Digest& source, std::string_view more) {
  const Digest hash = crypto::sha256({view(what), source, view(more)});
  Id<Tag> out;
  std::copy_n(hash.begin(), out.bytes.size(), out.bytes.begin());
  return out;
}

struct PartSums {
  std::uint32_t lines = 0;
  Minor held = 0, income = 0;
};

/// Of the wards of one opening; what is nobody's, tax and fees come from the whole book's totals.
Result<std::vector<custody::OpeningTotals>> totals_of(const std::vector<std::vector<WardRow>>& wards, const std::vector<custody::OpeningTotals>& whole, bool first) {
  std::map<std::uint16_t, PartSums> sums;
  for (const auto& rows : wards) {
    for (const WardRow& row : rows) {
      PartSums& sum = sums[row.amount.currency().numeric()];
      ++sum.lines;
      sum.held += wide(row.amount);
      if (row.income) sum.income += wide(*row.income);
    }
  }
  std::vector<custody::OpeningTotals> out;
  for (const custody::OpeningTotals& total : whole) {
    const Currency currency = total.bank.currency();
    const Amount none = zero(currency);
    const PartSums sum = sums[currency.numeric()];
    custody::OpeningTotals part{sum.lines, none, none, first ? total.unplaced : none, first ? total.tax : none, first ? total.fee : none, none};
    KATIWALA_TRY(const Amount held, amount_from_wide(currency, sum.held));
    KATIWALA_TRY(part.income, amount_from_wide(currency, sum.income));
    KATIWALA_TRY(part.bank, amount_from_wide(currency, sum.held + wide(part.unplaced) + wide(part.tax) + wide(part.fee)));
    part.principal = held - part.income;
    if (part.bank.is_positive()) out.push_back(part);
    else if (sum.lines > 0) return refuse(Code::FIELD_INVALID, "Nothing stands in this currency beside lines of zero.", "currency " + currency.code());
  }
  return out;
}

std::vector<std::vector<WardRow>> by_ward(const OlderBook& book) {
  std::map<custody::WardId, std::vector<WardRow>> out;
  for (const WardRow& row : book.wards) out[row.ward].push_back(row);
  std::vector<std::vector<WardRow>> rows;
  for (auto& [ward, hers] : out) rows.push_back(std::move(hers));
  return rows;
}

std::string text_of(Amount amount) { return amount.text() + " " + amount.currency().code(); }

std::string authority_text(const Authority& authority) {
  if (const auto* award = std::get_if<custody::AwardId>(&authority)) return "award " + award->hex();
  if (const auto* order = std::get_if<custody::OrderId>(&authority)) return "order " + order->hex();
  return "paper " + to_hex(std::get<Digest>(authority));
}

std::string row_text(const WardRow& row) {
  std::string out = "  Cr ward " + row.ward.hex() + "  " + text_of(row.amount);
  if (row.income) out += ", of it income " + text_of(*row.income);
  out += "  by " + authority_text(row.authority);
  if (row.paid) out += ", paid so far " + text_of(*row.paid);
  if (row.charges) out += ", kept by banks " + text_of(*row.charges);
  return out;
}

// -- through the door

class Door {
 public:
  explicit Door(transport::HttpsClient& client) : client_(client) {}

  Result<Json> get(const std::string& target, std::string_view at) {
    KATIWALA_TRY(const transport::Response answer, client_.call("GET", target));
    return body_of(answer, at);
  }
  /// Its key is of what is asked: asked again it is answered as before.
  Result<Json> post(const std::string& target, const Json& body, const Digest& source, std::string_view at) {
    const std::string text = to_text(body);
    transport::Headers headers;
    headers.set("idempotency-key", "migrate-" + to_hex(crypto::sha256({view("katiwala/migrate|"), source, view(target), view("|"), view(text)})).substr(0, 48));
    KATIWALA_TRY(const transport::Response answer, client_.call_json("POST", target, text, std::move(headers)));
    return body_of(answer, at);
  }

 private:
  static Result<Json> body_of(const transport::Response& answer, std::string_view at) {
    auto body = transport::parse_json(answer.body, kMostAnswer);
    if (!body.ok()) return refuse(Code::HTTP_RESPONSE, "The door's answer is no JSON.", std::string(at));
    if (answer.status < 300) return body;
    const Json* code = body->find("code");
    Code known = Code::HTTP_RESPONSE;
    if (code != nullptr && code->text() != nullptr) static_cast<void>(code_from_name(*code->text(), known));
    const Json* title = body->find("title");
    const std::string said = title != nullptr && title->text() != nullptr ? *title->text() : std::string(sentence_of(known));
    return refuse(known, said, std::string(at));
  }

  transport::HttpsClient& client_;
};

std::string place_of(const WardRow& row) { return row.row == 0 ? "ward " + row.ward.hex() : "row " + std::to_string(row.row); }

const std::string* text_at(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  return found == nullptr ? nullptr : found->text();
}

/// Her award under the order, as the door has it; of one that she has two of, the file must name which.
Result<custody::AwardId> award_under(Door& door, const WardRow& row, const custody::OrderId& order) {
  KATIWALA_TRY(const Json ward, door.get("/v1/wards/" + row.ward.hex(), place_of(row)));
  std::optional<custody::AwardId> found;
  const Json* awards = ward.find("awards");
  for (const Json& one : awards == nullptr || awards->array() == nullptr ? Json::Array{} : *awards->array()) {
    const std::string* of = text_at(one, "order");
    const std::string* id = text_at(one, "id");
    if (of == nullptr || id == nullptr || *of != order.hex()) continue;
    if (found) return refuse(Code::FIELD_INVALID, "She has two awards under the order; name the one that is meant.", place_of(row));
    KATIWALA_TRY(found, door::parse_id<custody::AwardTag>(*id));
  }
  if (!found) return refuse(Code::ORDER_UNKNOWN, "She has no award under that order.", place_of(row));
  return *found;
}

Result<Json> line_json(Door& door, const WardRow& row) {
  Json out;
  if (const auto* paper = std::get_if<Digest>(&row.authority)) {
    out.set("paper", to_hex(*paper));
  } else if (const auto* award = std::get_if<custody::AwardId>(&row.authority)) {
    out.set("award", award->hex());
  } else {
    KATIWALA_TRY(const custody::AwardId found, award_under(door, row, std::get<custody::OrderId>(row.authority)));
    out.set("award", found.hex());
  }
  out.set("amount", text_of(row.amount));
  if (row.income) out.set("income", text_of(*row.income));
  if (row.paid) out.set("paid", text_of(*row.paid));
  if (row.charges) out.set("charges", text_of(*row.charges));
  return out;
}

/// Lines as they were sent, a ward's together.
using SentLines = std::vector<std::vector<Json>>;

Result<SentLines> note(Door& door, const PlannedOpening& opening, const Digest& source) {
  SentLines sent;
  for (const std::vector<WardRow>& rows : opening.wards) {
    std::vector<Json>& hers = sent.emplace_back();
    Json body, lines{Json::Array{}};
    for (const WardRow& row : rows) {
      KATIWALA_TRY(Json line, line_json(door, row));
      hers.push_back(line);
      lines.push(std::move(line));
    }
    body.set("opening", opening.id.hex()).set("lines", std::move(lines));
    KATIWALA_CHECK(door.post("/v1/wards/" + rows.front().ward.hex() + "/opening", body, source, place_of(rows.front())));
  }
  return sent;
}

Json total_json(const custody::OpeningTotals& total) {
  Json out;
  out.set("lines", std::int64_t{total.lines}).set("principal", text_of(total.principal)).set("income", text_of(total.income)).set("unplaced", text_of(total.unplaced));
  return std::move(out.set("tax", text_of(total.tax)).set("fee", text_of(total.fee)).set("bank", text_of(total.bank)));
}

/// "0.00 USD"
bool is_nothing(const std::string* text) { return text != nullptr && text->find_first_of("123456789") > text->find(' '); }

/// What the door puts where a row does not say what was paid under an award: all that is principal or was kept; nothing where an earlier line says it.
bool is_all_that_came(const std::string* paid, const WardRow& row, bool said_before) {
  if (said_before) return is_nothing(paid);
  const Amount none = zero(row.amount.currency());
  const Amount kept = row.charges.value_or(none);
  return paid != nullptr && kept.currency() == none.currency() && *paid == text_of(row.amount - row.income.value_or(none) + kept);
}

/// What the door puts where a row says nothing.
bool is_filled(std::string_view member, const std::string* stands, const Json& sent, const WardRow& row, bool said_before) {
  if (member == "income") return is_nothing(stands);
  const bool of_award = sent.find("award") != nullptr && (member == "paid" || member == "charges");
  if (!of_award) return stands == nullptr;
  return member == "charges" ? is_nothing(stands) : is_all_that_came(stands, row, said_before);
}

/// Every member of a line, what was sent as it was sent.
bool is_line(const Json& noted, const Json& sent, const WardRow& row, bool said_before) {
  constexpr std::string_view kMembers[] = {"award", "paper", "amount", "income", "paid", "charges"};
  return std::ranges::all_of(kMembers, [&](std::string_view member) {
    const std::string* said = text_at(sent, member);
    const std::string* stands = text_at(noted, member);
    if (said == nullptr) return is_filled(member, stands, sent, row, said_before);
    return stands != nullptr && *stands == *said;
  });
}

Refusal changed_at(const WardRow& row) { return refuse(Code::OPENING_CHANGED, std::string(sentence_of(Code::OPENING_CHANGED)), place_of(row)); }

Status hers_as_sent(const Json& hers, const std::vector<WardRow>& rows, const std::vector<Json>& sent) {
  const std::string* ward = text_at(hers, "ward");
  const Json* lines = hers.find("lines");
  const bool same_ward = ward != nullptr && *ward == rows.front().ward.hex();
  const bool as_many = lines != nullptr && lines->array() != nullptr && lines->array()->size() == rows.size();
  if (!same_ward || !as_many) return changed_at(rows.front());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const std::string* award = text_at(sent[k], "award");
    const bool said_before = award != nullptr && std::any_of(sent.begin(), sent.begin() + static_cast<std::ptrdiff_t>(k), [&](const Json& before) {
      const std::string* other = text_at(before, "award");
      return other != nullptr && *other == *award;
    });
    if (!is_line((*lines->array())[k], sent[k], rows[k], said_before)) return changed_at(rows[k]);
  }
  return good();
}

/// What is noted is what was sent, ward for ward and member for member: nobody else's note has come under this opening. The hash that is proposed is over what
/// the door has, so whatever was not compared here would be proposed unseen.
Status is_as_sent(const Json& noted, const PlannedOpening& opening, const SentLines& sent) {
  const Json* wards = noted.find("wards");
  const std::size_t count = wards == nullptr || wards->array() == nullptr ? 0 : wards->array()->size();
  if (count != opening.wards.size()) {
    return refuse(Code::OPENING_CHANGED, "The door has notes of " + std::to_string(count) + " wards, not of " + std::to_string(opening.wards.size()) + ".");
  }
  for (std::size_t i = 0; i < count; ++i) KATIWALA_CHECK(hers_as_sent((*wards->array())[i], opening.wards[i], sent[i]));
  return good();
}

Result<Proposed> propose_one(Door& door, const PlannedOpening& opening, const custody::PoolId& pool, CivilDate as_of, const Digest& source) {
  KATIWALA_TRY(const SentLines sent, note(door, opening, source));
  const std::string openings = "/v1/pools/" + pool.hex() + "/openings";
  KATIWALA_TRY(const Json noted, door.get(openings + "/" + opening.id.hex(), "opening " + opening.id.hex()));
  KATIWALA_CHECK(is_as_sent(noted, opening, sent));
  const std::string* hash = text_at(noted, "noted");
  if (hash == nullptr) return refuse(Code::HTTP_RESPONSE, "The door does not say what is noted.");
  Json body, totals{Json::Array{}}, unplaced{Json::Array{}};
  for (const custody::OpeningTotals& total : opening.totals) totals.push(total_json(total));
  for (const custody::BroughtCredit& credit : opening.unplaced) {
    Json one;
    one.set("credit", credit.credit.hex()).set("amount", text_of(credit.amount)).set("booked", credit.booked.text());
    unplaced.push(std::move(one));
  }
  body.set("opening", opening.id.hex()).set("as_of", as_of.text()).set("source", to_hex(source)).set("noted", *hash).set("totals", std::move(totals));
  if (!opening.unplaced.empty()) body.set("unplaced", std::move(unplaced));
  KATIWALA_TRY(const Json answer, door.post(openings, body, source, "opening " + opening.id.hex()));
  const Json* proposal = answer.find("proposal");
  if (proposal == nullptr || proposal->integer() == nullptr) return refuse(Code::HTTP_RESPONSE, "The door names no proposal.");
  return Proposed{opening.id, *proposal->integer()};
}

}  // namespace

Result<std::vector<PlannedOpening>> plan_openings(const OlderBook& book, const custody::PoolId& pool, unsigned attempt) {
  const std::string of = pool.hex() + "|" + std::to_string(attempt) + "|";
  std::vector<std::vector<WardRow>> wards = by_ward(book);
  std::vector<PlannedOpening> out;
  for (std::size_t at = 0; at == 0 || at < wards.size(); at += policies::kMostNoted) {
    PlannedOpening one;
    one.id = drawn_from<custody::OpeningTag>("katiwala/opening", book.source, of + std::to_string(at));
    const std::size_t end = std::min(wards.size(), at + policies::kMostNoted);
    for (std::size_t i = at; i < end; ++i) one.wards.push_back(std::move(wards[i]));
    KATIWALA_TRY(one.totals, totals_of(one.wards, book.totals, at == 0));
    if (at == 0) {
      for (const CreditRow& credit : book.unplaced)
        one.unplaced.push_back({drawn_from<custody::CreditTag>("katiwala/opening/credit", book.source, of + std::to_string(credit.row)), credit.amount, credit.booked});
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<std::string> describe_opening(const PlannedOpening& opening, CivilDate as_of) {
  std::vector<std::string> out;
  out.push_back("opening " + opening.id.hex() + ", as of " + as_of.text() + ", " + std::to_string(opening.wards.size()) + " wards");
  for (const custody::OpeningTotals& total : opening.totals) out.push_back("  Dr bank  " + text_of(total.bank));
  for (const auto& rows : opening.wards)
    for (const WardRow& row : rows) out.push_back(row_text(row));
  for (const custody::BroughtCredit& credit : opening.unplaced) out.push_back("  Cr suspense  " + text_of(credit.amount) + ", booked " + credit.booked.text());
  for (const custody::OpeningTotals& total : opening.totals) {
    if (total.tax.is_positive()) out.push_back("  Cr tax  " + text_of(total.tax));
    if (total.fee.is_positive()) out.push_back("  Cr fee  " + text_of(total.fee));
    out.push_back("  " + total.bank.currency().code() + ": " + std::to_string(total.lines) + " lines, principal " + total.principal.text() + ", income " + total.income.text());
  }
  return out;
}

Result<std::vector<Proposed>> propose(std::span<const PlannedOpening> openings, const custody::PoolId& pool, CivilDate as_of, const Digest& source,
                                      transport::HttpsClient& door) {
  Door through(door);
  std::vector<Proposed> out;
  for (const PlannedOpening& opening : openings) {
    KATIWALA_TRY(const Proposed one, propose_one(through, opening, pool, as_of, source));
    out.push_back(one);
  }
  return out;
}

}  // namespace katiwala::api::migration
