#include "ingest_service/server/validation.h"

#include <functional>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr int64_t kMaxBytes = 100;

v1::IngestDocumentRequest GoodRequest() {
  v1::IngestDocumentRequest request;
  request.mutable_document()->set_source("text");
  return request;
}

struct Case {
  const char* name;
  std::function<void(v1::IngestDocumentRequest&)> change;
  v1::ErrorReason reason;
  // Begins the message.
  const char* field;
};

class BadIngestTest : public testing::TestWithParam<Case> {};

TEST_P(BadIngestTest, NamesTheField) {
  v1::IngestDocumentRequest request = GoodRequest();
  GetParam().change(request);
  const absl::Status status = Validate(request, kMaxBytes);
  EXPECT_THAT(status, HasReason(GetParam().reason));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message().find(GetParam().field), 0u) << status;
}

INSTANTIATE_TEST_SUITE_P(
    Requests, BadIngestTest,
    testing::Values(
        Case{"no_document", [](auto& r) { r.clear_document(); },
             v1::ERROR_REASON_FIELD_INVALID, "document:"},
        Case{"no_source", [](auto& r) { r.mutable_document()->clear_source(); },
             v1::ERROR_REASON_DOCUMENT_EMPTY, "document.source:"},
        Case{"large_source",
             [](auto& r) {
               r.mutable_document()->set_source(std::string(101, 'x'));
             },
             v1::ERROR_REASON_DOCUMENT_TOO_LARGE, "document.source:"},
        Case{"bad_name",
             [](auto& r) { r.mutable_document()->set_name("documents/ع"); },
             v1::ERROR_REASON_FIELD_INVALID, "document.name:"},
        Case{"name_of_another_kind",
             [](auto& r) { r.mutable_document()->set_name("entities/x"); },
             v1::ERROR_REASON_FIELD_INVALID, "document.name:"},
        Case{"time_before_year_1",
             [](auto& r) {
               r.mutable_document()->mutable_publish_time()->set_seconds(
                   -62135596801);
             },
             v1::ERROR_REASON_FIELD_INVALID, "document.publish_time:"},
        Case{"negative_nanos",
             [](auto& r) {
               r.mutable_document()->mutable_publish_time()->set_nanos(-1);
             },
             v1::ERROR_REASON_FIELD_INVALID, "document.publish_time:"},
        Case{"long_request_id",
             [](auto& r) { r.set_request_id(std::string(65, 'x')); },
             v1::ERROR_REASON_FIELD_INVALID, "request_id:"},
        Case{"request_id_not_printable",
             [](auto& r) { r.set_request_id("a\nb"); },
             v1::ERROR_REASON_FIELD_INVALID, "request_id:"},
        Case{"request_id_not_ascii", [](auto& r) { r.set_request_id("ع"); },
             v1::ERROR_REASON_FIELD_INVALID, "request_id:"}),
    [](const testing::TestParamInfo<Case>& param) { return param.param.name; });

TEST(ValidateIngestTest, TakesTheLimits) {
  v1::IngestDocumentRequest request = GoodRequest();
  EXPECT_THAT(Validate(request, kMaxBytes), IsOk());
  request.mutable_document()->set_source(std::string(100, 'x'));
  request.mutable_document()->set_name("documents/" + std::string(128, 'x'));
  request.set_request_id(std::string(64, '~'));
  request.mutable_document()->mutable_publish_time()->set_seconds(-62135596800);
  EXPECT_THAT(Validate(request, kMaxBytes), IsOk());
}

TEST(ValidateBatchTest, WantsOneToAThousand) {
  v1::BatchIngestDocumentsRequest request;
  EXPECT_THAT(Validate(request), HasReason(v1::ERROR_REASON_FIELD_INVALID));
  for (int i = 0; i < 1000; ++i) request.add_requests();
  EXPECT_THAT(Validate(request), IsOk());
  request.add_requests();
  EXPECT_THAT(Validate(request), HasReason(v1::ERROR_REASON_BATCH_TOO_LARGE));
}

TEST(ValidateAnalyzeTest, ChecksDocumentAndReferenceTime) {
  v1::AnalyzeDocumentRequest request;
  EXPECT_THAT(Validate(request, kMaxBytes),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
  request.mutable_document()->set_source("text");
  EXPECT_THAT(Validate(request, kMaxBytes), IsOk());
  request.mutable_options()->mutable_reference_time()->set_seconds(INT64_MAX);
  EXPECT_THAT(Validate(request, kMaxBytes),
              HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

TEST(ValidateRejectedTest, WantsNoNegativeNumbers) {
  v1::ListRejectedDocumentsRequest list;
  EXPECT_THAT(Validate(list), IsOk());
  list.set_page_size(-1);
  EXPECT_THAT(Validate(list), HasReason(v1::ERROR_REASON_FIELD_INVALID));
  v1::RetryRejectedDocumentRequest retry;
  EXPECT_THAT(Validate(retry), IsOk());
  retry.set_offset(-1);
  EXPECT_THAT(Validate(retry), HasReason(v1::ERROR_REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace isnad
