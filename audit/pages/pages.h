/// A report on paper: A4, one PDF, to be printed, signed and filed.
///
/// The same document gives the same bytes, in any process and at any hour: dates in the file are the ledger's, fonts are named and must be there, nothing is drawn from
/// a clock or from chance. The bytes are those of one version of cairo, pango and the fonts (Debian 12); another version may draw other bytes of the same page.
#pragma once

#include "audit/reports/document.h"
#include "ledger/base/bytes.h"

namespace katiwala::audit::pages {

/// TEXT_NOT_UTF8 for text that can not be set; STORE_IO where a font or the drawing itself fails, saying which package has it.
Result<Bytes> pdf_of(const reports::Document& document);

}  // namespace katiwala::audit::pages
