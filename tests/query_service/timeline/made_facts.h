// Documents and facts made for tests of timelines.
#ifndef ISNAD_TESTS_QUERY_SERVICE_TIMELINE_MADE_FACTS_H_
#define ISNAD_TESTS_QUERY_SERVICE_TIMELINE_MADE_FACTS_H_

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "query_service/timeline/fact_root.h"
#include "query_service/timeline/sourced_fact.h"

namespace isnad {

// A link of a chain: "speaker:david-sacks", "via:reuters", "speaker:" for
// unnamed sources.
inline v1::Attribution MakeChain(const std::vector<std::string>& links) {
  v1::Attribution attribution;
  int32_t place = 1;
  for (const std::string& text : links) {
    const size_t colon = text.find(':');
    v1::Link& link = *attribution.add_links();
    link.set_role(text.substr(0, colon) == "via" ? v1::ROLE_VIA
                                                 : v1::ROLE_SPEAKER);
    if (colon + 1 < text.size()) {
      link.set_entity(absl::StrCat("entities/", text.substr(colon + 1)));
    }
    link.mutable_span()->set_start_byte(place);
    link.mutable_span()->set_end_byte(place += 5);
  }
  return attribution;
}

// Nobody was merged; "bloomberg-tech" is a programme of bloomberg.
inline std::string TestRootOf(const std::string& entity) {
  return entity == "entities/bloomberg-tech" ? "entities/bloomberg" : entity;
}

// Owns documents and makes facts of them.
class MadeFacts {
 public:
  // A document of the next revision; `date` such as "2025-12-01", or empty.
  const FactSource* Document(absl::string_view date = "",
                             absl::string_view outlet = "",
                             const FactSource* original = nullptr) {
    FactSource source;
    source.revision = static_cast<int64_t>(sources_.size()) + 1;
    source.document = absl::StrCat("documents/d", source.revision);
    source.original =
        original == nullptr ? source.document : original->original;
    if (original != nullptr) {
      source.outlet = original->outlet;
    } else if (!outlet.empty()) {
      source.outlet = absl::StrCat("entities/", outlet);
    }
    if (!date.empty()) {
      absl::Time time;
      std::string error;
      if (!absl::ParseTime("%Y-%m-%d", date, &time, &error)) std::abort();
      source.publish_time = time;
    }
    sources_.push_back(std::move(source));
    return &sources_.back();
  }

  SourcedDecision Decision(const FactSource* source,
                           absl::string_view jurisdiction,
                           v1::DecisionAction action,
                           const std::vector<std::string>& chain = {},
                           v1::Modality modality = v1::MODALITY_ASSERTED) {
    SourcedDecision made;
    made.source = source;
    v1::Decision& decision = made.decision;
    const int place = ++facts_ * 100;
    decision.set_name(absl::StrCat(source->document, "/decisions/", facts_));
    decision.set_jurisdiction(std::string(jurisdiction));
    decision.set_action(action);
    decision.set_modality(modality);
    decision.add_products("entities/h200");
    decision.add_destinations("CN");
    *decision.mutable_attribution() = MakeChain(chain);
    v1::Evidence& evidence = *decision.mutable_evidence();
    evidence.mutable_sentence()->set_start_byte(place);
    evidence.mutable_sentence()->set_end_byte(place + 90);
    made.root = RootOfFact(decision.attribution(), *source, TestRootOf);
    return made;
  }

  SourcedFigure Money(const FactSource* source, absl::string_view amount,
                      const std::vector<std::string>& chain = {},
                      absl::string_view period = "") {
    SourcedFigure made;
    made.source = source;
    v1::Figure& figure = made.figure;
    const int place = ++facts_ * 100;
    figure.set_name(absl::StrCat(source->document, "/figures/", facts_));
    figure.set_subject("entities/china");
    figure.set_metric(v1::FIGURE_METRIC_INVESTMENT);
    figure.set_modality(v1::FIGURE_MODALITY_REPORTED);
    figure.set_period(std::string(period));
    v1::Quantity& quantity = *figure.mutable_quantity();
    quantity.mutable_money()->set_currency_code("USD");
    quantity.mutable_money()->set_amount(std::string(amount));
    quantity.set_qualifier(v1::QUALIFIER_EXACT);
    quantity.mutable_span()->set_start_byte(place);
    *figure.mutable_attribution() = MakeChain(chain);
    made.root = RootOfFact(figure.attribution(), *source, TestRootOf);
    return made;
  }

  // Places all documents made so far.
  void Place() {
    std::vector<FactSource*> sources;
    for (FactSource& source : sources_) sources.push_back(&source);
    PlaceInTime(sources);
  }

 private:
  // Stays where it is as it grows.
  std::deque<FactSource> sources_;
  int facts_ = 0;
};

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_TIMELINE_MADE_FACTS_H_
