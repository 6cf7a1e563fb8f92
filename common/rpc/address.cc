#include "common/rpc/address.h"

#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/status/errors.h"

namespace isnad {
namespace {

constexpr absl::string_view kUnixScheme = "unix:";

// Splits at the last colon; the port is empty if there is none.
std::pair<absl::string_view, absl::string_view> HostAndPort(
    absl::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return {address, ""};
  return {address.substr(0, colon), address.substr(colon + 1)};
}

// Whether `host` is four decimal numbers of which the first is 127.
bool IsLoopbackIpv4(absl::string_view host) {
  int parts = 0;
  for (const absl::string_view part : absl::StrSplit(host, '.')) {
    uint32_t number = 0;
    if (!absl::SimpleAtoi(part, &number) || number > 255) return false;
    if (parts++ == 0 && number != 127) return false;
  }
  return parts == 4;
}

}  // namespace

bool IsLoopbackAddress(absl::string_view address) {
  if (absl::StartsWith(address, kUnixScheme)) return true;
  const absl::string_view host = HostAndPort(address).first;
  return host == "localhost" || host == "[::1]" || IsLoopbackIpv4(host);
}

absl::Status CheckAddress(absl::string_view field, absl::string_view address) {
  if (absl::StartsWith(address, kUnixScheme)) {
    if (address.size() > kUnixScheme.size()) return absl::OkStatus();
    return FieldError(field, "got unix: without a path, want unix:path");
  }
  const auto [host, port] = HostAndPort(address);
  uint32_t number = 0;
  const bool bare_ipv6 =
      absl::StrContains(host, ':') &&
      !(absl::StartsWith(host, "[") && absl::EndsWith(host, "]"));
  if (host.empty() || bare_ipv6 || !absl::SimpleAtoi(port, &number) ||
      number > 65535) {
    return FieldError(field, absl::StrCat("got \"", address,
                                          "\", want host:port, [ipv6]:port or "
                                          "unix:path"));
  }
  return absl::OkStatus();
}

}  // namespace isnad
