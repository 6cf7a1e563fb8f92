// Lists of the query service, page by page.
#ifndef ISNAD_CLIENT_CLI_PAGE_PRINTER_H_
#define ISNAD_CLIENT_CLI_PAGE_PRINTER_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "client/cli/command.h"
#include "client/cli/connection.h"
#include "client/cli/print_facts.h"
#include "client/cli/print_json.h"
#include "client/cli/table.h"
#include "common/status/status_macros.h"

namespace isnad {

// What a list is made of: the method that lists, where its answers hold the
// items, and how answers become a table.
template <typename Request, typename Response, typename Item>
struct Listing {
  Connection::Method<QueryStub, Request, Response> method;
  const Repeated<Item>& (Response::*items)() const;
  Table (*table)(const Response&);
};

// Options of paging, for every command that lists.
inline std::vector<OptionSpec> PageOptions() {
  return {{"page-size", "N", "Items a page, 0 for the service's default", "0"},
          {"page-token", "TOKEN", "Go on where an earlier page ended"},
          {"all", "", "Print every page"}};
}

// Lists what `request` asks for, one page or, with --all, every page. JSON
// lines are written as they come, all else at the end.
template <typename Request, typename Response, typename Item>
absl::StatusOr<int> PrintPages(const Listing<Request, Response, Item>& listing,
                               Request request, const Arguments& arguments,
                               Connection& connection, const Console& console) {
  ASSIGN_OR_RETURN(const int64_t page_size,
                   arguments.Integer("page-size", 0, 1000));
  request.set_page_size(static_cast<int32_t>(page_size));
  request.set_page_token(arguments.Text("page-token"));
  const OutputFormat format = FormatOf(arguments);
  Response collected;
  do {
    ASSIGN_OR_RETURN(Response page, connection.Query(listing.method, request));
    request.set_page_token(page.next_page_token());
    if (format == OutputFormat::kJsonLines) {
      for (const Item& item : (page.*listing.items)()) {
        console.out << ToJson(item, format) << '\n';
      }
      page.Clear();
    }
    page.set_next_page_token(request.page_token());
    collected.MergeFrom(page);
  } while (arguments.Has("all") && !request.page_token().empty());
  if (arguments.Has("all")) collected.clear_next_page_token();
  if (format == OutputFormat::kJson) {
    console.out << ToJson(collected, format) << '\n';
    return kExitOk;
  }
  if (format == OutputFormat::kTable) {
    (*listing.table)(collected).Print(console);
  }
  if (!collected.next_page_token().empty()) {
    console.err << "more follow: --all, or --page-token="
                << collected.next_page_token() << "\n";
  }
  return kExitOk;
}

}  // namespace isnad

#endif  // ISNAD_CLIENT_CLI_PAGE_PRINTER_H_
