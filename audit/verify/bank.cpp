// What leaves for the bank together: released by two persons, none of whom has a part in what leaves.
#include <algorithm>

#include "audit/verify/ledger.h"

namespace verify {

/// It comes of an approval: whoever proposed the file and whoever agreed are its releasers, and what it says is what was proposed.
void Ledger::release_file(const Entry& entry, const Part& part, Value said) {
  const Place place = entry.place(&part);
  const bool agreed = entry.asked && entry.act.command == Command::approve;
  CHECK("file-agreed", agreed, place, "a payment file released by an entry that is no approval");
  if (!agreed) return;
  const Proposal& proposal = approved_by(entry);
  const Value asked = proposal.asked.empty() ? Value() : Value(proposal.asked.data());
  const bool proposed = asked && static_cast<Command>(asked[0].number()) == Command::release_file;
  CHECK("file-proposed", proposed, place, "a payment file released that nobody proposed");
  if (!proposed) return;
  CHECK("file-pool", asked[1].find(2).bytes() == view(part.subject.id), place, "a payment file released in the part of another pool than its own");
  constexpr std::pair<int, int> kAsAsked[] = {{1, 1}, {2, 3}, {3, 4}, {4, 5}, {5, 6}};
  for (const auto& [member, of_body] : kAsAsked)
    CHECK("file-as-proposed", said.find(member).raw() == asked[1].find(of_body).raw(),
          place, "the file released differs from the one proposed in member " + std::to_string(member));
  File file;
  for (const Value request : said.find(4)) file.requests.push_back(request.as<Id>());
  for (const Value person : said.find(6)) file.releasers.push_back(person.as<Id>());
  const Principal* who = principals_.find(entry.act.principal);
  CHECK("file-releasers", who && file.releasers == (std::vector<Id>{proposal.proposer, who->person}),
        place, "the releasers of the file are not who proposed it and who agreed");
  for (const Id& request : file.requests) {
    const auto judged = requests_.find(request);
    const auto asked_for = judged == requests_.end() ? proposals_.end() : proposals_.find(judged->second.proposal);
    if (asked_for == proposals_.end()) continue;  // what named it can not be read
    const auto has_part = [&paid = asked_for->second](const Id& person) {
      return person == paid.proposer || std::any_of(paid.approvals.begin(), paid.approvals.end(), [&](const auto& given) { return given.first == person; });
    };
    CHECK("file-apart", std::none_of(file.releasers.begin(), file.releasers.end(), has_part), place, "a releaser of the file asked for or approved a payment in it");
  }
  const Id id = said.find(1).as<Id>();
  for (const Id& request : files_[id].requests) filed_.erase(request);  // released anew, with the payments of now
  for (const Id& request : file.requests) filed_[request] = id;
  files_[id] = std::move(file);
  ++report_.count("payment files released by two persons");
}

void Ledger::leave_with_file(const Entry& entry, Value said, const Place& place) {
  const bool asked = entry.asked && entry.act.command == Command::hand_over && entry.body().find(1).bytes() == said.find(1).bytes();
  CHECK("left-asked", asked, place, "a payment left with a file by an entry that does not hand it over");
  const auto file = files_.find(said.find(2).as<Id>());
  const bool listed = file != files_.end() && std::count(file->second.requests.begin(), file->second.requests.end(), said.find(1).as<Id>()) == 1;
  CHECK("left-released", listed, place, "a payment left with a file that was not released with it");
  std::vector<Id> releasers;
  for (const Value person : said.find(3)) releasers.push_back(person.as<Id>());
  CHECK("left-releasers", file == files_.end() || releasers == file->second.releasers, place, "a payment left with a file that other persons released");
  left_here_ = true;
}

/// What was released with a file does not leave as if it had not been.
void Ledger::check_hand_over(const Entry& entry) {
  CHECK("left-missing", left_here_ || !filed_.contains(entry.body().find(1).as<Id>()), entry.place(entry.asked), "handed over without the file it was released with");
}

}  // namespace verify
