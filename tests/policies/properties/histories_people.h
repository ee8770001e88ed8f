/// Who is paid in random histories. All invented.
#pragma once

#include "tests/policies/story.h"

namespace katiwala::policies::properties {

using namespace kit;

inline const OrderId kRestitution = id<OrderId>(0x41), kAssistance = id<OrderId>(0x42);

struct Paid {
  PayeeId payee;
  PersonId person;
  PayeeKind kind;
  Rail rail;
  std::string_view currency;
  Purpose purpose;
};
/// Two records of one school, two of one shop.
inline const Paid kPaid[] = {
    {id<PayeeId>(0x61), id<PersonId>(0x61), PayeeKind::school, Rail::book_transfer, "PHP", Purpose::education},
    {id<PayeeId>(0x62), id<PersonId>(0x61), PayeeKind::school, Rail::instapay, "PHP", Purpose::education},
    {id<PayeeId>(0x63), id<PersonId>(0x63), PayeeKind::medical_facility, Rail::instapay, "PHP", Purpose::medical},
    {id<PayeeId>(0x64), id<PersonId>(0x64), PayeeKind::shop, Rail::instapay, "PHP", Purpose::food_clothing},
    {id<PayeeId>(0x65), id<PersonId>(0x64), PayeeKind::shop, Rail::instapay, "PHP", Purpose::transport},
    {id<PayeeId>(0x66), id<PersonId>(0x66), PayeeKind::landlord, Rail::pesonet, "PHP", Purpose::shelter},
    {id<PayeeId>(0x67), id<PersonId>(0x67), PayeeKind::lawyer, Rail::book_transfer, "PHP", Purpose::legal_documents},
    {id<PayeeId>(0x68), person_of(kGuardian), PayeeKind::guardian, Rail::book_transfer, "PHP", Purpose::compensation},
    {id<PayeeId>(0x6b), id<PersonId>(0x6b), PayeeKind::cash, Rail::book_transfer, "PHP", Purpose::allowance},
    {id<PayeeId>(0x69), id<PersonId>(0x69), PayeeKind::school, Rail::swift, "USD", Purpose::education},
    {id<PayeeId>(0x6a), id<PersonId>(0x6a), PayeeKind::government, Rail::book_transfer, "PHP", Purpose::tax},
};

}  // namespace katiwala::policies::properties
