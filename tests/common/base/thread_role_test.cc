#include "common/base/thread_role.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "gtest/gtest.h"

namespace isnad {
namespace {

int NiceOfThisThread() {
  return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
}

TEST(ThreadRoleTest, LowersOnlyTheThreadThatAsks) {
  const int before = NiceOfThisThread();
  int lowered = 0;
  int again = 0;
  std::thread([&] {
    LowerThisThread();
    lowered = NiceOfThisThread();
    LowerThisThread();
    again = NiceOfThisThread();
  }).join();
  EXPECT_GE(lowered, 15);
  EXPECT_EQ(again, lowered);
  EXPECT_EQ(NiceOfThisThread(), before);
}

TEST(ThreadRoleTest, NamesTheThreadAndCutsWhatIsTooLong) {
  std::string name(16, '\0');
  std::thread([&] {
    NameThisThread("a-name-that-is-too-long");
    pthread_getname_np(pthread_self(), &name[0], name.size());
  }).join();
  EXPECT_STREQ(name.c_str(), "a-name-that-is-");
}

}  // namespace
}  // namespace isnad
