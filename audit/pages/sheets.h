/// The pages under way: what is drawn on each, from top to bottom. Drawn into a file only when it is known how many there are.
#pragma once

#include <functional>
#include <vector>

#include "audit/pages/qr_code.h"
#include "audit/pages/type.h"
#include "ledger/base/bytes.h"

namespace katiwala::audit::pages {

// A4, in units of 1/1024 point.
inline constexpr int kPageWidth = 609'563, kPageHeight = 862'095;
inline constexpr int kMargin = 48 * kPoint;
inline constexpr int kTextWidth = kPageWidth - 2 * kMargin;
inline constexpr int kFootHeight = 34 * kPoint;

class Sheets {
 public:
  /// `head_height`: what each page keeps free at its top for the mark.
  explicit Sheets(int head_height);

  [[nodiscard]] int y() const { return y_; }
  [[nodiscard]] int bottom() const { return kPageHeight - kMargin - kFootHeight; }
  /// Whether that much is left on the page.
  [[nodiscard]] bool fits(int height) const { return y_ + height <= bottom(); }
  [[nodiscard]] bool is_fresh() const { return y_ == top_; }
  /// Begins a page.
  void turn();
  void skip(int height) { y_ += height; }
  void move_to(int y) { y_ = y; }

  // On the page under way; `x` and `y` from the page's upper left corner.
  void text(const Setting& setting, int x, int y);
  void rule(int x, int y, int width, int thickness, int grey = 0);
  void box(int x, int y, int width, int height, int thickness);
  void code(const QrCode& code, int x, int y, int module);
  /// At the cursor, which moves below it.
  void paragraph(const Setting& setting, int x = kMargin);

  /// On every page, once all are there.
  using Each = std::function<void(Sheets& sheets, std::size_t page, std::size_t pages)>;
  void on_each(const Each& draw);

  struct About {
    std::string title, subject, keywords, date;  ///< date: ISO 8601 with offset
  };
  /// STORE_IO if the drawing fails.
  [[nodiscard]] Result<Bytes> pdf(const About& about) const;

 private:
  using Drawing = std::function<void(cairo_t*)>;
  void add(Drawing drawing) { pages_[at_].push_back(std::move(drawing)); }

  int top_, y_;
  std::size_t at_ = 0;
  std::vector<std::vector<Drawing>> pages_{1};
};

}  // namespace katiwala::audit::pages
