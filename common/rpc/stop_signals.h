#ifndef ISNAD_COMMON_RPC_STOP_SIGNALS_H_
#define ISNAD_COMMON_RPC_STOP_SIGNALS_H_

#include <csignal>

namespace isnad {

// Takes SIGTERM and SIGINT from their default action, so that the program can
// wait for them; ignores SIGPIPE. Made at the start of main, before any thread,
// since threads inherit the mask.
//
//   StopSignals stop_signals;
//   ... start the server ...
//   stop_signals.Wait();
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  // Waits for one of the signals and returns its number. From then on they
  // have their default action again: a second one ends the program at once.
  int Wait();

 private:
  sigset_t signals_;
};

}  // namespace isnad

#endif  // ISNAD_COMMON_RPC_STOP_SIGNALS_H_
