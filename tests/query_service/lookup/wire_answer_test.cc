#include "query_service/lookup/wire_answer.h"

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/fact.pb.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

MentionView SampleView() {
  MentionView view;
  view.entity = "entities/nvidia";
  view.kind = v1::ENTITY_KIND_ORGANIZATION;
  view.form = v1::MENTION_FORM_NAME;
  view.start_byte = 300;
  view.end_byte = std::numeric_limits<int32_t>::max();
  view.text = "إنفيديا";
  view.confidence = 0.25f;
  view.name_prefix = "documents/a/mentions/";
  view.id = "0000012c";
  return view;
}

v1::Mention SampleMention() {
  v1::Mention mention;
  mention.set_entity("entities/nvidia");
  mention.set_kind(v1::ENTITY_KIND_ORGANIZATION);
  mention.set_form(v1::MENTION_FORM_NAME);
  mention.mutable_span()->set_start_byte(300);
  mention.mutable_span()->set_end_byte(std::numeric_limits<int32_t>::max());
  mention.set_text("إنفيديا");
  mention.set_confidence(0.25f);
  mention.set_name("documents/a/mentions/0000012c");
  return mention;
}

// A field that is new in the message must be written here too.
std::string Serialized(const MentionView& mention) {
  const std::string before = "before";
  std::string out = before;
  const size_t size = SerializedSize(mention);
  AppendMentionField(1, mention, size, out);
  // The field's tag and the length, of one byte each.
  EXPECT_LT(size, 0x80);
  EXPECT_EQ(
      out.substr(0, before.size() + 2),
      absl::StrCat(before, "\x0a", std::string(1, static_cast<char>(size))));
  return out.substr(before.size() + 2);
}

TEST(WireAnswerTest, MentionsAreWrittenAsProtobufWritesThem) {
  EXPECT_EQ(Serialized(SampleView()), SampleMention().SerializeAsString());
  EXPECT_EQ(v1::Mention::descriptor()->field_count(), 7);
}

TEST(WireAnswerTest, DefaultsAreLeftOutAsProtobufDoes) {
  v1::Mention mention;
  mention.mutable_span();
  EXPECT_EQ(Serialized(MentionView()), mention.SerializeAsString());
}

TEST(WireAnswerTest, FloatsAreWrittenAsProtobufWritesThem) {
  for (const float score : {0.0f, 0.5f, -0.0f, 1.0f}) {
    v1::NameCandidate candidate;
    candidate.set_score(score);
    std::string out;
    AppendFloatField(v1::NameCandidate::kScoreFieldNumber, score, out);
    EXPECT_EQ(out, candidate.SerializeAsString()) << score;
  }
}

TEST(WireAnswerTest, NegativeZeroIsNoDefault) {
  MentionView view;
  view.confidence = -0.0f;
  v1::Mention mention;
  mention.mutable_span();
  mention.set_confidence(-0.0f);
  EXPECT_EQ(Serialized(view), mention.SerializeAsString());
}

TEST(WireAnswerTest, AnEmptyMessageIsThere) {
  std::string answer;
  AppendMessageField(v1::GetEntityResponse::kEntityFieldNumber, "", answer);
  AppendIntegerField(v1::GetEntityResponse::kRevisionFieldNumber, 1, answer);
  v1::GetEntityResponse response;
  ASSERT_TRUE(response.ParseFromString(answer));
  EXPECT_TRUE(response.has_entity());
  EXPECT_EQ(response.revision(), 1);
}

}  // namespace
}  // namespace isnad
