#include "audit/pages/sheets.h"

#include <cairo-pdf.h>

namespace katiwala::audit::pages {
namespace {

// cairo counts in points and in parts of one; pango's own conversion from units of 1/1024 is exact for every length here.
void set_grey(cairo_t* cairo, int grey) {
  cairo_set_source_rgb(cairo, pango_units_to_double(grey), pango_units_to_double(grey), pango_units_to_double(grey));
}
void rectangle(cairo_t* cairo, int x, int y, int width, int height) {
  cairo_rectangle(cairo, pango_units_to_double(x), pango_units_to_double(y), pango_units_to_double(width), pango_units_to_double(height));
}

cairo_status_t take(void* closure, const unsigned char* bytes, unsigned int length) {
  auto& out = *static_cast<Bytes*>(closure);
  out.insert(out.end(), bytes, bytes + length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Sheets::Sheets(int head_height) : top_(kMargin + head_height), y_(top_) {}

void Sheets::turn() {
  pages_.emplace_back();
  at_ = pages_.size() - 1;
  y_ = top_;
}

void Sheets::text(const Setting& setting, int x, int y) {
  add([setting, x, y](cairo_t* cairo) {
    set_grey(cairo, 0);
    cairo_move_to(cairo, pango_units_to_double(x), pango_units_to_double(y));
    pango_cairo_show_layout(cairo, setting.layout());
  });
}

void Sheets::rule(int x, int y, int width, int thickness, int grey) {
  add([=](cairo_t* cairo) {
    set_grey(cairo, grey);
    rectangle(cairo, x, y, width, thickness);
    cairo_fill(cairo);
  });
}

void Sheets::box(int x, int y, int width, int height, int thickness) {
  add([=](cairo_t* cairo) {
    set_grey(cairo, 0);
    cairo_set_line_width(cairo, pango_units_to_double(thickness));
    rectangle(cairo, x, y, width, height);
    cairo_stroke(cairo);
  });
}

void Sheets::code(const QrCode& code, int x, int y, int module) {
  add([=](cairo_t* cairo) {
    set_grey(cairo, 0);
    for (int row = 0; row < code.side; ++row)
      for (int column = 0; column < code.side; ++column)
        if (code.is_dark(row, column)) rectangle(cairo, x + column * module, y + row * module, module, module);
    cairo_fill(cairo);
  });
}

void Sheets::paragraph(const Setting& setting, int x) {
  text(setting, x, y_);
  y_ += setting.height();
}

void Sheets::on_each(const Each& draw) {
  for (at_ = 0; at_ < pages_.size(); ++at_) draw(*this, at_ + 1, pages_.size());
  at_ = pages_.size() - 1;
}

Result<Bytes> Sheets::pdf(const About& about) const {
  Bytes out;
  cairo_surface_t* const surface = cairo_pdf_surface_create_for_stream(&take, &out, pango_units_to_double(kPageWidth), pango_units_to_double(kPageHeight));
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "Katiwala");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, about.subject.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, about.keywords.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, about.date.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, about.date.c_str());
  cairo_t* const cairo = cairo_create(surface);
  for (const auto& page : pages_) {
    for (const Drawing& drawing : page) drawing(cairo);
    cairo_show_page(cairo);
  }
  const cairo_status_t drawn = cairo_status(cairo);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  const cairo_status_t finished = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  for (const cairo_status_t status : {drawn, finished})
    if (status != CAIRO_STATUS_SUCCESS) return refuse(Code::STORE_IO, "The pages can not be drawn: " + std::string(cairo_status_to_string(status)) + ".", "pdf");
  return out;
}

}  // namespace katiwala::audit::pages
