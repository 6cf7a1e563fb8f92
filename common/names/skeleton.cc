#include "common/names/skeleton.h"

#include <array>
#include <cstddef>

namespace isnad {
namespace {

// By symbol: its class, or 0 for none.
using Classes = std::array<char, kNameSymbolLimit>;

struct LetterClass {
  const char* letter;
  char name;
};

constexpr LetterClass kLatinClasses[] = {
    {"b", 'B'},      {"p", 'B'},      {"d", 'D'},      {"\u0111", 'D'},
    {"f", 'F'},      {"v", 'F'},      {"c", 'K'},      {"g", 'K'},
    {"\u011F", 'K'}, {"j", 'K'},      {"k", 'K'},      {"q", 'K'},
    {"x", 'K'},      {"l", 'L'},      {"\u0142", 'L'}, {"m", 'M'},
    {"n", 'N'},      {"\u00F1", 'N'}, {"r", 'R'},      {"\u0159", 'R'},
    {"s", 'S'},      {"\u0161", 'S'}, {"z", 'S'},      {"\u017E", 'S'},
    {"\u0107", 'S'}, {"\u010D", 'S'}, {"\u00E7", 'S'}, {"t", 'T'},
    {"\u021B", 'T'}, {"\u00FE", 'T'},
};

constexpr LetterClass kArabicClasses[] = {
    {"\u0628", 'B'},  // ba
    {"\u062F", 'D'},  // dal
    {"\u0636", 'D'},  // dad
    {"\u0630", 'D'},  // dhal
    {"\u0641", 'F'},  // fa
    {"\u062C", 'K'},  // jim
    {"\u062E", 'K'},  // khah
    {"\u063A", 'K'},  // ghain
    {"\u0642", 'K'},  // qaf
    {"\u0643", 'K'},  // kaf
    {"\u0644", 'L'},  // lam
    {"\u0645", 'M'},  // mim
    {"\u0646", 'N'},  // nun
    {"\u0631", 'R'},  // ra
    {"\u0633", 'S'},  // sin
    {"\u0635", 'S'},  // sad
    {"\u0632", 'S'},  // zay
    {"\u0638", 'S'},  // zah
    {"\u0634", 'S'},  // shin
    {"\u062A", 'T'},  // ta
    {"\u0637", 'T'},  // tah
    {"\u062B", 'T'},  // tha
};

// Two or three letters that stand for one class.
struct Group {
  NameAlphabet alphabet;
  const char* letters[3];
  char name;
};

// Longer ones first.
constexpr Group kGroups[] = {
    {NameAlphabet::kLatin, {"s", "c", "h"}, 'S'},
    {NameAlphabet::kLatin, {"s", "h", ""}, 'S'},
    {NameAlphabet::kLatin, {"c", "h", ""}, 'S'},
    {NameAlphabet::kLatin, {"c", "e", ""}, 'S'},
    {NameAlphabet::kLatin, {"c", "i", ""}, 'S'},
    {NameAlphabet::kLatin, {"c", "y", ""}, 'S'},
    {NameAlphabet::kLatin, {"p", "h", ""}, 'F'},
    {NameAlphabet::kLatin, {"d", "j", ""}, 'K'},
    {NameAlphabet::kArabic, {"\u062A", "\u0634", ""}, 'S'},  // ta, shin
    {NameAlphabet::kArabic, {"\u062F", "\u062C", ""}, 'K'},  // dal, jim
};

struct SymbolGroup {
  Symbols symbols;
  char name;
};

struct Table {
  Classes classes{};
  std::vector<SymbolGroup> groups;
  std::array<bool, kNameSymbolLimit> starts_group{};
  NameSymbol x = 0;  // stands for two classes
};

template <size_t kCount>
Table MakeTable(NameAlphabet alphabet, const LetterClass (&classes)[kCount]) {
  Table table;
  for (const LetterClass& known : classes) {
    table.classes[SymbolFromText(alphabet, known.letter)] = known.name;
  }
  for (char digit = '0'; digit <= '9'; ++digit) {
    table.classes[SymbolFromText(alphabet, absl::string_view(&digit, 1))] =
        digit;
  }
  for (const Group& group : kGroups) {
    if (group.alphabet != alphabet) continue;
    SymbolGroup symbols = {{}, group.name};
    for (const char* letter : group.letters) {
      const NameSymbol symbol = SymbolFromText(alphabet, letter);
      if (symbol != 0) symbols.symbols.push_back(symbol);
    }
    table.starts_group[symbols.symbols[0]] = true;
    table.groups.push_back(symbols);
  }
  if (alphabet == NameAlphabet::kLatin) {
    table.x = SymbolFromText(alphabet, "x");
  }
  return table;
}

const Table& TableOf(NameAlphabet alphabet) {
  static const Table* const kLatin =
      new Table(MakeTable(NameAlphabet::kLatin, kLatinClasses));
  static const Table* const kArabic =
      new Table(MakeTable(NameAlphabet::kArabic, kArabicClasses));
  return alphabet == NameAlphabet::kArabic ? *kArabic : *kLatin;
}

void Append(char name, std::string* skeleton) {
  if (name == 0) return;
  if (!skeleton->empty() && skeleton->back() == name &&
      (name < '0' || name > '9')) {
    return;
  }
  skeleton->push_back(name);
}

// Returns the group that stands at a position, null if none does.
const SymbolGroup* GroupAt(const Table& table, const Symbols& symbols,
                           size_t at) {
  if (!table.starts_group[symbols[at]]) return nullptr;
  for (const SymbolGroup& group : table.groups) {
    if (symbols.compare(at, group.symbols.size(), group.symbols) == 0) {
      return &group;
    }
  }
  return nullptr;
}

}  // namespace

std::string TokenSkeleton(const SymbolToken& token) {
  const Table& table = TableOf(token.alphabet);
  const Symbols& symbols = token.symbols;
  std::string skeleton;
  for (size_t i = 0; i < symbols.size();) {
    const SymbolGroup* const found = GroupAt(table, symbols, i);
    if (found != nullptr) {
      Append(found->name, &skeleton);
      i += found->symbols.size();
      continue;
    }
    Append(table.classes[symbols[i]], &skeleton);
    if (table.x != 0 && symbols[i] == table.x) Append('S', &skeleton);
    ++i;
  }
  return skeleton;
}

std::string Skeleton(const std::vector<SymbolToken>& tokens) {
  std::string skeleton;
  for (const SymbolToken& token : tokens) skeleton += TokenSkeleton(token);
  return skeleton;
}

std::string Skeleton(absl::string_view name) {
  return Skeleton(SymbolTokens(name));
}

}  // namespace isnad
