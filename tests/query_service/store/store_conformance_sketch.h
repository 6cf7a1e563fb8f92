// What every engine promises of looking documents up by their sketches.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_SKETCH_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_SKETCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tests/query_service/store/store_conformance_fixture.h"

namespace isnad {

// The ids of the documents that have a key, below a version.
inline std::vector<std::string> OfKey(StoreReader& reader, uint64_t key,
                                      int64_t before = INT64_MAX) {
  std::vector<std::string> ids;
  EXPECT_THAT(
      reader.ScanSketchKey(key, before,
                           [&](StoredDocument& stored) {
                             ids.push_back(stored.document.name().substr(10));
                             return Visit::kContinue;
                           }),
      IsOk());
  return ids;
}

TEST_P(StoreConformance, FindsDocumentsByKeysOfTheirSketch) {
  const std::string story = SketchOfWords(0, 200);
  const std::string other = SketchOfWords(1'000, 200);
  const uint64_t key = SketchKeys(DecodeSketch(story)).back();
  Put({SketchedDocument("a", story), SketchedDocument("b", other),
       SketchedDocument("c", story)});  // 1, 2, 3
  EXPECT_THAT(OfKey(*Read(), key), testing::ElementsAre("a", "c"));
  EXPECT_THAT(OfKey(*Read(), key, 3), testing::ElementsAre("a"));
  EXPECT_THAT(OfKey(*Read(), key, 1), testing::IsEmpty());
  EXPECT_THAT(OfKey(*Read(2), key), testing::ElementsAre("a"));
  EXPECT_THAT(OfKey(*Read(), key + 1), testing::IsEmpty());
}

TEST_P(StoreConformance, DocumentsWithoutASketchHaveNoKey) {
  Put({SketchedDocument("a", ""), SketchedDocument("b", "not a sketch")});
  EXPECT_THAT(DocumentIds(*Read()), testing::ElementsAre("a", "b"));
  EXPECT_THAT(OfKey(*Read(), 0), testing::IsEmpty());
}

TEST_P(StoreConformance, WithdrawnDocumentsLoseTheirKeys) {
  const std::string story = SketchOfWords(0, 200);
  const uint64_t key = SketchKeys(DecodeSketch(story)).front();
  Put({SketchedDocument("a", story), SketchedDocument("c", story)});  // 1, 2
  Put({DeletionRecord("a")});                                         // 3
  EXPECT_THAT(OfKey(*Read(), key), testing::ElementsAre("c"));
  EXPECT_THAT(OfKey(*Read(2), key), testing::ElementsAre("a", "c"));
  // Rewritten.
  Put({SketchedDocument("c", SketchOfWords(1'000, 200))});  // 4
  EXPECT_THAT(OfKey(*Read(), key), testing::IsEmpty());
  EXPECT_THAT(OfKey(*Read(3), key), testing::ElementsAre("c"));
}

TEST_P(StoreConformance, KeysOutliveCollectionOfOtherVersions) {
  Reopen(/*retention_revisions=*/1);
  const std::string story = SketchOfWords(0, 200);
  const uint64_t key = SketchKeys(DecodeSketch(story)).front();
  Put({SketchedDocument("a", story), SketchedDocument("c", story)});
  Put({DeletionRecord("a")});
  for (int i = 0; i < 10; ++i) {
    Put({SketchedDocument("x", SketchOfWords(1'000 * i, 100))});
  }
  EXPECT_THAT(OfKey(*Read(), key), testing::ElementsAre("c"));
  Reopen();
  EXPECT_THAT(OfKey(*Read(), key), testing::ElementsAre("c"));
}

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_STORE_CONFORMANCE_SKETCH_H_
