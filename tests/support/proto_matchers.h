#ifndef ISNAD_TESTS_SUPPORT_PROTO_MATCHERS_H_
#define ISNAD_TESTS_SUPPORT_PROTO_MATCHERS_H_

#include <memory>
#include <ostream>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"

namespace isnad {

// Matches a message equal to another one; explains the first differences.
//
//   EXPECT_THAT(span, EqualsProto("start_byte: 3 end_byte: 9"));
//   EXPECT_THAT(batch.spans(), ElementsAre(EqualsProto(a), EqualsProto(b)));
class EqualsProtoMatcher {
 public:
  using is_gtest_matcher = void;

  explicit EqualsProtoMatcher(const google::protobuf::Message& expected);
  explicit EqualsProtoMatcher(std::string expected_text);

  bool MatchAndExplain(const google::protobuf::Message& actual,
                       std::ostream* listener) const;
  void DescribeTo(std::ostream* os) const;
  void DescribeNegationTo(std::ostream* os) const;

 private:
  // One of the two; shared because matchers are copied.
  std::shared_ptr<const google::protobuf::Message> expected_;
  std::string expected_text_;
};

inline EqualsProtoMatcher EqualsProto(
    const google::protobuf::Message& expected) {
  return EqualsProtoMatcher(expected);
}

// `expected_text` is in the text format of the matched message's type.
inline EqualsProtoMatcher EqualsProto(std::string expected_text) {
  return EqualsProtoMatcher(std::move(expected_text));
}

// Parses the text format; fails the test and returns what was parsed of a
// malformed text.
void ParseTextOrFail(const std::string& text,
                     google::protobuf::Message& message);

template <typename Message>
Message ParseText(const std::string& text) {
  Message message;
  ParseTextOrFail(text, message);
  return message;
}

}  // namespace isnad

#endif  // ISNAD_TESTS_SUPPORT_PROTO_MATCHERS_H_
