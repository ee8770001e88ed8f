// Headers, parts, CBOR and shapes that must be refused.
#include "tests/audit/verify/cases.h"

namespace forge::refused_record_test {
namespace {

using namespace at;

const std::string kLast = "entry 36 part 1", kFile = "000.p/37";

Case header(const char* check, std::function<void(std::string&)> edit) {
  return {check, "entry 20", [edit](World& w) { w.at(20).edit_header = edit; }};
}
/// Bytes in place of the number of the last entry's first part, which is 7.
Case encoded(const char* check, std::string bytes) {
  return {check, kLast, [bytes](World& w) { w.part(charge, 1).edit = edit_at({3}, Raw(bytes)); }};
}
Case whole(const char* check, std::function<void(std::string&)> edit) {
  return {check, kLast, [edit](World& w) { w.part(charge, 1).edit_bytes = edit; }};
}
Case shaped(const char* check, std::vector<std::uint64_t> path, V value) {
  return {check, kLast, [path, value](World& w) { w.part(charge, 1).edit = edit_at(path, value); }};
}
V fact(int kind) { return A({I(64), M({{1, M({{1, I(1)}, {2, I(kind)}, {3, I(20'450)}, {7, I(20'455)}})}})}); }
Case file(const char* check, const std::string& place, std::function<void(Built&)> after) { return {check, place, {}, after}; }

const Case kCases[] = {
    header("header-magic", [](std::string& h) { h[3] = '2'; }),
    header("header-short", [](std::string& h) { h.resize(53); }),
    header("header-length", [](std::string& h) { h += '\0'; }),
    header("header-length", [](std::string& h) { h.pop_back(); }),
    header("header-count", [](std::string& h) { h.resize(54), h[52] = h[53] = 0; }),
    header("header-count", [](std::string& h) { h.resize(54 + 32 * 2046), h[52] = '\x07', h[53] = '\xfe'; }),
    header("header-seq", [](std::string& h) { ++h[11]; }),
    header("header-prev", [](std::string& h) { h[12] ^= 1; }),
    {"header-prev", "entry 0", [](World& w) { w.at(0).edit_header = [](std::string& h) { h[43] = 1; }; }},
    {"header-time", "entry 20", [](World& w) { w.at(20).time = w.at(19).time; }},
    {"entry-parts", "entry 32", [](World& w) { w.at(tick).parts.clear(); }},
    file("parts-count", "entry 0", [](Built& b) { ++b.files["parts/" + kFile][1]; }),
    {"part-kind", "entry 9 part 1", [](World& w) { w.part(9, 1).edit_stored = [](std::string& s) { s[0] = 2; }; }},
    {"act-withheld", "entry 9 part 0", [](World& w) { w.at(9).edit_act_stored = [](std::string& s) { s.assign(1, '\0'); }; }},
    {"part-length", kLast, [](World& w) { w.part(charge, 1).reasons = {M({{1, I(1)}, {2, T(std::string(1'048'577, 'x'))}, {3, T("R1")}})}; }},
    {"part-hash", "entry 9 part 1", [](World& w) { w.part(9, 1).edit_hash = flip; }},
    {"part-hash", "entry 9 part 2", [](World& w) { w.part(9, 2).edit_stored = [](std::string& s) { s[1] ^= 1; }; }},
    file("file-short", "parts/000.p/37 entry 36 part 2", [](Built& b) { b.files["parts/" + kFile].pop_back(); }),
    file("file-short", "tile/entries/000.p/37 entry 36", [](Built& b) { b.files["tile/entries/" + kFile].pop_back(); }),
    file("file-long", "parts/000.p/37", [](Built& b) { b.files["parts/" + kFile] += '\0'; }),
    file("file-long", "tile/entries/000.p/37", [](Built& b) { b.files["tile/entries/" + kFile] += '\0'; }),
    {"part-subject", "entry 36 part 3", [](World& w) { w.at(charge).parts.push_back({4, id("ward b"), {}, 0, {}, {}, {}, {}, false, {}, {}, {}, {}, {}, {}}); }},
    {"part-version", kLast, [](World& w) { w.part(charge, 1).edit = edit_at({1}, I(2)); }},
    {"act-version", "entry 36 part 0", [](World& w) { w.at(charge).edit_act = edit_at({1}, I(2)); }},
    {"act-command", "entry 36 part 0", [](World& w) { w.at(charge).edit_act = edit_at({2}, I(0)); }},
    {"act-command", "entry 36 part 0", [](World& w) { w.at(charge).edit_act = edit_at({2}, I(67)); }},
    {"act-ledger", "entry 32 part 0", [](World& w) { w.at(tick).edit_act = edit_at({5}, T("key")); }},
    {"act-ledger", "entry 32 part 0", [](World& w) { w.at(tick).edit_act = edit_at({4}, B(hash32("credential"))); }},
    {"act-ledger", "entry 32 part 0", [](World& w) { w.at(tick).edit_act = edit_at({6}, B(hash32("request"))); }},
    {"act-principal", "entry 32 part 0", [](World& w) { w.at(tick).principal = "olga", w.at(tick).key = "key"; }},
    {"act-principal", "entry 36 part 0", [](World& w) { w.at(charge).principal = w.at(charge).key = ""; }},
    {"act-key", "entry 36 part 0", [](World& w) { w.at(charge).key = ""; }},
    {"part-asked", kLast, [](World& w) { w.part(charge, 1).edit = [](V& v) { v.erase(7); }; }},
    {"part-asked", "entry 36 part 2", [](World& w) { w.part(charge, 2).edit = edit_at({7}, I(1)); }},
    {"part-reasons", "entry 36 part 2", [](World& w) { w.part(charge, 2).reasons = {M({{1, I(1)}, {2, T("x")}, {3, T("R1")}})}; }},
    {"part-signature", "entry 36 part 2", [](World& w) { w.part(charge, 2).edit = edit_at({6}, M({{1, B(hash32("x"))}, {2, B("x")}})); }},
    {"part-ledger-id", "entry 26 part 1", [](World& w) { w.part(log_key, 1).edit = edit_at({2, 2}, B(id("other"))); }},

    whole("cbor-trailing", [](std::string& s) { s += '\0'; }),
    whole("cbor-short", [](std::string& s) { s = "\xa1\x01"; }),
    whole("cbor-short-head", [](std::string& s) { s = std::string("\xa1\x01\x19\x01", 4); }),
    whole("cbor-short-string", [](std::string& s) { s = "\xa1\x01\x42x"; }),
    whole("cbor-short", [](std::string& s) { s.clear(); }),
    whole("cbor-short", [](std::string& s) { s = std::string("\xbb\xff\xff\xff\xff\xff\xff\xff\xff", 9); }),
    encoded("cbor-kind", "\xc0\x06"),
    encoded("cbor-kind", "\xf6"),
    encoded("cbor-kind", std::string("\xf9\x46\x00", 3)),
    encoded("cbor-indefinite", "\x1c"),
    encoded("cbor-indefinite", "\x9f\x06\xff"),
    encoded("cbor-head", "\x18\x07"),
    encoded("cbor-head", std::string("\x19\x00\x07", 3)),
    encoded("cbor-head", std::string("\x1a\x00\x00\x00\x07", 5)),
    encoded("cbor-head", std::string("\x1b\x00\x00\x00\x00\x00\x00\x00\x07", 9)),
    shaped("shape-range", {10, 0, 2}, Raw(std::string("\x3b\x80\x00\x00\x00\x00\x00\x00\x00", 9))),
    shaped("cbor-false", {5}, A({I(14), M({{1, B(id("ward b"))}, {2, B(id("x"))}, {3, I(1)}, {6, Raw("\xf4")}})})),
    shaped("cbor-empty", {6}, M({{1, B(hash32("x"))}, {2, B("")}})),
    shaped("cbor-empty-array", {8}, A({})),
    shaped("cbor-utf8", {8}, A({M({{1, I(1)}, {2, T("\xc3(")}, {3, T("R1")}})})),
    encoded("shape-uint", std::string(16, '\x81') + "\x06"),
    encoded("shape-uint", "\xa1\x20\x06"),
    whole("cbor-key", [](std::string& s) { s = "\xa1\x20\x06"; }),
    {"shape-missing", kLast, [](World& w) { w.part(charge, 1).edit = [](V& v) { std::swap(v.pairs[0], v.pairs[1]); }; }},
    {"shape-unknown", kLast, [](World& w) { w.part(charge, 1).edit = [](V& v) { std::swap(v.pairs.back(), v.pairs[v.pairs.size() - 2]); }; }},
    {"shape-unknown", kLast, [](World& w) { w.part(charge, 1).edit = [](V& v) { v.pairs.insert(v.pairs.begin(), v.pairs[0]); }; }},

    shaped("shape-uint", {3}, I(-6)),
    shaped("shape-int", {10, 0, 2}, T("500")),
    shaped("shape-range", {10, 0, 2}, U(std::uint64_t{1} << 63)),
    shaped("shape-currency-kind", {10, 0, 1, 3}, T("USD")),
    shaped("shape-currency", {10, 0, 1, 3}, I(0)),
    shaped("shape-currency", {10, 0, 1, 3}, I(1000)),
    shaped("shape-text", {8}, A({M({{1, I(1)}, {2, I(2)}, {3, T("R1")}})})),
    shaped("shape-bytes", {6}, M({{1, B(hash32("x"))}, {2, T("x")}})),
    shaped("shape-length", {2, 2}, B("short")),
    shaped("shape-length", {4}, B(std::string(31, '\0'))),
    shaped("shape-flag", {5}, A({I(14), M({{1, B(id("ward b"))}, {2, B(id("x"))}, {3, I(1)}, {6, I(1)}})})),
    shaped("shape-list", {7}, T("allow")),
    shaped("shape-number", {7}, I(5)),
    shaped("shape-number", {10, 0, 1, 1}, I(10)),
    shaped("shape-number", {2, 1}, I(7)),
    shaped("shape-number", {9}, A({fact(19)})),
    shaped("shape-number", {9}, A({fact(63)})),
    shaped("shape-number", {9}, A({fact(68)})),
    shaped("shape-number", {9}, A({fact(128)})),
    shaped("shape-choice", {9}, A({A({I(49), M({})})})),
    shaped("shape-choice", {9}, A({A({I(94), M({})})})),
    whole("shape-map", [](std::string& s) { s = "\x81\x01"; }),
    shaped("shape-missing", {5, 1}, M({{1, B(id("ward b"))}, {2, amount(kUsd, 500)}})),
    shaped("shape-unknown", {12}, I(1)),
    shaped("shape-empty", {5}, A({I(36), M({{1, B(id("request"))}, {2, B(id("ward b"))}, {3, T("M")}, {4, T("E")}, {5, B(id("u"))}, {6, M({{1, B(id("f"))}, {2, B(hash32("f"))}})}, {7, T("")}})})),
    shaped("shape-array", {10}, I(1)),
    shaped("shape-tuple", {5, 1, 2}, A({I(kUsd)})),
    shaped("shape-amount", {5, 1, 2}, amount(kUsd, 1'000'000'000'000'000'001)),
    shaped("shape-amount", {5, 1, 2}, amount(kUsd, -1'000'000'000'000'000'001)),
    shaped("shape-choice-form", {5}, A({I(42)})),
    shaped("shape-choice", {5, 0}, I(67)),
    {"shape-unknown", "entry 33 part 1", [](World& w) { said(w, request_2, 1, 0)[1][36] = I(1); }},
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(Record, Refused, testing::ValuesIn(kCases), case_name);

}  // namespace forge::refused_record_test
