/// The stage on which a script is played: its parties, what its names stand for, and calls to the door in its parties' names.
///
/// Identifiers are drawn from a seed and the names, so that a script that was interrupted can go on with the same ones. Not thread-safe.
#pragma once

#include <map>

#include "api/scenario/party.h"
#include "api/scenario/reply.h"
#include "api/scenario/script.h"

namespace katiwala::api::scenario {

/// Remembers the bodies that were sent, so that a script can be taken up again where it was left: a signature that is not the same
/// twice would otherwise make another request of the same call.
class Diary {
 public:
  virtual ~Diary() = default;
  [[nodiscard]] virtual std::optional<std::string> sent_under(const std::string& key) const = 0;
  virtual void sending(const std::string& key, std::string_view body) = 0;
};

/// What a name of the script stands for.
struct Thing {
  Space space = kStep;
  std::string id;             ///< hex
  std::string of;             ///< the ward's name: payees, requests, court orders; the pool's: credits
  std::int64_t entry = -1;    ///< that made it last: what is reversed
  std::int64_t proposal = 0;  ///< that it waits or waited for
  std::string key;            ///< of a bank message: its bytes and the Idempotency-Key it was sent with
  std::string bytes;
  std::map<std::string, std::string> facts;  ///< what the player must remember: amounts, currencies, awards by ward
};

class FolderBank;

class Stage {
 public:
  Stage(const Script& played, DoorAddress where, std::string seed)
      : script(played), door(std::move(where)), now(played.start), seed_(std::move(seed)) {}

  const Script& script;
  DoorAddress door;
  std::map<std::string, Party> parties;
  std::map<std::string, Thing> things;
  std::string default_pool;
  Instant now;           ///< where the sandbox clock was moved to last
  std::size_t step = 0;  ///< number of the step being played
  const Step* playing = nullptr;  ///< that step; null before the first and at the end
  std::int64_t last_proposal = 0;  ///< that a call of this step opened; 0: none
  /// Makes a certificate of the sandbox's authority: of enrolled parties.
  std::function<Result<transport::Identity>(const std::string& name)> issue;
  Diary* diary = nullptr;       ///< may be null
  FolderBank* folder_bank = nullptr;  ///< its messages go by files; null: the bank calls the door itself
  std::size_t posts = 0;        ///< calls that could write, and
  std::size_t replays = 0;      ///< those that were answered as an earlier call with their key
  /// The rulebook that is in force, as one text: what [parameters] and adopt_rulebook change.
  std::string rulebook;

  [[nodiscard]] Party& party(const std::string& name);
  [[nodiscard]] const Thing& thing(const std::string& name) const;
  [[nodiscard]] Thing& thing(const std::string& name);
  /// 32 hex digits; the same for the same kind and name.
  [[nodiscard]] std::string id_for(std::string_view kind, std::string_view name) const;
  [[nodiscard]] std::string person_id(const std::string& person_name) const;
  /// A digest that stands for a document of the script's invention.
  [[nodiscard]] static std::string document_digest(std::string_view text);
  /// Next Idempotency-Key: the seed's, the step's and the call's number.
  [[nodiscard]] std::string next_key();
  /// The same, without taking it.
  [[nodiscard]] std::string peek_key() const;

  /// A call that fails below HTTP is answered as status 0 with the refusal as its body.
  Reply post(const std::string& by, const std::string& path, const transport::Json& body);
  Reply post_as(const std::string& by, const std::string& path, std::string_view body, const std::string& content_type, const std::string& key);
  Reply get(const std::string& by, const std::string& path);
  /// The canonical bytes of what post_as() would send under this key; records nothing.
  Reply canonical(const std::string& by, const std::string& path, const transport::Json& body, const std::string& key);

  /// post() and, where the step says that others agree, their approvals; the last reply.
  Reply propose(const Step& step, const std::string& path, const transport::Json& body);
  /// The approvals of proposal `first` gives, until it needs no more; the last reply.
  Reply agree(const Step& step, const std::string& proposer, Reply first);
  /// One signed approval.
  Reply approve(const std::string& by, std::int64_t proposal);

  [[nodiscard]] std::string actor(const Step& step) const;
  /// The civil day of the sandbox clock, in Manila.
  [[nodiscard]] std::string today() const { return civil_date(now); }
  [[nodiscard]] static std::string civil_date(Instant instant) { return manila_date(instant).text(); }

 private:
  Reply send(const std::string& by, const std::string& path, std::string_view body, const std::string& content_type, const std::string& key);
  std::string approver_for(const std::string& role, const std::vector<std::string>& persons) const;

  std::string seed_;
  std::size_t calls_ = 0;
  std::size_t call_step_ = 0;
};

/// {"amount": "1.00 PHP"} and the like, without much ado.
transport::Json object(std::initializer_list<std::pair<std::string, transport::Json>> members);

/// Plays one verb; the reply of its last call.
using Play = Reply (*)(Stage& stage, const Step& step);
/// Every verb has one (asserted).
Play play_of(const Verb& verb);

}  // namespace katiwala::api::scenario
