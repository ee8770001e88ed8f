// Random files on every rail: what is written reads back, agrees with the official schema by two validators, and its sums with a plain addition.
#include <cstdlib>
#include <map>

#include "tests/api/messages/payments.h"

namespace katiwala::api::messages::payment_batches_test {
namespace {

constexpr int kFilesARail = 40;

std::vector<PaymentFile> batches() {
  std::mt19937_64 random(20260706);
  std::vector<PaymentFile> out;
  for (const PaymentRail rail : kEveryRail)
    for (int i = 0; i < kFilesARail; ++i) out.push_back(random_file(rail, random));
  return out;
}

std::string plain_sum(const PaymentFile& file) {
  std::int64_t minor = 0;
  for (const Payment& payment : file.payments) minor += payment.amount.minor();
  return Amount(file.payments[0].amount.currency(), minor).text();
}

std::size_t count_of(const std::string& text, const std::string& piece) {
  std::size_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++count;
  return count;
}

TEST(PaymentBatches, ReadBackAsTheyWereWrittenWithTheirSums) {
  for (const PaymentFile& file : batches()) {
    const auto written = write_payment_file(file);
    ASSERT_TRUE(written.ok()) << written.refusal().place << " " << written.refusal().message;
    EXPECT_EQ(count_of(*written, "<CtrlSum>" + plain_sum(file) + "</CtrlSum>"), 2U);
    EXPECT_EQ(count_of(*written, "<NbOfTxs>" + std::to_string(file.payments.size()) + "</NbOfTxs>"), 2U);
    EXPECT_EQ(count_of(*written, "<CdtTrfTxInf>"), file.payments.size());
    const auto read = read_payment_file(*written);
    ASSERT_TRUE(read.ok()) << read.refusal().place << " " << read.refusal().message;
    EXPECT_EQ(*read, file);
    EXPECT_EQ(write_payment_file(*read).value(), *written);
  }
}

TEST(PaymentBatches, AreNotReadWhereTheyContradictThemselves) {
  const std::string good_file = write_payment_file(whole_file(PaymentRail::pesonet)).value();
  ASSERT_TRUE(read_payment_file(good_file).ok());
  const struct {
    const char *from, *to;
    Code code;
  } cases[] = {
      {"<CtrlSum>18000.00", "<CtrlSum>18000.01", Code::MESSAGE_CONTROL_SUM}, {"<NbOfTxs>1", "<NbOfTxs>2", Code::MESSAGE_CONTROL_SUM},
      {"PESONET", "PESONETX", Code::MESSAGE_SCHEMA},                       {"<ChrgBr>DEBT", "<ChrgBr>SLEV", Code::MESSAGE_SCHEMA},
      {"pain.001.001.09", "pain.001.001.03", Code::MESSAGE_UNKNOWN},
  };
  for (const auto& row : cases) {
    const auto read = read_payment_file(replaced(good_file, row.from, row.to));
    ASSERT_FALSE(read.ok()) << row.to;
    EXPECT_EQ(name_of(read.refusal().code), name_of(row.code)) << row.to;
  }
}

TEST(PaymentBatches, AgreeWithTheOfficialSchema) {
  KATIWALA_NEEDS_SHARED();
  const auto schema = Schema::compile((iso20022_folder() / "xsd" / "pain.001.001.09.xsd").string());
  ASSERT_TRUE(schema.ok());
  for (const PaymentFile& file : batches()) {
    const std::string written = write_payment_file(file).value();
    const auto valid = schema->validate(written, kDoorLimits);
    ASSERT_TRUE(valid.ok()) << valid.refusal().place << " " << valid.refusal().message << "\n" << written;
  }
  const std::string broken = replaced(write_payment_file(batches()[0]).value(), "<PmtMtd>TRF", "<PmtMtd>TRX");
  EXPECT_FALSE(schema->validate(broken, kDoorLimits).ok());
}

/// Debian's python3-xmlschema, which shares no code with libxml2. Prints the names of the files it does not take.
constexpr const char* kSecondValidator = R"(import sys, os, xmlschema
schema = xmlschema.XMLSchema(sys.argv[1])
for name in sorted(os.listdir(sys.argv[2])):
    if not schema.is_valid(os.path.join(sys.argv[2], name)): print(name)
)";

TEST(PaymentBatches, AgreeWithTheOfficialSchemaByASecondValidator) {
  KATIWALA_NEEDS_SHARED();
  if (std::system("/usr/bin/python3 -c 'import xmlschema' 2>/dev/null") != 0) {
    ASSERT_STRNE(std::getenv("CI") == nullptr ? "" : std::getenv("CI"), "true") << "python3-xmlschema is not installed (scripts/packages)";
    GTEST_SKIP() << "python3-xmlschema is not installed: no second validator";
  }
  std::string folder = (std::filesystem::temp_directory_path() / "katiwala-batches-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const auto put = [&](const std::string& name, const std::string& text) { std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << text; };
  const auto files = batches();
  std::size_t put_there = 0;
  for (std::size_t i = 0; i < files.size(); i += 4, ++put_there) put("good-" + std::to_string(i) + ".xml", write_payment_file(files[i]).value());
  put("bad.xml", replaced(write_payment_file(files[0]).value(), "<PmtMtd>TRF", "<PmtMtd>TRX"));
  const std::string script = folder + ".py", said = folder + ".txt";
  std::ofstream(script) << kSecondValidator;
  const std::string schema = (iso20022_folder() / "xsd" / "pain.001.001.09.xsd").string();
  const std::string command = "/usr/bin/python3 '" + script + "' '" + schema + "' '" + folder + "' > '" + said + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << file_text(said);
  EXPECT_EQ(file_text(said), "bad.xml\n") << "of " << put_there << " good files and a bad one";
  for (const std::string& left : {folder, script, said}) std::filesystem::remove_all(left);
}

}  // namespace
}  // namespace katiwala::api::messages::payment_batches_test
