/// One file a window: what was released of one pool, rail and currency between two cut-offs goes to the bank together, once.
///
/// The cut-offs are those of the rulebook in force when a payment was released (R49): hours that are adopted later move no payment to another file.
/// Nothing of it is recorded but the hand-over of each payment, under a key that names the file. Who belongs to it follows from the entries: the
/// payments released within the window and not handed over by themselves before it closed; journal time never goes back, so nobody comes later.
/// The file is put together from the payments' own released files, so that a later change of a payee's details changes no byte of it; its time and
/// its day of execution are drawn from the first hand-over and the rulebook in force there. The same file asked again is the same bytes.
#pragma once

#include "api/door/call.h"
#include "api/messages/rails.h"

namespace katiwala::api::door {

using custody::PaymentFileId;

struct HandedOver {
  record::Seq entry = 0;
  Instant when;
  Digest rulebook{};  ///< in force there
};

struct FileMember {
  custody::Request request;
  crypto::KeyId key;  ///< the ward's
  std::optional<HandedOver> handed;  ///< with this file
};

struct WindowFile {
  PaymentFileId id;
  std::string message_id;  ///< "KTB" and the id: 35 characters
  custody::PoolId pool;
  custody::Rail rail = custody::Rail::book_transfer;
  Currency currency;
  messages::Window window;
  std::vector<FileMember> members;  ///< by request id; one or more

  [[nodiscard]] Amount total() const;  ///< of what leaves
  /// The earliest hand-over; nullptr while there is none.
  [[nodiscard]] const HandedOver* first_handed() const;
  [[nodiscard]] bool handed_over() const;  ///< all of it
};

struct FileFilter {
  std::optional<custody::PoolId> pool;
  std::optional<CivilDate> day;
  bool under_way = false;  ///< only files with a payment that was neither settled nor sent back
};

/// By pool, day, rail, currency, window. What the journal refuses to read.
Result<std::vector<WindowFile>> window_files(const Call& call, const FileFilter& filter);
/// PAYMENT_FILE_UNKNOWN: no payment was released within such a window. KEY_MISSING: what names a ward of one that day was erased.
Result<WindowFile> find_window_file(const Call& call, const PaymentFileId& id);
/// The file that the bank answers to as a whole by its message id; nothing where it is none of these.
Result<std::optional<WindowFile>> find_by_message_id(const Call& call, std::string_view message_id);

// Where two persons must have released what leaves (R31).
/// By the rulebook in force. RULEBOOK_UNREADABLE.
Result<bool> needs_two_releasers(const Call& call);
/// As two persons released it; nothing where they did not.
Result<std::optional<custody::ReleasedFile>> find_released(const Call& call, const PaymentFileId& id);
/// The file of a payment alone, by the message id it was released under. RECORD_MALFORMED: it is none of this door's.
Result<PaymentFileId> own_file(const custody::Request& request);
/// Whether it may leave as it is now: two have released it with these very payments, or the rulebook asks for nobody. PAYMENT_FILE_UNRELEASED.
Status may_leave_released(const Call& call, const PaymentFileId& id, const std::vector<custody::RequestId>& requests);

/// Whether the fetch that hands a file over was asked for by no page of another site: a browser that holds the caller's certificate shows it for whoever's page makes it
/// ask, and says whose page that was (Fetch Metadata). Programs that are no browsers say nothing. HTTP_HEADER.
Status asked_by_no_other_site(const Call& call);

/// Whether a payment was handed over with such a file, so that its own is not to be sent. `key`: its ward's.
Result<bool> went_with_a_file(const Call& call, const custody::Request& request, const crypto::KeyId& key);
/// The key under which a payment is handed over with the file.
std::string hand_over_key(const PaymentFileId& file, const custody::RequestId& request);
/// Pre: handed_over(). KEY_MISSING, VAULT_*, AMOUNT_MISMATCH (a released file says another amount than the record), CALENDAR_YEAR_MISSING, MESSAGE_*.
Result<std::string> compose(const Call& call, const WindowFile& file);

}  // namespace katiwala::api::door
