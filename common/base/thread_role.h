#ifndef ISNAD_COMMON_BASE_THREAD_ROLE_H_
#define ISNAD_COMMON_BASE_THREAD_ROLE_H_

namespace isnad {

// Names the calling thread for tools that list threads. `name` has at most 15
// bytes; longer ones are cut.
void NameThisThread(const char* name);

// Lets other threads go first: while every core is occupied, the calling thread
// gets about a thirtieth of one. For work that nobody waits for. Does not undo
// itself: without privileges a thread cannot take priority back. A thread that
// is as low already stays as it is.
void LowerThisThread();

}  // namespace isnad

#endif  // ISNAD_COMMON_BASE_THREAD_ROLE_H_
