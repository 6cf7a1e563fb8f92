#ifndef ISNAD_INGEST_SERVICE_LEXICON_LEXICON_H_
#define ISNAD_INGEST_SERVICE_LEXICON_LEXICON_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/data_file/data_file.h"
#include "ingest_service/lexicon/relate_check.h"
#include "isnad/lexicon/v1/lexicon.pb.h"

namespace isnad {

// What the reader knows of words: named lists of titles, verbs of saying, stop
// words and so on. Immutable once loaded, thread-safe.
//
//   ASSIGN_OR_RETURN(auto lexicon, Lexicon::Load({}));
//   for (const std::string& title : lexicon->Words("person_title")) ...
class Lexicon {
 public:
  struct Options {
    // Folder of *.textproto files whose lists add to the embedded ones; empty:
    // none.
    std::string directory;
    // Whether the embedded lists are used.
    bool embedded = true;
  };

  // Reads and checks all lists. Errors: FILE_UNUSABLE, DATA_FILE_INVALID.
  static absl::StatusOr<std::unique_ptr<Lexicon>> Load(const Options& options);

  // As Load, from files in memory and without the embedded lists.
  static absl::StatusOr<std::unique_ptr<Lexicon>> Parse(
      const std::vector<DataFile>& files);

  // Returns the words of a list as they are written in the files, in their
  // order; empty if there is no such list. Lives as long as the lexicon.
  absl::Span<const std::string> Words(absl::string_view list) const;

  // Returns whether there is such a list.
  bool Has(absl::string_view list) const { return lists_.contains(list); }

  // Returns the words that quantities are read by, in the order of the files;
  // each is valid as `CheckQuantityWord` wants it.
  absl::Span<const lexicon::v1::QuantityWord> quantity_words() const {
    return quantity_words_;
  }

  // Returns what the files say of facts, in their order.
  const lexicon::v1::RelateSection& relate() const { return relate_; }

  // SHA-256 of all data, 64 hexadecimal digits.
  const std::string& digest() const { return digest_; }

 private:
  Lexicon() = default;

  absl::Status Add(const lexicon::v1::LexiconFile& data, absl::string_view file,
                   absl::Span<const int> lines);
  absl::Status AddQuantityWords(const lexicon::v1::LexiconFile& data,
                                absl::string_view file,
                                absl::Span<const int> lines);
  absl::Status AddRelate(const lexicon::v1::RelateSection& section,
                         absl::string_view file, const RelateLines& lines,
                         RelateChecker& checker);
  absl::Status AddFiles(const std::vector<DataFile>& files,
                        RelateChecker& checker);
  void Seal();

  absl::flat_hash_map<std::string, std::vector<std::string>> lists_;
  std::vector<lexicon::v1::QuantityWord> quantity_words_;
  lexicon::v1::RelateSection relate_;
  std::string digest_;
};

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_LEXICON_LEXICON_H_
