/// Keys, certificates and notes of invented people, logs and witnesses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace forge {

std::string sha256(const std::string& bytes);
std::string base64(const std::string& bytes);
std::string id(const std::string& label);    // 16 bytes
std::string hash32(const std::string& label);

/// Ed25519 from a label, or on P-256 when the label begins with "p256 ".
std::string sign(const std::string& label, const std::string& message);
std::string public_key(const std::string& label);     // Ed25519, 32 bytes
const std::string& certificate(const std::string& label);  // DER, self-signed; "p384 …" gives a key of a kind that is not allowed

std::string vkey(const std::string& name, int type, const std::string& key_label);
std::string log_line(const std::string& name, const std::string& key_label, const std::string& text);
std::string witness_line(const std::string& name, const std::string& key_label, const std::string& text, std::uint64_t time);

std::string leaf_hash(const std::string& bytes);
std::string merkle_root(const std::vector<std::string>& leaves);
std::vector<std::string> merkle_path(std::size_t index, const std::vector<std::string>& leaves);
std::vector<std::string> merkle_growth(std::size_t old_size, const std::vector<std::string>& leaves);

}  // namespace forge
