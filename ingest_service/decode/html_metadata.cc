#include "ingest_service/decode/html_metadata.h"

#include <gumbo.h>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "common/text/utf8.h"
#include "ingest_service/decode/html_tree.h"
#include "ingest_service/decode/json_ld.h"

namespace isnad {
namespace {

// Longer values are no title and no name.
constexpr size_t kMaxValueBytes = 1024;

// Collapses white space and cuts at a character border. The parser lets numbers
// of references overflow into bytes that are no character: they are replaced.
std::string Tidy(absl::string_view value) {
  value = value.substr(0, 4 * kMaxValueBytes);
  std::string result;
  for (size_t position = 0; position < value.size();) {
    AppendCodePoint(NextCodePoint(value, position), result);
  }
  absl::RemoveExtraAsciiWhitespace(&result);
  if (result.size() <= kMaxValueBytes) return result;
  size_t end = kMaxValueBytes;
  while (end > 0 && !IsCharacterStart(result[end])) --end;
  result.resize(end);
  return result;
}

bool IsUrl(absl::string_view value) {
  return absl::StartsWithIgnoreCase(value, "https://") ||
         absl::StartsWithIgnoreCase(value, "http://");
}

std::string TextOf(const GumboNode& element) {
  std::string text;
  const GumboVector& children = element.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(children.data[i]);
    if (child.type == GUMBO_NODE_TEXT || child.type == GUMBO_NODE_CDATA) {
      text += child.v.text.text;
    }
  }
  return text;
}

// Whether an element says by a usual mark that it holds the author's name.
bool NamesAuthor(const GumboNode& node) {
  if (AttributeOf(node, "rel") == "author" ||
      AttributeOf(node, "itemprop") == "author") {
    return true;
  }
  for (const absl::string_view name :
       absl::StrSplit(AttributeOf(node, "class"), ' ')) {
    if (name == "author" || name == "author-name" || name == "byline" ||
        name == "article-author" || name == "writer" || name == "post-author") {
      return true;
    }
  }
  return false;
}

// Gathers values by name; the first of a name stays.
class MetadataReader {
 public:
  bool Enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_DOCUMENT) return true;
    if (node.type != GUMBO_NODE_ELEMENT) return false;
    switch (node.v.element.tag) {
      case GUMBO_TAG_HTML:
        Set("html:lang", AttributeOf(node, "lang"));
        break;
      case GUMBO_TAG_META:
        ReadMeta(node);
        break;
      case GUMBO_TAG_LINK:
        if (AttributeOf(node, "rel") == "canonical") {
          Set("link:canonical", AttributeOf(node, "href"));
        }
        break;
      case GUMBO_TAG_TIME:
        Set("time", AttributeOf(node, "datetime"));
        break;
      case GUMBO_TAG_TITLE:
        Set("title", TextOf(node));
        break;
      case GUMBO_TAG_SCRIPT:
        if (AttributeOf(node, "type") == "application/ld+json") {
          ReadJsonLd(TextOf(node), article_);
        }
        return false;
      case GUMBO_TAG_H1:
        Set("h1", TextOf(node));
        break;
      default:
        if (NamesAuthor(node)) Set("page:author", TextOf(node));
        break;
    }
    return true;
  }

  v1::Document Finish() {
    Set("ld:headline", article_.headline);
    Set("ld:author", article_.author);
    Set("ld:publisher", article_.publisher);
    Set("ld:date", article_.date_published);
    v1::Document document;
    SplitTitle();
    document.set_title(
        First({"og:title", "twitter:title", "ld:headline", "title"}));
    document.set_outlet(First(
        {"og:site_name", "ld:publisher", "application-name", "title:site"}));
    document.set_author(
        FirstName({"author", "article:author", "dc.creator", "ld:author",
                   "parsely-author", "page:author"}));
    document.set_language_code(LanguageCode());
    const std::string uri = First({"link:canonical", "og:url"});
    if (IsUrl(uri)) document.set_uri(uri);
    SetPublishTime(document);
    return document;
  }

 private:
  void Set(absl::string_view name, absl::string_view value) {
    std::string tidy = Tidy(value);
    if (!tidy.empty()) {
      values_.try_emplace(absl::AsciiStrToLower(name), std::move(tidy));
    }
  }

  // <title> is often the headline, which the page's <h1> has too, and behind a
  // mark the name of the site.
  void SplitTitle() {
    const auto title = values_.find("title");
    const auto headline = values_.find("h1");
    if (title == values_.end() || headline == values_.end() ||
        !absl::StartsWith(title->second, headline->second)) {
      return;
    }
    absl::string_view rest = title->second;
    rest.remove_prefix(headline->second.size());
    for (const absl::string_view mark :
         {" | ", " - ", " \u2013 ", " \u2014 "}) {
      if (!absl::ConsumePrefix(&rest, mark)) continue;
      Set("title:site", rest);
      title->second = headline->second;
      return;
    }
  }

  void ReadMeta(const GumboNode& node) {
    const absl::string_view content = AttributeOf(node, "content");
    for (const char* key : {"property", "name", "itemprop"}) {
      const absl::string_view name = AttributeOf(node, key);
      if (!name.empty()) Set(name, content);
    }
  }

  std::string First(std::initializer_list<absl::string_view> names) const {
    for (const absl::string_view name : names) {
      const auto found = values_.find(name);
      if (found != values_.end()) return found->second;
    }
    return "";
  }

  // The first value that is no address: article:author is often a profile.
  std::string FirstName(std::initializer_list<absl::string_view> names) const {
    for (const absl::string_view name : names) {
      const std::string value = First({name});
      if (!value.empty() && !IsUrl(value)) return value;
    }
    return "";
  }

  // The ISO 639-1 code of <html lang="ar-SA">.
  std::string LanguageCode() const {
    const std::string lang = absl::AsciiStrToLower(First({"html:lang"}));
    const size_t end = lang.find_first_of("-_");
    const std::string code = lang.substr(0, end);
    return code.size() == 2 ? code : "";
  }

  void SetPublishTime(v1::Document& document) const {
    for (const absl::string_view name :
         {"article:published_time", "og:published_time", "datepublished",
          "ld:date", "publishdate", "pubdate", "publish-date", "date",
          "dc.date.issued", "dc.date", "parsely-pub-date", "sailthru.date",
          "time"}) {
      const absl::optional<absl::Time> time = ParsePageTime(First({name}));
      if (!time.has_value()) continue;
      document.mutable_publish_time()->set_seconds(absl::ToUnixSeconds(*time));
      return;
    }
  }

  absl::flat_hash_map<std::string, std::string> values_;
  JsonLdArticle article_;
};

}  // namespace

v1::Document ExtractMetadata(const HtmlTree& tree) {
  MetadataReader reader;
  WalkTree(
      tree.root(),
      [&reader](const GumboNode& node) { return reader.Enter(node); },
      [](const GumboNode&) {});
  return reader.Finish();
}

absl::optional<absl::Time> ParsePageTime(absl::string_view text) {
  for (const char* format :
       {"%Y-%m-%d%ET%H:%M:%E*S%Ez", "%Y-%m-%d%ET%H:%M%Ez",
        "%Y-%m-%d%ET%H:%M:%E*S", "%Y-%m-%d%ET%H:%M", "%Y-%m-%d %H:%M:%S%Ez",
        "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d",
        "%a, %d %b %Y %H:%M:%S %z"}) {
    absl::Time time;
    if (absl::ParseTime(format, text, &time, nullptr) &&
        time > absl::UnixEpoch()) {
      return time;
    }
  }
  return absl::nullopt;
}

}  // namespace isnad
