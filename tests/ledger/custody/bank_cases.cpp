// Events of the bank's side: payment files that two persons released, older books that were brought in.
#include "tests/ledger/custody/world.h"

namespace katiwala::custody::testing {
namespace {

const PaymentFileId kFile = id_of<PaymentFileId>(0x90);
const RequestId kSecond = id_of<RequestId>(0x71), kThird = id_of<RequestId>(0x72);

FileReleased file_of(std::vector<RequestId> requests, std::int64_t minor) {
  return {kFile, "KTB-1", Rail::pesonet, std::move(requests), Amount(php(), minor), {kReleaserPerson, kOfficerPerson}};
}

std::vector<Case> of_payment_files() {
  return {
      {"a payment file is released by two", nothing, subject(kPool), file_of({kRequest, kSecond}, 300), {row(Table::file, 0x90)},
       [](const World& w) {
         const ReleasedFile* file = w.state.file(kFile);
         ASSERT_NE(file, nullptr);
         EXPECT_EQ(file->pool, kPool);
         EXPECT_EQ(file->message_id, "KTB-1");
         EXPECT_EQ(file->rail, Rail::pesonet);
         EXPECT_EQ(file->requests, (std::vector<RequestId>{kRequest, kSecond}));
         EXPECT_EQ(file->total, Amount(php(), 300));
         EXPECT_EQ(file->releasers, (std::vector<PersonId>{kReleaserPerson, kOfficerPerson}));
         EXPECT_EQ(file->entry, w.seq);
         EXPECT_EQ(w.state.file_of(kSecond), file);
         EXPECT_EQ(w.state.file_of(kThird), nullptr);
       }},
      {"released anew it is what was released last", [](World& w) { w.apply(subject(kPool), file_of({kRequest, kSecond}, 300)); }, subject(kPool),
       file_of({kSecond, kThird}, 500), {row(Table::file, 0x90)},
       [](const World& w) {
         ASSERT_EQ(w.state.files.size(), 1u);
         EXPECT_EQ(w.state.file(kFile)->total, Amount(php(), 500));
         EXPECT_EQ(w.state.file(kFile)->entry, w.seq);
         EXPECT_EQ(w.state.file_of(kRequest), nullptr);
         EXPECT_NE(w.state.file_of(kThird), nullptr);
       }},
      {"a payment leaves with it", [](World& w) { w.open_request(300); }, subject(kWard), LeftWithFile{kRequest, kFile, {kReleaserPerson, kOfficerPerson}}, {},
       [](const World& w) { EXPECT_EQ(w.state.request(kRequest)->state, RequestState::judged) << "what moves it is the event beside"; }},
  };
}

const OpeningId kOpening = id_of<OpeningId>(0xa0), kOtherOpening = id_of<OpeningId>(0xa1);

std::vector<OpeningLine> lines_of(std::int64_t minor) {
  const Amount none(usd(), 0), all(usd(), minor);
  return {{kAward, std::nullopt, all, none, all, none}};
}
OpeningTotals totals_of(std::int64_t minor) {
  const Amount none(usd(), 0), all(usd(), minor);
  return {1, all, none, none, none, none, all};
}
BooksOpened books(std::int64_t minor, const OpeningId& opening = kOpening) { return {opening, day("2025-12-31"), digest_of(1), digest_of(2), {totals_of(minor)}}; }
const PoolCash& dollars(const World& w) { return *find_cash(*w.state.pool(kPool), usd()); }

std::vector<Case> of_notes() {
  const auto note = [](World& w) { w.apply(subject(kWard), OpeningNoted{kOpening, lines_of(500)}); };
  const BalanceBrought brought{kOpening, day("2025-12-31"), digest_of(1), lines_of(500)};
  return {
      {"what an older book holds is noted", nothing, subject(kWard), OpeningNoted{kOpening, lines_of(500)}, {row(Table::ward, 0x40)},
       [](const World& w) {
         ASSERT_TRUE(w.ward().noted.has_value());
         EXPECT_EQ(w.ward().noted->opening, kOpening);
         EXPECT_EQ(w.ward().noted->lines, lines_of(500));
         EXPECT_FALSE(w.ward().moved) << "nothing moved";
       }},
      {"and noted anew", note, subject(kWard), OpeningNoted{kOtherOpening, lines_of(600)}, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_EQ(w.ward().noted->opening, kOtherOpening);
         EXPECT_EQ(w.ward().noted->lines, lines_of(600));
       }},
      {"and not meant any more", note, subject(kWard), OpeningNoted{kOpening, {}}, {row(Table::ward, 0x40)}, [](const World& w) { EXPECT_FALSE(w.ward().noted); }},
      {"what is noted is brought in", note, subject(kWard), brought, {row(Table::ward, 0x40)},
       [](const World& w) {
         EXPECT_FALSE(w.ward().noted);
         ASSERT_EQ(w.ward().brought.size(), 1u);
         EXPECT_EQ(w.ward().brought[0].lines, lines_of(500));
         EXPECT_EQ(w.ward().brought[0].as_of, day("2025-12-31"));
         EXPECT_EQ(w.ward().brought[0].source, digest_of(1));
         EXPECT_EQ(w.ward().brought[0].entry, w.seq);
         EXPECT_EQ(w.ward().moved, manila_date(w.time));
       }},
      {"what was brought in is taken back, and nothing else", [brought](World& w) {
         w.apply(subject(kWard), brought);
         w.apply(subject(kWard), brought);
       }, subject(kWard), BroughtUndone{7}, {row(Table::ward, 0x40)},
       [](const World& w) {
         ASSERT_EQ(w.ward().brought.size(), 1u);
         EXPECT_EQ(w.ward().brought[0].entry, 8u);
       }},
  };
}

std::vector<Case> of_openings() {
  const auto one = [](World& w) { w.apply(subject(kPool), books(500)); };
  const auto two = [one](World& w) {
    one(w);
    w.apply(subject(kPool), books(300, kOtherOpening));
  };
  return {
      {"an older book is brought in", nothing, subject(kPool), books(500), {row(Table::pool, 0x20)},
       [](const World& w) {
         EXPECT_EQ(dollars(w).brought, Amount(usd(), 500));
         EXPECT_EQ(dollars(w).brought_as_of, day("2025-12-31"));
         EXPECT_FALSE(find_cash(*w.state.pool(kPool), php())->brought_as_of) << "of another currency nothing was said";
       }},
      {"and more of it", one, subject(kPool), books(300, kOtherOpening), {row(Table::pool, 0x20)}, [](const World& w) { EXPECT_EQ(dollars(w).brought, Amount(usd(), 800)); }},
      {"some of it is taken back", two, subject(kPool), OpeningUndone{1, {Amount(usd(), 500)}}, {row(Table::pool, 0x20)},
       [](const World& w) {
         EXPECT_EQ(dollars(w).brought, Amount(usd(), 300));
         EXPECT_EQ(dollars(w).brought_as_of, day("2025-12-31"));
       }},
      {"all of it is taken back", one, subject(kPool), OpeningUndone{1, {Amount(usd(), 500)}}, {row(Table::pool, 0x20)},
       [](const World& w) {
         EXPECT_FALSE(dollars(w).brought);
         EXPECT_FALSE(dollars(w).brought_as_of);
       }},
  };
}

const RecallId kRecall = id_of<RecallId>(0xb0);

RecallFiled asked_back() { return {kRecall, kCredit, Amount(usd(), 300), "DUPL", 2, VaultRef{id_of<Id<VaultItemTag>>(0xb1), digest_of(3)}}; }

std::vector<Case> of_recalls() {
  const auto filed = [](World& w) { w.apply(subject(kPool), asked_back()); };
  return {
      {"a payment is asked back", nothing, subject(kPool), asked_back(), {row(Table::recall, 0xb0)},
       [](const World& w) {
         const Recall* recall = w.state.recall(kRecall);
         ASSERT_NE(recall, nullptr);
         EXPECT_EQ(recall->pool, kPool);
         EXPECT_EQ(recall->credit, kCredit);
         EXPECT_EQ(recall->amount, Amount(usd(), 300));
         EXPECT_EQ(recall->reason, "DUPL");
         EXPECT_EQ(recall->number, 2u);
         EXPECT_EQ(recall->entry, w.seq);
         EXPECT_EQ(recall->filed, manila_date(w.time));
         EXPECT_EQ(recall->standing, RecallStanding::open);
         EXPECT_EQ(w.state.recall_of(kCredit, RecallStanding::open), recall);
         EXPECT_EQ(w.state.recall_of(kCredit, RecallStanding::refused), nullptr);
         EXPECT_EQ(w.state.recall_of(id_of<CreditId>(0x61), RecallStanding::open), nullptr);
       }},
      {"one that did not come here is the ledger's", nothing, ledger_subject(), RecallFiled{kRecall, {}, {}, "", 1, {}}, {row(Table::recall, 0xb0)},
       [](const World& w) { EXPECT_FALSE(w.state.recall(kRecall)->pool); }},
      {"and answered", filed, subject(kPool), RecallAnswered{kRecall, RecallStanding::promised, "CUST", id_of<CourtOrderId>(0xb2)}, {row(Table::recall, 0xb0)},
       [](const World& w) {
         const Recall* recall = w.state.recall(kRecall);
         EXPECT_EQ(recall->standing, RecallStanding::promised);
         EXPECT_EQ(recall->answer, "CUST");
         EXPECT_EQ(recall->reason, "DUPL") << "why it was asked stays";
         EXPECT_EQ(recall->court_order, id_of<CourtOrderId>(0xb2));
         EXPECT_EQ(recall->answered, w.time);
         EXPECT_EQ(recall->answered_in, w.seq);
         EXPECT_EQ(w.state.recall_of(kCredit, RecallStanding::promised), recall);
       }},
  };
}

}  // namespace

std::vector<Case> bank_cases() {
  std::vector<Case> out = of_payment_files();
  for (const auto& more : {of_notes(), of_openings(), of_recalls()}) out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace katiwala::custody::testing
