// The whole of what is read in two documents, as JSON: any change of it must be
// meant. UPDATE_GOLDEN=1 rewrites the files.
#include <cstdlib>
#include <string>

#include "common/base/file.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/analyzer.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr int64_t kMaxFileBytes = 64 << 20;

class AnalysisTest : public testing::TestWithParam<const char*> {};

// Returns the analysis as JSON, without what comes from the catalog and not
// from the document.
std::string AnalysisJson(const std::string& source) {
  v1::Document document;
  document.set_source(source);
  v1::Analysis analysis =
      Analyzer::Create({}).value()->Analyze(document, {}).value();
  analysis.mutable_document()->clear_source();
  analysis.mutable_document()->clear_catalog_version();
  for (v1::Entity& entity : *analysis.mutable_entities()) {
    entity.clear_names();
    entity.clear_profile();
    entity.clear_external_ids();
  }
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  EXPECT_TRUE(
      google::protobuf::util::MessageToJsonString(analysis, &json, options)
          .ok());
  return json;
}

TEST_P(AnalysisTest, IsUnchanged) {
  const std::string source_dir = std::getenv("ISNAD_SOURCE_DIR");
  const std::string golden_path =
      source_dir + "/tests/golden/analysis/" + GetParam() + ".json";
  ASSERT_OK_AND_ASSIGN(
      const std::string source,
      ReadFile(source_dir + "/deploy/sample/" + GetParam() + ".txt",
               kMaxFileBytes));
  const std::string json = AnalysisJson(source);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    ASSERT_THAT(WriteFileAtomically(golden_path, json), IsOk());
  }
  ASSERT_OK_AND_ASSIGN(const std::string golden,
                       ReadFile(golden_path, kMaxFileBytes));
  EXPECT_EQ(json, golden) << "UPDATE_GOLDEN=1 rewrites " << golden_path;
}

INSTANTIATE_TEST_SUITE_P(Sample, AnalysisTest,
                         testing::Values("fifteen-percent-revenue-share",
                                         "china-summons-nvidia"),
                         [](const testing::TestParamInfo<const char*>& param) {
                           std::string name = param.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace isnad
