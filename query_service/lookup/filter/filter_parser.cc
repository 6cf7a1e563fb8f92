#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "common/text/utf8.h"
#include "query_service/lookup/filter/filter.h"
#include "query_service/lookup/filter/filter_lexer.h"
#include "query_service/lookup/filter/filter_node.h"

namespace isnad {
namespace {

using Kind = FilterToken::Kind;
using Node = std::unique_ptr<FilterNode>;

// Recursive descent over the grammar in filter.h; the depth is bounded.
class Parser {
 public:
  Parser(absl::string_view filter, const FilterSchema& schema)
      : filter_(filter), schema_(schema), lexer_(filter) {}

  absl::StatusOr<Node> Parse() {
    RETURN_IF_ERROR(lexer_.Next(token_));
    if (token_.kind == Kind::kEnd) return Node();
    ASSIGN_OR_RETURN(Node root, ParseExpression());
    if (token_.kind == Kind::kEnd) return root;
    return Error("want AND, OR or the end");
  }

 private:
  absl::Status Error(absl::string_view want) const {
    const std::string got = token_.kind == Kind::kEnd ? "the end"
                            : token_.kind == Kind::kString
                                ? "a string"
                                : absl::StrCat("\"", token_.text, "\"");
    return FilterError(filter_, token_.begin,
                       absl::StrCat("got ", got, ", ", want));
  }

  bool IsKeyword(absl::string_view keyword) const {
    return token_.kind == Kind::kWord && token_.text == keyword;
  }

  // Parses operands joined by a keyword into one node.
  template <typename ParseOperand>
  absl::StatusOr<Node> ParseJoined(FilterNode::Kind kind,
                                   absl::string_view keyword,
                                   ParseOperand parse_operand) {
    ASSIGN_OR_RETURN(Node first, parse_operand());
    if (!IsKeyword(keyword)) return first;
    auto joined = std::make_unique<FilterNode>();
    joined->kind = kind;
    joined->children.push_back(std::move(first));
    while (IsKeyword(keyword)) {
      RETURN_IF_ERROR(lexer_.Next(token_));
      ASSIGN_OR_RETURN(Node next, parse_operand());
      joined->children.push_back(std::move(next));
    }
    return joined;
  }

  absl::StatusOr<Node> ParseExpression() {
    return ParseJoined(FilterNode::Kind::kAnd, "AND", [this] {
      return ParseJoined(FilterNode::Kind::kOr, "OR",
                         [this] { return ParseTerm(); });
    });
  }

  absl::StatusOr<Node> ParseTerm() {
    if (token_.kind == Kind::kMinus || IsKeyword("NOT")) {
      RETURN_IF_ERROR(lexer_.Next(token_));
      auto negation = std::make_unique<FilterNode>();
      negation->kind = FilterNode::Kind::kNot;
      ASSIGN_OR_RETURN(Node operand, ParseOperand());
      negation->children.push_back(std::move(operand));
      return negation;
    }
    return ParseOperand();
  }

  absl::StatusOr<Node> ParseOperand() {
    if (token_.kind != Kind::kOpen) return ParseRestriction();
    if (++depth_ > Filter::kMaxDepth) {
      return Error(absl::StrCat("want at most ", Filter::kMaxDepth,
                                " brackets in one another"));
    }
    RETURN_IF_ERROR(lexer_.Next(token_));
    ASSIGN_OR_RETURN(Node inner, ParseExpression());
    if (token_.kind != Kind::kClose) return Error("want )");
    --depth_;
    RETURN_IF_ERROR(lexer_.Next(token_));
    return inner;
  }

  absl::StatusOr<Node> ParseRestriction() {
    if (token_.kind != Kind::kWord) return Error("want a field");
    auto node = std::make_unique<FilterNode>();
    while (node->field < schema_.size() &&
           schema_[node->field].name != token_.text) {
      ++node->field;
    }
    if (node->field == schema_.size()) {
      return FilterError(filter_, token_.begin,
                         absl::StrCat("got field \"", token_.text,
                                      "\", want one of ", FieldNames()));
    }
    const FilterField& field = schema_[node->field];
    RETURN_IF_ERROR(lexer_.Next(token_));
    RETURN_IF_ERROR(ParseComparator(field, *node));
    RETURN_IF_ERROR(lexer_.Next(token_));
    RETURN_IF_ERROR(ParseArgument(field, *node));
    RETURN_IF_ERROR(lexer_.Next(token_));
    return node;
  }

  std::string FieldNames() const {
    std::string names;
    for (const FilterField& field : schema_) {
      absl::StrAppend(&names, names.empty() ? "" : ", ", field.name);
    }
    return names;
  }

  absl::Status ParseComparator(const FilterField& field, FilterNode& node) {
    constexpr std::pair<absl::string_view, FilterOperator> kComparators[] = {
        {"=", FilterOperator::kEqual},
        {"!=", FilterOperator::kNotEqual},
        {"<", FilterOperator::kLess},
        {"<=", FilterOperator::kLessOrEqual},
        {">", FilterOperator::kGreater},
        {">=", FilterOperator::kGreaterOrEqual},
        {":", FilterOperator::kHas},
    };
    if (token_.kind != Kind::kComparator) return Error("want a comparator");
    for (const auto& [text, comparator] : kComparators) {
      if (text == token_.text) node.comparator = comparator;
    }
    const bool is_equality = node.comparator == FilterOperator::kEqual ||
                             node.comparator == FilterOperator::kNotEqual;
    const bool is_has = node.comparator == FilterOperator::kHas;
    const bool only_equality =
        field.type == FilterType::kEnum || field.type == FilterType::kStrings;
    const bool allowed = field.type == FilterType::kString || is_equality ||
                         (only_equality ? is_has : !is_has);
    if (allowed) return absl::OkStatus();
    return FilterError(filter_, token_.begin,
                       absl::StrCat("got comparator ", token_.text, ", which ",
                                    field.name, " does not have"));
  }

  absl::Status ParseArgument(const FilterField& field, FilterNode& node) {
    node.repeated = field.type == FilterType::kStrings;
    if (token_.kind == Kind::kStar &&
        (field.type == FilterType::kString || node.repeated) &&
        node.comparator == FilterOperator::kHas) {
      node.any_value = true;
      node.argument = std::string();
      return absl::OkStatus();
    }
    if (token_.kind != Kind::kWord && token_.kind != Kind::kString) {
      return Error("want a value");
    }
    switch (field.type) {
      case FilterType::kString:
      case FilterType::kStrings:
        node.argument = token_.text;
        return absl::OkStatus();
      case FilterType::kEnum: {
        const auto* value = field.values->FindValueByName(token_.text);
        if (value == nullptr) return BadArgument(field, "a value of its enum");
        node.argument = value->number();
        return absl::OkStatus();
      }
      case FilterType::kNumber: {
        Decimal number;
        if (!Decimal::Parse(token_.text, number)) {
          return BadArgument(field, "a decimal number");
        }
        node.argument = number;
        return absl::OkStatus();
      }
      case FilterType::kTimestamp: {
        absl::Time time;
        std::string error;
        if (!absl::ParseTime(absl::RFC3339_full, token_.text, &time, &error)) {
          return BadArgument(field, "an RFC 3339 time in quotation marks");
        }
        node.argument = time;
        return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  }

  absl::Status BadArgument(const FilterField& field, absl::string_view want) {
    return FilterError(filter_, token_.begin,
                       absl::StrCat("got \"", token_.text, "\" for ",
                                    field.name, ", want ", want));
  }

  const absl::string_view filter_;
  const FilterSchema& schema_;
  FilterLexer lexer_;
  FilterToken token_;
  int depth_ = 0;
};

}  // namespace

absl::StatusOr<Filter> Filter::Parse(absl::string_view text,
                                     const FilterSchema& schema) {
  if (text.size() > kMaxBytes) {
    return FilterError(
        text, 0,
        absl::StrCat("got ", text.size(), " bytes, want at most ", kMaxBytes));
  }
  if (!IsValidUtf8(text)) {
    return FilterError(text, 0, "got bytes that are not UTF-8");
  }
  ASSIGN_OR_RETURN(Node root, Parser(text, schema).Parse());
  return Filter(std::move(root));
}

}  // namespace isnad
