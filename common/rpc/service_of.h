#ifndef ISNAD_COMMON_RPC_SERVICE_OF_H_
#define ISNAD_COMMON_RPC_SERVICE_OF_H_

namespace isnad {

// A generated service with the given way of each method, such as
//   ServiceOf<v1::S::Service, v1::S::WithCallbackMethod_Get,
//             v1::S::WithRawCallbackMethod_Put>
// where not all are to be as in v1::S::CallbackService. A method that is left
// out is not served.
template <typename Service, template <typename> class... Methods>
struct LayeredService {
  using Type = Service;
};

template <typename Service, template <typename> class Method,
          template <typename> class... Methods>
struct LayeredService<Service, Method, Methods...> {
  using Type = Method<typename LayeredService<Service, Methods...>::Type>;
};

template <typename Service, template <typename> class... Methods>
using ServiceOf = typename LayeredService<Service, Methods...>::Type;

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_SERVICE_OF_H_
