#include "tests/support/proto_matchers.h"

#include <utility>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

std::unique_ptr<google::protobuf::Message> Copy(
    const google::protobuf::Message& message) {
  std::unique_ptr<google::protobuf::Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

}  // namespace

EqualsProtoMatcher::EqualsProtoMatcher(
    const google::protobuf::Message& expected)
    : expected_(Copy(expected)) {}

EqualsProtoMatcher::EqualsProtoMatcher(std::string expected_text)
    : expected_text_(std::move(expected_text)) {}

bool EqualsProtoMatcher::MatchAndExplain(
    const google::protobuf::Message& actual, std::ostream* listener) const {
  std::unique_ptr<google::protobuf::Message> parsed;
  const google::protobuf::Message* expected = expected_.get();
  if (expected == nullptr) {
    parsed.reset(actual.New());
    if (!google::protobuf::TextFormat::ParseFromString(expected_text_,
                                                       parsed.get())) {
      if (listener) *listener << "and the expected text does not parse";
      return false;
    }
    expected = parsed.get();
  }
  if (expected->GetDescriptor() != actual.GetDescriptor()) {
    if (listener) *listener << "which is a " << actual.GetTypeName();
    return false;
  }
  google::protobuf::util::MessageDifferencer differencer;
  std::string differences;
  differencer.ReportDifferencesToString(&differences);
  const bool equal = differencer.Compare(*expected, actual);
  if (!equal && listener) *listener << "with differences:\n" << differences;
  return equal;
}

void EqualsProtoMatcher::DescribeTo(std::ostream* os) const {
  *os << "equals " << (expected_ ? expected_->DebugString() : expected_text_);
}

void EqualsProtoMatcher::DescribeNegationTo(std::ostream* os) const {
  *os << "differs from "
      << (expected_ ? expected_->DebugString() : expected_text_);
}

void ParseTextOrFail(const std::string& text,
                     google::protobuf::Message& message) {
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << "not a " << message.GetTypeName() << ": " << text;
}

}  // namespace isnad
