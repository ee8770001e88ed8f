// Events of the bank's side: payment files that two persons released.
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

}  // namespace

std::vector<Case> bank_cases() { return of_payment_files(); }

}  // namespace katiwala::custody::testing
