// The order of a report's pages: mark, caption, title, what it is about beside the code, tables, notes, certification, signatures, jurat; a foot on every page.
#include "audit/pages/pages.h"

#include <algorithm>

#include "audit/pages/table.h"
#include "ledger/base/utf8.h"

namespace katiwala::audit::pages {
namespace {

using namespace reports;

constexpr Style kText{Face::serif, 100};
constexpr Style kSmall{Face::serif, 82};
constexpr Style kLabel{Face::sans, 74, true};
constexpr Style kValue{Face::sans, 78};
constexpr Style kFoot{Face::sans, 66};
constexpr int kCodeSide = 92 * kPoint;
constexpr int kLabelWidth = 104 * kPoint;
constexpr const char* kSandboxMark = "SANDBOX - every person, order and amount is invented. Not a paper of any court or bank.";

struct Maker {
  const Document& document;
  Type type;
  QrCode code;
  Sheets sheets;

  void centred(const std::string& text, const Style& style) { sheets.paragraph(type.set(text, style, kTextWidth, PANGO_ALIGN_CENTER)); }

  void caption() {
    if (!document.to_court) return;
    centred("REPUBLIC OF THE PHILIPPINES", {Face::serif, 100, true});
    centred("FAMILY COURT", {Face::serif, 100, true});
    centred("Branch ________, ________________________________", kText);
    sheets.skip(14 * kPoint);
    const int half = kTextWidth / 2 - 8 * kPoint;
    const Setting left = type.set("IN THE MATTER OF\n" + document.caption, kText, half);
    const Setting right = type.set("Sp. Proc. No. ______________________\n\nx - - - - - - - - - - - - - - - - - - - - - - - x", kText, half, PANGO_ALIGN_RIGHT);
    sheets.text(left, kMargin, sheets.y());
    sheets.text(right, kMargin + kTextWidth - half, sheets.y());
    sheets.skip(std::max(left.height(), right.height()) + 14 * kPoint);
  }

  void title() {
    centred(document.title, {Face::serif, 170, true});
    centred(document.law, {Face::serif, 92, false, true});
    sheets.skip(12 * kPoint);
  }

  [[nodiscard]] std::vector<Fact> all_facts() const {
    const Basis& basis = document.basis;
    std::vector<Fact> out = document.facts;
    if (document.of_a_day) out.push_back({"period", "As it stood on", day(basis.to)});
    else out.push_back({"period", "Period", text(basis.from.text() + " to " + basis.to.text())});
    out.push_back({"as_of", "As of entry", text(std::to_string(basis.entry) + ", " + basis.time.manila_text())});
    out.push_back({"ledger", "Ledger", text(basis.ledger.hex() + " (" + std::string(name(basis.mode)) + ")")});
    out.push_back({"origin", "Log", text(basis.origin)});
    const std::string cosigned = basis.head.cosignatures == 0 ? "no cosignature of a witness" : "cosigned by " + std::to_string(basis.head.cosignatures);
    out.push_back({"head", "Published head", text(std::to_string(basis.head.size) + " entries, " + cosigned + ", root " + to_hex(basis.head.root))});
    return out;
  }

  void facts_beside_code() {
    const int begin = sheets.y();
    const int code_x = kMargin + kTextWidth - kCodeSide;
    const int module = kCodeSide / (code.side + 2 * kQuietModules);
    sheets.code(code, code_x + kQuietModules * module, begin + kQuietModules * module, module);
    const Setting below = type.set("Entry " + std::to_string(document.basis.entry) + ": scan to check", {Face::sans, 62}, kCodeSide, PANGO_ALIGN_CENTER);
    sheets.text(below, code_x, begin + kCodeSide);
    const int width = kTextWidth - kCodeSide - kLabelWidth - 10 * kPoint;
    for (const Fact& fact : all_facts()) {
      const Setting label = type.set(std::string(fact.label), kLabel, kLabelWidth);
      const Setting value = type.set(fact.cell.on_paper(), kValue, width);
      sheets.text(label, kMargin, sheets.y());
      sheets.text(value, kMargin + kLabelWidth, sheets.y());
      sheets.skip(std::max(label.height(), value.height()) + 3 * kPoint);
    }
    sheets.move_to(std::max(sheets.y(), begin + kCodeSide + below.height()));
    sheets.skip(6 * kPoint);
    const Setting line = type.set(check_line(document.basis), {Face::sans, 66}, kTextWidth);
    sheets.paragraph(line);
    sheets.skip(14 * kPoint);
  }

  void notes() {
    std::vector<Setting> set;
    int height = 0;
    for (std::size_t i = 0; i < document.notes.size(); ++i) {
      set.push_back(type.set(std::to_string(i + 1) + ". " + document.notes[i], kSmall, kTextWidth));
      height += set.back().height() + 2 * kPoint;
    }
    if (!sheets.fits(height) && !sheets.is_fresh()) sheets.turn();
    for (const Setting& note : set) {
      sheets.paragraph(note);
      sheets.skip(2 * kPoint);
    }
    sheets.skip(12 * kPoint);
  }

  void signature_line(const Signature& signature, int x, int y, int width) {
    sheets.rule(x, y + 34 * kPoint, width, kPoint / 2);
    sheets.text(type.set(signature.who, {Face::serif, 95, true}, width, PANGO_ALIGN_CENTER), x, y + 37 * kPoint);
    sheets.text(type.set(signature.below + ": ______________________", kSmall, width, PANGO_ALIGN_CENTER), x, y + 51 * kPoint);
  }

  /// All on one page: nobody signs a page without what he signs.
  void certification() {
    const Setting heading = type.set(document.sworn ? "VERIFICATION" : "CERTIFICATION", {Face::serif, 110, true}, kTextWidth, PANGO_ALIGN_CENTER);
    const Setting sentence = type.set(document.certification, {Face::serif, 105}, kTextWidth, PANGO_ALIGN_LEFT);
    const Setting jurat = type.set("SUBSCRIBED AND SWORN to before me this ______ day of ____________________ 20____ at ____________________________, affiant showing to me ____________________________ as competent evidence of identity.", kText, kTextWidth);
    const int rows = static_cast<int>((document.signatures.size() + 1) / 2), row_height = 74 * kPoint;
    const int needed = heading.height() + sentence.height() + 14 * kPoint + rows * row_height + (document.sworn ? jurat.height() + row_height + 10 * kPoint : 0);
    if (!sheets.fits(needed) && !sheets.is_fresh()) sheets.turn();
    sheets.paragraph(heading);
    sheets.skip(6 * kPoint);
    sheets.paragraph(sentence);
    sheets.skip(8 * kPoint);
    const int width = kTextWidth / 2 - 20 * kPoint;
    for (std::size_t i = 0; i < document.signatures.size(); ++i) {
      const bool right = i % 2 == 1;
      signature_line(document.signatures[i], right ? kMargin + kTextWidth - width : kMargin, sheets.y(), width);
      if (right || i + 1 == document.signatures.size()) sheets.skip(row_height);
    }
    if (!document.sworn) return;
    sheets.skip(10 * kPoint);
    sheets.paragraph(jurat);
    signature_line({"Administering officer", "Commission until"}, kMargin + kTextWidth - width, sheets.y(), width);
    sheets.skip(row_height);
  }

  void head_and_foot() {
    sheets.on_each([this](Sheets& page, std::size_t number, std::size_t pages) {
      if (document.basis.mode == custody::Mode::sandbox) {
        page.box(kMargin, kMargin - 14 * kPoint, kTextWidth, 18 * kPoint, kPoint);
        page.text(type.set(kSandboxMark, {Face::sans, 82, true}, kTextWidth, PANGO_ALIGN_CENTER), kMargin, kMargin - 10 * kPoint);
      }
      const int y = kPageHeight - kMargin - 14 * kPoint;
      page.rule(kMargin, y, kTextWidth, kPoint / 3);
      const Setting left = type.set(document.title + ", " + document.matter + "\nLedger " + document.basis.ledger.hex() + ", as of entry " + std::to_string(document.basis.entry) + ", " + document.basis.to.text(), kFoot);
      page.text(left, kMargin, y + 4 * kPoint);
      page.text(type.set("Page " + std::to_string(number) + " of " + std::to_string(pages), kFoot, kTextWidth, PANGO_ALIGN_RIGHT), kMargin, y + 4 * kPoint);
    });
  }
};

/// Everything that is set comes from the ledger's record, which holds valid text; a document put together otherwise is refused.
Status check_text(const Document& document) {
  const auto good_text = [](const std::string& text) {
    return is_valid_utf8(text) && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  };
  for (const std::string& text : {document.title, document.law, document.matter, document.caption, document.certification, document.basis.origin})
    if (!good_text(text)) return refuse(Code::TEXT_NOT_UTF8, "The text can not be set.", std::string(document.kind));
  for (const Fact& fact : document.facts)
    if (!good_text(fact.cell.on_paper())) return refuse(Code::TEXT_NOT_UTF8, "The text can not be set.", std::string(fact.key));
  for (const Table& table : document.tables)
    for (const Row& row : table.rows)
      for (const Cell& cell : row.cells)
        if (!good_text(cell.on_paper())) return refuse(Code::TEXT_NOT_UTF8, "The text can not be set.", std::string(table.key));
  return good();
}

}  // namespace

Result<Bytes> pdf_of(const Document& document) {
  KATIWALA_CHECK(check_text(document));
  KATIWALA_TRY(Type type, Type::open());
  KATIWALA_TRY(QrCode code, qr_code(code_text(document.basis)));
  const bool sandbox = document.basis.mode == custody::Mode::sandbox;
  Maker maker{document, std::move(type), std::move(code), Sheets(sandbox ? 18 * kPoint : 0)};
  maker.caption();
  maker.title();
  maker.facts_beside_code();
  for (const Table& table : document.tables) put_table(maker.sheets, maker.type, table);
  maker.notes();
  maker.certification();
  maker.head_and_foot();
  return maker.sheets.pdf({document.title, document.matter, check_line(document.basis), document.basis.time.manila_text()});
}

}  // namespace katiwala::audit::pages
