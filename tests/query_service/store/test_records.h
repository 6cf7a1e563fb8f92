// Records for tests of the store and what stands on it, and a way to append
// them that waits.
#ifndef ISNAD_TESTS_QUERY_SERVICE_STORE_TEST_RECORDS_H_
#define ISNAD_TESTS_QUERY_SERVICE_STORE_TEST_RECORDS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "isnad/v1/record_service.pb.h"
#include "query_service/store/store.h"

namespace isnad {

// An organization of the catalog with an English name and others.
v1::Entity TestEntity(absl::string_view id,
                      const std::vector<std::string>& names);

v1::Record EntityRecord(const std::vector<v1::Entity>& entities);

// A document that mentions entities: each pair is a word of the text, of which
// every occurrence is a mention, and the entity's id.
v1::Record DocumentRecord(
    absl::string_view id, absl::string_view text,
    const std::vector<std::pair<std::string, std::string>>& words);

// Add facts to a document's record: ids of facts and entities, codes of
// countries. Their evidence is the whole text.
void AddDecision(v1::Record& record, absl::string_view id,
                 absl::string_view jurisdiction,
                 const std::vector<std::string>& products,
                 const std::vector<std::string>& destinations);
// A sum in US dollars, in the text of the document's first character.
void AddFigure(v1::Record& record, absl::string_view id,
               absl::string_view subject, v1::FigureMetric metric,
               absl::string_view amount);
void AddStatement(v1::Record& record, absl::string_view id,
                  absl::string_view speaker);
void AddRelation(v1::Record& record, absl::string_view id,
                 absl::string_view subject, absl::string_view object);

// In seconds since 1970, UTC.
void SetPublishTime(v1::Record& record, int64_t seconds);

// The sketch of a text of the words w<first>, w<first + 1>, ...
std::string SketchOfWords(int first, int count);

// A document of that sketch; its text is its id.
v1::Record SketchedDocument(absl::string_view id, absl::string_view sketch);

v1::Record DeletionRecord(absl::string_view document_id);

// A producer that numbers its batches by itself.
class TestProducer {
 public:
  explicit TestProducer(Store& store, std::string id = "p", int64_t epoch = 1)
      : store_(store), id_(std::move(id)), epoch_(epoch) {}

  // Appends and waits for the answer; advances the offset if it is OK.
  AppendResult Append(const std::vector<v1::Record>& records);
  AppendResult AppendAt(int64_t offset, const std::vector<v1::Record>& records,
                        int64_t settled_offset = 0);

  int64_t offset() const { return offset_; }

 private:
  Store& store_;
  const std::string id_;
  const int64_t epoch_;
  int64_t offset_ = 0;
};

// Waits, at most ten seconds, until a revision can be read.
absl::Status WaitForRevision(Store& store, int64_t revision);

}  // namespace isnad

#endif  // ISNAD_TESTS_QUERY_SERVICE_STORE_TEST_RECORDS_H_
