#ifndef ISNAD_CLIENT_CPP_PAGER_H_
#define ISNAD_CLIENT_CPP_PAGER_H_

#include <functional>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace isnad {

// The items of a list, one after the other over all pages, which are fetched
// when they are needed. Not thread-safe.
//
//   auto mentions = client.Mentions(request);
//   for (;;) {
//     ASSIGN_OR_RETURN(std::optional<v1::Mention> mention, mentions.Next());
//     if (!mention.has_value()) break;
//     ...
//   }
template <typename Request, typename Response, typename Item>
class Pager {
 public:
  using Fetch = std::function<absl::StatusOr<Response>(const Request&)>;
  using Items = google::protobuf::RepeatedPtrField<Item>* (Response::*)();

  // `items` is the accessor of the page's items. The first page is the one
  // `request` asks for.
  Pager(Request request, Fetch fetch, Items items)
      : request_(std::move(request)), fetch_(std::move(fetch)), items_(items) {}

  // Returns the next item, nullopt after the last one. After an error the next
  // call fetches the same page again.
  absl::StatusOr<std::optional<Item>> Next() {
    while (next_ == ItemsOf(page_).size()) {
      if (last_page_) return std::nullopt;
      absl::StatusOr<Response> page = fetch_(request_);
      if (!page.ok()) return page.status();
      if (!page->next_page_token().empty() &&
          page->next_page_token() == request_.page_token()) {
        return absl::InternalError("the server repeats a page");
      }
      page_ = *std::move(page);
      next_ = 0;
      last_page_ = page_.next_page_token().empty();
      request_.set_page_token(page_.next_page_token());
    }
    return std::move(*ItemsOf(page_).Mutable(next_++));
  }

  // The revision at which all pages are read; 0 before the first.
  int64_t revision() const { return page_.revision(); }

 private:
  google::protobuf::RepeatedPtrField<Item>& ItemsOf(Response& page) {
    return *(page.*items_)();
  }

  Request request_;
  const Fetch fetch_;
  const Items items_;
  Response page_;
  int next_ = 0;
  bool last_page_ = false;
};

}  // namespace isnad

#endif  // ISNAD_CLIENT_CPP_PAGER_H_
