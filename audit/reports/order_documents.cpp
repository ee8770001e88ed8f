// What came of a foreign court's order: the receipt to the court of the guardianship, and the statement for the court that made it.
#include "audit/reports/order_receipts.h"
#include "audit/reports/wording.h"

namespace katiwala::audit::reports {

using namespace custody;

namespace {

void add_order_facts(Document& out, const OrderReceipts& receipts) {
  const AwardOrder& order = receipts.order;
  out.facts.push_back({"order", "Order", text(order.id.hex())});
  out.facts.push_back({"country", "Country of the court", text(order.country)});
  out.facts.push_back({"dated", "Dated", day(order.dated)});
  out.facts.push_back({"total", "Awarded in all", money_with_currency(order.total)});
  out.facts.push_back({"document", "Document", {to_hex(order.document), "SHA-256 " + to_hex(order.document)}});
}

Cell booked(const OrderReceipts& receipts, const AwardLine& line) {
  const auto credit = line.credit ? receipts.credits.find(*line.credit) : receipts.credits.end();
  if (credit != receipts.credits.end()) return day(credit->second.value_date);
  if (line.brought && !line.reverses) return text("by an older book");
  return line.reverses ? text("reverses entry " + std::to_string(*line.reverses)) : Cell{};
}

Table lines_table(const OrderReceipts& receipts) {
  Table out{"receipts", "Received, in " + receipts.order.total.currency().code(), receipts.order.total.currency(),
            {{"entry", "Entry", 6}, {"day", "Credited on", 11}, {"value_date", "Bank's value date", 15}, {"ward", "Ward", 11}, {"leaf", "Proof", 11}, {"gross", "Paid (gross)", 16, Align::right}, {"charges", "Kept by banks", 14, Align::right}, {"credited", "Credited", 16, Align::right}}};
  out.none = "Nothing was received in the period.";
  Amount gross = zero(receipts.order.total.currency()), charges = gross, credited = gross;
  for (const AwardStanding& award : receipts.awards) {
    gross += award.gross;
    charges += award.charges;
    credited += award.credited;
  }
  for (const AwardLine& line : receipts.lines) {
    out.rows.push_back({{number(line.entry), day(line.day), booked(receipts, line), short_of(line.ward.hex()), short_of(to_hex(line.leaf)), money(line.gross), money(line.charges), money(line.credited)}});
  }
  out.rows.push_back(total_row("received", "In the period", out.columns, {{"gross", gross}, {"charges", charges}, {"credited", credited}}));
  return out;
}

Table awards_table(const OrderReceipts& receipts) {
  const Currency currency = receipts.order.total.currency();
  Table out{"awards", "Where each award stands, in " + currency.code(), currency,
            {{"ward", "Ward", 11}, {"award", "Award", 11}, {"awarded", "Awarded", 15, Align::right}, {"outstanding_before", "Outstanding before", 17, Align::right}, {"gross", "Paid (gross)", 15, Align::right}, {"outstanding", "Outstanding", 15, Align::right}}};
  Amount awarded = zero(currency), before = awarded, gross = awarded, outstanding = awarded;
  for (const AwardStanding& award : receipts.awards) {
    out.rows.push_back({{short_of(award.ward.hex()), short_of(award.award.hex()), money(award.awarded), money(award.outstanding_before), money(award.gross), money(award.outstanding)}});
    awarded += award.awarded;
    before += award.outstanding_before;
    gross += award.gross;
    outstanding += award.outstanding;
  }
  out.rows.push_back(total_row("awards", "In all", out.columns, {{"awarded", awarded}, {"outstanding_before", before}, {"gross", gross}, {"outstanding", outstanding}}));
  return out;
}

Table wards_table(const OrderReceipts& receipts) {
  Table out{"wards", "Pseudonyms", std::nullopt, {{"ward", "Ward", 50}, {"award", "Award", 50}}};
  for (const AwardStanding& award : receipts.awards) out.rows.push_back({{text(award.ward.hex()), text(award.award.hex())}});
  return out;
}

Result<Document> made_of(const History& history, const Question& question) {
  KATIWALA_TRY(const OrderReceipts receipts, order_receipts(history, *question.order, question.ward));
  Document out;
  out.basis = history.basis;
  out.matter = "order " + receipts.order.id.hex();
  add_order_facts(out, receipts);
  out.tables = {lines_table(receipts), awards_table(receipts), wards_table(receipts)};
  add_common_notes(out);
  return out;
}

}  // namespace

Result<Document> deposit_receipt(const History& history, const Question& question) {
  KATIWALA_TRY(Document out, made_of(history, question));
  out.kind = "deposit-receipt";
  out.title = "Receipt of Deposit";
  out.law = "of money received under an order of a foreign court, to the court of the guardianship";
  out.to_court = true;
  out.caption = "MONEY RECEIVED under " + out.matter;
  out.certification = "Received and held in trust for the wards named, under the order named above: the amounts in the column Credited, in the days stated. What was paid is what the banks on the way kept and what was credited; "
                      "nothing was kept by this trust department.";
  out.signatures = {{"Trust officer", "Date"}, {"Second trust officer", "Date"}, {"Received for the court", "Date"}};
  return out;
}

Result<Document> foreign_receipts(const History& history, const Question& question) {
  KATIWALA_TRY(Document out, made_of(history, question));
  out.kind = "foreign-receipts";
  out.title = "Statement of Restitution Received";
  out.law = "to the court that made the order; 18 USC 3664 where it is of the United States";
  out.certification = "Of each award under the order named above: what was outstanding, what was paid, what the banks on the way kept, what was credited to the victim's trust account, and what is outstanding now. The victims are "
                      "named by pseudonyms alone.";
  out.signatures = {{"Trust officer", "Date"}};
  return out;
}

}  // namespace katiwala::audit::reports
