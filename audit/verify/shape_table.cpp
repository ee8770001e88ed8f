#include "audit/verify/shape.h"

namespace verify {

// docs/format.cddl.
const Bytes kShapeTable = R"(amount [currency [int
rate [currency [currency [int [uint
accept-restore 1:uint 2:uint 3:uint ?4:+witness-seen 5:text
act 1:uint 2:uint 3:id 4:b32 5:text 6:b32 7:b32 8:uint
subject-part 1:uint 2:subject 3:uint 4:b32 ?5:command ?6:signature ?7:outcome ?8:+reason ?9:+event ?10:+posting ?11:+balance
command |1:create-ledger |2:tick |3:move-clock |4:refuse-input |5:enrol-principal |6:revoke-principal |7:adopt-rulebook |8:erase-ward |9:record-rate |10:open-pool |11:open-ward |12:record-order |13:record-award |14:appoint-guardian |15:approve-bond |16:file-return |17:record-adverse |18:register-payee |19:record-court-order |30:receive-credit |31:match-credit |32:convert |33:request-disbursement |34:approve |35:cancel-proposal |36:release |37:hand-over |38:settle |39:reject-payment |40:reverse-entry |41:reconcile |42:record-charge |43:take-seal |44:declare-log-key |45:adopt-witnesses |46:accept-restore
event |1:ledger-created |2:rulebook-adopted |3:principal-enrolled |4:principal-revoked |5:clock-moved |6:rate-recorded |7:ward-erased |8:ledger-sealed |9:log-key-declared |50:witnesses-adopted |51:ledger-restored |10:pool-opened |11:credit-received |12:credit-matched |15:credit-reopened |16:credit-voided |13:references-used |14:statement-reconciled |20:order-recorded |21:order-allocated |22:order-receipt |30:ward-opened |31:award-recorded |32:guardian-appointed |33:bond-approved |34:payee-registered |35:court-order-recorded |36:adverse-recorded |37:obligation-opened |38:obligation-closed |39:obligation-overdue |40:award-credited |41:converted |42:request-judged |43:request-moved |44:request-released |45:covered-counted |46:majority-reached |47:alert-raised |48:majority-scheduled |60:proposal-opened |61:proposal-approved |62:proposal-closed |63:entry-reversed
account 1:account-kind 2:b16 3:currency
account-kind =1-9 =16-19 =24-27
adopt-rulebook 1:text
adopt-witnesses 1:uint ?2:+text
adverse-person 1:id 2:adverse-status ?3:+mark
adverse-recorded 1:adverse-person
adverse-status =1-3
alert-raised 1:text 2:text
appoint-guardian 1:id 2:id 3:guardian-kind ?4:civil-date ?5:amount ?6:true ?7:amount ?8:b32 ?9:+mark
approve 1:uint 2:subject
approve-bond 1:id 2:id 3:amount 4:civil-date ?5:b32
award 1:id 2:id 3:amount
award-credited 1:id 2:id 3:amount 4:amount 5:amount
award-recorded 1:award
balance 1:account 2:int
bond 1:amount 2:civil-date
bond-approved 1:id 2:bond
cancel-proposal 1:uint 2:subject 3:text
category =1-11
clock-moved 1:instant
convert 1:id 2:amount 3:amount 4:rate 5:text 6:instant ?7:amount ?8:+mark
converted 1:amount 2:amount 3:rate
court-order 1:id 2:civil-date ?3:civil-date 4:amount ?5:purpose ?6:id 7:b32
court-order-recorded 1:court-order
covered 1:civil-date 2:amount ?3:rate
covered-counted 1:covered
create-ledger 1:b16 2:text 3:mode 4:text 5:uint ?6:+principal-spec ?7:+signature ?8:b16 ?9:+text ?10:+text
credential 1:b32 ?2:bytes 3:instant 4:instant
credit-matched 1:id 2:id 3:amount 4:amount
credit-received 1:id 2:amount ?3:amount 4:civil-date 5:civil-date
credit-reopened 1:id
credit-voided 1:id
day-rate 1:civil-date 2:rate 3:text
declare-log-key 1:text 2:key-standing
duty =1-7
duty-owner =1-4
enrol-principal 1:principal-spec
entry-reversed 1:uint
erase-ward 1:id 2:text 3:b16
evidence-rank =1-6
fact 1:text 2:text
file-return 1:id 2:uint 3:civil-date ?4:b32 ?5:id
guardian 1:id 2:guardian-kind ?3:civil-date ?4:amount ?5:true ?6:amount ?7:bond ?8:+mark ?9:true
guardian-appointed 1:guardian
guardian-kind =1-2
hand-over 1:id 2:id
key-standing =1-3
ledger-created 1:b16 2:text 3:mode 4:uint ?5:b16 ?6:+text ?7:+text
ledger-restored 1:uint 2:uint 3:uint
ledger-sealed 1:civil-date 2:uint 3:b32
log-key-declared 1:text 2:key-standing
majority-reached 1:civil-date
majority-scheduled 1:civil-date
mark 1:mark-kind 2:b16
mark-kind =1-7
match-credit 1:id 2:id
mode =1-2
move-clock 1:instant
obligation 1:uint 2:duty 3:duty-owner 4:text 5:civil-date 6:civil-date ?7:civil-date ?8:true ?9:true
obligation-closed 1:uint 2:civil-date
obligation-opened 1:obligation
obligation-overdue 1:uint
open-pool 1:id 2:text 3:text 4:product ?5:+pool-account
open-ward 1:id 2:id 3:civil-date 4:civil-date 5:evidence-rank 6:residence ?7:b32 ?8:vault-ref ?9:+mark
order-allocated 1:amount
order-receipt 1:id 2:amount 3:amount
order-recorded 1:record-order
outcome =1-4
payee 1:id 2:id 3:payee-kind 4:rail 5:currency 6:vault-ref ?7:+mark 8:civil-date
payee-kind =1-8
payee-registered 1:payee
pool-account 1:currency 2:mark 3:vault-ref
pool-opened 1:open-pool
posting 1:account 2:int 3:category
principal-enrolled 1:principal-spec
principal-revoked 1:id
principal-spec 1:id 2:id 3:role 4:credential
product =1-4
proposal-approved 1:uint 2:id 3:role
proposal-closed 1:uint 2:proposal-state
proposal-opened 1:instant ?2:+role
proposal-state =1-4
purpose =1-10
rail =1-5
rate-recorded 1:day-rate
reason 1:outcome 2:text 3:text ?4:+fact
receive-credit 1:id 2:id 3:amount ?4:amount 5:civil-date 6:civil-date ?7:+mark ?8:vault-ref
reconcile 1:id 2:civil-date 3:amount ?4:mark ?5:vault-ref
record-adverse 1:id 2:id 3:adverse-status ?4:+mark
record-award 1:id 2:id 3:id 4:amount
record-charge 1:id 2:amount 3:civil-date ?4:+mark
record-court-order 1:id 2:id 3:civil-date ?4:civil-date 5:amount ?6:purpose ?7:id ?8:b32 ?9:vault-ref
record-order 1:id 2:text 3:civil-date 4:amount 5:b32 ?6:vault-ref
record-rate 1:rate 2:civil-date 3:text
references-used ?1:+mark
refuse-input 1:text 2:text 3:b32
register-payee 1:id 2:id 3:id 4:payee-kind 5:rail 6:currency 7:vault-ref ?8:+mark
reject-payment 1:id 2:id 3:text ?4:+mark
release 1:id 2:id 3:text 4:text 5:b16 6:vault-ref ?7:text
request 1:id 2:id 3:id 4:amount 5:purpose ?6:id 7:rail ?8:b32 9:tier 10:request-state 11:uint 12:id 13:civil-date 14:b32 ?15:id 16:text 17:text 18:b16 ?19:vault-ref ?20:civil-date ?21:+id ?22:civil-date ?23:amount ?24:uint
request-disbursement 1:id 2:id 3:id 4:amount 5:purpose ?6:id ?7:rail ?8:b32 ?9:vault-ref
request-judged 1:request ?2:rate
request-moved 1:id 2:request-state ?3:civil-date 4:text ?5:amount
request-released 1:id 2:id 3:text 4:text 5:b16 6:vault-ref
request-state =1-7
residence =1-2
reverse-entry 1:uint 2:subject 3:text
revoke-principal 1:id 2:text
role =1-8
rulebook-adopted 1:b32 2:text
settle 1:id 2:id 3:amount 4:civil-date 5:civil-date ?6:+mark ?7:vault-ref
signature 1:b32 ?2:bytes
statement-reconciled 1:civil-date 2:amount 3:amount 4:amount
subject 1:subject-kind 2:b16
subject-kind =1-4
take-seal 1:civil-date
tick 1:uint 2:instant 3:b16 4:uint
tier =1-3
vault-ref 1:id 2:b32
ward-erased 1:id 2:id 3:b16
ward-opened 1:open-ward
witness-seen 1:text 2:uint
witnesses-adopted 1:uint ?2:+text)";

// docs/proofs.md, A statement.
const Bytes kStatementTable = R"(statement 1:text 2:b16 3:subject 4:+leaf 5:leaf 6:uint 7:*b32 8:text
leaf 1:bytes 2:uint 3:b16 4:bytes 5:*b32)";

}  // namespace verify
