#include "tests/bench/bench_corpus.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/sha256.h"

namespace isnad {
namespace {

// Letters that folding leaves as they are, in code point order.
constexpr absl::string_view kDigits[] = {"ب", "ت", "ث", "ج", "ح", "خ",
                                         "د", "ذ", "ر", "ز", "س", "ش",
                                         "ص", "ض", "ط", "ظ"};

// Of a news story, so that the index of words has common ones.
constexpr absl::string_view kFiller[] = {
    "قالت",  "مصادر", "مطلعة",  "إن",     "الشركة", "تدرس",
    "توسيع", "إنتاج", "رقائق",  "الذكاء", "في",     "المنطقة",
    "خلال",  "العام", "المقبل", "وأضافت", "أن",     "القرار",
};

std::string Hex8(int64_t number) {
  return absl::StrCat(absl::Hex(number, absl::kZeroPad8));
}

void AddName(absl::string_view text, absl::string_view language,
             absl::string_view script, v1::Entity& entity) {
  v1::EntityName& name = *entity.add_names();
  name.set_text(std::string(text));
  name.set_language_code(std::string(language));
  name.set_script_code(std::string(script));
}

// As ingest sends it, without its name and text.
void AddMention(int64_t entity, std::string& text, v1::Analysis& analysis) {
  v1::Mention& mention = *analysis.add_mentions();
  mention.set_entity(BenchEntityName(entity));
  mention.set_kind(v1::ENTITY_KIND_ORGANIZATION);
  mention.set_form(v1::MENTION_FORM_NAME);
  mention.set_confidence(0.9f);
  mention.mutable_span()->set_start_byte(static_cast<int32_t>(text.size()));
  text += BenchArabicName(entity);
  mention.mutable_span()->set_end_byte(static_cast<int32_t>(text.size()));
  text += ' ';
}

}  // namespace

int64_t BenchScatter(int64_t seed, int64_t limit) {
  // The finalizer of MurmurHash3.
  auto bits = static_cast<uint64_t>(seed) + 0x9E3779B97F4A7C15;
  bits = (bits ^ (bits >> 33)) * 0xFF51AFD7ED558CCD;
  bits = (bits ^ (bits >> 33)) * 0xC4CEB9FE1A85EC53;
  bits ^= bits >> 33;
  return static_cast<int64_t>(bits % static_cast<uint64_t>(limit));
}

std::string BenchEntityName(int64_t number) {
  return absl::StrCat("entities/co-", Hex8(number));
}

std::string BenchArabicName(int64_t number) {
  std::string name = "شركة ";
  for (int shift = 28; shift >= 0; shift -= 4) {
    absl::StrAppend(&name, kDigits[(number >> shift) & 0xF]);
  }
  return name;
}

v1::Entity BenchEntity(int64_t number) {
  const std::string hex = Hex8(number);
  v1::Entity entity;
  entity.set_name(BenchEntityName(number));
  entity.set_kind(v1::ENTITY_KIND_ORGANIZATION);
  entity.set_type(v1::ENTITY_TYPE_COMPANY);
  entity.set_origin(v1::ENTITY_ORIGIN_CATALOG);
  entity.set_country_code("TW");
  entity.set_display_name(absl::StrCat("Company ", hex));
  AddName(BenchArabicName(number), "ar", "Arab", entity);
  AddName(entity.display_name(), "en", "Latn", entity);
  AddName(absl::StrCat(hex, " Semiconductor Manufacturing"), "en", "Latn",
          entity);
  v1::ExternalId& id = *entity.add_external_ids();
  id.set_system("wikidata");
  id.set_value(absl::StrCat("Q", number + 1));
  entity.mutable_organization()->set_parent(BenchEntityName(number / 2));
  return entity;
}

std::string BenchDocumentName(int64_t number) {
  // In no order, as the digests that name documents by default.
  const auto half = [number](int64_t seed) {
    return static_cast<uint64_t>(
        BenchScatter(2 * number + seed, std::numeric_limits<int64_t>::max()));
  };
  return absl::StrCat("documents/", absl::Hex(half(0), absl::kZeroPad16),
                      absl::Hex(half(1), absl::kZeroPad16));
}

v1::Record BenchDocument(int64_t number, int64_t entities,
                         const BenchDocumentShape& shape) {
  v1::Record record;
  v1::Analysis& analysis = *record.mutable_document();
  v1::Document& document = *analysis.mutable_document();
  document.set_name(BenchDocumentName(number));
  document.set_media_type("text/plain");
  document.set_charset("utf-8");
  document.set_language_code("ar");
  document.set_title(BenchArabicName(number));
  std::string text;
  const int64_t common = std::max<int64_t>(1, entities / 100);
  int64_t seed = number * 4'096;
  for (int i = 0; i < shape.mentions; ++i) {
    const auto due = static_cast<size_t>(shape.text_bytes) *
                     static_cast<size_t>(i) /
                     static_cast<size_t>(shape.mentions);
    while (text.size() < due) {
      absl::StrAppend(&text, kFiller[BenchScatter(++seed, std::size(kFiller))],
                      " ");
    }
    AddMention(BenchScatter(++seed, i % 2 == 0 ? common : entities), text,
               analysis);
  }
  document.set_sha256(Sha256(text));
  document.set_source(std::move(text));
  return record;
}

}  // namespace isnad
