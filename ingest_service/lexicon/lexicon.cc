#include "ingest_service/lexicon/lexicon.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/check.h"
#include "common/base/sha256.h"
#include "common/status/status_macros.h"
#include "ingest_service/lexicon/quantity_check.h"

extern "C" {
extern const char isnad_lexicon_data_begin[];
extern const char isnad_lexicon_data_end[];
}

namespace isnad {
namespace {

bool IsListName(absl::string_view name) {
  if (name.empty() || name.front() == '_' || name.back() == '_') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_';
  });
}

}  // namespace

absl::Status Lexicon::Add(const lexicon::v1::LexiconFile& data,
                          absl::string_view file, absl::Span<const int> lines) {
  for (int i = 0; i < data.list_size(); ++i) {
    const lexicon::v1::WordList& list = data.list(i);
    const auto index = static_cast<size_t>(i);
    const int line = index < lines.size() ? lines[index] : 0;
    if (!IsListName(list.name())) {
      return DataFileError(file, line,
                           absl::StrCat("list.name: got \"", list.name(),
                                        "\", want [a-z0-9_]+"));
    }
    std::vector<std::string>& words = lists_[list.name()];
    for (const std::string& word : list.word()) {
      if (absl::StripAsciiWhitespace(word).empty()) {
        return DataFileError(
            file, line, absl::StrCat("list ", list.name(), ": empty word"));
      }
      if (std::find(words.begin(), words.end(), word) != words.end()) {
        return DataFileError(file, line,
                             absl::StrCat("list ", list.name(), ": word \"",
                                          word, "\" stands twice"));
      }
      words.push_back(word);
    }
  }
  return absl::OkStatus();
}

absl::Status Lexicon::AddRelate(const lexicon::v1::RelateSection& section,
                                absl::string_view file,
                                const RelateLines& lines,
                                RelateChecker& checker) {
  RETURN_IF_ERROR(checker.Add(section, file, lines));
  relate_.MergeFrom(section);
  return absl::OkStatus();
}

absl::Status Lexicon::AddQuantityWords(const lexicon::v1::LexiconFile& data,
                                       absl::string_view file,
                                       absl::Span<const int> lines) {
  for (int i = 0; i < data.quantity_word_size(); ++i) {
    const lexicon::v1::QuantityWord& word = data.quantity_word(i);
    const std::string problem = CheckQuantityWord(word);
    if (!problem.empty()) {
      const auto index = static_cast<size_t>(i);
      const int line = index < lines.size() ? lines[index] : 0;
      return DataFileError(file, line, absl::StrCat("quantity_word.", problem));
    }
    quantity_words_.push_back(word);
  }
  return absl::OkStatus();
}

absl::Status Lexicon::AddFiles(const std::vector<DataFile>& files,
                               RelateChecker& checker) {
  for (const DataFile& file : files) {
    lexicon::v1::LexiconFile data;
    std::vector<int> lines;
    RETURN_IF_ERROR(ParseDataFile(file, "list", &data, &lines));
    RETURN_IF_ERROR(Add(data, file.name, lines));
    RETURN_IF_ERROR(ParseDataFile(file, "quantity_word", &data, &lines));
    RETURN_IF_ERROR(AddQuantityWords(data, file.name, lines));
    RelateLines relate;
    for (const auto& [field, found] :
         {std::make_pair("relate.lemma", &relate.lemmas),
          std::make_pair("relate.decision", &relate.decisions),
          std::make_pair("relate.figure", &relate.figures),
          std::make_pair("relate.rule", &relate.rules)}) {
      RETURN_IF_ERROR(ParseDataFile(file, field, &data, found));
    }
    RETURN_IF_ERROR(AddRelate(data.relate(), file.name, relate, checker));
  }
  return absl::OkStatus();
}

void Lexicon::Seal() {
  // In the order of names, whatever the order of files.
  const std::map<std::string, std::vector<std::string>> sorted(lists_.begin(),
                                                               lists_.end());
  std::string bytes;
  for (const auto& [name, words] : sorted) {
    absl::StrAppend(&bytes, name, "\n");
    for (const std::string& word : words) absl::StrAppend(&bytes, word, "\n");
    bytes.push_back('\0');
  }
  for (const lexicon::v1::QuantityWord& word : quantity_words_) {
    absl::StrAppend(&bytes, word.SerializeAsString(), "\n");
  }
  bytes += relate_.SerializeAsString();
  digest_ = absl::BytesToHexString(Sha256(bytes));
}

absl::StatusOr<std::unique_ptr<Lexicon>> Lexicon::Load(const Options& options) {
  auto lexicon = absl::WrapUnique(new Lexicon());
  RelateChecker checker;
  if (options.embedded) {
    lexicon::v1::LexiconFile data;
    ISNAD_CHECK(data.ParseFromArray(
        isnad_lexicon_data_begin,
        static_cast<int>(isnad_lexicon_data_end - isnad_lexicon_data_begin)));
    RETURN_IF_ERROR(lexicon->Add(data, "embedded lexicon", {}));
    RETURN_IF_ERROR(lexicon->AddQuantityWords(data, "embedded lexicon", {}));
    RETURN_IF_ERROR(
        lexicon->AddRelate(data.relate(), "embedded lexicon", {}, checker));
  }
  if (!options.directory.empty()) {
    ASSIGN_OR_RETURN(const std::vector<DataFile> files,
                     ReadDataFolder(options.directory));
    RETURN_IF_ERROR(lexicon->AddFiles(files, checker));
  }
  RETURN_IF_ERROR(checker.Finish());
  lexicon->Seal();
  return lexicon;
}

absl::StatusOr<std::unique_ptr<Lexicon>> Lexicon::Parse(
    const std::vector<DataFile>& files) {
  auto lexicon = absl::WrapUnique(new Lexicon());
  RelateChecker checker;
  RETURN_IF_ERROR(lexicon->AddFiles(files, checker));
  RETURN_IF_ERROR(checker.Finish());
  lexicon->Seal();
  return lexicon;
}

absl::Span<const std::string> Lexicon::Words(absl::string_view list) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return {};
  return found->second;
}

}  // namespace isnad
