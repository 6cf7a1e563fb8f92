#include "client/cli/timeline_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/print_values.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kHostile[] =
    "</style><script>alert(1)</script>\"' onload='x \u202Egnp.exe\u202C <img "
    "src=x onerror=alert(2)>";

v1::Decision& AddDecision(v1::Position& position, const std::string& document,
                          const std::string& id) {
  v1::Decision& decision = *position.add_decisions();
  decision.set_name(absl::StrCat(document, "/decisions/", id));
  decision.set_jurisdiction("CN");
  decision.set_action(position.action());
  decision.set_modality(position.modality());
  v1::Witness& witness = *position.add_witnesses();
  witness.set_root("entities/reuters");
  witness.set_kind(v1::WITNESS_KIND_OUTLET_OF_SOURCES);
  witness.add_decisions(decision.name());
  v1::Link& link = *decision.mutable_attribution()->add_links();
  link.set_role(v1::ROLE_VIA);
  link.set_entity("entities/reuters");
  link.mutable_span()->set_end_byte(4);
  decision.mutable_evidence()->mutable_sentence()->set_end_byte(13);
  decision.mutable_evidence()->mutable_trigger()->set_start_byte(7);
  decision.mutable_evidence()->mutable_trigger()->set_end_byte(13);
  v1::Chain& chain = *witness.add_chains();
  chain.set_fact(decision.name());
  *chain.mutable_attribution() = decision.attribution();
  *chain.mutable_evidence() = decision.evidence();
  return decision;
}

// Two positions against each other, from a document each.
TimelineView MakeView(const std::string& text) {
  TimelineView view;
  view.request.set_product("entities/h200");
  view.request.set_destination("CN");
  view.names["entities/h200"] = "H200";
  view.timeline.set_revision(9);
  v1::JurisdictionTimeline& china = *view.timeline.add_jurisdictions();
  china.set_jurisdiction("CN");
  const v1::DecisionAction actions[] = {v1::DECISION_ACTION_PROHIBIT,
                                        v1::DECISION_ACTION_PERMIT};
  for (int i = 0; i < 2; ++i) {
    const std::string name = absl::StrCat("documents/d", i);
    v1::Position& position = *china.add_positions();
    position.set_action(actions[i]);
    position.set_modality(v1::MODALITY_ASSERTED);
    position.set_order(v1::TIMELINE_ORDER_REVISION);
    position.set_first_revision(7 + i);
    position.add_contradicts(
        absl::StrCat("documents/d", 1 - i, "/decisions/x"));
    AddDecision(position, name, "x");
    v1::Document& document = view.documents[name];
    document.set_name(name);
    document.set_text(text);
    document.set_language_code("ar");
    document.set_revision(7 + i);
  }
  return view;
}

TEST(TimelinePageTest, ShowsPositionsWithWhatContradictsThem) {
  const std::string page =
      TimelinePage(MakeView("\u0642\u0627\u0644 \u0646\u0639\u0645."));
  EXPECT_THAT(page, HasSubstr("<title>H200 to China"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#p2\">2: permit (asserted)</a>"));
  EXPECT_THAT(page, HasSubstr("<a href=\"#p1\">1: prohibit (asserted)</a>"));
  EXPECT_THAT(page, HasSubstr("since revision 7 (no document has a date)"));
  // Every link within the page leads somewhere.
  for (size_t at = page.find("href=\"#"); at != std::string::npos;
       at = page.find("href=\"#", at + 1)) {
    const size_t begin = at + 7;
    const std::string id = page.substr(begin, page.find('"', begin) - begin);
    EXPECT_THAT(page, HasSubstr(absl::StrCat("id=\"", id, "\""))) << id;
  }
}

TEST(TimelinePageTest, SourceTextsAreRightToLeftWithChains) {
  const std::string page =
      TimelinePage(MakeView("\u0642\u0627\u0644 \u0646\u0639\u0645."));
  EXPECT_THAT(page, HasSubstr("<div class=\"text\" dir=\"rtl\" lang=\"ar\">"));
  EXPECT_THAT(page, HasSubstr("<mark class=\"prohibit\" id=\"d1s0\" "
                              "tabindex=\"0\" aria-describedby=\"d1s0n\">"));
  EXPECT_THAT(page, HasSubstr("role=\"note\" id=\"d1s0n\""));
  EXPECT_THAT(page, HasSubstr("<span class=\"via\">\u0642\u0627</span>"));
  EXPECT_THAT(page, HasSubstr("via <bdi>reuters</bdi>"));
}

TEST(TimelinePageTest, LeftToRightTextsStayLeftToRight) {
  EXPECT_THAT(TimelinePage(MakeView("They said no.")),
              HasSubstr("<div class=\"text\" dir=\"ltr\""));
}

TEST(TimelinePageTest, NothingIsLoadedAndNoScriptRuns) {
  const std::string page = TimelinePage(MakeView("They said no."));
  EXPECT_THAT(page, HasSubstr("Content-Security-Policy\" content=\"default-src "
                              "'none'; style-src 'unsafe-inline'"));
  for (const char* loads : {"<script", "<img", "<link", "<iframe",
                            "src=", "url(", "@import", "http://", "https://"}) {
    EXPECT_THAT(page, Not(HasSubstr(loads)));
  }
}

// Relative luminance of "#rrggbb" (WCAG 2.2).
double Luminance(const std::string& colour) {
  const double weights[] = {0.2126, 0.7152, 0.0722};
  double luminance = 0;
  for (size_t i = 0; i < 3; ++i) {
    const double c = static_cast<double>(
                         std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16)) /
                     255;
    luminance +=
        weights[i] *
        (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return luminance;
}

double Contrast(const std::string& a, const std::string& b) {
  const double light = std::max(Luminance(a), Luminance(b));
  const double dark = std::min(Luminance(a), Luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

// The value of a custom property of the style sheet.
std::string Colour(const std::string& name) {
  const std::string style = kTimelineStyle;
  const std::string key = absl::StrCat("--", name, ": ");
  const size_t at = style.find(key);
  return at == std::string::npos ? "#000000" : style.substr(at + key.size(), 7);
}

TEST(TimelinePageTest, ContrastIsEnoughForEveryAction) {
  constexpr double kEnough = 4.5;  // WCAG 2.2, 1.4.3.
  EXPECT_NEAR(Contrast("#ffffff", "#000000"), 21, 0.01);
  for (int i = 1; i < v1::DecisionAction_descriptor()->value_count(); ++i) {
    const std::string action = EnumText(static_cast<v1::DecisionAction>(
        v1::DecisionAction_descriptor()->value(i)->number()));
    const std::string tint = Colour(absl::StrCat(action, "-tint"));
    EXPECT_GE(Contrast(Colour(action), tint), kEnough) << action;
    EXPECT_GE(Contrast(Colour("ink"), tint), kEnough) << action;
    EXPECT_GE(Contrast(Colour("accent"), tint), kEnough) << action;
  }
  for (const char* ground : {"paper", "ground"}) {
    EXPECT_GE(Contrast(Colour("ink"), Colour(ground)), kEnough);
    EXPECT_GE(Contrast(Colour("soft"), Colour(ground)), kEnough);
    EXPECT_GE(Contrast(Colour("accent"), Colour(ground)), kEnough);
  }
}

// Every field that others write.
TEST(TimelinePageTest, HostileTextIsShownAndDoesNothing) {
  TimelineView view = MakeView(kHostile);
  view.names["entities/h200"] = kHostile;
  view.names["entities/reuters"] = kHostile;
  view.request.set_destination(kHostile);
  for (auto& [name, document] : view.documents) {
    document.set_title(kHostile);
    document.set_outlet(kHostile);
    document.set_author(kHostile);
    document.set_language_code(kHostile);
    document.set_uri(absl::StrCat("javascript:", kHostile));
    document.set_duplicate_of(kHostile);
  }
  v1::JurisdictionTimeline& china = *view.timeline.mutable_jurisdictions(0);
  china.set_jurisdiction(kHostile);
  for (v1::Position& position : *china.mutable_positions()) {
    position.mutable_decisions(0)->set_condition(kHostile);
    position.mutable_decisions(0)->set_jurisdiction(kHostile);
    position.mutable_decisions(0)->add_parties(kHostile);
    position.mutable_witnesses(0)->set_root(kHostile);
    position.mutable_witnesses(0)->mutable_chains(0)->set_duplicate_of(
        kHostile);
  }
  const std::string page = TimelinePage(view);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("href=\"javascript")));
  EXPECT_THAT(page, Not(HasSubstr("\u202E")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(page, HasSubstr("U+202E"));
  // One style sheet, and none closed before its time.
  EXPECT_EQ(page.find("</style>"), page.rfind("</style>"));
}

TEST(TimelinePageTest, AnEmptyTimelineSaysSo) {
  TimelineView view;
  view.request.set_product("entities/h200");
  EXPECT_THAT(TimelinePage(view), HasSubstr("No decision is known."));
}

TEST(TimelinePageTest, ASentenceThatIsNotThereIsNotLinkedTo) {
  const std::string page = TimelinePage(MakeView("No."));
  EXPECT_THAT(page, Not(HasSubstr("href=\"#d")));
  EXPECT_THAT(page, Not(HasSubstr("<mark")));
}

TEST(TimelinePageTest, DocumentsThatWereNotFetchedAreCounted) {
  TimelineView view = MakeView("They said no.");
  view.documents.erase("documents/d1");
  EXPECT_THAT(TimelinePage(view), HasSubstr("1 more documents are not shown"));
}

TEST(TimelineViewTest, ContradictionsAreFoundByNumber) {
  const TimelineView view = MakeView("They said no.");
  const auto positions = NumberPositions(view.timeline);
  EXPECT_THAT(ContradictingPositions(positions[0], positions), ElementsAre(2));
  v1::Position lonely;
  EXPECT_THAT(ContradictingPositions({3, "CN", &lonely}, positions), IsEmpty());
}

TEST(TimelineViewTest, CountriesHaveNames) {
  EXPECT_EQ(CountryText("CN"), "China");
  EXPECT_EQ(CountryText("AE"), "United Arab Emirates");
  EXPECT_EQ(CountryText("QQ"), "QQ");
  EXPECT_EQ(CountryText(""), "");
  EXPECT_EQ(CountryText("<script>"), "<script>");
  EXPECT_EQ(CountryText("\"<"), "\"<");
}

TEST(TimelineViewTest, NamesFallBackToIds) {
  TimelineView view = MakeView("They said no.");
  view.documents["documents/d0"].set_title("A title");
  EXPECT_EQ(view.NameOf("entities/h200"), "H200");
  EXPECT_EQ(view.NameOf("entities/other"), "other");
  EXPECT_EQ(view.NameOf("documents/d0"), "A title");
  EXPECT_EQ(view.NameOf("documents/d9"), "d9");
  EXPECT_EQ(view.NameOf("A plain / name"), "A plain / name");
  EXPECT_EQ(view.NameOf(""), "unnamed sources");
}

TEST(TimelineViewTest, SpansOutsideOfTheTextAreNothing) {
  v1::Span span;
  span.set_start_byte(2);
  span.set_end_byte(4);
  EXPECT_EQ(SpanOf("abcdef", span), "cd");
  EXPECT_EQ(SpanOf("abc", span), "");
  EXPECT_EQ(SpanOf("a\u0628\u0628", span), "");
  span.set_start_byte(-3);
  EXPECT_EQ(SpanOf("abcdef", span), "abcd");
}

}  // namespace
}  // namespace isnad
