// Points at which a process can be told to die, as kill -9 or a power cut would
// end it: the places between two steps where a promise could be broken. The
// crash harness (tests/e2e/crash) goes through all of them.
//
// The environment says where: ISNAD_CRASH_POINT=outbox-committed:3 dies at the
// third passage of that point. Without it a passage costs one comparison.
#ifndef ISNAD_COMMON_BASE_CRASH_POINT_H_
#define ISNAD_COMMON_BASE_CRASH_POINT_H_

#include <iterator>

namespace isnad {

enum class CrashAt {
  kNowhere,
  // Ingest.
  kOutboxOpened,       // its new epoch is durable, nothing else has happened
  kOutboxCommitting,   // a group is written, its commit is next
  kOutboxCommitted,    // a group is durable, no caller has been answered
  kOutboxParking,      // refused records are parked, their commit is next
  kSenderSent,         // a request is on its way
  kSenderAnswered,     // an answer has come and is not noted
  kSenderResumed,      // the store has said where to go on
  kReanalysisFetched,  // an original is here, its new reading is not
  kReanalysisSaved,    // a reading and the progress are durable
  // Query.
  kStoreOpened,      // both files are open, no thread runs
  kStoreCommitting,  // a group is written, its commit is next
  kStoreCommitted,   // a group is durable, no producer has been answered
  kIndexCommitting,  // a piece of the index is written, its commit is next
  kIndexCommitted,   // a piece of the index is durable, no reader knows
  kCollecting,       // versions are deleted, the commit is next
};

// A point by the name that the environment knows it by.
struct CrashPointName {
  CrashAt point;
  const char* name;
};

// Every point, ingest's first.
inline constexpr CrashPointName kCrashPoints[] = {
    {CrashAt::kOutboxOpened, "outbox-opened"},
    {CrashAt::kOutboxCommitting, "outbox-committing"},
    {CrashAt::kOutboxCommitted, "outbox-committed"},
    {CrashAt::kOutboxParking, "outbox-parking"},
    {CrashAt::kSenderSent, "sender-sent"},
    {CrashAt::kSenderAnswered, "sender-answered"},
    {CrashAt::kSenderResumed, "sender-resumed"},
    {CrashAt::kReanalysisFetched, "reanalysis-fetched"},
    {CrashAt::kReanalysisSaved, "reanalysis-saved"},
    {CrashAt::kStoreOpened, "store-opened"},
    {CrashAt::kStoreCommitting, "store-committing"},
    {CrashAt::kStoreCommitted, "store-committed"},
    {CrashAt::kIndexCommitting, "index-committing"},
    {CrashAt::kIndexCommitted, "index-committed"},
    {CrashAt::kCollecting, "collecting"},
};

// How many of them are ingest's.
inline constexpr int kIngestCrashPoints = 9;
static_assert(kCrashPoints[kIngestCrashPoints].point == CrashAt::kStoreOpened,
              "ingest's points come first");

// Ends the process here, by SIGKILL, if the environment asks for it.
// Thread-safe.
void CrashPoint(CrashAt point);

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_CRASH_POINT_H_
