/// One bank message, line by line, as commands: what each line did is read from its entry, so a message sent again under its key
/// gives the same answer to the byte.
///
/// Credits that hang on nothing before them are asked by the hundred, so that they share commits; everything else waits for what was asked before it. The
/// outcome is that of one line at a time.
///
/// The message is read twice. The first reading acts upon nothing: whatever is wrong anywhere, in its form, its sums, or because a line stands in it
/// twice, refuses it whole. The second acts, an entry of the message at a time, and keeps none: memory is that of the longest entry, which is bounded
/// (messages/xml_cursor.h), and of 24 bytes a reference. Lines that were carried out before are known by their keys and their references, so a message that was broken off is sent again, under
/// its key or another: nothing is posted twice, nothing is left out.
#pragma once

#include <future>
#include <map>
#include <set>

#include "api/door/bank_references.h"
#include "api/door/call.h"
#include "api/messages/stream.h"

namespace katiwala::api::door {

/// Where the lines of the answer go, in their order. A refusal breaks the import off; what was answered before it is durable.
using TakeLine = std::function<Status(transport::Json line)>;

class BankImport {
 public:
  static constexpr std::size_t kMostAsked = 256;  ///< a share of the writer's queue that leaves room for others

  /// Lines take the keys `key`.0, `key`.1, ...; `digest` is of the whole message. `source` stays as it is meanwhile; it is kept in the vault,
  /// once a line is acted upon that says so. `most_asked`: of lines that wait for their entries together, which changes no outcome.
  BankImport(const Call& call, std::string key, const Digest& digest, messages::MessageSource source, TakeLine take, std::size_t most_asked = kMostAsked)
      : call_(call), key_(std::move(key)), digest_(digest), source_(std::move(source)), take_(std::move(take)), most_asked_(most_asked) {}

  /// The first reading. What messages/stream.h refuses; MESSAGE_LINE_TWICE. `schemas` may be null.
  Status read(const messages::ReadLimits& limits, const messages::SchemaSet* schemas);
  /// The second, which acts. A refusal says that the rest was not carried out: to be sent again. Pre: `read` was good.
  Status act();

  [[nodiscard]] std::string message_id() const;   ///< pre: `read` was good
  [[nodiscard]] std::string definition() const;   ///< likewise
  /// Of a camt.056, after `act`: the camt.029 that says "not yet decided". Empty for any other message, where other banks could not read
  /// it, and where a question of its was here before and was answered.
  [[nodiscard]] const std::string& resolution() const { return resolution_; }
  /// Every entry named was there before this call.
  [[nodiscard]] bool replayed() const { return recorded_ > 0 && fresh_ == 0; }

 private:
  struct PoolAccountFound {
    custody::PoolId pool;
    Currency currency;
    std::optional<CivilDate> brought_as_of{};  ///< what the bank booked up to then is in the opening balances
  };

  /// Payments of ours at the bank, by the names that it may know them by. Made once, when a line first asks: what is released later it can not speak of.
  struct PaymentsSent {
    std::map<std::array<std::uint8_t, 16>, custody::RequestId> by_uetr;
    std::map<std::string, custody::RequestId> by_message_id;
  };

  Status take_reports(const messages::AccountMessage& message);
  /// Ends the reports before it and begins it; none where it is past the last.
  Status go_to(const messages::AccountMessage& message, std::size_t report);
  Status begin_report(const messages::AccountReport& report, const std::string& place);
  Status take_entry(const messages::AccountReport& report, const messages::EntryPlace& at, const messages::Entry& entry);
  /// An older book held it already: nothing is recorded.
  Status before_opening(const std::string& place);
  Status not_booked(const messages::Entry& entry, const std::string& place);
  Status take_line(const BankLine& line);
  Status take_credit(const BankLine& line, std::vector<custody::Mark> references);
  /// The return of a payment of ours that this credit is; nothing where it is none, or not the whole of one.
  Result<std::optional<custody::ReturnPayment>> returned_payment(const BankLine& line);
  Status take_debit(const BankLine& line, std::vector<custody::Mark> references);
  Status reconcile(const messages::AccountReport& report, const std::string& place);
  Status take_statuses(const messages::StatusMessage& message);
  Status take_status(const messages::StatusMessage& message, const messages::TransactionStatus& status, const std::string& place);
  Status take_recalls(const messages::RecallMessage& message);
  /// Recorded, so that it stands before people; the entry.
  Result<journal::Entry> take_recall(const messages::RecallMessage& message, std::size_t index);
  /// The entry that filed it: a new one, or the one that the same question made before.
  Result<journal::Entry> file_recall(const messages::RecallMessage& message, std::size_t index);
  Result<std::optional<custody::Credit>> credit_asked_back(const messages::Recall& recall) const;

  Result<std::optional<PoolAccountFound>> find_account(const messages::AccountReport& report) const;
  Result<std::optional<custody::Request>> find_request(const std::string& end_to_end_id, const std::string& uetr, const std::string& message_id);
  /// What the index has of it; nothing where neither name is given.
  Result<std::optional<custody::RequestId>> sent_as(const std::string& uetr, const std::string& message_id);
  Result<std::optional<record::Seq>> used_by(const std::vector<custody::Mark>& marks) const;
  /// True if `marks` name an earlier conversion or charge of which this is a line; it is then answered.
  Result<bool> recognise(const BankLine& line, const std::vector<custody::Mark>& marks);

  /// The entry that this line's key made before.
  Result<std::optional<journal::Entry>> made();
  /// True if there is one; it is then answered.
  Result<bool> replay(const std::string& place);
  /// Asks, and waits.
  Result<journal::Entry> record(custody::Command command);
  /// Asks; the line is answered when `settle` has come to it.
  Status submit(const std::string& place, custody::Command command);
  /// Waits for everything asked, and answers it in its order.
  Status settle();
  std::future<Result<journal::Answer>> ask(custody::Command command);
  Result<journal::Entry> made_by(std::future<Result<journal::Answer>> asked);
  /// Whether the line may be looked at while others wait: nothing that they may change is asked for it.
  [[nodiscard]] bool hangs_on_none_asked(const BankLine& line, const std::vector<custody::Mark>& references, const std::vector<custody::Mark>& bare) const;
  /// What an officer must look at.
  custody::Command for_an_officer(const std::string& place, Code why) const;
  Status unmatched(const std::string& place);
  Status duplicate(const std::string& place, record::Seq first);
  /// The line's references were used before: the same line, or another that only bears the same reference.
  Status repeated(const BankLine& line, record::Seq first);
  Result<custody::VaultRef> message_item();
  [[nodiscard]] std::string line_key() const { return key_ + "." + std::to_string(index_); }
  [[nodiscard]] transport::Json line_about(const std::string& place, const journal::Entry& entry, bool is_duplicate) const;
  /// What needed no asking.
  Status say(transport::Json line);

  struct Asked {
    std::string place;
    std::future<Result<journal::Answer>> answer;
  };

  const Call& call_;
  std::string key_;
  Digest digest_;
  messages::MessageSource source_;
  TakeLine take_;
  std::size_t most_asked_;
  messages::ReadLimits limits_{};
  std::optional<messages::IncomingMessage> message_;  ///< without the entries of accounts
  std::optional<std::size_t> report_;                 ///< the one that is being taken
  std::optional<PoolAccountFound> account_;           ///< its account; none: nothing of it is acted upon
  std::size_t index_ = 0;  ///< of the line in the message
  std::vector<Asked> asked_;               ///< and not answered yet
  std::set<custody::MarkValue> asked_of_;  ///< what they are known by
  std::size_t recorded_ = 0, fresh_ = 0;
  std::optional<custody::VaultRef> item_;
  std::optional<PaymentsSent> sent_;
  std::string resolution_;
  bool answered_before_ = false;  ///< of a camt.056: a question of its was here before, and people have answered it
};

}  // namespace katiwala::api::door
