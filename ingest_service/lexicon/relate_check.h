#ifndef ISNAD_INGEST_SERVICE_LEXICON_RELATE_CHECK_H_
#define ISNAD_INGEST_SERVICE_LEXICON_RELATE_CHECK_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "isnad/lexicon/v1/relate.pb.h"

namespace isnad {

// A lexicon has no more classes of words than this.
inline constexpr size_t kMaxRelateClasses = 256;

// How far a frame may look, in words: keeps reading linear.
inline constexpr int kMaxFrameReach = 40;

// Lines of the elements of one file's section, in order; an element beyond the
// end of its list has no line.
struct RelateLines {
  std::vector<int> lemmas;
  std::vector<int> decisions;
  std::vector<int> figures;
  std::vector<int> rules;
};

// Checks the sections of all files of a lexicon, in their order. Errors are
// DATA_FILE_INVALID with file and line. Not thread-safe.
class RelateChecker {
 public:
  // Checks one file's section in itself, and that the classes so far are not
  // too many.
  absl::Status Add(const lexicon::v1::RelateSection& section,
                   absl::string_view file, const RelateLines& lines);

  // Checks that every class a frame asks for has a word, and that every frame
  // has its rule.
  absl::Status Finish() const;

 private:
  // What a frame needs to be there, and where it says so.
  struct Need {
    std::string file;
    int line = 0;
    std::string field;
    std::string name;
    bool is_rule = false;
  };

  absl::Status AddLemma(const lexicon::v1::Lemma& lemma, absl::string_view file,
                        int line);
  void AddNeeds(const lexicon::v1::DecisionFrame& frame, absl::string_view file,
                int line);

  absl::flat_hash_set<std::string> classes_;
  absl::flat_hash_set<std::string> rules_;
  std::vector<Need> needs_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_LEXICON_RELATE_CHECK_H_
