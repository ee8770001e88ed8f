/// Text set in the two fonts of a report. All lengths are in units of 1/1024 point (pango's), whole numbers, so that no figure of a page depends on rounding.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "ledger/base/result.h"

namespace katiwala::audit::pages {

inline constexpr int kPoint = PANGO_SCALE;

enum class Face { serif, sans };

struct Style {
  Face face = Face::serif;
  int tenths = 95;  ///< of a point
  bool bold = false, italic = false;
};

/// A paragraph that is set: drawn as often as it is needed, never changed.
class Setting {
 public:
  explicit Setting(PangoLayout* layout);
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] PangoLayout* layout() const { return layout_.get(); }

 private:
  std::shared_ptr<PangoLayout> layout_;
  int width_ = 0, height_ = 0;
};

class Type {
 public:
  /// STORE_IO if a font is not installed: another in its place would give other pages.
  static Result<Type> open();
  /// `width`: at which lines break; 0: never. Pre: valid UTF-8.
  [[nodiscard]] Setting set(const std::string& text, const Style& style, int width = 0, PangoAlignment alignment = PANGO_ALIGN_LEFT) const;

 private:
  explicit Type(PangoFontMap* map);
  std::shared_ptr<PangoFontMap> map_;
  std::shared_ptr<PangoContext> context_;
};

}  // namespace katiwala::audit::pages
