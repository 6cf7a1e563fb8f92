#include "query_service/lookup/document_search.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"
#include "query_service/lookup/list_page.h"
#include "query_service/lookup/reprints.h"
#include "query_service/lookup/snippet.h"
#include "query_service/store/folded_words.h"

namespace isnad {
namespace {

constexpr size_t kMaxQueryCodePoints = 1'024;
constexpr size_t kMaxPhrases = 64;
constexpr int kDefaultPageSize = 20;
constexpr size_t kPositionBytes = 16;

// Quotation marks in pairs of one family; the straight one closes itself.
bool IsQuotationMark(char32_t c) {
  switch (c) {
    case U'"':
    case 0x00AB:  // guillemets
    case 0x00BB:
    case 0x201C:  // curly marks
    case 0x201D:
    case 0x201E:
      return true;
    default:
      return false;
  }
}

void AddPhrase(absl::string_view text, SearchTerms& terms) {
  std::vector<std::string> phrase;
  for (FoldedWord& word : FoldedWords(text)) {
    phrase.push_back(std::move(word.folded));
  }
  if (!phrase.empty() && std::find(terms.phrases.begin(), terms.phrases.end(),
                                   phrase) == terms.phrases.end()) {
    terms.phrases.push_back(std::move(phrase));
  }
}

// Score and version, 8 bytes each as they are in memory: read back by this
// machine or another of its byte order.
std::string EncodePosition(const SearchHit& hit) {
  std::string bytes(kPositionBytes, '\0');
  std::memcpy(&bytes[0], &hit.score, sizeof(double));
  std::memcpy(&bytes[8], &hit.version, sizeof(int64_t));
  return bytes;
}

std::optional<SearchHit> DecodePosition(
    const std::optional<std::string>& position) {
  if (!position.has_value() || position->size() != kPositionBytes) {
    return std::nullopt;
  }
  SearchHit hit;
  std::memcpy(&hit.score, position->data(), sizeof(double));
  std::memcpy(&hit.version, position->data() + 8, sizeof(int64_t));
  return hit;
}

absl::Status AddMatch(const SearchHit& hit, const SearchTerms& terms,
                      StoreReader& reader, Reprints& reprints,
                      v1::SearchDocumentsResponse& response) {
  ASSIGN_OR_RETURN(std::optional<StoredDocument> stored,
                   reader.FindDocumentVersion(hit.version));
  // A hit of this revision is one of its documents.
  if (!stored.has_value()) return absl::OkStatus();
  RETURN_IF_ERROR(reprints.MakeBasic(*stored));
  ASSIGN_OR_RETURN(const std::string text, reader.LoadText(hit.version));
  const Snippet snippet = MakeSnippet(text, terms);
  v1::DocumentMatch& match = *response.add_matches();
  *match.mutable_document() = std::move(stored->document);
  *match.mutable_snippet() = snippet.span;
  match.set_snippet_text(
      text.substr(static_cast<size_t>(snippet.span.start_byte()),
                  static_cast<size_t>(snippet.span.end_byte() -
                                      snippet.span.start_byte())));
  for (const v1::Span& highlight : snippet.highlights) {
    *match.add_highlights() = highlight;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SearchTerms> ParseSearchQuery(absl::string_view query) {
  const auto code_points = static_cast<size_t>(
      std::count_if(query.begin(), query.end(), IsCharacterStart));
  if (code_points < 1 || code_points > kMaxQueryCodePoints) {
    return FieldError("query", absl::StrCat("got ", code_points,
                                            " code points, want 1 "
                                            "to ",
                                            kMaxQueryCodePoints));
  }
  SearchTerms terms;
  bool quoted = false;
  size_t begin = 0;
  for (size_t position = 0; position < query.size();) {
    const size_t at = position;
    const char32_t c = NextCodePoint(query, position);
    const bool is_mark = IsQuotationMark(c);
    const bool is_space =
        c < 0x80 && absl::ascii_isspace(static_cast<unsigned char>(c));
    if (!is_mark && (quoted || !is_space)) continue;
    AddPhrase(query.substr(begin, at - begin), terms);
    begin = position;
    if (is_mark) quoted = !quoted;
  }
  AddPhrase(query.substr(begin), terms);
  if (terms.phrases.empty() || terms.phrases.size() > kMaxPhrases) {
    return FieldError("query", absl::StrCat("got ", terms.phrases.size(),
                                            " words, want 1 to ", kMaxPhrases));
  }
  return terms;
}

absl::Status Check(const v1::SearchDocumentsRequest& request) {
  RETURN_IF_ERROR(PageSize(request.page_size(), kDefaultPageSize).status());
  return ParseSearchQuery(request.query()).status();
}

uint64_t Digest(const v1::SearchDocumentsRequest& request) {
  return RequestDigest({"SearchDocuments", request.query()});
}

absl::Status Lookup(const v1::SearchDocumentsRequest& request,
                    const LookupContext& context,
                    v1::SearchDocumentsResponse& response) {
  ASSIGN_OR_RETURN(const int size,
                   PageSize(request.page_size(), kDefaultPageSize));
  ASSIGN_OR_RETURN(const SearchTerms terms, ParseSearchQuery(request.query()));
  // One more than the page holds tells whether there is another.
  ASSIGN_OR_RETURN(const std::vector<SearchHit> hits,
                   context.reader.Search(
                       terms, DecodePosition(context.plan.position), size + 1));
  Reprints reprints(context.reader);
  const size_t shown = std::min(hits.size(), static_cast<size_t>(size));
  for (size_t i = 0; i < shown; ++i) {
    RETURN_IF_ERROR(
        AddMatch(hits[i], terms, context.reader, reprints, response));
    const bool is_full =
        static_cast<int64_t>(response.ByteSizeLong()) > PageBudget::kMaxBytes;
    if (i + 1 < hits.size() && (i + 1 == shown || is_full)) {
      response.set_next_page_token(
          context.NextPageToken(EncodePosition(hits[i])));
      break;
    }
  }
  return absl::OkStatus();
}

}  // namespace isnad
