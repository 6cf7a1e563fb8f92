#include "ingest_service/relate/word_classes.h"

#include <cstddef>
#include <vector>

#include "gtest/gtest.h"

namespace isnad {
namespace {

WordClasses Of(const std::vector<size_t>& numbers) {
  WordClasses classes;
  for (const size_t number : numbers) classes.set(number);
  return classes;
}

std::vector<size_t> NumbersIn(const WordClasses& classes) {
  std::vector<size_t> numbers;
  classes.ForEach([&numbers](size_t number) { numbers.push_back(number); });
  return numbers;
}

TEST(WordClassesTest, EveryPairOfClassesIsToldApart) {
  for (size_t a = 0; a < WordClasses::kSize; ++a) {
    const WordClasses one = Of({a});
    EXPECT_EQ(NumbersIn(one), std::vector<size_t>{a});
    for (size_t b = 0; b < WordClasses::kSize; ++b) {
      const WordClasses other = Of({b});
      ASSERT_EQ(one.HasAnyOf(other), a == b) << a << " " << b;
      ASSERT_EQ((one & other).any(), a == b) << a << " " << b;
      ASSERT_EQ(one == other, a == b) << a << " " << b;
      ASSERT_EQ(one | other, Of({a, b})) << a << " " << b;
    }
  }
}

TEST(WordClassesTest, ASetWithoutClassesIsEmpty) {
  WordClasses classes;
  EXPECT_TRUE(classes.none());
  EXPECT_FALSE(classes.HasAnyOf(classes));
  classes.set(191);
  EXPECT_FALSE(classes.none());
  classes.reset();
  EXPECT_EQ(classes, WordClasses());
}

TEST(WordClassesTest, ClassesAreVisitedInOrder) {
  const std::vector<size_t> numbers = {0, 1, 63, 64, 127, 128, 191};
  EXPECT_EQ(NumbersIn(Of({191, 64, 0, 63, 128, 1, 127})), numbers);
}

}  // namespace
}  // namespace isnad
