// Other people's tools against the services: grpcurl and buf curl, by
// reflection alone.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using ::testing::HasSubstr;

constexpr char kInstall[] =
    "the tool is missing; tests/support/install-tools installs it";

class GrpcToolsTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(pair_.Start(), IsOk());
    const ProcessResult ingest =
        pair_.Isnad({"ingest", "--ids=name", "--wait",
                     SourcePath("deploy/sample/china-summons-nvidia.txt")});
    ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
  }

  ProcessResult Grpcurl(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {SourcePath("build/tools/bin/grpcurl"), "-plaintext"});
    return RunProcess(arguments);
  }

  ProcessResult BufCurl(const std::string& target, const std::string& path,
                        std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {SourcePath("build/tools/node_modules/.bin/buf"), "curl",
                      "--protocol=grpc", "--http2-prior-knowledge"});
    arguments.push_back(absl::StrCat("http://", target, path));
    return RunProcess(arguments);
  }

  ServicePair pair_;
};

TEST_F(GrpcToolsTest, GrpcurlListsTheServices) {
  const ProcessResult query = Grpcurl({pair_.query().target(), "list"});
  ASSERT_EQ(query.exit_code, 0) << query.err << kInstall;
  EXPECT_THAT(query.out, HasSubstr("isnad.v1.QueryService"));
  EXPECT_THAT(query.out, HasSubstr("isnad.v1.RecordService"));
  EXPECT_THAT(query.out, HasSubstr("grpc.health.v1.Health"));
  const ProcessResult ingest = Grpcurl({pair_.ingest().target(), "list"});
  EXPECT_THAT(ingest.out, HasSubstr("isnad.v1.IngestService"));
}

TEST_F(GrpcToolsTest, GrpcurlGetsAnEntity) {
  const ProcessResult entity =
      Grpcurl({"-d", "{\"name\": \"entities/nvidia\"}", pair_.query().target(),
               "isnad.v1.QueryService/GetEntity"});
  ASSERT_EQ(entity.exit_code, 0) << entity.err << kInstall;
  EXPECT_THAT(entity.out, HasSubstr("\"name\": \"entities/nvidia\""));
  EXPECT_THAT(entity.out, HasSubstr("\"revision\""));
}

TEST_F(GrpcToolsTest, GrpcurlSeesTheReasonOfAnError) {
  const ProcessResult entity =
      Grpcurl({"-d", "{\"name\": \"entities/nobody\"}", pair_.query().target(),
               "isnad.v1.QueryService/GetEntity"});
  EXPECT_NE(entity.exit_code, 0);
  EXPECT_THAT(entity.err, HasSubstr("NotFound")) << kInstall;
  EXPECT_THAT(entity.err, HasSubstr("RESOURCE_NOT_FOUND"));
}

TEST_F(GrpcToolsTest, GrpcurlFindsAllHealthy) {
  for (Service* service : {&pair_.query(), &pair_.ingest()}) {
    const ProcessResult health =
        Grpcurl({service->target(), "grpc.health.v1.Health/Check"});
    ASSERT_EQ(health.exit_code, 0) << health.err << kInstall;
    EXPECT_THAT(health.out, HasSubstr("\"SERVING\""));
  }
  const ProcessResult one =
      Grpcurl({"-d", "{\"service\": \"isnad.v1.QueryService\"}",
               pair_.query().target(), "grpc.health.v1.Health/Check"});
  EXPECT_THAT(one.out, HasSubstr("\"SERVING\"")) << one.err;
}

TEST_F(GrpcToolsTest, BufCurlListsMethodsAndGetsAnEntity) {
  const ProcessResult methods =
      BufCurl(pair_.query().target(), "", {"--list-methods"});
  ASSERT_EQ(methods.exit_code, 0) << methods.err << kInstall;
  EXPECT_THAT(methods.out, HasSubstr("isnad.v1.QueryService/GetEntity"));
  const ProcessResult entity =
      BufCurl(pair_.query().target(), "/isnad.v1.QueryService/GetEntity",
              {"--data", "{\"name\": \"entities/nvidia\"}"});
  ASSERT_EQ(entity.exit_code, 0) << entity.err;
  EXPECT_THAT(entity.out, HasSubstr("\"entities/nvidia\""));
}

TEST_F(GrpcToolsTest, BufCurlAnalyzesADocument) {
  const ProcessResult analysis = BufCurl(
      pair_.ingest().target(), "/isnad.v1.IngestService/AnalyzeDocument",
      {"--data", "{\"document\": {\"source\": \"TnZpZGlh\"}}"});
  ASSERT_EQ(analysis.exit_code, 0) << analysis.err << kInstall;
  EXPECT_THAT(analysis.out, HasSubstr("entities/nvidia"));
}

}  // namespace
}  // namespace isnad
