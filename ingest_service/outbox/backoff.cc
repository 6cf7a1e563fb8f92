#include "ingest_service/outbox/backoff.h"

#include <algorithm>
#include <memory>
#include <random>
#include <utility>

namespace isnad {

RandomFunction SystemRandom() {
  // Shared by the copies of the function.
  auto engine = std::make_shared<std::mt19937_64>(std::random_device{}());
  return [engine] {
    return std::uniform_real_distribution<double>(0.0, 1.0)(*engine);
  };
}

Backoff::Backoff(const BackoffOptions& options, RandomFunction random)
    : options_(options),
      random_(std::move(random)),
      current_(options.initial) {}

absl::Duration Backoff::Next() {
  const double factor = 1.0 + options_.jitter * (2.0 * random_() - 1.0);
  const absl::Duration delay = current_ * factor;
  current_ = std::min(current_ * options_.multiplier, options_.max);
  return delay;
}

}  // namespace isnad
