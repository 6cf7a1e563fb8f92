#include "common/names/edit_costs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/check.h"
#include "common/text/utf8.h"

// The table of data/, put in by .incbin.
extern "C" const char isnad_name_costs_begin[];
extern "C" const char isnad_name_costs_end[];

namespace isnad {
namespace {

// Costs of what was never seen, in 64ths of a nat; chosen on a held-out
// quarter of wd_arabic.train.
constexpr int16_t kSubstitution = 7 * kCostPerNat;
constexpr int16_t kDeletion = 5 * kCostPerNat;
constexpr int16_t kInsertion = 5 * kCostPerNat;
// Of letters that differ by no more than a mark of one alphabet.
constexpr int16_t kSameBase = kCostPerNat / 4;
// Of digits, which never sound alike.
constexpr int16_t kDigit = 16 * kCostPerNat;

bool IsDigitSymbol(NameAlphabet alphabet, NameSymbol symbol) {
  const absl::string_view text = SymbolText(alphabet, symbol);
  return text.size() == 1 && text[0] >= '0' && text[0] <= '9';
}

int16_t ToCost(double nats) {
  const double cost = std::round(nats * kCostPerNat);
  return static_cast<int16_t>(
      std::clamp(cost, 0.0, static_cast<double>(kCostLimit)));
}

struct Section {
  absl::string_view title;
  NameAlphabet left;
  NameAlphabet right;
};
constexpr Section kSections[] = {
    {"[latin arabic]", NameAlphabet::kLatin, NameAlphabet::kArabic},
    {"[latin latin]", NameAlphabet::kLatin, NameAlphabet::kLatin},
    {"[arabic arabic]", NameAlphabet::kArabic, NameAlphabet::kArabic},
};

// Reads a chunk as its letters.
bool ParseChunk(absl::string_view text, NameAlphabet alphabet, Chunk* chunk) {
  *chunk = 0;
  size_t size = 0;
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    NextCodePoint(text, i);
    const NameSymbol symbol =
        SymbolFromText(alphabet, text.substr(begin, i - begin));
    if (symbol == 0 || ++size > kMaxChunkSymbols) return false;
    *chunk = ExtendChunk(*chunk, symbol);
  }
  return true;
}

absl::Status BadLine(size_t line, absl::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat("name costs, line ", line, ": ", problem));
}

}  // namespace

// A chunk of the candidate, or an open one, and what it may stand for.
struct ChunkCosts::Stands {
  Chunk candidate;
  Chunk query;
  uint16_t number;
  int16_t cost;
};

ChunkCosts::ChunkCosts(std::vector<JointProbability> learned,
                       NameAlphabet alphabet, bool alike)
    : alphabet_(alphabet),
      alike_(alike),
      numbers_(kChunkLimit, 0),
      open_numbers_(kChunkLimit >> 6, 0),
      least_(kChunkLimit, kCostLimit) {
  // Every single symbol has a number, its own.
  for (uint16_t symbol = 1; symbol < kNameSymbolLimit; ++symbol) {
    numbers_[symbol] = symbol;
  }
  std::sort(learned.begin(), learned.end(),
            [](const JointProbability& a, const JointProbability& b) {
              return std::tie(a.candidate, a.query) <
                     std::tie(b.candidate, b.query);
            });
  AddSilent({});
  std::vector<Stands> all;
  for (size_t begin = 0, end = 0; begin < learned.size(); begin = end) {
    const Chunk candidate = learned[begin].candidate;
    while (end < learned.size() && learned[end].candidate == candidate) ++end;
    const auto same = absl::MakeConstSpan(learned).subspan(begin, end - begin);
    if (candidate == 0) {
      AddSilent(same);
    } else {
      AddChunk(same, &all);
    }
  }
  if (alike) BoundEdits(all);
  AddOpenChunks(&all);
  AddEntries(std::move(all));
}

void ChunkCosts::BoundEdits(const std::vector<Stands>& all) {
  least_edit_ = std::min({kSubstitution, kDeletion, kInsertion});
  for (NameSymbol symbol = kNameBorder + 1; symbol < kNameSymbolLimit;
       ++symbol) {
    least_edit_ = std::min(least_edit_, insertion_[symbol]);
  }
  for (const Stands& stands : all) {
    if (stands.candidate == stands.query) continue;
    least_edit_ = std::min(least_edit_, stands.cost);
  }
}

void ChunkCosts::AddSilent(absl::Span<const JointProbability> learned) {
  for (size_t symbol = 0; symbol < insertion_.size(); ++symbol) {
    insertion_[symbol] =
        IsDigitSymbol(NameAlphabet::kLatin, static_cast<NameSymbol>(symbol))
            ? kDigit
            : kInsertion;
  }
  insertion_[kNameBorder] = kCostLimit;
  for (const JointProbability& silent : learned) {
    if (ChunkSize(silent.query) != 1) continue;
    int16_t& cost = insertion_[silent.query];
    cost = std::min(cost, ToCost(-std::log(silent.probability)));
  }
}

void ChunkCosts::AddChunk(absl::Span<const JointProbability> learned,
                          std::vector<Stands>* all) {
  const Chunk chunk = learned[0].candidate;
  if (ChunkSize(chunk) > 1) {
    numbers_[chunk] = static_cast<uint16_t>(number_count_++);
  }
  double marginal = 0.0;
  for (const JointProbability& pair : learned) marginal += pair.probability;
  for (const JointProbability& pair : learned) {
    const int16_t cost =
        ToCost(-std::log(pair.probability) + kPriorWeight * std::log(marginal));
    all->push_back({chunk, pair.query, numbers_[chunk], cost});
    least_[pair.query] = std::min(least_[pair.query], cost);
    max_query_symbols_ = std::max(max_query_symbols_, ChunkSize(pair.query));
  }
}

void ChunkCosts::AddOpenChunks(std::vector<Stands>* all) {
  std::map<std::pair<Chunk, Chunk>, int16_t> least;
  for (const Stands& stands : *all) {
    for (Chunk prefix = stands.candidate >> 6; prefix != 0; prefix >>= 6) {
      const auto [known, added] =
          least.try_emplace({prefix, stands.query}, stands.cost);
      if (!added) known->second = std::min(known->second, stands.cost);
    }
  }
  for (const auto& [chunks, cost] : least) {
    uint16_t& number = open_numbers_[chunks.first];
    if (number == 0) number = static_cast<uint16_t>(number_count_++);
    all->push_back({0, chunks.second, number, cost});
  }
}

void ChunkCosts::AddEntries(std::vector<Stands> all) {
  std::stable_sort(
      all.begin(), all.end(),
      [](const Stands& a, const Stands& b) { return a.query < b.query; });
  entries_.reserve(all.size());
  for (const Stands& stands : all) {
    entries_.push_back({stands.number, stands.cost});
  }
  for (size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].query == all[begin].query) ++end;
    entries_of_[all[begin].query] =
        absl::MakeConstSpan(entries_).subspan(begin, end - begin);
  }
}

absl::Span<const ChunkCosts::Entry> ChunkCosts::Entries(Chunk query) const {
  const auto found = entries_of_.find(query);
  return found == entries_of_.end() ? absl::Span<const Entry>() : found->second;
}

int16_t ChunkCosts::Substitution(NameSymbol candidate, NameSymbol query) const {
  if (candidate == kNameBorder || query == kNameBorder) {
    return candidate == query ? 0 : kCostLimit;
  }
  if (alike_) {
    if (candidate == query) return 0;
    if (BaseSymbol(alphabet_, candidate) == BaseSymbol(alphabet_, query)) {
      return kSameBase;
    }
    if (IsDigitSymbol(alphabet_, candidate)) return kDigit;
  }
  return kSubstitution;
}

int16_t ChunkCosts::Deletion(NameSymbol candidate) const {
  if (candidate == kNameBorder) return kCostLimit;
  return IsDigitSymbol(NameAlphabet::kLatin, candidate) ? kDigit : kDeletion;
}

int16_t ChunkCosts::Insertion(NameSymbol query) const {
  return insertion_[query];
}

int16_t ChunkCosts::LeastSubstitution(NameSymbol query) const {
  return alike_ || query == kNameBorder ? 0 : kSubstitution;
}

absl::StatusOr<std::unique_ptr<EditCosts>> EditCosts::Parse(
    absl::string_view table) {
  std::array<std::vector<ChunkCosts::JointProbability>, 3> learned;
  const Section* section = nullptr;
  size_t line_number = 0;
  for (const absl::string_view line : absl::StrSplit(table, '\n')) {
    ++line_number;
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      section = std::find_if(
          std::begin(kSections), std::end(kSections),
          [&](const Section& known) { return known.title == line; });
      if (section == std::end(kSections)) {
        return BadLine(line_number, "unknown section");
      }
      continue;
    }
    if (section == nullptr) return BadLine(line_number, "no section");
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    ChunkCosts::JointProbability entry{};
    int cost = 0;
    if (fields.size() != 3 || fields[0].empty() ||
        !ParseChunk(fields[0], section->left, &entry.candidate) ||
        !ParseChunk(fields[1], section->right, &entry.query) ||
        !absl::SimpleAtoi(fields[2], &cost) || cost < 0) {
      return BadLine(line_number, "want letters TAB letters TAB cost");
    }
    entry.probability = std::exp(-static_cast<double>(cost) / kCostPerNat);
    learned[static_cast<size_t>(section - kSections)].push_back(entry);
  }
  // Arabic candidates for Latin queries: the same, the other way round.
  std::vector<ChunkCosts::JointProbability> reversed;
  for (const ChunkCosts::JointProbability& entry : learned[0]) {
    reversed.push_back({entry.query, entry.candidate, entry.probability});
  }
  auto costs = std::unique_ptr<EditCosts>(new EditCosts);
  costs->costs_[0][1] = std::make_unique<ChunkCosts>(
      std::move(learned[0]), NameAlphabet::kLatin, false);
  costs->costs_[1][0] = std::make_unique<ChunkCosts>(
      std::move(reversed), NameAlphabet::kArabic, false);
  costs->costs_[0][0] = std::make_unique<ChunkCosts>(
      std::move(learned[1]), NameAlphabet::kLatin, true);
  costs->costs_[1][1] = std::make_unique<ChunkCosts>(
      std::move(learned[2]), NameAlphabet::kArabic, true);
  return costs;
}

const EditCosts& DefaultEditCosts() {
  static const EditCosts* const kCosts = [] {
    absl::StatusOr<std::unique_ptr<EditCosts>> parsed = EditCosts::Parse(
        absl::string_view(isnad_name_costs_begin,
                          static_cast<size_t>(isnad_name_costs_end -
                                              isnad_name_costs_begin)));
    ISNAD_CHECK(parsed.ok());
    return std::move(*parsed).release();
  }();
  return *kCosts;
}

}  // namespace isnad
