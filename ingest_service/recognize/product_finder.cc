#include "ingest_service/recognize/product_finder.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "common/names/spelling_variants.h"
#include "ingest_service/recognize/word_borders.h"

namespace isnad {
namespace {

constexpr float kConfidence = 0.75f;

// "MI", "RTX": more letters before the number are a word.
constexpr uint32_t kMaxLetters = 4;
// Longer numbers count or date something.
constexpr uint32_t kMaxDigits = 4;

// A model number read at a token.
struct Model {
  uint32_t token_end = 0;
  // Its letters and digits in lower case: the name by which both scripts agree.
  std::string name;
  bool latin = false;
};

class ProductFinder {
 public:
  explicit ProductFinder(MentionDraft* draft)
      : draft_(*draft), text_(draft->text()), roles_(draft->roles()) {}

  void Run() {
    for (const Sentence& sentence : text_.sentences()) {
      if (sentence.kind == SentenceKind::kBoilerplate) continue;
      sentence_end_ = sentence.token_end;
      uint32_t i = NextPlace(sentence.token_begin);
      while (i < sentence_end_) i = NextPlace(ScanFrom(i));
    }
    draft_.Replace(found_);
  }

 private:
  // The next place in the sentence where ScanFrom() may find something.
  uint32_t NextPlace(uint32_t token) const {
    return draft_.NextPlace(token, sentence_end_,
                            RoleBit(WordRole::kProductHead));
  }

  // Looks for a model behind a head or a maker; returns where to go on.
  uint32_t ScanFrom(uint32_t token) {
    if (const RoleMatch* head = roles_.At(token, WordRole::kProductHead)) {
      ScanModel(head->token_end, head->token_end);
      return token + 1;
    }
    const EntityMention* maker = draft_.At(token);
    ScanMaker(*maker);
    return maker->token_end;
  }

  bool OnLine(uint32_t token) const {
    return token < sentence_end_ && !text_.tokens()[token].line_before;
  }

  absl::string_view Folded(uint32_t token) const {
    return text_.Folded(text_.tokens()[token]);
  }

  TokenKind KindAt(uint32_t token) const { return text_.tokens()[token].kind; }

  void ScanMaker(const EntityMention& maker) {
    if (draft_.TypeOf(maker.entity) != v1::ENTITY_TYPE_COMPANY) return;
    const uint32_t next = maker.token_end;
    if (!OnLine(next) || !text_.tokens()[next].space_before) return;
    const bool latin = KindAt(next - 1) == TokenKind::kLatin &&
                       KindAt(next) == TokenKind::kLatin;
    ScanModel(latin ? maker.token_begin : next, next);
  }

  // Marks the model at a token, in a name that begins at `begin`.
  void ScanModel(uint32_t begin, uint32_t token) {
    if (OnLine(token) && (Folded(token) == "\"" || Folded(token) == "'")) {
      begin = begin == token ? token + 1 : begin;
      ++token;
    }
    Model model;
    if (!OnLine(token) || !BeginsWord(text_, token) ||
        !ReadModel(token, &model) || !draft_.IsFree(token, model.token_end)) {
      return;
    }
    const EntityIndex product =
        draft_.Discover(v1::ENTITY_TYPE_CHIP, model.name);
    const uint32_t first =
        model.latin && begin < token && draft_.At(begin) != nullptr
            ? draft_.At(begin)->token_begin
            : token;
    found_.push_back(
        draft_.MakeMention(first, model.token_end, 0, product, kConfidence));
  }

  bool ReadModel(uint32_t token, Model* model) const {
    return KindAt(token) == TokenKind::kLatin ? ReadLatin(token, model)
                                              : ReadSpoken(token, model);
  }

  // "H30", "MI 500X": capitals, a number, perhaps letters.
  bool ReadLatin(uint32_t token, Model* model) const {
    const absl::string_view letters =
        text_.Text(text_.RangeOfTokens(token, token));
    for (const char c : letters) {
      if (!absl::ascii_isupper(static_cast<unsigned char>(c))) return false;
    }
    if (letters.size() > kMaxLetters || !IsNumber(token + 1)) return false;
    model->latin = true;
    model->name = absl::AsciiStrToUpper(letters);
    return ReadTail(token + 1, TokenKind::kLatin, model);
  }

  // Letters by their Arabic names, a number, perhaps one letter more.
  bool ReadSpoken(uint32_t token, Model* model) const {
    uint32_t i = token;
    while (OnLine(i) && i < token + 2 * kMaxLetters) {
      if (i > token && !text_.tokens()[i].space_before && Folded(i) == ".") {
        ++i;
        continue;
      }
      const char letter =
          KindAt(i) == TokenKind::kArabic ? SpokenLetter(Folded(i)) : '\0';
      if (letter == '\0') break;
      model->name.push_back(
          absl::ascii_toupper(static_cast<unsigned char>(letter)));
      ++i;
    }
    if (model->name.empty() || model->name.size() > kMaxLetters ||
        !IsNumber(i)) {
      return false;
    }
    // "fy 2025" is "in 2025".
    if (model->name.size() == 1 && roles_.Is(token, WordRole::kStopWord)) {
      return false;
    }
    return ReadTail(i, TokenKind::kArabic, model);
  }

  bool IsNumber(uint32_t token) const {
    return OnLine(token) && KindAt(token) == TokenKind::kDigits &&
           Folded(token).size() <= kMaxDigits && Folded(token).size() > 1;
  }

  // The number at a token and what belongs to it.
  bool ReadTail(uint32_t number, TokenKind letters, Model* model) const {
    model->name.append(Folded(number).data(), Folded(number).size());
    uint32_t end = number + 1;
    if (letters == TokenKind::kLatin) {
      if (OnLine(end) && !text_.tokens()[end].space_before &&
          KindAt(end) == TokenKind::kLatin) {
        model->name.append(absl::AsciiStrToUpper(Folded(end)));
        ++end;
      }
    } else if (OnLine(end) && KindAt(end) == TokenKind::kArabic) {
      // A number of one letter more ("910 dy") would be "910 in": only names
      // of letters that are no words follow.
      const char letter = SpokenLetter(Folded(end));
      if (letter != '\0' && !roles_.Is(end, WordRole::kStopWord) &&
          !roles_.Is(end, WordRole::kClaimParticle)) {
        model->name.push_back(
            absl::ascii_toupper(static_cast<unsigned char>(letter)));
        ++end;
      }
    }
    // "H20.5" and "30%" are amounts.
    if (OnLine(end) && !text_.tokens()[end].space_before) {
      const absl::string_view mark = Folded(end);
      if (mark == "%" || KindAt(end) == TokenKind::kDigits) return false;
      if ((mark == "." || mark == ",") && OnLine(end + 1) &&
          KindAt(end + 1) == TokenKind::kDigits &&
          !text_.tokens()[end + 1].space_before) {
        return false;
      }
    }
    model->token_end = end;
    return true;
  }

  MentionDraft& draft_;
  const NormalizedText& text_;
  const WordRoles& roles_;
  uint32_t sentence_end_ = 0;
  std::vector<EntityMention> found_;
};

}  // namespace

void FindNewProducts(MentionDraft* draft) { ProductFinder(draft).Run(); }

}  // namespace isnad
