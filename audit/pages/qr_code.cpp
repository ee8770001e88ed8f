#include "audit/pages/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace katiwala::audit::pages {

Result<QrCode> qr_code(std::string_view text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!code) return refuse(Code::FIELD_INVALID, "The text does not fit into a QR code.", "check");
  QrCode out;
  out.side = code->width;
  for (int i = 0; i < code->width * code->width; ++i) out.dark.push_back((code->data[i] & 1) != 0);
  return out;
}

}  // namespace katiwala::audit::pages
