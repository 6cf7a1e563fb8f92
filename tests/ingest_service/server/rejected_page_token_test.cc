#include "ingest_service/server/rejected_page_token.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

constexpr char kKey[] = "a key of the outbox";

TEST(RejectedPageTokenTest, GivesTheOffsetBack) {
  for (const int64_t offset : {int64_t{0}, int64_t{7}, INT64_MAX}) {
    EXPECT_THAT(
        DecodeRejectedPageToken(EncodeRejectedPageToken(offset, kKey), kKey),
        IsOkAndHolds(offset));
  }
}

TEST(RejectedPageTokenTest, RefusesTokensOfAnotherKey) {
  EXPECT_THAT(
      DecodeRejectedPageToken(EncodeRejectedPageToken(7, "other"), kKey),
      HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
}

TEST(RejectedPageTokenTest, RefusesEveryDamagedCharacter) {
  const std::string token = EncodeRejectedPageToken(123456, kKey);
  // The last character also carries bits that encode nothing.
  for (size_t i = 0; i + 1 < token.size(); ++i) {
    std::string damaged = token;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    EXPECT_THAT(DecodeRejectedPageToken(damaged, kKey),
                HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID))
        << i;
    EXPECT_THAT(DecodeRejectedPageToken(token.substr(0, i), kKey),
                HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID))
        << i;
  }
}

TEST(RejectedPageTokenTest, RefusesWhatIsNoToken) {
  for (const char* token : {"!", "x", "MTIz", "7", "-1.x"}) {
    EXPECT_THAT(DecodeRejectedPageToken(token, kKey),
                HasReason(v1::ERROR_REASON_PAGE_TOKEN_INVALID))
        << token;
  }
}

}  // namespace
}  // namespace isnad
