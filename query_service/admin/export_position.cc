#include "query_service/admin/export_position.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

// Stands for the request in the token, so that no page token is a cursor.
constexpr uint64_t kExport = 0x4578706F7274;  // "Export"

absl::Status Invalid() {
  return FieldError("cursor",
                    "got one that is damaged or of another store, want "
                    "`cursor` of an answer of this store");
}

}  // namespace

std::string EncodeCursor(const ExportPosition& position,
                         const PageTokens& tokens) {
  PageToken token;
  token.revision = position.revision;
  token.request = kExport;
  token.position = absl::StrCat(static_cast<int>(position.phase), "/",
                                position.records, "/", position.checksum, "/",
                                position.visited, "/", position.after);
  return tokens.Encode(token);
}

absl::StatusOr<ExportPosition> DecodeCursor(absl::string_view cursor,
                                            const PageTokens& tokens) {
  const absl::StatusOr<PageToken> token = tokens.Decode(cursor, kExport);
  if (!token.ok()) return Invalid();
  const std::vector<std::string> parts =
      absl::StrSplit(token->position, absl::MaxSplits('/', 4));
  ExportPosition position;
  int phase = 0;
  if (parts.size() != 5 || !absl::SimpleAtoi(parts[0], &phase) ||
      !absl::SimpleAtoi(parts[1], &position.records) ||
      !absl::SimpleAtoi(parts[2], &position.checksum) ||
      !absl::SimpleAtoi(parts[3], &position.visited)) {
    return Invalid();
  }
  position.revision = token->revision;
  position.phase = static_cast<ExportPhase>(phase);
  position.after = parts[4];
  return position;
}

}  // namespace isnad
