#include "query_service/append/record_check.h"

#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query_service/store/test_records.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

v1::Record GoodRecord() {
  // Two words of Arabic, the second of which is a mention.
  v1::Record record =
      DocumentRecord("a", "شركة إنفيديا", {{"إنفيديا", "nvidia"}});
  v1::Quantity& quantity = *record.mutable_document()->add_quantities();
  quantity.mutable_span()->set_end_byte(8);
  quantity.set_text("شركة");
  v1::Decision& decision = *record.mutable_document()->add_decisions();
  decision.set_name("documents/a/decisions/1");
  decision.add_products("entities/h200");
  decision.mutable_evidence()->mutable_sentence()->set_end_byte(8);
  return record;
}

TEST(RecordCheckTest, GoodRecordsPass) {
  EXPECT_THAT(CheckRecord(GoodRecord()), IsOk());
  EXPECT_THAT(CheckRecord(EntityRecord({TestEntity("a", {"A"})})), IsOk());
  EXPECT_THAT(CheckRecord(EntityRecord({})),
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_THAT(CheckRecord(DeletionRecord("a")), IsOk());
}

TEST(RecordCheckTest, WhatFollowsFromSpansMayBeLeftOut) {
  v1::Record record = GoodRecord();
  record.mutable_document()->mutable_mentions(0)->clear_text();
  record.mutable_document()->mutable_mentions(0)->clear_name();
  record.mutable_document()->mutable_quantities(0)->clear_text();
  EXPECT_THAT(CheckRecord(record), IsOk());
}

// A figure is stored as it comes.
TEST(RecordCheckTest, AFigureNeedsTheTextOfItsQuantity) {
  v1::Record record = GoodRecord();
  v1::Figure& figure = *record.mutable_document()->add_figures();
  *figure.mutable_quantity() = record.document().quantities(0);
  EXPECT_THAT(CheckRecord(record), IsOk());
  figure.mutable_quantity()->clear_text();
  EXPECT_THAT(CheckRecord(record), HasReason(v1::ERROR_REASON_RECORD_INVALID));
}

struct BadCase {
  std::string name;
  // What the error says is wrong.
  std::string field;
  std::function<void(v1::Analysis&)> spoil;
};

class RecordCheckTest : public testing::TestWithParam<BadCase> {};

TEST_P(RecordCheckTest, BrokenPromiseIsRefusedByField) {
  v1::Record record = GoodRecord();
  GetParam().spoil(*record.mutable_document());
  const absl::Status status = CheckRecord(record);
  EXPECT_THAT(status, HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_THAT(std::string(status.message()),
              testing::StartsWith(GetParam().field + ":"));
}

INSTANTIATE_TEST_SUITE_P(
    Spoiled, RecordCheckTest,
    testing::Values(
        BadCase{"DocumentName", "document.name",
                [](v1::Analysis& a) { a.mutable_document()->set_name("a"); }},
        BadCase{"DocumentNameOfAll", "document.name",
                [](v1::Analysis& a) {
                  a.mutable_document()->set_name("documents/-");
                }},
        BadCase{
            "TextNotUtf8", "document.text",
            [](v1::Analysis& a) { a.mutable_document()->set_source("\xD9"); }},
        BadCase{"Digest", "document.sha256",
                [](v1::Analysis& a) {
                  a.mutable_document()->set_sha256(std::string(32, 'x'));
                }},
        BadCase{"AlignmentBeyondSource", "document.alignment",
                [](v1::Analysis& a) {
                  auto& s = *a.mutable_document()->add_alignment();
                  s.set_source_start(INT64_MAX);
                  s.set_source_length(1);
                }},
        BadCase{"AlignmentBackwards", "document.alignment",
                [](v1::Analysis& a) {
                  a.mutable_document()->add_alignment()->set_text_length(2);
                  a.mutable_document()->add_alignment()->set_text_start(1);
                }},
        BadCase{"MentionBeyondText", "document.mentions[0].span",
                [](v1::Analysis& a) {
                  a.mutable_mentions(0)->mutable_span()->set_end_byte(1000);
                }},
        BadCase{"MentionBackwards", "document.mentions[0].span",
                [](v1::Analysis& a) {
                  a.mutable_mentions(0)->mutable_span()->set_end_byte(1);
                }},
        BadCase{"MentionBeforeText", "document.mentions[0].span",
                [](v1::Analysis& a) {
                  a.mutable_mentions(0)->mutable_span()->set_start_byte(-1);
                }},
        BadCase{"MentionCutsCharacter", "document.mentions[0].span",
                [](v1::Analysis& a) {
                  auto& span = *a.mutable_mentions(0)->mutable_span();
                  span.set_start_byte(span.start_byte() + 1);
                }},
        BadCase{"MentionOfOtherText", "document.mentions[0].text",
                [](v1::Analysis& a) { a.mutable_mentions(0)->set_text("x"); }},
        BadCase{"MentionOfNoEntity", "document.mentions[0].entity",
                [](v1::Analysis& a) { a.mutable_mentions(0)->clear_entity(); }},
        BadCase{"MentionOfBadEntity", "document.mentions[0].entity",
                [](v1::Analysis& a) {
                  a.mutable_mentions(0)->set_entity("entities/a b");
                }},
        BadCase{"MentionOfAnotherDocument", "document.mentions[0].name",
                [](v1::Analysis& a) {
                  a.mutable_mentions(0)->set_name("documents/b/mentions/1");
                }},
        BadCase{"MentionOfUnknownKind", "document.mentions[0]",
                [](v1::Analysis& a) {
                  a.mutable_mentions(0)->set_kind(
                      static_cast<v1::EntityKind>(99));
                }},
        BadCase{
            "QuantityOfOtherText", "document.quantities[0].text",
            [](v1::Analysis& a) { a.mutable_quantities(0)->set_text("9"); }},
        BadCase{"DecisionOfBadProduct", "document.decisions[0]",
                [](v1::Analysis& a) {
                  a.mutable_decisions(0)->set_products(0, "h200");
                }},
        BadCase{"EvidenceBeyondText", "document.decisions[0].evidence.sentence",
                [](v1::Analysis& a) {
                  a.mutable_decisions(0)
                      ->mutable_evidence()
                      ->mutable_sentence()
                      ->set_end_byte(500);
                }},
        BadCase{
            "EntityWithoutKind", "document.entities[0]",
            [](v1::Analysis& a) { a.add_entities()->set_name("entities/x"); }},
        BadCase{"EntityTwice", "document.entities[1].name",
                [](v1::Analysis& a) {
                  *a.add_entities() = TestEntity("x", {});
                  *a.add_entities() = TestEntity("x", {});
                }}),
    [](const testing::TestParamInfo<BadCase>& param) {
      return param.param.name;
    });

TEST(RecordCheckTest, EmptyRecordAndBadNamesAreRefused) {
  EXPECT_THAT(CheckRecord(v1::Record()),
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_THAT(CheckRecord(DeletionRecord("-")),
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_THAT(CheckRecord(DeletionRecord("a/b")),
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
  EXPECT_THAT(CheckRecord(EntityRecord({TestEntity("", {})})),
              HasReason(v1::ERROR_REASON_RECORD_INVALID));
}

}  // namespace
}  // namespace isnad
