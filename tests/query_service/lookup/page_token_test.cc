#include "query_service/lookup/page_token.h"

#include <limits>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

TEST(PageTokenTest, RoundTrips) {
  const PageTokens tokens(std::string(32, 'k'));
  for (const std::string& position :
       {std::string(), std::string("a"), std::string("\0\xFF", 2),
        std::string(200, 'x')}) {
    const std::string encoded =
        tokens.Encode({std::numeric_limits<int64_t>::max() - 1,
                       0xFEDCBA9876543210u, position});
    ASSERT_OK_AND_ASSIGN(const PageToken token,
                         tokens.Decode(encoded, 0xFEDCBA9876543210u));
    EXPECT_EQ(token.revision, std::numeric_limits<int64_t>::max() - 1);
    EXPECT_EQ(token.position, position);
  }
}

TEST(PageTokenTest, EveryChangedCharacterIsFound) {
  const PageTokens tokens(std::string(32, 'k'));
  const std::string encoded = tokens.Encode({7, 9, "position"});
  for (size_t i = 0; i < encoded.size(); ++i) {
    std::string forged = encoded;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    const auto decoded = tokens.Decode(forged, 9);
    // The last character may hold bits that mean nothing.
    if (i + 1 == encoded.size() && decoded.ok()) continue;
    EXPECT_THAT(decoded, HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID)) << i;
  }
  for (size_t size = 0; size < encoded.size(); ++size) {
    EXPECT_THAT(tokens.Decode(encoded.substr(0, size), 9),
                HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  }
}

TEST(PageTokenTest, OfAnotherRequestOrStoreIsRefused) {
  const PageTokens tokens(std::string(32, 'k'));
  const PageTokens others(std::string(32, 'o'));
  const std::string encoded = tokens.Encode({7, 9, "x"});
  EXPECT_THAT(tokens.Decode(encoded, 8),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  EXPECT_THAT(others.Decode(encoded, 9),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  EXPECT_THAT(tokens.Decode(std::string(1 << 20, 'A'), 9),
              HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace isnad
