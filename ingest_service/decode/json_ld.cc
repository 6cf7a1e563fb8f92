#include "ingest_service/decode/json_ld.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "simdjson.h"

namespace isnad {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

// Articles are found in lists within @graph, no deeper.
constexpr int kMaxDepth = 4;

std::string StringOf(const element& value) {
  std::string_view text;
  return value.get_string().get(text) == simdjson::SUCCESS ? std::string(text)
                                                           : "";
}

std::string StringField(const element& object, const char* name) {
  element value;
  return object[name].get(value) == simdjson::SUCCESS ? StringOf(value) : "";
}

// A name written as a string, as an object with `name`, or as a list of either,
// of which the first counts.
std::string NameField(const element& object, const char* field) {
  element value;
  if (object[field].get(value) != simdjson::SUCCESS) return "";
  array list;
  if (value.get_array().get(list) == simdjson::SUCCESS &&
      list.at(0).get(value) != simdjson::SUCCESS) {
    return "";
  }
  return value.is_object() ? StringField(value, "name") : StringOf(value);
}

bool IsArticleType(absl::string_view type) {
  return absl::EndsWith(type, "Article") || type == "BlogPosting";
}

bool IsArticle(const element& object) {
  element type;
  if (object["@type"].get(type) != simdjson::SUCCESS) return false;
  array types;
  if (type.get_array().get(types) != simdjson::SUCCESS) {
    return IsArticleType(StringOf(type));
  }
  for (const element one : types) {
    if (IsArticleType(StringOf(one))) return true;
  }
  return false;
}

void FillIfEmpty(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

void Visit(const element& node, int depth, JsonLdArticle& article) {
  if (depth > kMaxDepth) return;
  array children;
  if (node.get_array().get(children) == simdjson::SUCCESS) {
    for (const element child : children) {
      Visit(child, depth + 1, article);
    }
    return;
  }
  if (!node.is_object()) return;
  if (IsArticle(node)) {
    FillIfEmpty(article.headline, StringField(node, "headline"));
    FillIfEmpty(article.author, NameField(node, "author"));
    FillIfEmpty(article.publisher, NameField(node, "publisher"));
    FillIfEmpty(article.date_published, StringField(node, "datePublished"));
  }
  element graph;
  if (node["@graph"].get(graph) == simdjson::SUCCESS) {
    Visit(graph, depth + 1, article);
  }
}

}  // namespace

void ReadJsonLd(absl::string_view json, JsonLdArticle& article) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS) {
    Visit(root, 0, article);
  }
}

}  // namespace isnad
