/// Payments for the tests of what goes to a bank: one that every rail takes, and files of random ones. Everybody in them is invented.
#pragma once

#include <array>
#include <cstdio>
#include <random>

#include "api/messages/pain001.h"
#include "tests/api/messages/samples.h"

namespace katiwala::api::messages {

inline constexpr PaymentRail kEveryRail[] = {PaymentRail::book_transfer, PaymentRail::instapay, PaymentRail::pesonet, PaymentRail::philpass,
                                             PaymentRail::swift};

inline std::string uetr_of(std::uint32_t number) {
  char text[37];
  std::snprintf(text, sizeof text, "%08x-0000-4000-8000-000000000000", number);
  return text;
}

/// With all that any rail asks for; its bank is the payer's, so that a book transfer takes it too.
inline Payment whole_payment(std::uint32_t number) {
  Payment out;
  out.end_to_end_id = "KTW-PAY-" + std::to_string(number);
  out.uetr = uetr_of(number);
  out.amount = amount_of("PHP", "18000.00");
  out.creditor_name = "Invented Elementary School, Inc.";
  out.creditor_account = {"001234567890", false, std::nullopt};
  out.creditor_bank = {"SNDXPHM1", "", "010080015"};
  out.purpose = "EDUC";
  out.creditor_address = {"Invented Street", "1-A", "1000", "Sandbox Town", "PH"};
  return out;
}

inline PaymentFile whole_file(PaymentRail rail) {
  PaymentFile out;
  out.message_id = out.payment_information_id = "KTB-MSG-0001";
  out.created = Instant::parse("2026-07-06T10:30:00+08:00").value();
  out.initiating_party = out.debtor_name = "Sandbox Bank as Trustee";
  out.debtor_account = {"000111222333", false, ccy("PHP")};
  out.debtor_bank = {"SNDXPHM1XXX", "", ""};
  out.execution_date = CivilDate::parse("2026-07-06").value();
  out.rail = rail;
  out.payments = {whole_payment(1)};
  return out;
}

/// Whatever a rail may carry, and each optional part there or not.
inline PaymentFile random_file(PaymentRail rail, std::mt19937_64& random) {
  const auto roll = [&](std::uint64_t below) { return random() % below; };
  const auto text = [&](std::size_t max) {
    constexpr std::string_view kCharacters = "abcXYZ 0189/-?:().,'+";
    std::string out(1 + roll(max), 'x');
    for (std::size_t i = 1; i + 1 < out.size(); ++i) out[i] = kCharacters[roll(kCharacters.size())];
    return out;
  };
  PaymentFile out = whole_file(rail);
  const char* const currency = terms_of(rail).pesos_only ? "PHP" : std::array{"PHP", "USD", "JPY"}[roll(3)];
  out.message_id = out.payment_information_id = "KTB" + std::to_string(random());
  out.created = Instant{out.created.micros + static_cast<std::int64_t>(roll(86'400)) * 1'000'000};
  out.debtor_account.currency = ccy(currency);
  out.charge_bearer = std::array{ChargeBearer::debtor, ChargeBearer::shared, ChargeBearer::creditor}[roll(3)];
  if (roll(2) == 0) out.debtor_lei = "0000SANDBOXSCHOOL095";
  if (roll(2) == 0) out.debtor_address = {"", "", "", text(35), "PH"};
  out.payments.clear();
  for (std::uint32_t i = 0, count = 1 + static_cast<std::uint32_t>(roll(9)); i < count; ++i) {
    Payment payment = whole_payment(i);
    payment.amount = Amount(ccy(currency), 1 + static_cast<std::int64_t>(roll(5'000'000)));
    payment.creditor_name = text(140);
    if (roll(2) == 0) payment.instruction_id = "I" + std::to_string(i);
    if (roll(2) == 0) payment.creditor_lei = "0000SANDBOXSCHOOL095";
    if (!terms_of(rail).needs_address && roll(2) == 0) payment.creditor_address = {};
    if (!terms_of(rail).needs_bic && roll(2) == 0) payment.creditor_bank.bic.clear();
    if (roll(2) == 0) payment.creditor_bank.lei = "0000SANDBOXSCHOOL095";
    if (roll(3) == 0) payment.creditor_account = {"GB33BUKB20201555555555", true, std::nullopt};
    if (roll(2) == 0) payment.remittance = {"Invoice " + std::to_string(roll(1'000))};
    out.payments.push_back(std::move(payment));
  }
  return out;
}

}  // namespace katiwala::api::messages
