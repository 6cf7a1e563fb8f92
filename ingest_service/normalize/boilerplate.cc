#include "ingest_service/normalize/boilerplate.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "ingest_service/normalize/normalized_text.h"
#include "ingest_service/normalize/phrases.h"

namespace isnad {
namespace {

// A line that says how long reading takes is no longer than this.
constexpr uint32_t kMaxReadingTokens = 8;

// A link is no longer than this.
constexpr uint32_t kMaxLinkTokens = 40;

// A line of text: sentences and the tokens they hold.
struct Line {
  size_t sentence_begin;
  size_t sentence_end;
  uint32_t token_begin;
  uint32_t token_end;
};

std::vector<Line> SplitLines(const std::vector<Token>& tokens,
                             const std::vector<Sentence>& sentences) {
  std::vector<Line> lines;
  for (size_t i = 0; i < sentences.size(); ++i) {
    if (lines.empty() || tokens[sentences[i].token_begin].line_before) {
      lines.push_back({i, i, sentences[i].token_begin, 0});
    }
    lines.back().sentence_end = i + 1;
    lines.back().token_end = sentences[i].token_end;
  }
  return lines;
}

class LineReader {
 public:
  LineReader(absl::string_view folded, const std::vector<Token>& tokens)
      : folded_(folded), tokens_(tokens), phrases_(EmbeddedPhrases()) {}

  // What a line is: of the article, a notice of the page, a head of related
  // links with one of them, or such a head alone.
  enum class Kind { kArticle, kNotice, kLinks, kLinksHead };

  Kind Read(const Line& line) const {
    const uint32_t begin = SkipMarks(line.token_begin, line.token_end);
    const uint32_t end = line.token_end;
    if (begin == end) return Kind::kArticle;
    if (const uint32_t length = Match(PhraseKind::kLinks, begin, end)) {
      const uint32_t next = begin + length;
      if (SkipMarks(next, end) == end) return Kind::kLinksHead;
      if (Is(next, ":") || (Is(next, "\"") && Is(next + 1, ":"))) {
        return Kind::kLinks;
      }
    }
    if (Match(PhraseKind::kTags, begin, end) > 0) return Kind::kLinks;
    const bool notice = IsWholeLine(begin, end) ||
                        Match(PhraseKind::kOpening, begin, end) > 0 ||
                        IsShareBar(begin, end) || IsReadingTime(begin, end);
    return notice ? Kind::kNotice : Kind::kArticle;
  }

  // Whether the line ends as a sentence does.
  bool IsClosed(const Line& line) const {
    for (uint32_t i = line.token_end; i > line.token_begin; --i) {
      if (tokens_[i - 1].kind != TokenKind::kPunctuation) return false;
      if (Is(i - 1, ".") || Is(i - 1, "?") || Is(i - 1, "!")) return true;
    }
    return false;
  }

 private:
  uint32_t Match(PhraseKind kind, uint32_t begin, uint32_t end) const {
    return phrases_.Match(kind, tokens_, begin, end);
  }

  bool Is(uint32_t i, absl::string_view mark) const {
    return folded_.substr(tokens_[i].folded_begin,
                          tokens_[i].folded_end - tokens_[i].folded_begin) ==
           mark;
  }

  bool IsMark(uint32_t i) const {
    return tokens_[i].kind == TokenKind::kPunctuation ||
           tokens_[i].kind == TokenKind::kSymbol;
  }

  uint32_t SkipMarks(uint32_t i, uint32_t end) const {
    while (i < end && IsMark(i)) ++i;
    return i;
  }

  bool IsWholeLine(uint32_t begin, uint32_t end) const {
    const uint32_t length = Match(PhraseKind::kLine, begin, end);
    return length > 0 && SkipMarks(begin + length, end) == end;
  }

  // Share words, marks and counts, and nothing else. One word alone may be
  // anything.
  bool IsShareBar(uint32_t begin, uint32_t end) const {
    uint32_t words = 0;
    for (uint32_t i = begin; i < end;) {
      const uint32_t length = Match(PhraseKind::kShare, i, end);
      if (length == 0 && !IsMark(i) && tokens_[i].kind != TokenKind::kDigits) {
        return false;
      }
      words += length;
      i += length > 0 ? length : 1;
    }
    return words >= 2;
  }

  // "3 minutes to read", with no more than a few words before.
  bool IsReadingTime(uint32_t begin, uint32_t end) const {
    if (end - begin > kMaxReadingTokens) return false;
    for (uint32_t i = begin; i + 1 < end; ++i) {
      if (tokens_[i].kind != TokenKind::kDigits) continue;
      const uint32_t length = Match(PhraseKind::kReading, i + 1, end);
      // The bare unit alone may be anything.
      return length > 1 && SkipMarks(i + 1 + length, end) == end;
    }
    return false;
  }

  const absl::string_view folded_;
  const std::vector<Token>& tokens_;
  const Phrases& phrases_;
};

// Finds where the links behind a head end. Remembers how far it has looked, so
// that a page full of heads is read but once.
class LinksReader {
 public:
  // Both must outlive it.
  LinksReader(const LineReader& reader, const std::vector<Line>& lines)
      : reader_(reader), lines_(lines) {}

  // The end of the links behind a head at lines[head]. REQUIRES: heads come in
  // rising order.
  size_t EndAfter(size_t head) {
    next_ = std::max(next_, head + 1);
    while (next_ < lines_.size() && !IsArticle(lines_[next_])) ++next_;
    if (next_ == lines_.size()) return next_;
    // The article goes on there, so that only the next line is certain.
    return next_ == head + 1 ? next_ : head + 2;
  }

 private:
  bool IsArticle(const Line& line) const {
    return line.token_end - line.token_begin > kMaxLinkTokens ||
           reader_.IsClosed(line);
  }

  const LineReader& reader_;
  const std::vector<Line>& lines_;
  // No line between the last head and this one is of the article.
  size_t next_ = 0;
};

}  // namespace

void MarkBoilerplate(absl::string_view folded, const std::vector<Token>& tokens,
                     std::vector<Sentence>& sentences) {
  const LineReader reader(folded, tokens);
  const std::vector<Line> lines = SplitLines(tokens, sentences);
  const auto mark = [&sentences](const Line& line, SentenceKind kind) {
    for (size_t i = line.sentence_begin; i < line.sentence_end; ++i) {
      sentences[i].kind = kind;
    }
  };
  LinksReader links(reader, lines);
  size_t links_end = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    switch (reader.Read(lines[i])) {
      case LineReader::Kind::kLinksHead:
        links_end = links.EndAfter(i);
        mark(lines[i], SentenceKind::kBoilerplate);
        break;
      case LineReader::Kind::kNotice:
        mark(lines[i], SentenceKind::kBoilerplate);
        break;
      case LineReader::Kind::kLinks:
        mark(lines[i], SentenceKind::kRelatedLink);
        break;
      case LineReader::Kind::kArticle:
        if (i < links_end) mark(lines[i], SentenceKind::kRelatedLink);
        break;
    }
  }
}

}  // namespace isnad
