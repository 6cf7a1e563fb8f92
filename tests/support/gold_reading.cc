#include "tests/support/gold_reading.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

std::string Text(const Struct& object, const std::string& key) {
  const auto found = object.fields().find(key);
  return found == object.fields().end() ? "" : found->second.string_value();
}

uint32_t Offset(const Struct& object, const std::string& key) {
  const auto found = object.fields().find(key);
  return found == object.fields().end()
             ? 0
             : static_cast<uint32_t>(found->second.number_value());
}

// The tokens that a range of bytes touches, half-open.
void SetTokens(const NormalizedText& text, TextRange range, uint32_t& begin,
               uint32_t& end) {
  const auto& tokens = text.tokens();
  begin = 0;
  while (begin < tokens.size() && tokens[begin].text_end <= range.begin) {
    ++begin;
  }
  end = begin;
  while (end < tokens.size() && tokens[end].text_begin < range.end) ++end;
}

v1::EntityType TypeOf(const std::string& kind, const std::string& type) {
  if (kind == "PERSON") return v1::ENTITY_TYPE_PERSON;
  v1::EntityType parsed = v1::ENTITY_TYPE_UNSPECIFIED;
  if (type == "OTHER") {
    return kind == "PRODUCT" ? v1::ENTITY_TYPE_OTHER_PRODUCT
                             : v1::ENTITY_TYPE_OTHER_ORGANIZATION;
  }
  v1::EntityType_Parse(absl::StrCat("ENTITY_TYPE_", type), &parsed);
  return parsed;
}

void SetValue(const Struct& gold, v1::Quantity& quantity) {
  const std::string kind = Text(gold, "kind");
  const std::string value = Text(gold, "value");
  const std::string unit = Text(gold, "unit");
  if (kind == "MONEY") {
    quantity.mutable_money()->set_amount(value);
    quantity.mutable_money()->set_currency_code(unit);
  } else if (kind == "PERCENT") {
    quantity.set_percent(value);
  } else if (kind == "COUNT") {
    quantity.mutable_count()->set_value(value);
    quantity.mutable_count()->set_noun(unit);
  } else if (kind == "DURATION") {
    quantity.set_duration(value);
  } else if (kind == "DATE") {
    quantity.mutable_date()->set_value(value);
  } else {
    quantity.mutable_measure()->set_value(value);
    quantity.mutable_measure()->set_unit(unit);
  }
}

class GoldReader {
 public:
  GoldReader(const NormalizedText& text, const Catalog& catalog,
             QuantityMessages& quantities)
      : text_(text), catalog_(catalog), quantities_(quantities) {}

  void AddMention(const Struct& gold) {
    EntityMention mention;
    mention.range = {Offset(gold, "start"), Offset(gold, "end")};
    SetTokens(text_, mention.range, mention.token_begin, mention.token_end);
    mention.entity = IndexOf(gold);
    mention.kind = KindOf(TypeOf(Text(gold, "kind"), Text(gold, "type")));
    mention.form = Text(gold, "form") == "ADJECTIVE"
                       ? v1::MENTION_FORM_ADJECTIVE
                       : v1::MENTION_FORM_NAME;
    reading_.mentions.push_back(mention);
  }

  void AddQuantity(const Struct& gold) {
    QuantityReading quantity;
    const TextRange range = {Offset(gold, "start"), Offset(gold, "end")};
    SetTokens(text_, range, quantity.token_begin, quantity.token_end);
    quantity.quantity = quantities_.Add();
    v1::Quantity& out = *quantity.quantity;
    out.mutable_span()->set_start_byte(static_cast<int32_t>(range.begin));
    out.mutable_span()->set_end_byte(static_cast<int32_t>(range.end));
    out.set_text(Text(gold, "text"));
    SetValue(gold, out);
    reading_.quantities.push_back(quantity);
  }

  Reading Take() {
    const auto by_token = [](const auto& a, const auto& b) {
      return a.token_begin < b.token_begin;
    };
    std::sort(reading_.mentions.begin(), reading_.mentions.end(), by_token);
    std::sort(reading_.quantities.begin(), reading_.quantities.end(), by_token);
    return std::move(reading_);
  }

 private:
  EntityIndex IndexOf(const Struct& gold) {
    const std::string id = Text(gold, "id");
    const absl::optional<uint32_t> known = catalog_.Find(id);
    if (known.has_value()) return *known;
    const auto next =
        catalog_.size() + static_cast<uint32_t>(reading_.discovered.size());
    const auto [it, fresh] = discovered_.emplace(id, next);
    if (fresh) {
      v1::Entity entity;
      entity.set_name(absl::StrCat("entities/", id));
      entity.set_type(TypeOf(Text(gold, "kind"), Text(gold, "type")));
      entity.set_kind(KindOf(entity.type()));
      reading_.discovered.push_back(entity);
    }
    return it->second;
  }

  const NormalizedText& text_;
  const Catalog& catalog_;
  QuantityMessages& quantities_;
  Reading reading_;
  std::map<std::string, EntityIndex> discovered_;
};

}  // namespace

absl::StatusOr<Reading> ReadGold(absl::string_view json,
                                 const NormalizedText& text,
                                 const Catalog& catalog,
                                 QuantityMessages& quantities) {
  Struct gold;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), &gold);
  if (!status.ok()) return absl::InvalidArgumentError("gold: not JSON");
  GoldReader reader(text, catalog, quantities);
  for (const Value& value :
       gold.fields().at("mentions").list_value().values()) {
    reader.AddMention(value.struct_value());
  }
  for (const Value& value :
       gold.fields().at("quantities").list_value().values()) {
    reader.AddQuantity(value.struct_value());
  }
  return reader.Take();
}

}  // namespace isnad
