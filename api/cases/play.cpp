#include "api/cases/play.h"

#include <algorithm>

#include "api/cases/scene.h"
#include "ledger/crypto/digest.h"
#include "policies/judge.h"

namespace katiwala::api::cases {

using namespace custody;

namespace {

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::ranges::find(list, text) == list.end()) list.push_back(std::move(text));
}

/// What speaks against it. Where the real reasons are kept in a file of their own, what stands for them in the ward's part is not one.
void add_codes(const Decision& decision, Answer& answer) {
  const auto against = [](const Reason& reason) { return reason.outcome != Outcome::allow; };
  std::vector<const Reason*> kept;
  for (const Effect& effect : decision.effects) {
    const auto* reasons = std::get_if<ReasonsKept>(&effect.event);
    if (reasons == nullptr) continue;
    for (const Reason& reason : reasons->reasons)
      if (against(reason)) kept.push_back(&reason);
  }
  for (const Reason& reason : decision.reasons) {
    if (!against(reason)) continue;
    add_once(answer.told, reason.code);
    const bool stands_for_another = reason.code == name_of(Code::UNDER_REVIEW) && !kept.empty();
    if (!stands_for_another) add_once(answer.codes, reason.code);
  }
  for (const Reason* reason : kept) add_once(answer.codes, reason->code);
}

void add_consequences(const Decision& decision, Answer& answer) {
  for (const Effect& effect : decision.effects) {
    if (const auto* opened = std::get_if<ObligationOpened>(&effect.event)) {
      answer.duties.push_back(std::string(name(opened->obligation.duty)) + " " + opened->obligation.due.text());
    } else if (const auto* weighed = std::get_if<FlagsWeighed>(&effect.event)) {
      for (const Flag& flag : weighed->raised) add_once(answer.flags, flag.code);
    } else if (const auto* judged = std::get_if<RequestJudged>(&effect.event)) {
      answer.tier = name(judged->request.tier);
    } else if (const auto* proposed = std::get_if<ProposalOpened>(&effect.event)) {
      for (const Role role : proposed->needs) answer.waits_for.emplace_back(name(role));
    }
  }
}

/// One case's ledger on paper.
class Paper {
 public:
  Paper(policies::Judge& judge, State state, Instant now) : judge_(judge), state_(std::move(state)), now_(now) {}

  /// Asked, and carried out where it is accepted.
  Decision ask(Who who, Command command) {
    Submission asked;
    asked.command = std::move(command);
    asked.principal = key_of(who);
    asked.signature = Signature{fingerprint_of(who), {1}};
    asked.signature_valid = true;
    asked.seq = ++last_;
    asked.time = {now_.micros + static_cast<std::int64_t>(last_ - kFirst)};
    const Decision decision = judge_.decide(state_, asked);
    answer_.outcome = name(decision.outcome);
    answer_.codes.clear();
    answer_.told.clear();
    add_codes(decision, answer_);
    add_consequences(decision, answer_);
    if (decision.accepted()) carry_out(asked, decision);
    return decision;
  }

  /// Asked by `who`, and agreed to by everybody whom it waits for, each another person.
  bool agreed(Who who, Command command) {
    const Decision asked = ask(who, std::move(command));
    const ProposalId proposal = last_;
    const Proposal* open = state_.proposal(proposal);
    if (!asked.accepted() || open == nullptr) return asked.accepted();
    const Subject about = open->about;
    for (const Role role : std::vector<Role>(open->needs)) {
      if (!ask(approver(role, who), Approve{proposal, about}).accepted()) return false;
    }
    return true;
  }

  [[nodiscard]] Answer answer() && { return std::move(answer_); }

 private:
  static constexpr std::uint64_t kFirst = 1000;  ///< entries of the facts have lower numbers

  static Who approver(Role role, Who asker) {
    switch (role) {
      case Role::social_worker: return Who::social_worker;
      case Role::compliance: return Who::compliance;
      default: return asker == Who::officer ? Who::officer2 : Who::officer;
    }
  }

  void carry_out(const Submission& asked, const Decision& decision) {
    const Origin origin{asked.seq, asked.time, asked.principal, &asked.command, state_.ledger.rulebook, said_with(asked)};
    for (const Effect& effect : decision.effects) apply(state_, origin, effect.about, effect.event, nullptr);
    std::vector<book::Posting> lines;
    for (const SubjectPosting& line : decision.postings) lines.push_back(line.posting);
    apply(state_, book::Balanced::check(std::move(lines)).value(), nullptr);
  }

  policies::Judge& judge_;
  State state_;
  Instant now_;
  std::uint64_t last_ = kFirst;
  Answer answer_;
};

// -- the questions

RequestDisbursement request_of(const Fields& said) {
  RequestDisbursement out;
  out.request = kRequest;
  out.ward = kWard;
  out.payee = kPayee;
  out.amount = amount_of(said, "amount");
  out.purpose = word_of(said, "purpose", Purpose::education);
  if (said.flag("under_order", false)) out.court_order = kCourtOrder;
  out.rail = maybe_word<Rail>(said, "rail");
  if (const auto voucher = said.maybe("voucher"); voucher && !voucher->empty()) out.voucher = document_of(*voucher);
  out.service_from = maybe_date(said, "service_from");
  out.service_to = maybe_date(said, "service_to");
  return out;
}

Release release_of() {
  Release out;
  out.request = kRequest;
  out.ward = kWard;
  out.message_id = "CASE-1";
  out.end_to_end_id = "CASE-1";
  out.uetr.fill(1);
  out.file = {made_id<Id<VaultItemTag>>(1), document_of("payment file")};
  return out;
}

void ask_request(Paper& paper, const Fields& said) {
  const Who by = word_of(said, "by", Who::guardian);
  const Until until = word_of(said, "until", Until::asked);
  if (until == Until::asked) {
    paper.ask(by, request_of(said));
  } else if (paper.agreed(by, request_of(said)) && until == Until::released) {
    paper.ask(Who::releaser, release_of());
  }
}

RegisterPayee payee_of(const Fields& said) {
  const Who who = word_of(said, "person", Who::stranger);
  RegisterPayee out;
  out.ward = kWard;
  out.payee = kOtherPayee;
  out.person = person_of(who);
  out.payee_kind = word_of(said, "kind", PayeeKind::school);
  out.rail = word_of(said, "rail", Rail::book_transfer);
  out.currency = Currency::parse("PHP").value();
  out.details = {made_id<Id<VaultItemTag>>(2), document_of("account details")};
  out.marks = {account_of(who)};
  return out;
}

AppointGuardian guardian_of(const Fields& said) {
  const Who who = word_of(said, "person", Who::stranger);
  AppointGuardian out;
  out.ward = kWard;
  out.person = person_of(who);
  out.guardian_kind = word_of(said, "kind", GuardianKind::court_appointed);
  out.letters = maybe_date(said, "letters");
  out.bond_ordered = maybe_amount(said, "bond_ordered");
  out.no_other_property = said.flag("no_other_property", false);
  out.other_property = maybe_amount(said, "other_property");
  out.document = document_of("letters of guardianship");
  out.marks = {account_of(who)};
  out.parent = maybe_word<ParentKind>(said, "parent");
  return out;
}

Answer answer_of(const Case& one, policies::Judge& judge, const policies::Rulebook& book, const std::string& text, const Digest& hash) {
  Paper paper(judge, scene_of(one, book, text, hash), moment_of(one));
  if (one.question == "request") ask_request(paper, one.asked);
  else if (one.question == "receipt") paper.agreed(Who::officer, MatchCredit{kCredit, kOrder});
  else if (one.question == "new_payee") paper.agreed(word_of(one.asked, "by", Who::officer), payee_of(one.asked));
  else if (one.question == "new_guardian") paper.agreed(Who::officer, guardian_of(one.asked));
  else halt("a question that the reader lets through and nobody asks", __FILE__, __LINE__);
  return std::move(paper).answer();
}

// -- against what is expected

std::string joined(std::vector<std::string> list) {
  std::ranges::sort(list);
  std::string out;
  for (const std::string& one : list) out += (out.empty() ? "" : ", ") + one;
  return out.empty() ? "none" : out;
}

std::vector<Failure> failures_of(const Expected& wanted, const Answer& found) {
  std::vector<Failure> out;
  const auto compare = [&](const char* what, const std::string& expected, const std::string& was) {
    if (expected != was) out.push_back({what, expected, was});
  };
  const auto compare_lists = [&](const char* what, const std::optional<std::vector<std::string>>& expected, const std::vector<std::string>& was) {
    if (expected) compare(what, joined(*expected), joined(was));
  };
  compare("outcome", wanted.outcome, found.outcome);
  if (wanted.tier) compare("tier", *wanted.tier, found.tier.empty() ? "none" : found.tier);
  compare_lists("codes", wanted.codes, found.codes);
  compare_lists("told", wanted.told, found.told);
  compare_lists("flags", wanted.flags, found.flags);
  compare_lists("duties", wanted.duties, found.duties);
  compare_lists("waits_for", wanted.waits_for, found.waits_for);
  return out;
}

Digest hash_text(std::string_view text) { return crypto::sha256(view(text)); }

}  // namespace

std::size_t TableReport::failed() const {
  return static_cast<std::size_t>(std::ranges::count_if(cases, [](const CaseReport& one) { return !one.good(); }));
}

Result<TableReport> play_table(const Table& table, std::string_view bundle) {
  KATIWALA_TRY(const std::string text, scenario::changed_rulebook(bundle, table.rulebook, table.file));
  KATIWALA_TRY(const policies::Rulebook book, policies::Rulebook::parse(text));
  policies::Judge judge(&hash_text);
  TableReport out{table.file, table.title, book.version(), {}};
  for (const Case& one : table.cases) {
    Answer answer = answer_of(one, judge, book, text, hash_text(text));
    std::vector<Failure> failures = failures_of(one.expected, answer);
    out.cases.push_back({one.name, one.line, std::move(answer), std::move(failures)});
  }
  return out;
}

}  // namespace katiwala::api::cases
