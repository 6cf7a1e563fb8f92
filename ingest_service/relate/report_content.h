#ifndef ISNAD_INGEST_SERVICE_RELATE_REPORT_CONTENT_H_
#define ISNAD_INGEST_SERVICE_RELATE_REPORT_CONTENT_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "ingest_service/relate/document_context.h"

namespace isnad {

// Reported words run over no more items than this, so that a sentence without
// end stays linear.
inline constexpr uint32_t kReportReach = 160;
// The words of a source behind "according to" or before a verb.
inline constexpr uint32_t kSourceReach = 16;

// What a verb of saying reports, and where its speakers stand.
struct ReportContent {
  // The speakers stand before this item.
  uint32_t speakers_end = 0;
  // The reported words.
  ItemRange range;
  // Whether they are in quotation marks.
  bool direct = false;
  // Whether the speaker doubts them.
  bool doubts = false;
  // Name of the rule, a literal.
  const char* rule = "";
};

// Finds what the verbs of saying of one sentence report: behind "that", in
// quotation marks, behind a colon, as a noun, or before the verb. Views the
// context, which must outlive it. Not thread-safe, as the context is not.
class ReportContentReader {
 public:
  ReportContentReader(const DocumentContext& context, ItemRange sentence);

  // What stands behind a verb; nullopt if nothing does.
  absl::optional<ReportContent> Behind(uint32_t verb) const;

  // A quotation, or a whole clause, before its verb: "...", said X.
  absl::optional<ReportContent> Before(uint32_t verb) const;

  // What stands behind a colon.
  ReportContent AfterColon(uint32_t colon) const;

  // Whether quotation marks hold a single name or word.
  bool IsNameQuote(uint32_t open) const;

 private:
  const Item& At(uint32_t i) const { return context_.At(i); }
  absl::optional<ReportContent> AtMark(uint32_t mark) const;
  bool EndsSpeakers(uint32_t i) const;
  bool EndsSpeakersOf(uint32_t verb, uint32_t i, bool takes_noun) const;
  // Whether what is said may be a noun: «confirmed the halt of ...».
  bool TakesNoun(uint32_t verb) const;
  bool IsNounContent(uint32_t verb, uint32_t i) const;
  bool IsContentPreposition(uint32_t i) const;
  bool IsPerson(uint32_t i) const;
  bool BelongsToHead(uint32_t verb, uint32_t i) const;
  bool IsAbout(uint32_t i) const;
  bool InApposition(uint32_t verb, uint32_t item) const;
  ReportContent NounContent(uint32_t i) const;
  ReportContent AfterThat(uint32_t that) const;
  ReportContent Quoted(uint32_t open, uint32_t speakers_end,
                       const char* rule) const;
  uint32_t SpeakersEnd(uint32_t from) const;
  uint32_t ContentEnd(uint32_t from) const;
  bool EndsBehindComma(uint32_t i) const;

  const DocumentContext& context_;
  const Vocabulary& words_;
  const uint32_t begin_;
  const uint32_t end_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_RELATE_REPORT_CONTENT_H_
