// Matchers for absl::Status and absl::StatusOr:
//
//   ASSERT_THAT(Open(path), IsOk());
//   EXPECT_THAT(Parse("x"), StatusIs(absl::StatusCode::kInvalidArgument));
//   EXPECT_THAT(Parse("x"), HasReason(v1::ERROR_REASON_FIELD_INVALID));
//   EXPECT_THAT(Parse("7"), IsOkAndHolds(7));
#ifndef ISNAD_TESTS_SUPPORT_MATCHERS_H_
#define ISNAD_TESTS_SUPPORT_MATCHERS_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "isnad/v1/error_reason.pb.h"

namespace isnad {
namespace matchers_internal {

inline const absl::Status& GetStatus(const absl::Status& status) {
  return status;
}

template <typename T>
const absl::Status& GetStatus(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

// Returns the reason of the ErrorInfo of a status, UNSPECIFIED without one.
v1::ErrorReason ReasonIn(const absl::Status& status);

// Returns whether the promise of errors.h holds: exactly one ErrorInfo of our
// domain, and a RetryInfo exactly where a caller may try again.
bool IsWellFormedError(const absl::Status& status, std::string& problem);

}  // namespace matchers_internal

// Matches an OK Status or StatusOr.
MATCHER(IsOk, negation ? "is an error" : "is OK") {
  const absl::Status& status = matchers_internal::GetStatus(arg);
  *result_listener << "which is " << status.ToString();
  return status.ok();
}

// Matches an error by its code.
MATCHER_P(StatusIs, code,
          std::string(negation ? "is not " : "is ") +
              absl::StatusCodeToString(code)) {
  const absl::Status& status = matchers_internal::GetStatus(arg);
  *result_listener << "which is " << status.ToString();
  return status.code() == code;
}

// Matches an error a client may see, by its reason: it has exactly one
// ErrorInfo, and a RetryInfo where it is UNAVAILABLE or RESOURCE_EXHAUSTED.
MATCHER_P(HasReason, reason,
          std::string(negation ? "has not the reason " : "has the reason ") +
              v1::ErrorReason_Name(reason)) {
  const absl::Status& status = matchers_internal::GetStatus(arg);
  std::string problem;
  const bool well_formed =
      matchers_internal::IsWellFormedError(status, problem);
  *result_listener << "which is " << status.ToString() << " " << problem;
  return well_formed && matchers_internal::ReasonIn(status) == reason;
}

// Matches a StatusOr that holds a value matched by `inner`.
template <typename Inner>
class IsOkAndHoldsMatcher {
 public:
  explicit IsOkAndHoldsMatcher(Inner inner) : inner_(std::move(inner)) {}

  template <typename StatusOrType>
  operator testing::Matcher<StatusOrType>() const {  // NOLINT
    return testing::MakeMatcher(new Impl<StatusOrType>(inner_));
  }

 private:
  template <typename StatusOrType>
  class Impl : public testing::MatcherInterface<StatusOrType> {
   public:
    using Value = typename std::decay_t<StatusOrType>::value_type;

    explicit Impl(const Inner& inner)
        : inner_(testing::SafeMatcherCast<const Value&>(inner)) {}

    bool MatchAndExplain(
        StatusOrType status_or,
        testing::MatchResultListener* listener) const override {
      if (!status_or.ok()) {
        *listener << "which is " << status_or.status().ToString();
        return false;
      }
      return inner_.MatchAndExplain(*status_or, listener);
    }
    void DescribeTo(std::ostream* os) const override {
      *os << "is OK and holds a value that ";
      inner_.DescribeTo(os);
    }
    void DescribeNegationTo(std::ostream* os) const override {
      *os << "is an error or holds a value that ";
      inner_.DescribeNegationTo(os);
    }

   private:
    const testing::Matcher<const Value&> inner_;
  };

  const Inner inner_;
};

template <typename Inner>
IsOkAndHoldsMatcher<std::decay_t<Inner>> IsOkAndHolds(Inner&& inner) {
  return IsOkAndHoldsMatcher<std::decay_t<Inner>>(std::forward<Inner>(inner));
}

}  // namespace isnad

// Assigns the value of a StatusOr, or fails the test with its error.
#define ASSERT_OK_AND_ASSIGN(lhs, expression)                                 \
  ISNAD_ASSERT_OK_AND_ASSIGN_(ISNAD_TEST_CONCAT_(isnad_status_or_, __LINE__), \
                              lhs, expression)
#define ISNAD_TEST_CONCAT_INNER_(a, b) a##b
#define ISNAD_TEST_CONCAT_(a, b) ISNAD_TEST_CONCAT_INNER_(a, b)
#define ISNAD_ASSERT_OK_AND_ASSIGN_(result, lhs, expression) \
  auto result = (expression);                                \
  ASSERT_TRUE(result.ok()) << result.status();               \
  lhs = *std::move(result)

#endif  // ISNAD_TESTS_SUPPORT_MATCHERS_H_
