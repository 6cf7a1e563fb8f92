#include "ingest_service/relate/speech_verbs.h"

#include "ingest_service/relate/clauses.h"
#include "ingest_service/relate/word_forms.h"

namespace isnad {
namespace {

// «has not issued a statement that confirms»: nobody says it.
bool IsNegated(const DocumentContext& context, ItemRange sentence,
               uint32_t verb) {
  const Vocabulary& words = context.words;
  const uint32_t floor = sentence.FirstNear(verb, 10);
  for (uint32_t i = verb; i-- > floor;) {
    if (context.At(i).kind == ItemKind::kMark) break;
    if (i + 1 < verb && context.Is(i, words.that)) break;
    // «did not confirm or deny»: but not «did not answer, and X said».
    if (context.At(verb).HasFlag(kFormAnd) && context.Is(i, words.say)) break;
    const bool near = i + 1 == verb;
    if (context.Is(i, words.negation) ||
        (near && context.Is(i, words.absence))) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool IsSaying(const DocumentContext& context, ItemRange sentence, uint32_t i) {
  const Vocabulary& words = context.words;
  const Item& item = context.At(i);
  if (!item.Is(words.say)) return false;
  const bool verb = item.HasFlag(kFormFinite);
  const bool participle =
      item.HasFlag(kFormParticiple) && !item.HasFlag(kFormDefinite);
  // «it says in a statement».
  const bool phrase =
      item.HasFlag(kFormFixed) && item.token_end > item.token_begin + 1;
  if (!verb && !participle && !phrase) return false;
  // «in a memo», «in answer to», written like «reminding» and «answered».
  const bool noun = i > sentence.begin && context.Is(i - 1, words.in);
  return !noun && !IsNegated(context, sentence, i) &&
         !AsksForSilence(context, i, sentence.end);
}

}  // namespace isnad
