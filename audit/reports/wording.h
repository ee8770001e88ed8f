/// Documents made of checked figures, one function a kind, and the pieces that they share. Private to audit/reports.
#pragma once

#include "audit/reports/document.h"
#include "audit/reports/ward_account.h"

namespace katiwala::audit::reports {

// order_documents.cpp
Result<Document> deposit_receipt(const History& history, const Question& question);
Result<Document> foreign_receipts(const History& history, const Question& question);
// court_documents.cpp
Result<Document> inventory(const History& history, const Question& question);
Result<Document> annual_account(const History& history, const Question& question);
Result<Document> discharge_account(const History& history, const Question& question);
// statement_document.cpp, trial_document.cpp
Result<Document> statement_of_account(const History& history, const Question& question);
Result<Document> trial_balance_report(const History& history, const Question& question);
// covered_document.cpp, suspicious_document.cpp: compliance's own
Result<Document> covered_transactions(const History& history, const Question& question);
Result<Document> suspicious_transaction(const History& history, const Question& question);

/// Ward, pool, guardians, bond.
void add_ward_facts(Document& document, const WardAccount& account);
/// What is held in one currency, by what it is: principal, income, set aside.
Table held_table(std::string_view key, std::string title, const CurrencyAccount& account);
Table claims_table(const WardAccount& account);
/// The payees that lines and requests name, whole.
Table payees_table(const WardAccount& account);
/// Approved and not released: what is still to be paid.
Table open_requests_table(const WardAccount& account);
/// Where a receipt came from, or what a disbursement was for, in the words of its category.
Cell about(const WardAccount& account, const WardLine& line);
/// "school 3fa4b2c1"; on paper shortened likewise.
Cell payee_cell(const WardAccount& account, const custody::PayeeId& payee);
/// Under what a payment was allowed: its tier, the court's order, and the entry of the last approval.
Cell authority_cell(const WardAccount& account, const custody::Request& request);

Row total_row(std::string_view key, std::string label, const std::vector<Column>& columns, std::vector<std::pair<std::string_view, Amount>> amounts, RowStyle style = RowStyle::total);
/// What every reader has to know of pseudonyms and of how to check.
void add_common_notes(Document& document);

}  // namespace katiwala::audit::reports
