// The file: a header of 96 bytes, then an image (common/base/image.h) of the
// catalog and its names.
//
//   8 bytes   "ISNADCAT"
//   4 bytes   version of this format
//   4 bytes   0x01020304 as the machine that wrote it keeps numbers
//   8 bytes   bytes of the image
//   8 bytes   zero
//   32 bytes  fingerprint: SHA-256 of what else decides the image
//   32 bytes  SHA-256 of the image
#include "ingest_service/pipeline/compiled_catalog.h"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/image.h"
#include "common/base/sha256.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/text/fold.h"
#include "ingest_service/data_file/data_file.h"
#include "ingest_service/pipeline/analyzer.h"

namespace isnad {
namespace {

constexpr absl::string_view kMagic = "ISNADCAT";
constexpr uint32_t kFormatVersion = 3;
constexpr uint32_t kByteOrder = 0x01020304;
constexpr int64_t kMaxFileBytes = int64_t{8} << 30;

struct Header {
  char magic[8];
  uint32_t version;
  uint32_t byte_order;
  uint64_t image_bytes;
  uint64_t zero;
  char fingerprint[32];
  char digest[32];
};
static_assert(sizeof(Header) == 96);
static_assert(std::is_trivially_copyable_v<Header>);
static_assert(sizeof(Header) % kImageAlignment == 0);

// Tells apart whatever makes other names of the same entities: the rules, and
// the words that are no spellings.
std::string Fingerprint(const Lexicon& lexicon) {
  return Sha256(absl::StrCat(kFoldVersion, "\n", kAnalyzerVersion, "\n",
                             lexicon.digest()));
}

// What is wrong with the header of a file; OK if nothing.
absl::Status CheckHeader(const Header& header, absl::string_view file,
                         const std::string& path) {
  if (header.version != kFormatVersion || header.byte_order != kByteOrder) {
    return FileUnusable(
        path, absl::StrCat("got a compiled catalog of version ", header.version,
                           ", want version ", kFormatVersion,
                           " of this machine; compile it again"));
  }
  const uint64_t image_bytes = file.size() - sizeof(Header);
  if (header.image_bytes != image_bytes) {
    return DataFileError(path, 0,
                         absl::StrCat("got ", image_bytes,
                                      " bytes behind the "
                                      "header, want ",
                                      header.image_bytes));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteCompiledCatalog(const Catalog& catalog,
                                  const Lexicon& lexicon,
                                  const std::string& path) {
  std::string file(sizeof(Header), '\0');
  ImageWriter image(&file);
  catalog.Write(image);
  EntityNames(catalog, lexicon).Write(image);
  Header header = {};
  std::memcpy(header.magic, kMagic.data(), sizeof(header.magic));
  header.version = kFormatVersion;
  header.byte_order = kByteOrder;
  header.image_bytes = file.size() - sizeof(Header);
  std::memcpy(header.fingerprint, Fingerprint(lexicon).data(),
              sizeof(header.fingerprint));
  const std::string digest =
      Sha256(absl::string_view(file).substr(sizeof(Header)));
  std::memcpy(header.digest, digest.data(), sizeof(header.digest));
  std::memcpy(&file[0], &header, sizeof(header));
  const absl::Status written = WriteFileAtomically(path, file);
  return written.ok() ? written : FileUnusable(path, written.message());
}

absl::StatusOr<CompiledCatalog> ReadCompiledCatalog(const std::string& path,
                                                    const Lexicon& lexicon) {
  absl::StatusOr<std::string> read = ReadFile(path, kMaxFileBytes);
  if (!read.ok()) return FileUnusable(path, read.status().message());
  auto bytes = std::make_unique<const std::string>(*std::move(read));
  Header header = {};
  if (bytes->size() < sizeof(header) ||
      bytes->compare(0, kMagic.size(), kMagic.data(), kMagic.size()) != 0) {
    return DataFileError(path, 0, "got no compiled catalog");
  }
  std::memcpy(&header, bytes->data(), sizeof(header));
  RETURN_IF_ERROR(CheckHeader(header, *bytes, path));
  const absl::string_view body =
      absl::string_view(*bytes).substr(sizeof(header));
  if (Sha256(body) != absl::string_view(header.digest, sizeof(header.digest))) {
    return DataFileError(path, 0, "the file is damaged: its digest differs");
  }
  if (Fingerprint(lexicon) !=
      absl::string_view(header.fingerprint, sizeof(header.fingerprint))) {
    return FileUnusable(path,
                        "compiled by another version or with another lexicon; "
                        "compile it again");
  }
  ImageReader image(body);
  std::unique_ptr<Catalog> catalog = Catalog::Read(image);
  if (catalog == nullptr) {
    return DataFileError(path, 0, "its entities do not parse");
  }
  absl::optional<EntityNames> names = EntityNames::Read(image, catalog->size());
  if (!names.has_value() || !image.AtEnd()) {
    return DataFileError(path, 0, "its names do not fit its entities");
  }
  return CompiledCatalog{std::move(catalog), *std::move(names),
                         std::move(bytes)};
}

}  // namespace isnad
