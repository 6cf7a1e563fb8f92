#ifndef ISNAD_INGEST_SERVICE_DECODE_JSON_LD_H_
#define ISNAD_INGEST_SERVICE_DECODE_JSON_LD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace isnad {

// What schema.org's Article says; empty where it does not.
struct JsonLdArticle {
  std::string headline;
  std::string author;
  std::string publisher;
  std::string date_published;
};

// Fills the empty fields of `article` from a JSON-LD block: from an object
// whose @type ends in "Article" or "BlogPosting", alone, in a list or in
// @graph. JSON that does not parse says nothing.
void ReadJsonLd(absl::string_view json, JsonLdArticle& article);

}  // namespace isnad

#endif  // ISNAD_INGEST_SERVICE_DECODE_JSON_LD_H_
