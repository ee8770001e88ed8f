#include "api/door/payment_files.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "api/door/payment.h"
#include "api/messages/pain001.h"
#include "ledger/crypto/digest.h"
#include "policies/cut_offs.h"
#include "policies/releasers.h"

namespace katiwala::api::door {
namespace {

using custody::RequestState;

constexpr std::string_view kFileMark = "KTB";
constexpr std::string_view kKeyPrefix = "file.";
constexpr std::size_t kKeyDigits = 24;  ///< a key has room for no more of the id
constexpr std::size_t kEntriesAtOnce = 256;

/// What stands together until the windows are known.
using Group = std::tuple<custody::PoolId, CivilDate, custody::Rail, std::string>;

struct Released {
  custody::Request request;
  std::optional<crypto::KeyId> key;  ///< nothing: what names the ward was erased
  std::optional<PaymentFileId> filed{};  ///< the file that two persons released it with
};

struct Journey {
  std::optional<Instant> released;
  Digest rulebook{};  ///< in force then: its hours count
  std::optional<HandedOver> handed;
  std::string key;  ///< of the hand-over
};

bool is_under_way(const custody::Request& request) { return request.state == RequestState::released || request.state == RequestState::handed_over; }

Result<std::map<Group, std::vector<Released>>> released_groups(const Call& call, const FileFilter& filter) {
  std::map<Group, std::vector<Released>> out;
  KATIWALA_CHECK(call.journal().look([&](const journal::Memory& memory) {
    for (const auto& [id, request] : memory.state.requests) {
      if (!request.released || !request.file || (filter.day && request.released != filter.day)) continue;
      const auto* ward = memory.state.ward(request.ward);
      const crypto::KeyId* key = memory.key_of(custody::subject(request.ward));
      if (ward == nullptr || (filter.pool && ward->pool != *filter.pool)) continue;
      const auto known = key == nullptr ? std::nullopt : std::optional(*key);
      const auto* file = memory.state.file_of(id);
      const auto filed = file == nullptr ? std::nullopt : std::optional(file->id);
      out[{ward->pool, *request.released, request.rail, request.amount.currency().code()}].push_back({request, known, filed});
    }
  }));
  const auto is_over = [](const auto& group) { return std::ranges::none_of(group.second, is_under_way, &Released::request); };
  if (filter.under_way) std::erase_if(out, is_over);
  for (auto& [group, list] : out) std::ranges::sort(list, {}, [](const Released& r) { return r.request.id; });
  return out;
}

void note(Journey& journey, const journal::Entry& entry, const custody::RequestId& id) {
  for (const journal::OpenedPart& opened : entry.parts) {
    if (!opened.part) continue;
    for (const custody::Event& event : opened.part->events) {
      const auto* released = std::get_if<custody::RequestReleased>(&event);
      if (released != nullptr && released->request == id) {
        journey.released = entry.header.time;
        journey.rulebook = entry.act.rulebook;
      }
      const auto* moved = std::get_if<custody::RequestMoved>(&event);
      if (moved == nullptr || moved->request != id || moved->to != RequestState::handed_over) continue;
      journey.handed = HandedOver{entry.seq(), entry.header.time, entry.act.rulebook};
      journey.key = entry.act.idempotency_key;
    }
  }
}

/// Reads the ward's entries from the approval on, until both were found.
Result<Journey> journey_of(const Call& call, const Released& one) {
  Journey out;
  std::optional<record::Seq> after = one.request.approved_in;
  for (;;) {
    KATIWALA_TRY(const auto entries, call.house.ward_entries().find(call.house.store(), *one.key, after, kEntriesAtOnce));
    for (const record::Seq seq : entries) {
      KATIWALA_TRY(const journal::Entry entry, call.journal().read(seq));
      note(out, entry, one.request.id);
      if (out.handed || (out.released && one.request.state == RequestState::released)) return out;
    }
    if (entries.size() < kEntriesAtOnce) return out;
    after = entries.back();
  }
}

Result<policies::CutOffs> hours_of(const Call& call, const Digest& rulebook, custody::Rail rail) {
  const auto book = call.house.rulebooks().find(call.journal(), rulebook);
  if (book == nullptr) return refuse(Code::RULEBOOK_UNREADABLE);
  return policies::cut_offs(*book, rail);
}

/// Two windows of one number that close at different times are two files. Of the first hours the number says enough, as it did before hours could be others.
std::string window_text(custody::Rail rail, const messages::Window& window) {
  const policies::CutOffs first = policies::first_cut_offs(rail);
  const bool as_first = window.number <= messages::windows_a_day(first) && messages::window_at(first, window.day, window.number).closes == window.closes;
  return std::to_string(window.number) + (as_first ? std::string() : "|" + window.closes.manila_text());
}

PaymentFileId id_of(const Call& call, const Group& group, const messages::Window& window) {
  const auto& [pool, day, rail, currency] = group;
  const std::string text = "katiwala payment file|" + pool.hex() + "|" + day.text() + "|" + std::string(name(rail)) + "|" + currency + "|" +
                           window_text(rail, window);
  const Digest digest = crypto::sha256({view(call.house.folder().origin), view("|"), view(text)});
  PaymentFileId out;
  std::copy_n(digest.begin(), out.bytes.size(), out.bytes.begin());
  return out;
}

WindowFile empty_file(const Call& call, const Group& group, const messages::Window& window) {
  WindowFile out;
  out.id = id_of(call, group, window);
  out.message_id = std::string(kFileMark) + out.id.hex();
  out.pool = std::get<0>(group);
  out.rail = std::get<2>(group);
  out.currency = Currency::parse(std::get<3>(group)).value();
  out.window = window;
  return out;
}

Status add_files(const Call& call, const Group& group, const std::vector<Released>& payments, std::vector<WindowFile>& out) {
  std::map<std::pair<Instant, std::uint32_t>, WindowFile> windows;  // in the order in which they close
  for (const Released& one : payments) {
    if (!one.key) continue;
    KATIWALA_TRY(Journey journey, journey_of(call, one));
    if (!journey.released) continue;
    KATIWALA_TRY(const policies::CutOffs hours, hours_of(call, journey.rulebook, one.request.rail));
    const messages::Window window = messages::window_of(hours, *journey.released);
    auto found = windows.try_emplace({window.closes, window.number});
    WindowFile& file = found.first->second;
    if (found.second) file = empty_file(call, group, window);
    const bool goes_elsewhere = one.filed && *one.filed != file.id;
    const bool waits = one.request.state == RequestState::released && !goes_elsewhere;
    if (waits || journey.key == hand_over_key(file.id, one.request.id)) file.members.push_back({one.request, *one.key, std::move(journey.handed)});
  }
  for (auto& [closes, file] : windows)
    if (!file.members.empty()) out.push_back(std::move(file));
  return good();
}

/// A member's payment as it was released, with all that its file says of the payer.
Result<messages::PaymentFile> released_file(const Call& call, const FileMember& member) {
  KATIWALA_TRY(const Bytes bytes, call.house.vault().get(member.key, commitment(*member.request.file)));
  KATIWALA_TRY(messages::PaymentFile file, messages::read_payment_file(text_of(bytes)));
  const std::string& id = member.request.end_to_end_id;
  if (file.payments.size() != 1 || file.payments[0].end_to_end_id != id) return refuse(Code::RECORD_MALFORMED, "A released file is not the request's.", id);
  if (file.payments[0].amount != member.request.leaving()) return refuse(Code::AMOUNT_MISMATCH, std::string(sentence_of(Code::AMOUNT_MISMATCH)), id);
  return file;
}

Result<CivilDate> executed(const Call& call, const WindowFile& file) {
  const auto rulebook = call.house.rulebooks().find(call.journal(), file.first_handed()->rulebook);
  if (rulebook == nullptr) return refuse(Code::RULEBOOK_UNREADABLE);
  return messages::execution_day(payment_rail(file.rail), file.window, manila_date(file.first_handed()->when), rulebook->calendar());
}

/// Every rulebook that was in force once and that this program reads.
Result<std::vector<std::shared_ptr<const policies::Rulebook>>> all_rulebooks(const Call& call) {
  std::vector<Digest> adopted;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    for (const auto& [hash, rulebook] : state.rulebooks) adopted.push_back(hash);
  }));
  std::vector<std::shared_ptr<const policies::Rulebook>> out;
  for (const Digest& hash : adopted)
    if (auto book = call.house.rulebooks().find(call.journal(), hash)) out.push_back(std::move(book));
  return out;
}

/// Whether a window of that day, by any of these rulebooks' hours, has that id: asked before the entries of the day's payments are read.
bool may_hold(const Call& call, const Group& group, const PaymentFileId& id, const std::vector<std::shared_ptr<const policies::Rulebook>>& books) {
  return std::ranges::any_of(books, [&](const auto& book) {
    const policies::CutOffs hours = policies::cut_offs(*book, std::get<2>(group));
    for (std::uint32_t number = 1; number <= messages::windows_a_day(hours); ++number)
      if (id_of(call, group, messages::window_at(hours, std::get<1>(group), number)) == id) return true;
    return false;
  });
}

}  // namespace

Amount WindowFile::total() const {
  Amount sum = zero(currency);
  for (const FileMember& member : members) sum += member.request.leaving();
  return sum;
}

const HandedOver* WindowFile::first_handed() const {
  const HandedOver* out = nullptr;
  for (const FileMember& member : members)
    if (member.handed && (out == nullptr || member.handed->entry < out->entry)) out = &*member.handed;
  return out;
}

bool WindowFile::handed_over() const {
  return std::ranges::all_of(members, [](const FileMember& member) { return member.handed.has_value(); });
}

std::string hand_over_key(const PaymentFileId& file, const custody::RequestId& request) {
  return std::string(kKeyPrefix) + file.hex().substr(0, kKeyDigits) + "." + request.hex();
}

Result<bool> needs_two_releasers(const Call& call) {
  Digest in_force{};
  KATIWALA_CHECK(look(call, [&](const custody::State& state) { in_force = state.ledger.rulebook; }));
  const auto book = call.house.rulebooks().find(call.journal(), in_force);
  if (book == nullptr) return refuse(Code::RULEBOOK_UNREADABLE);
  return policies::file_releasers(*book) != 1;
}

Result<std::optional<custody::ReleasedFile>> find_released(const Call& call, const PaymentFileId& id) {
  std::optional<custody::ReleasedFile> out;
  KATIWALA_CHECK(look(call, [&](const custody::State& state) {
    if (const auto* file = state.file(id)) out = *file;
  }));
  return out;
}

Result<PaymentFileId> own_file(const custody::Request& request) {
  const std::size_t digits = 2 * PaymentFileId{}.bytes.size(), size = request.message_id.size();
  const auto id = PaymentFileId::parse(request.message_id.substr(size < digits ? size : size - digits));
  if (!id) return refuse(Code::RECORD_MALFORMED, "The payment was released under a message id that this door did not draw.");
  return *id;
}

Status may_leave_released(const Call& call, const PaymentFileId& id, const std::vector<custody::RequestId>& requests) {
  KATIWALA_TRY(const auto released, find_released(call, id));
  if (released && released->requests == requests) return good();
  if (released) return refuse(Code::PAYMENT_FILE_UNRELEASED, "The file has changed since two persons released it; it must be released again.");
  KATIWALA_TRY(const bool two, needs_two_releasers(call));
  return two ? Status(refuse(Code::PAYMENT_FILE_UNRELEASED)) : good();
}

Status asked_by_no_other_site(const Call& call) {
  constexpr std::string_view kSite = "sec-fetch-site";
  const std::string* site = call.request.headers.find(kSite);
  if (site == nullptr || *site == "same-origin" || *site == "none") return good();
  return refuse(Code::HTTP_HEADER, "The page of another site has asked for this file; open it yourself.", std::string(kSite));
}

Result<bool> went_with_a_file(const Call& call, const custody::Request& request, const crypto::KeyId& key) {
  if (request.state == RequestState::released) return false;
  KATIWALA_TRY(const Journey journey, journey_of(call, {request, key, std::nullopt}));
  return journey.key.starts_with(kKeyPrefix);
}

Result<std::vector<WindowFile>> window_files(const Call& call, const FileFilter& filter) {
  KATIWALA_TRY(const auto groups, released_groups(call, filter));
  std::vector<WindowFile> out;
  for (const auto& [group, payments] : groups) KATIWALA_CHECK(add_files(call, group, payments, out));
  return out;
}

Result<WindowFile> find_window_file(const Call& call, const PaymentFileId& id) {
  KATIWALA_TRY(const auto groups, released_groups(call, {}));
  KATIWALA_TRY(const auto books, all_rulebooks(call));
  for (const auto& [group, payments] : groups) {
    if (!may_hold(call, group, id, books)) continue;
    // A file with a payment less would be another file under the same name.
    if (std::ranges::any_of(payments, [](const Released& one) { return !one.key; })) return refuse(Code::KEY_MISSING);
    std::vector<WindowFile> files;
    KATIWALA_CHECK(add_files(call, group, payments, files));
    for (WindowFile& file : files)
      if (file.id == id) return std::move(file);
  }
  return refuse(Code::PAYMENT_FILE_UNKNOWN, "No payment goes with such a file.", "path");
}

Result<std::optional<WindowFile>> find_by_message_id(const Call& call, std::string_view message_id) {
  if (!message_id.starts_with(kFileMark)) return std::optional<WindowFile>{};
  const auto id = PaymentFileId::parse(message_id.substr(kFileMark.size()));
  if (!id) return std::optional<WindowFile>{};
  auto found = find_window_file(call, *id);
  if (!found.ok()) return found.refusal().code == Code::PAYMENT_FILE_UNKNOWN ? Result<std::optional<WindowFile>>(std::nullopt) : found.refusal();
  return std::optional<WindowFile>(std::move(found).value());
}

Result<std::string> compose(const Call& call, const WindowFile& file) {
  KATIWALA_ASSERT(file.handed_over(), "a file is put together before it is handed over");
  std::optional<messages::PaymentFile> whole;
  for (const FileMember& member : file.members) {
    KATIWALA_TRY(messages::PaymentFile one, released_file(call, member));
    if (whole) whole->payments.push_back(std::move(one.payments[0]));
    else whole = std::move(one);
  }
  whole->message_id = whole->payment_information_id = file.message_id;
  whole->created = file.first_handed()->when;
  KATIWALA_TRY(whole->execution_date, executed(call, file));
  return messages::write_payment_file(*whole);
}

}  // namespace katiwala::api::door
