#include "tests/golden/eval_corpus.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/file.h"
#include "common/status/status_macros.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

namespace isnad {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

constexpr char kGoldSuffix[] = ".gold.json";
constexpr int64_t kMaxFileBytes = 64 << 20;

const Value& Field(const Struct& object, const std::string& name) {
  static const Value& kMissing = *new Value();
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? kMissing : found->second;
}

std::string Text(const Struct& object, const std::string& name) {
  return Field(object, name).string_value();
}

GoldSpan SpanOf(const Struct& object) {
  return {static_cast<int>(Field(object, "start").number_value()),
          static_cast<int>(Field(object, "end").number_value())};
}

GoldMention MentionOf(const Struct& object) {
  return {SpanOf(object), Text(object, "text"), Text(object, "kind"),
          Text(object, "id"), Text(object, "form") == "ADJECTIVE"};
}

GoldQuantity QuantityOf(const Struct& object) {
  const std::string kind = Text(object, "kind");
  const bool has_unit = kind == "MONEY" || kind == "MEASURE";
  return {SpanOf(object), Text(object, "text"), kind, Text(object, "value"),
          has_unit ? Text(object, "unit") : ""};
}

absl::StatusOr<GoldDocument> LoadDocument(const std::string& text_folder,
                                          const std::string& gold_folder,
                                          const std::string& name) {
  GoldDocument document;
  document.name = name;
  ASSIGN_OR_RETURN(
      document.text,
      ReadFile(absl::StrCat(text_folder, "/", name, ".txt"), kMaxFileBytes));
  ASSIGN_OR_RETURN(const std::string json,
                   ReadFile(absl::StrCat(gold_folder, "/", name, kGoldSuffix),
                            kMaxFileBytes));
  Struct gold;
  if (!google::protobuf::util::JsonStringToMessage(json, &gold).ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, kGoldSuffix, " is not JSON"));
  }
  for (const Value& value : Field(gold, "mentions").list_value().values()) {
    document.mentions.push_back(MentionOf(value.struct_value()));
  }
  for (const Value& value : Field(gold, "quantities").list_value().values()) {
    document.quantities.push_back(QuantityOf(value.struct_value()));
  }
  document.file = std::move(gold);
  return document;
}

}  // namespace

absl::StatusOr<std::vector<GoldDocument>> LoadGold(
    const std::string& text_folder, const std::string& gold_folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry :
       std::filesystem::directory_iterator(gold_folder, error)) {
    const std::string file = entry.path().filename().string();
    absl::string_view stem = file;
    if (absl::ConsumeSuffix(&stem, kGoldSuffix)) names.emplace_back(stem);
  }
  if (names.empty()) {
    return absl::NotFoundError(
        absl::StrCat("there is no *", kGoldSuffix, " in ", gold_folder));
  }
  std::sort(names.begin(), names.end());
  std::vector<GoldDocument> documents;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(GoldDocument document,
                     LoadDocument(text_folder, gold_folder, name));
    documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace isnad
