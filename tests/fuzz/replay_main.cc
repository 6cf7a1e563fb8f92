// Stands in for libFuzzer where it is not linked: runs a fuzz target over the
// files of a folder, and over copies of them damaged at random (seed fixed and
// printed), so that every build exercises every target.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "common/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace isnad {
namespace {

constexpr int64_t kSeedLimitBytes = 1 << 20;
constexpr int kCopiesOfEach = 200;
constexpr uint32_t kRandomSeed = 20261122;

void Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()),
                         input.size());
}

// Overwrites, inserts, deletes or repeats a few bytes.
void Damage(std::string& input, std::mt19937& random) {
  const auto below = [&](size_t bound) { return random() % bound; };
  for (size_t edits = 1 + below(8); edits > 0; --edits) {
    if (input.empty()) input.push_back('x');
    const size_t at = below(input.size());
    switch (below(4)) {
      case 0:
        input[at] = static_cast<char>(below(256));
        break;
      case 1:
        input.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        input.erase(at, 1 + below(8));
        break;
      default:
        input.insert(at, input.substr(below(input.size()), 1 + below(32)));
    }
  }
}

int Main(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    paths.push_back(entry.path().string());
  }
  if (error || paths.empty()) {
    std::fprintf(stderr, "%s: no seed found\n", folder.c_str());
    return EXIT_FAILURE;
  }
  std::printf("seed %u, %zu files, %d damaged copies of each\n", kRandomSeed,
              paths.size(), kCopiesOfEach);
  std::mt19937 random(kRandomSeed);
  Run("");
  for (const std::string& path : paths) {
    const auto bytes = ReadFile(path, kSeedLimitBytes);
    if (!bytes.ok()) {
      std::fprintf(stderr, "%s\n", bytes.status().ToString().c_str());
      return EXIT_FAILURE;
    }
    Run(*bytes);
    for (int copy = 0; copy < kCopiesOfEach; ++copy) {
      std::string damaged = *bytes;
      Damage(damaged, random);
      Run(damaged);
    }
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace isnad

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return EXIT_FAILURE;
  }
  return isnad::Main(argv[1]);
}
