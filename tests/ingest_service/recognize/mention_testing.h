// Texts with their mentions written into them: «بدأت [هواوي|huawei] بيع
// [H20|h20] إلى السوق [الصينية|china~A]». "~A" marks an adjective.
#ifndef ISNAD_TESTS_INGEST_SERVICE_RECOGNIZE_MENTION_TESTING_H_
#define ISNAD_TESTS_INGEST_SERVICE_RECOGNIZE_MENTION_TESTING_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/text/fold.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/recognize/mention_recognizer.h"

namespace isnad {

// Returns the text of an annotated text.
inline std::string WithoutMentions(absl::string_view annotated) {
  std::string text;
  bool note = false;
  for (const char c : annotated) {
    if (c == '[') continue;
    if (c == '|') note = true;
    if (!note) text.push_back(c);
    if (c == ']') note = false;
  }
  return text;
}

// Writes mentions into a text. Ids of discovered entities read "new:KIND".
inline std::string WithMentions(absl::string_view text, const Catalog& catalog,
                                const MentionRecognizer::Result& result) {
  std::string annotated;
  uint32_t done = 0;
  for (const EntityMention& mention : result.mentions) {
    const std::string id =
        mention.entity < catalog.size()
            ? catalog.entity(mention.entity).id()
            : absl::StrCat("new:", static_cast<int>(mention.kind));
    absl::StrAppend(
        &annotated, text.substr(done, mention.range.begin - done), "[",
        text.substr(mention.range.begin,
                    mention.range.end - mention.range.begin),
        "|", id, mention.form == v1::MENTION_FORM_ADJECTIVE ? "~A" : "", "]");
    done = mention.range.end;
  }
  absl::StrAppend(&annotated, text.substr(done));
  return annotated;
}

// Reads texts with the embedded catalog and lexicon.
class MentionReader {
 public:
  MentionReader()
      : catalog_(*Catalog::Load({})),
        lexicon_(*Lexicon::Load({})),
        recognizer_(*catalog_, *lexicon_) {}

  // The one reader of a test program: loading takes a while.
  static const MentionReader& Shared() {
    static const auto& reader = *new MentionReader();
    return reader;
  }

  const Catalog& catalog() const { return *catalog_; }

  MentionRecognizer::Result Read(absl::string_view text) const {
    return recognizer_.Recognize(
        Normalizer(DefaultFoldTable()).Normalize(text));
  }

  // Reads an annotated text without its annotations, and annotates it anew.
  std::string Annotate(absl::string_view annotated) const {
    const std::string text = WithoutMentions(annotated);
    return WithMentions(text, *catalog_, Read(text));
  }

 private:
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Lexicon> lexicon_;
  MentionRecognizer recognizer_;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_INGEST_SERVICE_RECOGNIZE_MENTION_TESTING_H_
