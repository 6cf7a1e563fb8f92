#include "query_service/lookup/fact_fields.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace isnad {
namespace {

using Document = v1::Document;
using Strings = std::vector<absl::string_view>;

template <typename Values>
FilterValue AllOf(const Values& values) {
  return Strings(values.begin(), values.end());
}

template <typename Fact>
FilterValue LinksOf(const Fact& fact, v1::Role role) {
  Strings entities;
  for (const v1::Link& link : fact.attribution().links()) {
    if (link.role() == role && !link.entity().empty()) {
      entities.push_back(link.entity());
    }
  }
  return entities;
}

FilterValue NumberOf(absl::string_view text) {
  Decimal number;
  if (!Decimal::Parse(text, number)) return std::monostate();
  return number;
}

FilterValue ValueOf(const v1::Quantity& quantity) {
  switch (quantity.value_case()) {
    case v1::Quantity::kMoney:
      return NumberOf(quantity.money().amount());
    case v1::Quantity::kPercent:
      return NumberOf(quantity.percent());
    case v1::Quantity::kCount:
      return NumberOf(quantity.count().value());
    case v1::Quantity::kMeasure:
      return NumberOf(quantity.measure().value());
    case v1::Quantity::kNumber:
      return NumberOf(quantity.number());
    case v1::Quantity::kOrdinal:
      return NumberOf(quantity.ordinal());
    default:
      return std::monostate();
  }
}

absl::string_view UnitOf(const v1::Quantity& quantity) {
  if (quantity.has_count()) return quantity.count().noun();
  return quantity.measure().unit();
}

// The value of a field of the message.
template <typename Fact, auto get>
FilterValue Text(const Fact& fact, const Document& /*document*/) {
  return absl::string_view((fact.*get)());
}
template <typename Fact, auto get>
FilterValue Enum(const Fact& fact, const Document& /*document*/) {
  return static_cast<int>((fact.*get)());
}

// Fields that every type of fact has.
template <typename Fact>
void AddCommonFields(std::vector<FactFieldSpec<Fact>>& fields) {
  fields.push_back({{"confidence", FilterType::kNumber},
                    [](const Fact& fact, const Document&) -> FilterValue {
                      return NumberOf(absl::StrCat(fact.confidence()));
                    },
                    {}});
  fields.push_back({{"outlet", FilterType::kString},
                    [](const Fact&, const Document& document) -> FilterValue {
                      return absl::string_view(document.outlet());
                    },
                    {FactField::kOutlet},
                    /*is_entity=*/true});
  fields.push_back({{"publish_time", FilterType::kTimestamp},
                    [](const Fact&, const Document& document) -> FilterValue {
                      const std::optional<absl::Time> time =
                          PublishTimeOf(document);
                      if (!time.has_value()) return std::monostate();
                      return *time;
                    },
                    {}});
}

template <typename Fact>
FactFieldSpec<Fact> ViaField() {
  return {{"via", FilterType::kStrings},
          [](const Fact& fact, const Document&) -> FilterValue {
            return LinksOf(fact, v1::ROLE_VIA);
          },
          {FactField::kVia},
          /*is_entity=*/true};
}

template <typename Fact>
FactFieldSpec<Fact> SpeakersField() {
  return {{"speaker", FilterType::kStrings},
          [](const Fact& fact, const Document&) -> FilterValue {
            return LinksOf(fact, v1::ROLE_SPEAKER);
          },
          {FactField::kSpeaker},
          /*is_entity=*/true};
}

std::vector<FactFieldSpec<v1::Decision>> DecisionFields() {
  using Fact = v1::Decision;
  std::vector<FactFieldSpec<Fact>> fields = {
      {{"jurisdiction", FilterType::kString},
       Text<Fact, &Fact::jurisdiction>,
       {FactField::kJurisdiction}},
      {{"action", FilterType::kEnum, v1::DecisionAction_descriptor()},
       Enum<Fact, &Fact::action>,
       {}},
      {{"product", FilterType::kStrings},
       [](const Fact& fact, const Document&) { return AllOf(fact.products()); },
       {FactField::kProduct},
       /*is_entity=*/true},
      {{"destination", FilterType::kStrings},
       [](const Fact& fact, const Document&) {
         return AllOf(fact.destinations());
       },
       {FactField::kDestination}},
      {{"party", FilterType::kStrings},
       [](const Fact& fact, const Document&) { return AllOf(fact.parties()); },
       {FactField::kParty},
       /*is_entity=*/true},
      {{"condition", FilterType::kString}, Text<Fact, &Fact::condition>, {}},
      {{"modality", FilterType::kEnum, v1::Modality_descriptor()},
       Enum<Fact, &Fact::modality>,
       {}},
      SpeakersField<Fact>(),
      ViaField<Fact>(),
  };
  AddCommonFields(fields);
  return fields;
}

std::vector<FactFieldSpec<v1::Figure>> FigureFields() {
  using Fact = v1::Figure;
  std::vector<FactFieldSpec<Fact>> fields = {
      {{"subject", FilterType::kString},
       Text<Fact, &Fact::subject>,
       {FactField::kSubject},
       true},
      {{"metric", FilterType::kEnum, v1::FigureMetric_descriptor()},
       Enum<Fact, &Fact::metric>,
       {}},
      {{"value", FilterType::kNumber},
       [](const Fact& fact, const Document&) {
         return ValueOf(fact.quantity());
       },
       {}},
      {{"currency_code", FilterType::kString},
       [](const Fact& fact, const Document&) -> FilterValue {
         return absl::string_view(fact.quantity().money().currency_code());
       },
       {}},
      {{"unit", FilterType::kString},
       [](const Fact& fact, const Document&) -> FilterValue {
         return UnitOf(fact.quantity());
       },
       {}},
      {{"qualifier", FilterType::kEnum, v1::Qualifier_descriptor()},
       [](const Fact& fact, const Document&) -> FilterValue {
         return static_cast<int>(fact.quantity().qualifier());
       },
       {}},
      {{"modality", FilterType::kEnum, v1::FigureModality_descriptor()},
       Enum<Fact, &Fact::modality>,
       {}},
      {{"period", FilterType::kString}, Text<Fact, &Fact::period>, {}},
      SpeakersField<Fact>(),
      ViaField<Fact>(),
  };
  AddCommonFields(fields);
  return fields;
}

std::vector<FactFieldSpec<v1::Statement>> StatementFields() {
  using Fact = v1::Statement;
  std::vector<FactFieldSpec<Fact>> fields = {
      {{"speaker", FilterType::kString},
       Text<Fact, &Fact::speaker>,
       {FactField::kSpeaker},
       true},
      {{"kind", FilterType::kEnum, v1::QuoteKind_descriptor()},
       Enum<Fact, &Fact::kind>,
       {}},
      {{"stance", FilterType::kEnum, v1::Stance_descriptor()},
       Enum<Fact, &Fact::stance>,
       {}},
      ViaField<Fact>(),
  };
  AddCommonFields(fields);
  return fields;
}

std::vector<FactFieldSpec<v1::Relation>> RelationFields() {
  using Fact = v1::Relation;
  std::vector<FactFieldSpec<Fact>> fields = {
      {{"type", FilterType::kEnum, v1::RelationType_descriptor()},
       Enum<Fact, &Fact::type>,
       {}},
      {{"subject", FilterType::kString},
       Text<Fact, &Fact::subject>,
       {FactField::kSubject},
       true},
      {{"object", FilterType::kString},
       Text<Fact, &Fact::object>,
       {FactField::kObject},
       true},
      {{"entity", FilterType::kStrings},
       [](const Fact& fact, const Document&) -> FilterValue {
         return Strings{fact.subject(), fact.object()};
       },
       {FactField::kSubject, FactField::kObject},
       /*is_entity=*/true},
      {{"title", FilterType::kString}, Text<Fact, &Fact::title>, {}},
  };
  AddCommonFields(fields);
  return fields;
}

}  // namespace

template <>
const std::vector<FactFieldSpec<v1::Decision>>& FactFields() {
  static const auto* const kFields =
      new std::vector<FactFieldSpec<v1::Decision>>(DecisionFields());
  return *kFields;
}

template <>
const std::vector<FactFieldSpec<v1::Figure>>& FactFields() {
  static const auto* const kFields =
      new std::vector<FactFieldSpec<v1::Figure>>(FigureFields());
  return *kFields;
}

template <>
const std::vector<FactFieldSpec<v1::Statement>>& FactFields() {
  static const auto* const kFields =
      new std::vector<FactFieldSpec<v1::Statement>>(StatementFields());
  return *kFields;
}

template <>
const std::vector<FactFieldSpec<v1::Relation>>& FactFields() {
  static const auto* const kFields =
      new std::vector<FactFieldSpec<v1::Relation>>(RelationFields());
  return *kFields;
}

}  // namespace isnad
