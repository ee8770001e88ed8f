/// Entity tags (RFC 9110 §8.8.3): what a reader was shown, named by one short text.
///
/// A tag is drawn over the bytes of the answer and, where the path names a subject, over the last part of that subject's chain. So it changes whenever
/// the answer does, and also where an entry has touched the subject and left everything as it was. It is strong, and says nothing but whether two are
/// the same. What one role is shown has another tag than what another is shown.
#pragma once

#include "api/door/call.h"

namespace katiwala::api::door {

/// Gives a good answer to a read its tag; 304 without a body where the caller's If-None-Match has it.
transport::Response tagged(const Call& call, transport::Response response);

/// What a write is about, kept apart from its call: who asks, and the read that would answer it.
struct Tagged;
struct About {
  const Tagged* read = nullptr;
  Caller caller;
  std::string named;  ///< what stands in the braces of its path
};
/// Whether there is such a read: of no other write can a condition hold.
bool is_about_tagged(const Route& write);
/// Nothing where there is no such read, or the caller may not read it.
std::optional<About> about_of(const Call& write);

/// The tag that this read would have over that memory; nothing where it would not be answered. Pure, and asks no journal.
std::optional<std::string> tag_in(const journal::Memory& memory, const About& about);

/// Whether a list of tags, or "*", has this one. Weak comparison takes W/"x" for "x"; strong comparison never matches a weak one.
/// HTTP_HEADER where it is no such list.
enum class Compare { weak, strong };
Result<bool> has_tag(std::string_view list, std::string_view tag, Compare how);

}  // namespace katiwala::api::door
