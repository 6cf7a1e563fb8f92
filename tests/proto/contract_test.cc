// Rules of the contract that hold without buf, and a record of it: a change of
// the wire shows as a change of tests/golden/proto/contract.txt.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"

namespace isnad {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using google::protobuf::SourceLocation;
using ::testing::IsEmpty;

constexpr int64_t kFileLimitBytes = 16 << 20;

class ContractTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto bytes = ReadFile(ISNAD_CONTRACT_SET, kFileLimitBytes);
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    FileDescriptorSet set;
    ASSERT_TRUE(set.ParseFromString(*bytes));
    for (const FileDescriptorProto& file : set.file()) {
      const FileDescriptor* built = pool_.BuildFile(file);
      ASSERT_NE(built, nullptr) << file.name();
      if (absl::StartsWith(file.name(), "isnad/")) files_.push_back(built);
    }
    ASSERT_FALSE(files_.empty());
  }

  // Calls `visit` with every element of the contract: fields, values, methods,
  // messages, enums and services.
  template <typename Visit>
  void ForEachElement(Visit visit) const {
    for (const FileDescriptor* file : files_) {
      for (int i = 0; i < file->message_type_count(); ++i) {
        const Descriptor* message = file->message_type(i);
        visit(message);
        for (int f = 0; f < message->field_count(); ++f) {
          visit(message->field(f));
        }
      }
      for (int i = 0; i < file->enum_type_count(); ++i) {
        const EnumDescriptor* type = file->enum_type(i);
        visit(type);
        for (int v = 0; v < type->value_count(); ++v) visit(type->value(v));
      }
      for (int i = 0; i < file->service_count(); ++i) {
        const ServiceDescriptor* service = file->service(i);
        visit(service);
        for (int m = 0; m < service->method_count(); ++m) {
          visit(service->method(m));
        }
      }
    }
  }

  DescriptorPool pool_;
  std::vector<const FileDescriptor*> files_;
};

// Collects the elements for which a rule does not hold.
struct CommentRule {
  std::vector<std::string>& found;

  template <typename Element>
  void operator()(const Element* element) const {
    SourceLocation location;
    if (!element->GetSourceLocation(&location) ||
        absl::StripAsciiWhitespace(location.leading_comments).empty()) {
      found.push_back(element->full_name());
    }
  }
};

TEST_F(ContractTest, EveryElementIsCommented) {
  std::vector<std::string> found;
  ForEachElement(CommentRule{found});
  EXPECT_THAT(found, IsEmpty());
}

// Fields of resources and requests say who sets them.
TEST_F(ContractTest, FieldsOfRequestsSayWhetherTheyAreRequired) {
  std::vector<std::string> found;
  for (const FileDescriptor* file : files_) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor* message = file->message_type(i);
      if (!absl::EndsWith(message->name(), "Request")) continue;
      for (int f = 0; f < message->field_count(); ++f) {
        SourceLocation location;
        message->field(f)->GetSourceLocation(&location);
        const std::string comment(
            absl::StripAsciiWhitespace(location.leading_comments));
        if (!absl::StartsWith(comment, "Required") &&
            !absl::StartsWith(comment, "Optional")) {
          found.push_back(message->field(f)->full_name());
        }
      }
    }
  }
  EXPECT_THAT(found, IsEmpty());
}

std::string SnakeUpper(absl::string_view camel) {
  std::string out;
  for (const char c : camel) {
    const auto letter = static_cast<unsigned char>(c);
    if (absl::ascii_isupper(letter) && !out.empty()) out += '_';
    out += absl::ascii_toupper(letter);
  }
  return out;
}

TEST_F(ContractTest, EnumsStartUnspecifiedAndPrefixTheirValues) {
  for (const FileDescriptor* file : files_) {
    for (int i = 0; i < file->enum_type_count(); ++i) {
      const EnumDescriptor* type = file->enum_type(i);
      const std::string prefix = absl::StrCat(SnakeUpper(type->name()), "_");
      EXPECT_EQ(type->value(0)->number(), 0) << type->full_name();
      EXPECT_EQ(type->value(0)->name(), absl::StrCat(prefix, "UNSPECIFIED"));
      for (int v = 0; v < type->value_count(); ++v) {
        EXPECT_TRUE(absl::StartsWith(type->value(v)->name(), prefix))
            << type->value(v)->full_name();
      }
    }
  }
}

TEST_F(ContractTest, EachRpcHasMessagesOfItsOwn) {
  for (const FileDescriptor* file : files_) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int m = 0; m < file->service(i)->method_count(); ++m) {
        const MethodDescriptor* method = file->service(i)->method(m);
        EXPECT_EQ(method->input_type()->name(),
                  absl::StrCat(method->name(), "Request"));
        EXPECT_EQ(method->output_type()->name(),
                  absl::StrCat(method->name(), "Response"));
      }
    }
  }
}

TEST_F(ContractTest, ListsPageFromTheStart) {
  for (const FileDescriptor* file : files_) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int m = 0; m < file->service(i)->method_count(); ++m) {
        const MethodDescriptor* method = file->service(i)->method(m);
        if (!absl::StartsWith(method->name(), "List") &&
            !absl::StartsWith(method->name(), "Search")) {
          continue;
        }
        const Descriptor* request = method->input_type();
        const Descriptor* response = method->output_type();
        EXPECT_NE(request->FindFieldByName("page_size"), nullptr);
        EXPECT_NE(request->FindFieldByName("page_token"), nullptr);
        EXPECT_NE(response->FindFieldByName("next_page_token"), nullptr);
        EXPECT_TRUE(response->field(0)->is_repeated()) << method->full_name();
      }
    }
  }
}

// One line for each element that is part of the wire format.
struct WireLine {
  std::vector<std::string>& lines;

  void operator()(const Descriptor*) const {}
  void operator()(const EnumDescriptor*) const {}
  void operator()(const ServiceDescriptor*) const {}
  void operator()(const FieldDescriptor* field) const {
    std::string type = field->type_name();
    if (field->message_type() != nullptr) {
      type = field->message_type()->full_name();
    } else if (field->enum_type() != nullptr) {
      type = field->enum_type()->full_name();
    }
    lines.push_back(absl::StrCat(
        "field ", field->full_name(), " = ", field->number(), " ",
        field->is_repeated() ? "repeated " : "", type,
        field->containing_oneof() != nullptr
            ? absl::StrCat(" in ", field->containing_oneof()->name())
            : ""));
  }
  void operator()(const EnumValueDescriptor* value) const {
    lines.push_back(
        absl::StrCat("value ", value->full_name(), " = ", value->number()));
  }
  void operator()(const MethodDescriptor* method) const {
    lines.push_back(absl::StrCat("rpc ", method->full_name(), "(",
                                 method->client_streaming() ? "stream " : "",
                                 method->input_type()->full_name(),
                                 ") returns (",
                                 method->server_streaming() ? "stream " : "",
                                 method->output_type()->full_name(), ")"));
  }
};

TEST_F(ContractTest, WireFormatIsUnchanged) {
  std::vector<std::string> lines;
  ForEachElement(WireLine{lines});
  const std::string text = absl::StrCat(
      "# The wire format of proto/isnad/v1, written by\n"
      "# tests/proto/contract_test.cc; UPDATE_GOLDEN=1 rewrites.\n",
      absl::StrJoin(lines, "\n"), "\n");
  const char* root = std::getenv("ISNAD_SOURCE_DIR");
  ASSERT_NE(root, nullptr) << "run by ctest";
  const std::string path =
      absl::StrCat(root, "/tests/golden/proto/contract.txt");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(WriteFileAtomically(path, text).ok());
  }
  const auto golden = ReadFile(path, kFileLimitBytes);
  ASSERT_TRUE(golden.ok()) << golden.status();
  EXPECT_EQ(text, *golden)
      << "the wire format changed: is it compatible? UPDATE_GOLDEN=1 rewrites";
}

}  // namespace
}  // namespace isnad
