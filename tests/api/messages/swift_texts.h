/// Small SWIFT messages written for the tests. All names and numbers are invented.
#pragma once

#include <string>
#include <vector>

namespace katiwala::api::messages {

inline const std::string kUetr = "3e7b91d4-af28-4c53-b6e1-92d4a7c83f52";

/// With blocks 1 to 3 and 5 around the lines of block 4.
inline std::string swift(const std::string& type, const std::vector<std::string>& lines, const std::string& trailer = "{CHK:0123456789AB}") {
  std::string out = "{1:F01SNDXPHM1AXXX0000000000}{2:O" + type + "0915260302SNDXPHM2AXXX00000000002603020915N}{3:{108:SANDBOX}{121:" + kUetr + "}}{4:\r\n";
  for (const std::string& line : lines) out += line + "\r\n";
  return out + "-}{5:" + trailer + "}\r\n";
}

/// Block 4 alone.
inline std::string bare(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out + "-\n";
}

/// 1,000.00 + 19,975.00 - 30.00 - 5.00 + 5.00 = 20,945.00
inline std::vector<std::string> mt940() {
  return {":20:STMT-1",
          ":25:0012345678",
          ":28C:00061/00001",
          ":60F:C260301USD1000,",
          ":61:2603030302CD19975,00NTRFUS-1-2026-03//BANKREF1",
          "INVENTED CLERK OF COURT",
          ":86:/EREF/KTW-PAY-0001/REMI/DOCKET 0:25-CR-00001",
          "SECOND LINE",
          ":61:260302D30,NCHGNONREF",
          ":61:260302C5,NMSCNONREF//FEE-7",
          ":61:260302RC5,NMSCNONREF//FEE-7",
          ":62F:C260302USD20945,",
          ":64:C260302USD20945,00",
          ":65:C260303USD20945,00",
          ":86:ALL INVENTED"};
}

inline std::vector<std::string> mt942() {
  return {":20:RPT-1",
          ":25:0012345678",
          ":28C:62/1",
          ":34F:USDD0,",
          ":34F:USDC0,",
          ":13D:2603021030+0800",
          ":61:260302C19975,00NTRFUS-1-2026-03//BANKREF1",
          ":61:260302D30,NCHGNONREF",
          ":90D:1USD30,",
          ":90C:1USD19975,"};
}

inline std::vector<std::string> mt103() {
  return {":20:INSTR1",
          ":23B:CRED",
          ":32A:260302USD19975,00",
          ":33B:USD20000,00",
          ":50K:/US-ACCT-1",
          "INVENTED CLERK OF COURT",
          "1 SANDBOX STREET",
          ":52A:SNDXUS33",
          ":57A:SNDXPHM1XXX",
          ":59F:/0012345678",
          "1/SANDBOX TRUST DEPARTMENT",
          "2/1 SANDBOX AVENUE",
          "3/PH/MANILA",
          ":70:/ROC/US-1-2026-03///DOCKET",
          "0:25-CR-00001",
          ":71A:SHA",
          ":71F:USD25,00",
          ":72:/INS/SNDXUS33"};
}

inline std::vector<std::string> mt910() {
  return {":20:BANKREF1",
          ":21:US-1-2026-03",
          ":25P:0012345678",
          "SNDXPHM1",
          ":13D:2603020915+0800",
          ":32A:260302USD19975,00",
          ":50F:/US-ACCT-1",
          "1/INVENTED CLERK",
          "1/OF COURT",
          "2/1 SANDBOX STREET",
          "3/US/MIAMI",
          ":52A:SNDXUS33",
          ":72:/BNF/INVENTED"};
}

/// With line `at` replaced; without it where `text` is empty.
inline std::vector<std::string> with(std::vector<std::string> lines, std::size_t at, const std::string& text) {
  if (text.empty()) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
  } else {
    lines.at(at) = text;
  }
  return lines;
}
inline std::vector<std::string> inserted(std::vector<std::string> lines, std::size_t before, const std::string& text) {
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(before), text);
  return lines;
}

}  // namespace katiwala::api::messages
