// From articles to timelines through the built services, and the page in a
// browser.
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "isnad/v1/query_service.pb.h"
#include "tests/e2e/services.h"
#include "tests/support/matchers.h"

namespace isnad {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

// The id in a resource name.
std::string IdOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

std::string DocumentIdOf(const std::string& fact) {
  const std::vector<std::string> parts = absl::StrSplit(fact, '/');
  return parts.at(1);
}

class TimelineE2eTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(pair_.Start(), IsOk()); }

  // One after the other, so that revisions follow their order.
  void Ingest(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      const ProcessResult ingest =
          pair_.Isnad({"ingest", "--ids=name", "--wait", path});
      ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
    }
  }

  v1::GetTimelineResponse Timeline(const std::string& product) {
    const ProcessResult result =
        pair_.Isnad({"timeline", product, "--to=CN", "--format=json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    v1::GetTimelineResponse timeline;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(result.out, &timeline).ok())
        << result.out;
    return timeline;
  }

  // Whether VerifySpan says that a span of a document holds a text.
  void ExpectVerified(const std::string& document, const v1::Span& span,
                      const std::string& text) {
    const ProcessResult verify =
        pair_.Isnad({"verify", document, absl::StrCat(span.start_byte()),
                     absl::StrCat(span.end_byte()), text});
    EXPECT_EQ(verify.exit_code, 0)
        << document << " " << span.ShortDebugString() << " " << text << "\n"
        << verify.out << verify.err;
  }

  std::string TextOf(const std::string& document) {
    return pair_.Isnad({"get", "documents/" + document, "--text"}).out;
  }

  // Every span of every chain is a place of its document's text, by the text
  // as it is served and by VerifySpan.
  void ExpectChainsVerified(const v1::GetTimelineResponse& timeline) {
    for (const v1::JurisdictionTimeline& part : timeline.jurisdictions()) {
      for (const v1::Position& position : part.positions()) {
        for (const v1::Witness& witness : position.witnesses()) {
          for (const v1::Chain& chain : witness.chains()) {
            ExpectChainVerified(chain);
          }
        }
      }
    }
  }

  void ExpectChainVerified(const v1::Chain& chain) {
    const std::string document = DocumentIdOf(chain.fact());
    const std::string text = TextOf(document);
    std::vector<v1::Span> spans = {chain.evidence().sentence(),
                                   chain.evidence().trigger()};
    for (const v1::Link& link : chain.attribution().links()) {
      spans.push_back(link.span());
    }
    for (const v1::Span& span : spans) {
      ASSERT_LT(span.start_byte(), span.end_byte());
      ASSERT_LE(static_cast<size_t>(span.end_byte()), text.size());
      ExpectVerified(document, span,
                     text.substr(static_cast<size_t>(span.start_byte()),
                                 static_cast<size_t>(span.end_byte() -
                                                     span.start_byte())));
    }
  }

  // The DOM of a page as Chromium makes it; empty where there is none.
  std::string Dom(const std::string& page) {
    const ProcessResult result = RunProcess(
        {"/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync",
         "--user-data-dir=" + folder_.File("profile"), "--dump-dom",
         "file://" + page});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
  }

  static bool HasBrowser() { return ::access("/usr/bin/chromium", X_OK) == 0; }

  ServicePair pair_;
  const TempDir folder_;
};

const v1::Position* Find(const v1::GetTimelineResponse& timeline,
                         const std::string& jurisdiction,
                         v1::DecisionAction action, v1::Modality modality) {
  for (const v1::JurisdictionTimeline& part : timeline.jurisdictions()) {
    if (part.jurisdiction() != jurisdiction) continue;
    for (const v1::Position& position : part.positions()) {
      if (position.action() == action && position.modality() == modality) {
        return &position;
      }
    }
  }
  return nullptr;
}

const v1::Witness* FindWitness(const v1::Position& position,
                               const std::string& root) {
  for (const v1::Witness& witness : position.witnesses()) {
    if (witness.root() == "entities/" + root) return &witness;
  }
  return nullptr;
}

std::vector<std::string> Entities(const v1::Attribution& attribution) {
  std::vector<std::string> entities;
  for (const v1::Link& link : attribution.links()) {
    entities.push_back(IdOf(link.entity()));
  }
  return entities;
}

int Count(const std::string& text, const std::string& what) {
  int count = 0;
  for (size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + what.size())) {
    ++count;
  }
  return count;
}

// The promise of the product, from the five articles it was born of.
TEST_F(TimelineE2eTest, TheSeedsTellOfRefusalAgainstApproval) {
  const std::string seeds = SourcePath("../shared/eval/seeds/");
  if (!std::filesystem::exists(seeds)) {
    GTEST_SKIP() << "../shared/eval/seeds is not there";
  }
  Ingest({seeds + "seed_003.txt", seeds + "seed_000.txt",
          seeds + "seed_001.txt", seeds + "seed_002.txt",
          seeds + "seed_004.txt"});
  const v1::GetTimelineResponse timeline = Timeline("h200");

  // The United States go from discussion to permission.
  const v1::Position* talks =
      Find(timeline, "US", v1::DECISION_ACTION_CONSIDER, v1::MODALITY_ASSERTED);
  const v1::Position* permission =
      Find(timeline, "US", v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED);
  ASSERT_NE(talks, nullptr);
  ASSERT_NE(permission, nullptr);
  EXPECT_LT(talks, permission);
  EXPECT_EQ(talks->order(), v1::TIMELINE_ORDER_REVISION);
  EXPECT_LT(talks->first_revision(), permission->first_revision());
  EXPECT_NE(FindWitness(*permission, "donald-trump"), nullptr);
  EXPECT_TRUE(talks->contradicts().empty());
  EXPECT_TRUE(permission->contradicts().empty());

  // China refuses, says Sacks to Bloomberg Tech; China approves, say Reuters'
  // sources.
  const v1::Position* refusal =
      Find(timeline, "CN", v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_ASSERTED);
  const v1::Position* approval =
      Find(timeline, "CN", v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED);
  ASSERT_NE(refusal, nullptr);
  ASSERT_NE(approval, nullptr);
  const v1::Witness* sacks = FindWitness(*refusal, "david-sacks");
  const v1::Witness* reuters = FindWitness(*approval, "reuters");
  ASSERT_NE(sacks, nullptr);
  ASSERT_NE(reuters, nullptr);
  EXPECT_EQ(sacks->kind(), v1::WITNESS_KIND_SPEAKER);
  EXPECT_EQ(reuters->kind(), v1::WITNESS_KIND_OUTLET_OF_SOURCES);
  EXPECT_THAT(refusal->contradicts(), Contains(reuters->decisions(0)));
  EXPECT_THAT(approval->contradicts(), Contains(sacks->decisions(0)));
  EXPECT_THAT(Entities(sacks->chains(0).attribution()),
              testing::ElementsAre("david-sacks", "bloomberg-tech"));
  EXPECT_THAT(Entities(reuters->chains(0).attribution()),
              testing::ElementsAre("", "reuters"));
  ExpectChainsVerified(timeline);

  // For whom, and how many.
  const v1::Decision* sourced = nullptr;
  for (const v1::Decision& decision : approval->decisions()) {
    if (decision.name() == reuters->decisions(0)) sourced = &decision;
  }
  ASSERT_NE(sourced, nullptr);
  EXPECT_THAT(sourced->parties(),
              IsSupersetOf({"entities/bytedance", "entities/alibaba",
                            "entities/tencent"}));
  const ProcessResult volumes = pair_.Isnad(
      {"list", "figure-slots", "--subject=h200", "--metric=volume"});
  EXPECT_THAT(volumes.out,
              ContainsRegex("h200 +volume .*over 400000 chip.* reuters"));

  // One fund, two sums.
  const ProcessResult fund = pair_.Isnad(
      {"list", "figure-slots", "--subject=china", "--metric=investment"});
  EXPECT_THAT(fund.out,
              AllOf(ContainsRegex("1  8200000000 USD .* seed_002 +2"),
                    ContainsRegex("2  8400000000 USD .* seed_004 +1")));

  const ProcessResult table = pair_.Isnad({"timeline", "h200", "--to=CN"});
  EXPECT_THAT(table.out, ContainsRegex("CN .*prohibit, asserted.*david-sacks"));
}

TEST_F(TimelineE2eTest, TheSampleHasATimelineWithChains) {
  Ingest({SourcePath("deploy/sample")});
  const v1::GetTimelineResponse timeline = Timeline("h20");
  const v1::Position* permission =
      Find(timeline, "US", v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED);
  const v1::Position* ban =
      Find(timeline, "US", v1::DECISION_ACTION_PROHIBIT, v1::MODALITY_ASSERTED);
  ASSERT_NE(permission, nullptr);
  ASSERT_NE(ban, nullptr);
  EXPECT_GT(permission->witnesses_size(), 1);
  ExpectChainsVerified(timeline);
  // The ids may be written as people write them.
  EXPECT_EQ(pair_.Isnad({"timeline", "H20", "--to=cn"}).exit_code, 0);
  const ProcessResult nobody = pair_.Isnad({"timeline", "no-such-chip"});
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.err, HasSubstr("entities/no-such-chip"));
  EXPECT_EQ(pair_.Isnad({"timeline", "h20", "--to=CHN"}).exit_code, 1);
  EXPECT_EQ(pair_.Isnad({"timeline", "h20", "--as-of=yesterday"}).exit_code, 2);
  EXPECT_EQ(pair_.Isnad({"timeline", "h20", "--output=x"}).exit_code, 2);
}

TEST_F(TimelineE2eTest, AReprintIsNoSecondWitness) {
  const std::string path =
      SourcePath("deploy/sample/us-licenses-h20-for-china.txt");
  ASSERT_OK_AND_ASSIGN(const std::string text, ReadFile(path, 1 << 20));
  const std::string reprint = folder_.File("reprint.txt");
  ASSERT_THAT(
      WriteFileAtomically(reprint, absl::StrCat("عنوان آخر للخبر نفسه\n\n",
                                                text.substr(text.find("بدأت")),
                                                "\nشارك المقال\n")),
      IsOk());
  Ingest({path});
  const v1::GetTimelineResponse before = Timeline("h20");
  Ingest({reprint});
  EXPECT_THAT(pair_.Isnad({"get", "documents/reprint"}).out,
              ContainsRegex("duplicate of +documents/us-licenses-h20-for-"
                            "china"));
  const v1::GetTimelineResponse after = Timeline("h20");
  const v1::Position* alone =
      Find(before, "US", v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED);
  const v1::Position* both =
      Find(after, "US", v1::DECISION_ACTION_PERMIT, v1::MODALITY_ASSERTED);
  ASSERT_NE(alone, nullptr);
  ASSERT_NE(both, nullptr);
  EXPECT_GT(both->decisions_size(), alone->decisions_size());
  EXPECT_EQ(both->witnesses_size(), alone->witnesses_size());
}

TEST_F(TimelineE2eTest, ThePageShowsTheSourcesInABrowser) {
  if (!HasBrowser()) GTEST_SKIP() << "chromium is not installed";
  const std::string hostile = folder_.File("hostile.txt");
  ASSERT_THAT(
      WriteFileAtomically(
          hostile,
          "أعلنت الولايات المتحدة السماح بتصدير رقائق H20 إلى الصين <script>"
          "document.title=\"broken\"</script> \u202Egnp.exe\u202C & نهاية.\n"),
      IsOk());
  Ingest({SourcePath("deploy/sample"), hostile});
  const std::string page = folder_.File("page.html");
  const ProcessResult made = pair_.Isnad(
      {"timeline", "h20", "--to=CN", "--format=html", "--output=" + page});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const std::string dom = Dom(page);
  // The title is the page's, so no script of a text ran.
  EXPECT_THAT(dom, HasSubstr("<title>H20 to China"));
  EXPECT_THAT(dom, Not(HasSubstr("<script")));
  EXPECT_THAT(dom, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(dom, HasSubstr("U+202E</span>"));
  EXPECT_THAT(dom, Not(HasSubstr("\u202E")));
  // The parser found every element where it was put: each sentence has its
  // note inside, and is to be reached by the keyboard.
  const int sentences = Count(dom, "<mark class=");
  EXPECT_GT(sentences, 5);
  EXPECT_EQ(Count(dom, "tabindex=\"0\""), sentences);
  EXPECT_EQ(Count(dom, "role=\"note\""), sentences);
  EXPECT_THAT(dom,
              ContainsRegex("<mark class=\"permit\" id=\"d[0-9]+s[0-9]+\""));
  EXPECT_THAT(dom, HasSubstr("dir=\"rtl\" lang=\"ar\""));
  // A chain with its bytes.
  EXPECT_THAT(dom, ContainsRegex("via <bdi>Reuters</bdi> <span class=\"bytes\">"
                                 "\\[[0-9]+-[0-9]+\\]"));
}

}  // namespace
}  // namespace isnad
