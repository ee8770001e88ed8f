#include "tests/model/history.h"

#include "tests/model/translate.h"

namespace katiwala::model {

reference::Name Dice::name() {
  reference::Name out;
  for (std::size_t i = 0; i < out.size(); i += 8) {
    const std::uint64_t bits = next();
    for (std::size_t j = 0; j < 8; ++j) out[i + j] = static_cast<unsigned char>(bits >> (8 * j));
  }
  return out;
}

namespace {

std::string in_words(const reference::Name& name) { return to_hex(ByteView(name).first(6)); }
std::string in_words(const std::optional<reference::Name>& name) { return name ? in_words(*name) : "-"; }
std::string in_words(const reference::Money& money) { return amount(money).text() + " " + currency(money.currency).code(); }

/// What of an action a reader looks for first.
struct Words {
  template <class C>
  std::string operator()(const C& c) const {
    std::string out;
    if constexpr (requires { c.ward; }) out += " ward " + in_words(c.ward);
    if constexpr (requires { c.pool.size(); }) out += " pool " + in_words(c.pool);
    if constexpr (requires { c.order.size(); }) out += " order " + in_words(c.order);
    if constexpr (requires { c.credit; }) out += " credit " + in_words(c.credit);
    if constexpr (requires { c.request; }) out += " request " + in_words(c.request);
    if constexpr (requires { c.payee.size(); }) out += " payee " + in_words(c.payee);
    if constexpr (requires { c.person; }) out += " person " + in_words(c.person);
    if constexpr (requires { c.recall.size(); }) out += " recall " + in_words(c.recall);
    if constexpr (requires { c.opening.size(); }) out += " opening " + in_words(c.opening);
    if constexpr (requires { c.amount.minor; }) out += " " + in_words(c.amount);
    if constexpr (requires { c.proposal.step; }) out += " of step " + std::to_string(c.proposal.step);
    if constexpr (requires { c.of.step; }) out += " of step " + std::to_string(c.of.step);
    if constexpr (requires { c.to; c.who; } == false && requires { c.to + 1; } && !requires { c.person; }) out += " to " + Instant{c.to}.manila_text();
    if constexpr (requires { c.booked; }) out += " booked " + CivilDate(c.booked).text();
    if constexpr (requires { c.value_date; }) out += " value " + CivilDate(c.value_date).text();
    if constexpr (requires { c.number; c.filed; }) out += " duty " + std::to_string(c.number) + " filed " + CivilDate(c.filed).text();
    if constexpr (requires { c.edition; }) out += " edition " + std::to_string(c.edition);
    if constexpr (requires { c.as_of; }) out += " as of " + CivilDate(c.as_of).text();
    if constexpr (requires { c.lines.size(); })
      for (const auto& line : c.lines) out += " " + in_words(line.amount) + (line.award ? " award " + in_words(line.award) : "");
    if constexpr (requires { c.totals; })
      for (const auto& total : c.totals) out += " " + in_words(total.bank);
    if constexpr (requires { c.amount->minor; c.recall; }) out += c.amount ? " " + in_words(*c.amount) : " all";
    if constexpr (requires { c.recall; c.court_order; })
      out += c.to == reference::RecallStanding::promised ? " promised by " + in_words(c.court_order) : " refused";
    if constexpr (requires { c.sold; }) out += " sold " + in_words(c.sold) + " bought " + in_words(c.bought);
    return out;
  }
};

}  // namespace

std::string describe(const Scripted& step) {
  constexpr std::string_view kSigning[] = {"unsigned", "signed", "signature broken", "signed for another ledger"};
  std::string out = "  step " + std::to_string(step.number) + ": ";
  if (step.kind == Scripted::Kind::restart) return out + "restart";
  if (step.kind == Scripted::Kind::again) return out + "step " + std::to_string(step.of) + " again";
  if (step.kind == Scripted::Kind::instead) return out + "the key of step " + std::to_string(step.of) + " with another request";
  const reference::Operation& operation = step.operation;
  out += std::string(reference::kActionNames[operation.action.index()]) + std::visit(Words{}, operation.action);
  return out + ", by " + in_words(operation.who) + ", " + std::string(kSigning[static_cast<std::size_t>(operation.signing)]);
}

}  // namespace katiwala::model
