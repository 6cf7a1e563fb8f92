#include "tests/bench/news_texts.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/file.h"
#include "common/status/status_macros.h"

namespace isnad {
namespace {

constexpr int64_t kMaxFileBytes = 1 << 20;

absl::StatusOr<std::vector<std::string>> Paragraphs() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(ISNAD_BENCH_TEXTS)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> paragraphs;
  for (const std::filesystem::path& path : paths) {
    ASSIGN_OR_RETURN(const std::string text,
                     ReadFile(path.string(), kMaxFileBytes));
    for (const absl::string_view line :
         absl::StrSplit(text, '\n', absl::SkipWhitespace())) {
      paragraphs.emplace_back(line);
    }
  }
  if (paragraphs.empty()) {
    return absl::NotFoundError(
        absl::StrCat(ISNAD_BENCH_TEXTS, ": got no text"));
  }
  return paragraphs;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> NewsTexts(size_t bytes) {
  ASSIGN_OR_RETURN(const std::vector<std::string> paragraphs, Paragraphs());
  std::vector<std::string> texts;
  for (size_t first = 0; first < paragraphs.size(); ++first) {
    std::string& text = texts.emplace_back();
    for (size_t i = first; text.size() < bytes; ++i) {
      absl::StrAppend(&text, paragraphs[i % paragraphs.size()], "\n\n");
    }
  }
  return texts;
}

}  // namespace isnad
