/// What the two drafts for the Anti-Money Laundering Council share. Private to audit/reports.
///
/// A draft: the ledger fills what it knows, and says of every other field of the report where it comes from. The report itself is filed by the bank's compliance
/// officer through the AMLC's portal.   Source: RA 9160 s. 3(b), 3(b-1), 9(c); rules.md R36, R37, R39.
#pragma once

#include "audit/reports/document.h"
#include "audit/reports/history.h"

namespace katiwala::audit::reports {

/// Bank, account, and what the bank's own files must give.
void add_institution(Document& document, const custody::Pool& pool);
/// Everybody who has a part, each once: the ward, her guardians, and of `request` who asked, who was to be paid.
Table persons_table(const custody::Ward* ward, const custody::Request* request);
/// "From the customer's file": on paper a line to write on.
Cell to_be_written();
void add_compliance_notes(Document& document);

/// Duties of the watch, of one case where it is named.
Table duties_table(const custody::Watch& watch, std::optional<custody::Duty> duty, std::optional<std::uint32_t> of);

}  // namespace katiwala::audit::reports
