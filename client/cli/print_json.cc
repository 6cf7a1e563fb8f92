#include "client/cli/print_json.h"

#include "absl/strings/str_cat.h"
#include "common/base/check.h"
#include "common/status/grpc_status.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/status.pb.h"

namespace isnad {

OutputFormat FormatOf(const Arguments& arguments) {
  const std::string& format = arguments.Text("format");
  if (format == "json") return OutputFormat::kJson;
  if (format == "jsonl") return OutputFormat::kJsonLines;
  return OutputFormat::kTable;
}

std::string ToJson(const google::protobuf::Message& message,
                   OutputFormat format) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = format == OutputFormat::kJson;
  std::string json;
  // Fails only for an Any of unknown type, and ours hold google.rpc's.
  if (!google::protobuf::util::MessageToJsonString(message, &json, options)
           .ok()) {
    return "{}";
  }
  return json;
}

std::string WithFirstField(absl::string_view name, absl::string_view value,
                           absl::string_view object) {
  ISNAD_CHECK(object.size() >= 2 && object[0] == '{');
  const absl::string_view rest = object.substr(1);
  return absl::StrCat("{\"", name, "\":", value, rest == "}" ? "" : ",", rest);
}

std::string ErrorToJson(const absl::Status& status) {
  return ToJson(ToRpcStatus(status), OutputFormat::kJsonLines);
}

}  // namespace isnad
