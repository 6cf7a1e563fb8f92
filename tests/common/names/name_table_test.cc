#include "common/names/name_table.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "common/base/image.h"
#include "common/names/name_tokens.h"
#include "common/text/fold.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<uint32_t> Find(const NameTable& table,
                           const std::vector<std::string>& tokens) {
  uint64_t sequence = kEmptySequence;
  std::vector<absl::string_view> views;
  for (const std::string& token : tokens) {
    sequence = ExtendSequence(sequence, HashToken(token));
    views.push_back(token);
  }
  const absl::Span<const uint32_t> values = table.Find(sequence, views);
  return {values.begin(), values.end()};
}

std::vector<uint32_t> FindAlone(const NameTable& table,
                                const std::string& token) {
  const absl::Span<const uint32_t> values = table.FindAlone(token);
  return {values.begin(), values.end()};
}

uint32_t LengthsFrom(const NameTable& table, const std::string& token) {
  const uint64_t hash = HashToken(token);
  return table.MayBegin(hash) ? table.StartWith(hash).lengths() : 0;
}

TEST(NameTableTest, EmptyTableHoldsNothing) {
  const NameTable table;
  EXPECT_EQ(LengthsFrom(table, "a"), 0u);
  EXPECT_THAT(Find(table, {"a"}), IsEmpty());
  EXPECT_EQ(NameTableBuilder().Build().size(), 0u);
}

TEST(NameTableTest, FindsWholeNamesOnly) {
  NameTableBuilder builder;
  builder.Add({"hua", "hong"}, 7);
  const NameTable table = std::move(builder).Build();
  EXPECT_THAT(Find(table, {"hua", "hong"}), ElementsAre(7));
  EXPECT_THAT(Find(table, {"hua"}), IsEmpty());
  EXPECT_THAT(Find(table, {"hua", "hong", "x"}), IsEmpty());
  EXPECT_THAT(Find(table, {"huahong"}), IsEmpty());
}

TEST(NameTableTest, KeepsValuesOfOneNameInOrderAndOnce) {
  NameTableBuilder builder;
  builder.Add({"a"}, 3);
  builder.Add({"b"}, 9);
  builder.Add({"a"}, 1);
  builder.Add({"a"}, 3);
  const NameTable table = std::move(builder).Build();
  EXPECT_EQ(table.size(), 2u);
  EXPECT_THAT(Find(table, {"a"}), ElementsAre(3, 1));
}

TEST(NameTableTest, TellsTheLengthsThatBeginWithAToken) {
  NameTableBuilder builder;
  builder.Add({"a"}, 0);
  builder.Add({"a", "b", "c"}, 1);
  const NameTable table = std::move(builder).Build();
  EXPECT_EQ(LengthsFrom(table, "a"), 0b101u);
  EXPECT_EQ(LengthsFrom(table, "b"), 0u);
}

// What no name begins with is known without a look at the names: of a thousand
// sequences nearly all.
TEST(NameTableTest, TellsWhatNoNameGoesOnWith) {
  NameTableBuilder builder;
  for (int i = 0; i < 1000; ++i) {
    builder.Add({"a", absl::StrCat("b", i), "c"}, 0);
  }
  const NameTable table = std::move(builder).Build();
  const uint64_t a = ExtendSequence(kEmptySequence, HashToken("a"));
  int wrong = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string other = absl::StrCat("d", i);
    wrong += table.MayGoOn(ExtendSequence(a, HashToken(other))) ? 1 : 0;
  }
  EXPECT_LT(wrong, 100);
  EXPECT_FALSE(NameTable().MayGoOn(a));
}

TEST(NameTableTest, EqualHashIsNoMatch) {
  NameTableBuilder builder;
  builder.Add({"a"}, 0);
  const NameTable table = std::move(builder).Build();
  const uint64_t sequence = ExtendSequence(kEmptySequence, HashToken("a"));
  const absl::string_view other[] = {"b"};
  EXPECT_THAT(table.Find(sequence, other), IsEmpty());
  const absl::string_view longer[] = {"a", "b"};
  EXPECT_THAT(table.Find(sequence, longer), IsEmpty());
}

// Names of one token are known from what begins with it, also where two tokens
// cannot be told apart there: their hashes agree in the low 16 bits, and the
// few places of a small table are soon the same.
TEST(NameTableTest, FindsNamesOfOneToken) {
  std::map<uint16_t, std::string> by_tag;
  int pairs = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string token = absl::StrCat("t", i);
    const auto [known, is_new] =
        by_tag.emplace(static_cast<uint16_t>(HashToken(token)), token);
    if (is_new) continue;
    ++pairs;
    const std::string& other = known->second;
    NameTableBuilder builder;
    builder.Add({token}, 1);
    builder.Add({other}, 2);
    builder.Add({other, "x"}, 3);
    const NameTable table = std::move(builder).Build();
    EXPECT_THAT(FindAlone(table, token), ElementsAre(1));
    EXPECT_THAT(FindAlone(table, other), ElementsAre(2));
    EXPECT_THAT(FindAlone(table, "x"), IsEmpty());
  }
  EXPECT_GT(pairs, 20);
  EXPECT_THAT(FindAlone(NameTable(), "x"), IsEmpty());
}

// Against a map, on names that share most of their tokens.
TEST(NameTableTest, AgreesWithAMap) {
  std::mt19937 random(20201122);
  std::map<std::vector<std::string>, std::vector<uint32_t>> expected;
  NameTableBuilder builder;
  for (uint32_t i = 0; i < 20000; ++i) {
    std::vector<std::string> name(1 + random() % 4);
    for (std::string& token : name) token = absl::StrCat(random() % 30);
    std::vector<uint32_t>& values = expected[name];
    if (values.empty()) {
      values.push_back(i);
      builder.Add(name, i);
    }
  }
  const NameTable table = std::move(builder).Build();
  EXPECT_EQ(table.size(), expected.size());
  for (const auto& [name, values] : expected) {
    EXPECT_EQ(Find(table, name), values);
    if (name.size() == 1) {
      EXPECT_EQ(FindAlone(table, name[0]), values);
    }
    uint64_t sequence = kEmptySequence;
    for (const std::string& token : name) {
      const bool first = sequence == kEmptySequence;
      sequence = ExtendSequence(sequence, HashToken(token));
      EXPECT_TRUE(first || table.MayGoOn(sequence)) << token;
    }
    EXPECT_NE(LengthsFrom(table, name[0]) >> (name.size() - 1) & 1, 0u);
  }
  for (int i = 0; i < 20000; ++i) {
    std::vector<std::string> name(1 + random() % 4);
    for (std::string& token : name) token = absl::StrCat(random() % 40);
    const auto found = expected.find(name);
    EXPECT_EQ(Find(table, name), found == expected.end()
                                     ? std::vector<uint32_t>()
                                     : found->second);
  }
}

// A million names of about twenty bytes fit in 100 MB (issue 3).
TEST(NameTableTest, AMillionNamesFitInAHundredMegabytes) {
  std::mt19937 random(7);
  NameTableBuilder builder;
  for (uint32_t i = 0; i < 1000000; ++i) {
    builder.Add({absl::StrCat("token", random() % 200000),
                 absl::StrCat("name", random())},
                i);
  }
  const NameTable table = std::move(builder).Build();
  EXPECT_GT(table.size(), 990000u);
  EXPECT_LT(table.memory_bytes(), 100u << 20);
  RecordProperty("megabytes", static_cast<int>(table.memory_bytes() >> 20));
}

TEST(NameTableTest, ComesBackFromAnImage) {
  NameTableBuilder builder;
  builder.Add({"hua", "hong"}, 7);
  builder.Add({"hua"}, 3);
  builder.Add({"hua"}, 9);
  std::string bytes;
  ImageWriter writer(&bytes);
  std::move(builder).Build().Write(writer);
  NameTable().Write(writer);

  ImageReader reader(bytes);
  const absl::optional<NameTable> table = NameTable::Read(reader);
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->size(), 2u);
  EXPECT_EQ(LengthsFrom(*table, "hua"), 3u);
  EXPECT_THAT(Find(*table, {"hua", "hong"}), ElementsAre(7));
  EXPECT_THAT(Find(*table, {"hua"}), ElementsAre(3, 9));
  EXPECT_THAT(Find(*table, {"hong"}), IsEmpty());

  const absl::optional<NameTable> none = NameTable::Read(reader);
  ASSERT_TRUE(none.has_value());
  EXPECT_EQ(LengthsFrom(*none, "hua"), 0u);
  EXPECT_TRUE(reader.AtEnd());
}

TEST(NameTableTest, IsNotReadFromAnImageThatIsCutOff) {
  NameTableBuilder builder;
  builder.Add({"hua", "hong"}, 7);
  std::string bytes;
  ImageWriter writer(&bytes);
  std::move(builder).Build().Write(writer);
  for (size_t size = 0; size < bytes.size(); ++size) {
    ImageReader reader(absl::string_view(bytes).substr(0, size));
    EXPECT_FALSE(NameTable::Read(reader).has_value()) << size;
  }
}

}  // namespace
}  // namespace isnad
