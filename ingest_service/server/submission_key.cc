#include "ingest_service/server/submission_key.h"

#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/sha256.h"
#include "ingest_service/pipeline/fact_ids.h"

namespace isnad {
namespace {

// Lengths keep neighbours apart.
std::string DigestOf(std::initializer_list<absl::string_view> fields) {
  std::string bytes;
  for (const absl::string_view field : fields) {
    absl::StrAppend(&bytes, field.size(), ":", field);
  }
  return Sha256(bytes);
}

std::string TimeText(const v1::Document& document) {
  if (!document.has_publish_time()) return "";
  return absl::StrCat(document.publish_time().seconds(), ".",
                      document.publish_time().nanos());
}

}  // namespace

SubmissionKey MakeSubmissionKey(const v1::IngestDocumentRequest& request,
                                absl::string_view analyzer_version,
                                absl::string_view catalog_version) {
  const v1::Document& document = request.document();
  const std::string sha256 = Sha256(document.source());
  const std::string content =
      DigestOf({sha256, document.media_type(), document.charset(),
                document.title(), document.outlet(), document.author(),
                document.uri(), TimeText(document)});
  SubmissionKey key;
  key.document =
      document.name().empty() ? DocumentNameOf(sha256) : document.name();
  key.input_digest = DigestOf({content, analyzer_version, catalog_version});
  key.request_id = request.request_id();
  key.request_digest = DigestOf({document.name(), content});
  v1::Document declared = document;
  declared.clear_name();
  declared.clear_source();
  key.declared = declared.SerializeAsString();
  return key;
}

}  // namespace isnad
