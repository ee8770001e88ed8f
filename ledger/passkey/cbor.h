/// CBOR as authenticators write it (CTAP 2.1 §8, "CTAP2 canonical CBOR encoding form"), read strictly.
///
/// One value has one spelling: shortest heads, definite lengths, map keys ascending and none twice, no tags, no floats, containers at most four deep.
/// Not the reader of ledger/record: that one takes unsigned keys only, and COSE keys have negative ones and attestation objects textual ones. To teach it both
/// would make room in the record for bytes that no entry may have.
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"

namespace katiwala::passkey {

/// The bytes of the first item, every byte of it checked; more may follow. CBOR_MALFORMED with the offset as its place ("byte 17").
Result<ByteView> first_item(ByteView input);
/// Exactly one item. CBOR_MALFORMED.
Status check_item(ByteView input);

/// Pulls values out of an item, front to back. Pre: `first_item` returned it. CBOR_MALFORMED where another kind of value stands; after that it is of no further
/// use. What is returned borrows from the input.
class ItemReader {
 public:
  explicit ItemReader(ByteView checked) : in_(checked) {}
  Result<std::int64_t> integer();
  Result<ByteView> bytes();
  Result<std::string_view> text();
  Result<std::size_t> array();  ///< how many items follow
  Result<std::size_t> map();    ///< how many pairs follow
  Result<ByteView> item();      ///< one whole item of any kind

 private:
  Result<std::uint64_t> head(std::uint8_t major);
  Result<ByteView> take(std::uint8_t major);
  ByteView in_;
  std::size_t at_ = 0;
};

}  // namespace katiwala::passkey
