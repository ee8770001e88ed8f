#include "audit/verify/shape.h"

namespace verify {

// docs/format.cddl.
const Bytes kShapeTable = R"(amount [currency [int
rate [currency [currency [int [uint
act 1:uint 2:uint 3:id 4:b32 5:text 6:b32 7:b32 8:uint
subject-part 1:uint 2:subject 3:uint 4:b32 ?5:command ?6:signature ?7:outcome ?8:+reason ?9:+event ?10:+posting ?11:+balance
command |1:create-ledger |2:tick |3:move-clock |4:refuse-input |5:enrol-principal |6:revoke-principal |7:adopt-rulebook |8:erase-ward |9:record-rate |10:open-pool |11:open-ward |12:record-order |13:record-award |14:appoint-guardian |15:approve-bond |16:file-return |17:record-adverse |18:register-payee |19:record-court-order |30:receive-credit |31:match-credit |32:convert |33:request-disbursement |34:approve |35:cancel-proposal |36:release |37:hand-over |38:settle |39:reject-payment |40:reverse-entry |41:reconcile |42:record-charge |43:take-seal |44:declare-log-key |45:adopt-witnesses |46:accept-restore |20:record-fact |21:change-guardian |22:record-relation |23:change-payee |24:set-budget |25:share-voucher |26:change-court-order |27:open-duty |28:record-election |29:object-to |56:file-receipt |47:return-payment |48:record-interest |49:remit |50:resolve-credit |51:set-freeze |52:lift-freeze |53:open-case |54:move-case |55:report-incident |57:adopt-relying-party |58:enrol-credential |59:remove-credential |60:recover-credential |61:keep-credentials |62:release-file |63:note-opening |64:open-books |65:file-recall |66:answer-recall
event |1:ledger-created |2:rulebook-adopted |3:principal-enrolled |4:principal-revoked |5:clock-moved |6:rate-recorded |7:ward-erased |8:ledger-sealed |9:log-key-declared |50:witnesses-adopted |51:ledger-restored |10:pool-opened |11:credit-received |12:credit-matched |15:credit-reopened |16:credit-voided |13:references-used |14:statement-reconciled |20:order-recorded |21:order-allocated |22:order-receipt |30:ward-opened |31:award-recorded |32:guardian-appointed |33:bond-approved |34:payee-registered |35:court-order-recorded |36:adverse-recorded |37:obligation-opened |38:obligation-closed |39:obligation-overdue |40:award-credited |41:converted |42:request-judged |43:request-moved |44:request-released |45:covered-counted |46:majority-reached |47:alert-raised |48:majority-scheduled |60:proposal-opened |61:proposal-approved |62:proposal-closed |63:entry-reversed |79:file-opened |52:reasons-kept |53:flags-weighed |54:case-opened |55:case-moved |56:freeze-set |57:freeze-lifted |58:reminder-set |59:reminder-due |64:fact-recorded |65:fact-ended |66:guardian-moved |67:relation-recorded |68:payee-changed |69:budget-set |70:voucher-shared |71:court-order-moved |72:receipt-filed |73:interest-credited |74:election-recorded |75:credit-resolved |76:incident-recorded |77:obligation-moved |78:objection-recorded |80:relying-party-adopted |81:credential-enrolled |82:credential-removed |83:credentials-kept |84:credential-used |85:file-released |86:left-with-file |87:opening-noted |88:balance-brought |89:brought-undone |90:books-opened |91:opening-undone |92:recall-filed |93:recall-answered
accept-restore 1:uint 2:uint 3:uint ?4:+witness-seen 5:text
account 1:account-kind 2:b16 3:currency
account-kind =1-9 =16-19 =24-27
adopt-relying-party 1:relying-party
adopt-rulebook 1:text
adopt-witnesses 1:uint ?2:+text
adverse-person 1:id 2:adverse-status ?3:+mark
adverse-recorded 1:adverse-person
adverse-status =1-3
alert-raised 1:text 2:text
answer-recall 1:id 2:recall-standing 3:text ?4:id ?5:b32
appoint-guardian 1:id 2:id 3:guardian-kind ?4:civil-date ?5:amount ?6:true ?7:amount ?8:b32 ?9:+mark ?10:parent-kind
approve 1:uint 2:subject
approve-bond 1:id 2:id 3:amount 4:civil-date ?5:b32
award 1:id 2:id 3:amount
award-credited 1:id 2:id 3:amount 4:amount 5:amount
award-recorded 1:award
balance 1:account 2:int
balance-brought 1:id 2:civil-date 3:b32 ?4:+opening-line
bond 1:amount 2:civil-date
bond-approved 1:id 2:bond
books-opened 1:id 2:civil-date 3:b32 4:b32 ?5:+opening-totals
brought-credit 1:id 2:amount 3:civil-date
brought-undone 1:uint
budget 1:id 2:purpose 3:civil-date 4:civil-date 5:amount ?6:id
budget-set 1:budget
cancel-proposal 1:uint 2:subject 3:text
case-moved 1:uint 2:case-state 3:civil-date ?4:true
case-opened 1:watch-case
case-state =1-5
category =1-12
change-court-order 1:id 2:id 3:order-standing 4:civil-date ?5:b32 ?6:amount ?7:civil-date ?8:vault-ref
change-guardian 1:id 2:id 3:guardian-standing 4:civil-date ?5:b32 6:text
change-payee 1:id 2:id 3:vault-ref ?4:+mark ?5:rail
charge-kind =1-2
clock-moved 1:instant
convert 1:id 2:amount 3:amount 4:rate 5:text 6:instant ?7:amount ?8:+mark
converted 1:amount 2:amount 3:rate
court-order 1:id 2:civil-date ?3:civil-date 4:amount ?5:purpose ?6:id 7:b32 ?8:order-standing ?9:true ?10:true ?11:true ?12:uint ?13:uint ?14:civil-date
court-order-moved 1:id 2:order-standing 3:civil-date ?4:amount ?5:civil-date ?6:b32
court-order-recorded 1:court-order
covered 1:civil-date 2:amount ?3:rate
covered-counted 1:covered
create-ledger 1:b16 2:text 3:mode 4:text 5:uint ?6:+principal-spec ?7:+signature ?8:b16 ?9:+text ?10:+text
credential 1:b32 ?2:bytes 3:instant 4:instant ?5:passkey
credential-enrolled 1:principal-spec 2:instant
credential-removed 1:id 2:b32 3:instant
credential-used 1:id 2:b32 3:uint ?4:true
credentials-kept 1:id
credit-end =1-2
credit-matched 1:id 2:id 3:amount 4:amount
credit-received 1:id 2:amount ?3:amount 4:civil-date 5:civil-date
credit-reopened 1:id
credit-resolved 1:id 2:credit-end 3:amount
credit-voided 1:id
day-rate 1:civil-date 2:rate 3:text
declare-log-key 1:text 2:key-standing
defendant-share 1:id 2:amount
duty =1-29
duty-owner =1-6
election =1-2
election-made 1:election 2:civil-date ?3:id ?4:civil-date
election-recorded 1:election-made
enrol-credential 1:principal-spec
enrol-principal 1:principal-spec
entry-reversed 1:uint
erase-ward 1:id 2:text 3:b16
evidence-rank =1-6
fact 1:text 2:text
fact-ended 1:uint 2:civil-date
fact-kind =1-18 =64-67
fact-recorded 1:ward-fact
file-key 1:subject-kind 2:b16
file-opened 1:subject-kind
file-recall 1:id ?2:id ?3:amount 4:text 5:uint ?6:+mark ?7:vault-ref
file-receipt 1:id 2:id 3:b32 4:amount 5:civil-date 6:id ?7:mark ?8:uint
file-released 1:id 2:text 3:rail ?4:+id 5:amount ?6:+id
file-return 1:id 2:uint 3:civil-date ?4:b32 ?5:id ?6:subject
flag 1:text ?2:+fact
flags-weighed ?1:id ?2:id ?3:+flag
freeze 1:id 2:freeze-kind 3:civil-date ?4:civil-date ?5:amount ?6:id ?7:civil-date 8:id
freeze-kind =1-7
freeze-lifted 1:id 2:civil-date ?3:true
freeze-set 1:freeze
guardian 1:id 2:guardian-kind ?3:civil-date ?4:amount ?5:true ?6:amount ?7:bond ?8:+mark ?10:guardian-standing ?11:civil-date ?12:parent-kind ?13:civil-date
guardian-appointed 1:guardian
guardian-kind =1-3
guardian-moved 1:id 2:guardian-standing 3:civil-date 4:text
guardian-standing =1-6
hand-over 1:id 2:id
incident 1:id 2:incident-kind 3:instant
incident-kind =1-2
incident-recorded 1:incident
interest-credited 1:amount 2:amount 3:civil-date 4:civil-date 5:uint 6:civil-date 7:civil-date
keep-credentials 1:id 2:text
key-standing =1-3
ledger-created 1:b16 2:text 3:mode 4:uint ?5:b16 ?6:+text ?7:+text
ledger-restored 1:uint 2:uint 3:uint
ledger-sealed 1:civil-date 2:uint 3:b32
left-with-file 1:id 2:id ?3:+id
lift-freeze 1:id 2:subject 3:civil-date ?4:b32 5:text
log-key-declared 1:text 2:key-standing
majority-reached 1:civil-date
majority-scheduled 1:civil-date
mark 1:mark-kind 2:b16
mark-kind =1-8
match-credit 1:id 2:id
mode =1-2
move-case 1:subject 2:uint 3:case-state 4:civil-date ?5:b32 ?6:vault-ref ?7:true
move-clock 1:instant
note-opening 1:id 2:id ?3:+opening-line
object-to 1:uint 2:subject ?3:b32 ?4:true
objection-recorded 1:uint 2:id 3:role ?4:true
obligation 1:uint 2:duty 3:duty-owner 4:text 5:civil-date 6:civil-date ?7:civil-date ?8:true ?9:true ?10:id ?11:instant ?12:uint ?13:true
obligation-closed 1:uint 2:civil-date
obligation-moved 1:uint 2:civil-date ?3:b32
obligation-opened 1:obligation
obligation-overdue 1:uint
open-books 1:id 2:id 3:civil-date 4:b32 5:b32 ?6:+opening-totals ?7:+brought-credit
open-case 1:subject 2:text ?3:id ?4:id ?5:vault-ref
open-duty 1:subject 2:duty 3:duty-owner 4:civil-date ?5:b32 ?6:uint
open-pool 1:id 2:text 3:text 4:product ?5:+pool-account
open-ward 1:id 2:id 3:civil-date 4:civil-date 5:evidence-rank 6:residence ?7:b32 ?8:vault-ref ?9:+mark ?10:+vouching ?11:trust-terms
opening-line ?1:id ?2:b32 3:amount ?4:amount ?5:amount ?6:amount
opening-noted 1:id ?2:+opening-line
opening-totals 1:uint 2:amount 3:amount 4:amount 5:amount 6:amount 7:amount
opening-undone 1:uint ?2:+amount
order-allocated 1:amount
order-kind =1-5
order-receipt 1:id 2:amount 3:amount
order-recorded 1:record-order
order-standing =1-5
outcome =1-4
parent-kind =1-2
passkey ?1:bytes ?2:bytes 3:text 4:uint ?5:true ?6:true
payee 1:id 2:id 3:payee-kind 4:rail 5:currency 6:vault-ref ?7:+mark 8:civil-date ?9:instant ?10:true ?11:+purpose
payee-changed 1:payee
payee-kind =1-15
payee-registered 1:payee
pool-account 1:currency 2:mark 3:vault-ref
pool-opened 1:open-pool
posting 1:account 2:int 3:category
principal-enrolled 1:principal-spec
principal-revoked 1:id
principal-spec 1:id 2:id 3:role 4:credential ?5:+id
product =1-5
proposal-approved 1:uint 2:id 3:role
proposal-closed 1:uint 2:proposal-state
proposal-opened 1:instant ?2:+role
proposal-state =1-4
purpose =1-17
rail =1-5
rate-recorded 1:day-rate
reason 1:outcome 2:text 3:text ?4:+fact
reasons-kept ?1:+reason
recall-answered 1:id 2:recall-standing 3:text ?4:id
recall-filed 1:id ?2:id ?3:amount 4:text 5:uint ?6:vault-ref
recall-standing =1-3
receipt 1:id 2:b32 3:amount 4:civil-date 5:id ?6:mark ?7:uint
receipt-filed 1:receipt
receive-credit 1:id 2:id 3:amount ?4:amount 5:civil-date 6:civil-date ?7:+mark ?8:vault-ref
reconcile 1:id 2:civil-date 3:amount ?4:mark ?5:vault-ref
record-adverse 1:id 2:id 3:adverse-status ?4:+mark
record-award 1:id 2:id 3:id 4:amount
record-charge 1:id 2:amount 3:civil-date ?4:+mark ?5:charge-kind
record-court-order 1:id 2:id 3:civil-date ?4:civil-date 5:amount ?6:purpose ?7:id ?8:b32 ?9:vault-ref ?10:true ?11:true ?12:true ?13:uint ?14:uint
record-election 1:id 2:election 3:civil-date ?4:b32 ?5:id ?6:civil-date
record-fact 1:id 2:fact-kind 3:civil-date ?4:civil-date ?5:b32 ?6:civil-date ?7:civil-date ?8:evidence-rank ?9:residence ?10:id ?11:trust-terms ?12:uint ?13:vault-ref
record-interest 1:id 2:amount 3:amount 4:civil-date 5:civil-date 6:civil-date 7:amount 8:uint 9:uint 10:civil-date ?11:true ?12:+mark
record-order 1:id 2:text 3:civil-date 4:amount 5:b32 ?6:vault-ref ?7:order-kind ?8:+defendant-share
record-rate 1:rate 2:civil-date 3:text
record-relation ?1:id 2:id 3:id 4:relation-kind 5:uint ?6:+mark
recover-credential 1:id 2:credential ?3:+b32 4:text
references-used ?1:+mark
refuse-input 1:text 2:text 3:b32
register-payee 1:id 2:id 3:id 4:payee-kind 5:rail 6:currency 7:vault-ref ?8:+mark ?9:+purpose
reject-payment 1:id 2:id 3:text ?4:+mark
relation 1:id 2:id 3:relation-kind 4:uint ?5:+mark
relation-kind =1-11
relation-recorded 1:relation
release-file 1:id 2:id 3:text 4:rail ?5:+id 6:amount
relying-party 1:text 2:text
relying-party-adopted 1:relying-party
release 1:id 2:id 3:text 4:text 5:b16 6:vault-ref ?7:text
reminder 1:uint 2:reminder-kind 3:instant ?4:uint ?5:b16
reminder-due 1:uint
reminder-kind =1-9
reminder-set 1:reminder
remit 1:id 2:remit-account 3:amount 4:civil-date ?5:+mark ?6:b32
remit-account =1-2
remove-credential 1:id 2:b32 3:text
report-incident 1:id 2:incident-kind 3:instant ?4:b32 ?5:vault-ref
request 1:id 2:id 3:id 4:amount 5:purpose ?6:id 7:rail ?8:b32 9:tier 10:request-state 11:uint 12:id 13:civil-date 14:b32 ?15:id 16:text 17:text 18:b16 ?19:vault-ref ?20:civil-date ?21:+id ?22:civil-date ?23:amount ?24:uint ?25:id ?26:civil-date ?27:civil-date ?28:civil-date ?29:mark ?30:amount ?31:civil-date ?32:civil-date ?33:instant ?34:+id ?35:+b32
request-disbursement 1:id 2:id 3:id 4:amount 5:purpose ?6:id ?7:rail ?8:b32 ?9:vault-ref ?10:id ?11:mark ?12:civil-date ?13:civil-date
request-judged 1:request ?2:rate
request-moved 1:id 2:request-state ?3:civil-date 4:text ?5:amount
request-released 1:id 2:id 3:text 4:text 5:b16 6:vault-ref ?7:amount
request-state =1-7
residence =1-2
resolve-credit 1:id 2:credit-end 3:amount ?4:b32 ?5:+mark
return-payment 1:id 2:id 3:amount 4:civil-date 5:civil-date ?6:+mark 7:text ?8:vault-ref ?9:amount
reverse-entry 1:uint 2:subject 3:text
revoke-principal 1:id 2:text
role =1-12
rulebook-adopted 1:b32 2:text
set-budget 1:id 2:id 3:purpose 4:civil-date 5:civil-date 6:amount ?7:id
set-freeze 1:id 2:subject 3:freeze-kind 4:civil-date ?5:civil-date ?6:amount ?7:b32 ?8:id
settle 1:id 2:id 3:amount 4:civil-date 5:civil-date ?6:+mark ?7:vault-ref
share-voucher 1:id 2:b32 3:amount 4:amount 5:id
signature 1:b32 ?2:bytes ?3:bytes ?4:bytes ?5:signed-message
signed-message 1:text 2:text 3:text 4:text
statement-reconciled 1:civil-date 2:amount 3:amount 4:amount
subject 1:subject-kind 2:b16
subject-kind =1-6
take-seal 1:civil-date
tick 1:uint 2:instant 3:b16 4:uint ?5:subject-kind
tier =1-3
trust-terms ?1:true ?2:true ?3:amount ?4:uint
vault-ref 1:id 2:b32
voucher-kind =1-4
voucher-share 1:b32 2:amount 3:amount 4:id
voucher-shared 1:voucher-share
vouching 1:voucher-kind 2:id ?3:b32
ward-erased 1:id 2:id 3:b16 ?4:+file-key
ward-fact 1:uint 2:fact-kind 3:civil-date ?4:civil-date ?5:b32 ?6:id 7:civil-date ?8:civil-date ?9:civil-date ?10:civil-date ?11:evidence-rank ?12:residence ?13:trust-terms
ward-opened 1:open-ward
watch-case 1:uint 2:text 3:civil-date ?4:id ?5:id 6:case-state ?7:civil-date ?8:true 9:uint
witness-seen 1:text 2:uint
witnesses-adopted 1:uint ?2:+text)";

// docs/proofs.md, A statement.
const Bytes kStatementTable = R"(statement 1:text 2:b16 3:subject 4:+leaf 5:leaf 6:uint 7:*b32 8:text
leaf 1:bytes 2:uint 3:b16 4:bytes 5:*b32)";

}  // namespace verify
