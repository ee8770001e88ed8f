#include "api/door/payment.h"

#include <algorithm>

#include "policies/cut_offs.h"
#include "policies/plan/estate_tax.h"

namespace katiwala::api::door {
namespace {

constexpr std::string_view kOurs = "KTW";

/// What a payment is written from, out of one look at the state.
struct Sources {
  custody::Request request;
  custody::Ward ward;
  custody::Pool pool;
  custody::VaultRef payee, pool_account;
  crypto::KeyId ward_key;
  Digest rulebook{};
};

Result<Sources> find_sources(const Call& call, const custody::RequestId& id) {
  Sources out;
  std::optional<Code> missing;
  KATIWALA_CHECK(call.journal().look([&](const journal::Memory& memory) {
    const auto* request = memory.state.request(id);
    if (request == nullptr) return void(missing = Code::REQUEST_UNKNOWN);
    out.request = *request;
    const auto* ward = memory.state.ward(request->ward);
    const crypto::KeyId* key = memory.key_of(custody::subject(request->ward));
    if (ward == nullptr || key == nullptr) return void(missing = Code::WARD_UNKNOWN);
    out.ward_key = *key;
    const auto* payee = custody::find_payee(*ward, request->payee);
    if (payee == nullptr) return void(missing = Code::PAYEE_UNKNOWN);
    out.payee = payee->details;
    const auto* pool = memory.state.pool(ward->pool);
    const auto* cash = pool == nullptr ? nullptr : custody::find_cash(*pool, request->amount.currency());
    if (cash == nullptr) return void(missing = Code::POOL_ACCOUNT_UNKNOWN);
    out.pool_account = cash->account.details;
    out.ward = *ward;
    out.pool = *pool;
    out.rulebook = memory.state.ledger.rulebook;
  }));
  if (missing) return refuse(*missing, std::string(sentence_of(*missing)), "path");
  return out;
}

Result<AccountDetails> details_from(House& house, const crypto::KeyId& key, const custody::VaultRef& ref) {
  KATIWALA_TRY(const Bytes bytes, house.vault().get(key, commitment(ref)));
  return account_details_from(bytes);
}

messages::PostalAddress bank_address(const messages::PostalAddress& postal) {
  using messages::to_bank_text;
  return {to_bank_text(postal.street), to_bank_text(postal.building), to_bank_text(postal.post_code), to_bank_text(postal.town), postal.country};
}

messages::AccountRef account_ref(const AccountDetails& details, Currency currency) { return {details.account_number, details.iban, currency}; }

messages::BankRef bank_ref(const AccountDetails& details) { return {details.bank_bic, "", details.bank_member, details.bank_lei}; }

void set_creditor(messages::Payment& payment, const AccountDetails& payee, Currency currency) {
  payment.creditor_name = messages::to_bank_text(payee.name);
  payment.creditor_account = account_ref(payee, currency);
  payment.creditor_bank = bank_ref(payee);
  payment.creditor_address = bank_address(payee.postal);
  payment.creditor_lei = payee.lei;
}

/// A refusal of the file, said in the words of the details that it was written from.
Refusal in_details(Refusal refusal, const std::string& payee, const std::string& pool) {
  constexpr std::pair<std::string_view, std::string_view> kPlaces[] = {
      {"name", "/name"}, {"bank/bic", "/bank_bic"}, {"bank/member_id", "/bank_member"}, {"bank/lei", "/bank_lei"}, {"bank", "/bank_bic"},
      {"account", "/account_number"}, {"address", "/postal"}, {"lei", "/lei"}};
  const bool is_payees = refusal.place.find("/creditor_") != std::string::npos;
  const std::string_view prefix = is_payees ? "/creditor_" : "/debtor_";
  const auto from = refusal.place.find(prefix);
  if (from == std::string::npos) return refusal;
  const std::string_view rest = std::string_view(refusal.place).substr(from + prefix.size());
  for (const auto& [ours, theirs] : kPlaces) {
    if (!rest.starts_with(ours)) continue;
    refusal.place = (is_payees ? payee : pool) + std::string(theirs) + std::string(rest.substr(ours.size()));
    return refusal;
  }
  return refusal;
}

/// ISO external purpose codes; what says more than it must is OTHR.
std::string purpose_code(custody::Purpose purpose) {
  switch (purpose) {
    case custody::Purpose::education: return "EDUC";
    case custody::Purpose::medical:
    case custody::Purpose::therapy: return "MDCS";
    case custody::Purpose::shelter: return "RENT";
    default: return "OTHR";
  }
}

std::array<std::uint8_t, 16> random_uuid(crypto::Entropy& entropy) {
  std::array<std::uint8_t, 16> out{};
  entropy.fill(out);
  out[6] = static_cast<std::uint8_t>((out[6] & 0x0f) | 0x40);  // version 4
  out[8] = static_cast<std::uint8_t>((out[8] & 0x3f) | 0x80);  // RFC 9562 variant
  return out;
}

/// What leaves: less what is kept for the tax office (R62), as the plan of the release will work it out.
Amount leaving(const Sources& from, const policies::Rulebook* rulebook, CivilDate today) {
  const auto tax = policies::estate_tax(rulebook, &from.pool, from.ward, from.request, today);
  return from.request.amount - tax.value_or(zero(from.request.amount.currency()));
}

messages::PaymentFile payment_file(const Sources& from, const custody::Release& ids, const AccountDetails& payee, const AccountDetails& pool) {
  const Currency currency = from.request.amount.currency();
  messages::Payment payment;
  payment.end_to_end_id = ids.end_to_end_id;
  payment.uetr = uuid_text(ids.uetr);
  payment.amount = from.request.amount;
  set_creditor(payment, payee, currency);
  // At the same bank the payee's bank is the pool's, where it is not named.
  if (from.request.rail == custody::Rail::book_transfer && payment.creditor_bank == messages::BankRef{}) payment.creditor_bank = bank_ref(pool);
  payment.purpose = purpose_code(from.request.purpose);
  messages::PaymentFile file;
  file.message_id = ids.message_id;
  file.payment_information_id = ids.message_id;
  file.initiating_party = messages::to_bank_text(pool.name);
  file.debtor_name = file.initiating_party;
  file.debtor_account = account_ref(pool, currency);
  file.debtor_bank = bank_ref(pool);
  file.debtor_address = bank_address(pool.postal);
  file.debtor_lei = pool.lei;
  file.rail = payment_rail(from.request.rail);
  file.payments.push_back(std::move(payment));
  return file;
}

}  // namespace

messages::PaymentRail payment_rail(custody::Rail rail) {
  switch (rail) {
    case custody::Rail::book_transfer: return messages::PaymentRail::book_transfer;
    case custody::Rail::instapay: return messages::PaymentRail::instapay;
    case custody::Rail::pesonet: return messages::PaymentRail::pesonet;
    case custody::Rail::philpass: return messages::PaymentRail::philpass;
    case custody::Rail::swift: return messages::PaymentRail::swift;
  }
  halt("a rail that no payment file knows", __FILE__, __LINE__);
}

Status check_payable(custody::Rail rail, Currency currency, const AccountDetails& payee, const std::string& place) {
  messages::Payment payment;
  payment.amount = Amount(currency, 1);
  set_creditor(payment, payee, currency);
  const Status fits = messages::check_creditor(payment, payment_rail(rail), "");
  if (fits.ok()) return fits;
  Refusal refusal = in_details(fits.refusal(), place, {});
  if (refusal.place == "/amount") refusal.place = "/currency";
  return refusal;
}

store::Commitment commitment(const custody::VaultRef& ref) { return {store::VaultId{ref.item.bytes}, ref.digest}; }

std::string end_to_end_id(const custody::RequestId& id) { return std::string(kOurs) + id.hex(); }

std::optional<custody::RequestId> request_of(std::string_view end_to_end_id) {
  if (!end_to_end_id.starts_with(kOurs)) return std::nullopt;
  return custody::RequestId::parse(end_to_end_id.substr(kOurs.size()));
}

std::string uuid_text(const std::array<std::uint8_t, 16>& bytes) {
  std::string out = to_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) out.insert(at, 1, '-');
  return out;
}

std::optional<std::array<std::uint8_t, 16>> uuid_from(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string hex;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-')) return std::nullopt;
    if (!dash) hex.push_back(text[i]);
  }
  const auto raw = from_hex(hex);
  if (!raw) return std::nullopt;
  std::array<std::uint8_t, 16> out{};
  std::ranges::copy(*raw, out.begin());
  return out;
}

Result<PaymentDraft> draft_payment(const Call& call, const custody::RequestId& id) {
  crypto::Entropy& entropy = crypto::system_entropy();
  KATIWALA_TRY(const Sources from, find_sources(call, id));
  KATIWALA_TRY(const AccountDetails payee, details_from(call.house, from.ward_key, from.payee));
  KATIWALA_TRY(const AccountDetails pool, details_from(call.house, call.house.vault_key(), from.pool_account));
  KATIWALA_TRY(const Instant now, call.house.clock().now());
  PaymentDraft out;
  out.key = from.ward_key;
  out.command.request = id;
  out.command.ward = from.request.ward;
  out.command.message_id = std::string(kOurs) + crypto::random_id<custody::RequestTag>(entropy).hex();
  out.command.end_to_end_id = end_to_end_id(id);
  out.command.uetr = random_uuid(entropy);
  const auto rulebook = call.house.rulebooks().find(call.journal(), from.rulebook);
  if (rulebook == nullptr) return refuse(Code::RULEBOOK_UNREADABLE);
  messages::PaymentFile file = payment_file(from, out.command, payee, pool);
  file.created = now;
  const messages::Window window = messages::window_of(policies::cut_offs(*rulebook, from.request.rail), now);
  KATIWALA_TRY(file.execution_date, messages::execution_day(file.rail, window, manila_date(now), rulebook->calendar()));
  file.payments[0].amount = leaving(from, rulebook.get(), manila_date(now));
  auto written = messages::write_payment_file(file);
  if (!written.ok()) return in_details(written.refusal(), "payee", "pool");
  out.xml = std::move(written).value();
  return out;
}

}  // namespace katiwala::api::door
