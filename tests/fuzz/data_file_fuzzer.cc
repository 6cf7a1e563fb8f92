// Files of the catalog and the lexicon, as an operator may write them: refused
// with the file's name, or taken, and then names and numbers can be looked up
// by them.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "common/base/check.h"
#include "common/status/errors.h"
#include "common/text/fold.h"
#include "ingest_service/catalog/catalog.h"
#include "ingest_service/catalog/collisions.h"
#include "ingest_service/lexicon/lexicon.h"
#include "ingest_service/normalize/normalizer.h"
#include "ingest_service/recognize/mention_recognizer.h"
#include "ingest_service/recognize/quantity_recognizer.h"

namespace isnad {
namespace {

constexpr absl::string_view kFile = "fuzz.textproto";

void CheckRefusal(const absl::Status& status) {
  ISNAD_CHECK(ReasonOf(status) == v1::ERROR_REASON_DATA_FILE_INVALID);
  ISNAD_CHECK(absl::StrContains(status.message(), kFile));
}

void CheckCatalog(const DataFile& file, const Lexicon& no_words) {
  const auto catalog = Catalog::Parse({file});
  if (!catalog.ok()) return CheckRefusal(catalog.status());
  CollisionReport(FindCollisions(**catalog));
  std::string names;
  for (uint32_t i = 0; i < (*catalog)->size(); ++i) {
    const v1::Entity entity = (*catalog)->ToEntity(i);
    ISNAD_CHECK((*catalog)->Find((*catalog)->entity(i).id()) == i);
    for (const v1::EntityName& name : entity.names()) {
      names.append(name.text()).append("\n");
    }
  }
  // A text of all the names is read by them.
  const NormalizedText text = Normalizer(DefaultFoldTable()).Normalize(names);
  MentionRecognizer(**catalog, no_words).Recognize(text);
}

void CheckLexicon(const DataFile& file, const NormalizedText& text) {
  const auto lexicon = Lexicon::Parse({file});
  if (!lexicon.ok()) return CheckRefusal(lexicon.status());
  QuantityMessages messages;
  QuantityRecognizer(**lexicon).Recognize(text, {}, {}, messages);
}

}  // namespace
}  // namespace isnad

// The first byte chooses which kind of file it is.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* const no_words =
      new absl::StatusOr<std::unique_ptr<isnad::Lexicon>>(
          isnad::Lexicon::Parse({}));
  static const auto* const text =
      new isnad::NormalizedText(isnad::Normalizer(isnad::DefaultFoldTable())
                                    .Normalize("12 5% 2025-01-01 3.5 H20"));
  ISNAD_CHECK(no_words->ok());
  if (size == 0) return 0;
  const isnad::DataFile file = {
      std::string(isnad::kFile),
      std::string(reinterpret_cast<const char*>(data) + 1, size - 1)};
  if (data[0] % 2 == 0) {
    isnad::CheckCatalog(file, ***no_words);
  } else {
    isnad::CheckLexicon(file, *text);
  }
  return 0;
}
