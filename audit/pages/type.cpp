#include "audit/pages/type.h"

namespace katiwala::audit::pages {
namespace {

constexpr const char* kFamilies[] = {"Liberation Serif", "Liberation Sans"};

using Description = std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)>;

Description description_of(const Style& style) {
  Description out(pango_font_description_new(), &pango_font_description_free);
  pango_font_description_set_family_static(out.get(), kFamilies[static_cast<int>(style.face)]);
  pango_font_description_set_size(out.get(), style.tenths * kPoint / 10);
  pango_font_description_set_weight(out.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(out.get(), style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return out;
}

template <class T>
std::shared_ptr<T> owned(T* object) {
  return std::shared_ptr<T>(object, [](T* mine) {
    if (mine != nullptr) g_object_unref(mine);
  });
}

}  // namespace

Setting::Setting(PangoLayout* layout) : layout_(owned(layout)) { pango_layout_get_size(layout, &width_, &height_); }

Type::Type(PangoFontMap* map) : map_(owned(map)), context_(owned(pango_font_map_create_context(map))) {
  // Glyphs stand where the font says, not where some screen's pixels would like them.
  cairo_font_options_t* const options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_cairo_context_set_resolution(context_.get(), 72);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_context_set_language(context_.get(), pango_language_from_string("en"));
}

Result<Type> Type::open() {
  Type out(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  for (const Face face : {Face::serif, Face::sans}) {
    const Description wanted = description_of({face});
    const auto font = owned(pango_font_map_load_font(out.map_.get(), out.context_.get(), wanted.get()));
    const std::string family = kFamilies[static_cast<int>(face)];
    const Description found(font ? pango_font_describe(font.get()) : pango_font_description_new(), &pango_font_description_free);
    const char* const name = pango_font_description_get_family(found.get());
    if (name == nullptr || family != name) return refuse(Code::STORE_IO, "The font " + family + " is not installed (Debian: fonts-liberation).", "font");
  }
  return out;
}

Setting Type::set(const std::string& text, const Style& style, int width, PangoAlignment alignment) const {
  PangoLayout* const layout = pango_layout_new(context_.get());
  const Description description = description_of(style);
  pango_layout_set_font_description(layout, description.get());
  pango_layout_set_auto_dir(layout, FALSE);
  if (width > 0) {
    pango_layout_set_width(layout, width);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  pango_layout_set_alignment(layout, alignment);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  return Setting(layout);
}

}  // namespace katiwala::audit::pages
